// body  = qCompress(plain)          (zlib with the unpacked size in front), or
//         0xff, a frame of zstd     (RFC 8878, with its content size), where `plain` is long
// plain = version guid ref authors updated language sourceName image categories problems rest html
// alone = url title lead published body, the last without a length
// `rest` is the text after the lead. Numbers and strings as in byte_stream.h. html and text lie in one stream because html
// repeats the text: zlib then stores it once (a 350-word article of 2.1 KB takes 1.1 KB). Long ones are packed by zstd because the reader
// waits for them to be unpacked: it does so three times as fast. Short ones zlib packs smaller.
#include "store/content_codec.h"

#include "store/byte_stream.h"

#include <QtEndian>

#include <memory>

#include <zlib.h>
#include <zstd.h>

namespace dateline {
namespace {

constexpr quint64 Version = 1;
constexpr qsizetype LeadLength = 220;
constexpr qsizetype SnippetLength = 200;
constexpr int Compression = 6;
constexpr char ZstdMark = '\xff'; // qCompress would begin so for 4 GB only
constexpr int ZstdCompression = 6;
constexpr qsizetype LongBody = 64 * 1024;
constexpr qsizetype LongestBody = 256 * 1024 * 1024; // a damaged frame may claim any size

qsizetype leadLength(const QString &text)
{
    qsizetype length = std::min(text.size(), LeadLength);
    if (length > 0 && length < text.size() && text[length - 1].isHighSurrogate())
        --length; // a pair stays together
    return length;
}

constexpr qsizetype BestRatio = 1032; // of zlib

// The unpacked size stands in front of the blob; zlib can't pack better than 1 to 1,032, so a larger claim is damage.
bool claimsPossibleSize(const QByteArray &body)
{
    return body.size() >= 4 && qFromBigEndian<quint32>(body.constData()) <= static_cast<quint64>(body.size()) * BestRatio;
}

QByteArray compressed(const QByteArray &plain)
{
    if (plain.size() < LongBody || plain.size() > LongestBody)
        return qCompress(plain, Compression);
    QByteArray body(1 + static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(plain.size()))), Qt::Uninitialized);
    body[0] = ZstdMark;
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packer(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (!packer)
        return qCompress(plain, Compression);
    ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_compressionLevel, ZstdCompression);
    ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_checksumFlag, 1); // a flipped byte is noticed
    const size_t size = ZSTD_compress2(packer.get(), body.data() + 1, static_cast<size_t>(body.size() - 1), plain.constData(), static_cast<size_t>(plain.size()));
    if (ZSTD_isError(size))
        return qCompress(plain, Compression);
    body.truncate(1 + static_cast<qsizetype>(size));
    body.squeeze();
    return body;
}

// As qUncompress(), which writes to standard error where it is damaged. zlib's own sum tells what is whole; the size in front only says how much
// room it likely needs.
std::optional<QByteArray> inflated(const QByteArray &body)
{
    constexpr qsizetype HeadBytes = sizeof(quint32);
    if (!claimsPossibleSize(body))
        return std::nullopt;
    const qsizetype most = body.size() * BestRatio;
    QByteArray plain;
    int code = Z_BUF_ERROR;
    for (qsizetype room = qFromBigEndian<quint32>(body.constData()); code == Z_BUF_ERROR && room <= most; room = std::max<qsizetype>(LeadLength, 2 * room)) {
        plain = QByteArray(room, Qt::Uninitialized);
        auto size = static_cast<uLongf>(room);
        code = ::uncompress(reinterpret_cast<Bytef *>(plain.data()), &size, reinterpret_cast<const Bytef *>(body.constData() + HeadBytes),
                            static_cast<uLong>(body.size() - HeadBytes));
        plain.truncate(static_cast<qsizetype>(size));
    }
    return code == Z_OK ? std::optional(plain) : std::nullopt;
}

// Nothing where it is damaged.
std::optional<QByteArray> uncompressed(const QByteArray &body)
{
    if (!body.startsWith(ZstdMark))
        return inflated(body);
    const size_t packed = static_cast<size_t>(body.size() - 1);
    const unsigned long long claimed = ZSTD_getFrameContentSize(body.constData() + 1, packed);
    if (claimed > static_cast<unsigned long long>(LongestBody)) // the values for "unknown" and "damaged" are larger, too
        return std::nullopt;
    QByteArray plain(static_cast<qsizetype>(claimed), Qt::Uninitialized);
    const size_t size = ZSTD_decompress(plain.data(), static_cast<size_t>(claimed), body.constData() + 1, packed);
    return size == claimed ? std::optional(plain) : std::nullopt;
}

void makeValid(QString &text)
{
    if (text.isValidUtf16())
        return;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            text[i] = QChar(0xfffd); // toUtf8() would make a question mark of it
    }
}

} // namespace

ArticleContent storable(ArticleContent content)
{
    for (QString *text : {&content.ref, &content.guid, &content.url, &content.title, &content.language, &content.sourceName, &content.text,
                          &content.html, &content.image})
        makeValid(*text);
    for (QStringList *texts : {&content.authors, &content.categories, &content.problems}) {
        for (QString &text : *texts)
            makeValid(text);
    }
    return content;
}

PackedContent pack(const ArticleContent &content)
{
    const qsizetype lead = leadLength(content.text);
    ByteWriter plain;
    plain.number(Version);
    plain.text(content.guid);
    plain.text(content.ref);
    plain.texts(content.authors);
    plain.text(content.updated.toText());
    plain.text(content.language);
    plain.text(content.sourceName);
    plain.text(content.image);
    plain.texts(content.categories);
    plain.texts(content.problems);
    plain.text(QStringView(content.text).mid(lead));
    plain.text(content.html);
    return {content.url, content.title, content.text.left(lead), compressed(plain.bytes())};
}

std::optional<ArticleContent> unpack(const PackedContent &packed, const Moment &published)
{
    const std::optional<QByteArray> plain = uncompressed(packed.body);
    if (!plain)
        return std::nullopt;
    ByteReader reader(*plain);
    if (reader.number() != Version)
        return std::nullopt;
    ArticleContent content;
    content.url = packed.url;
    content.title = packed.title;
    content.published = published;
    content.guid = reader.text();
    content.ref = reader.text();
    content.authors = reader.texts();
    content.updated = Moment::fromText(reader.text());
    content.language = reader.text();
    content.sourceName = reader.text();
    content.image = reader.text();
    content.categories = reader.texts();
    content.problems = reader.texts();
    content.text = packed.lead + reader.text();
    content.html = reader.text();
    if (!reader.isGood() || !reader.atEnd())
        return std::nullopt;
    return content;
}

QByteArray packAlone(const ArticleContent &content)
{
    const PackedContent packed = pack(content);
    ByteWriter blob;
    blob.text(packed.url);
    blob.text(packed.title);
    blob.text(packed.lead);
    blob.text(content.published.toText());
    return blob.bytes() + packed.body;
}

std::optional<ArticleContent> unpackAlone(QByteArrayView blob)
{
    ByteReader reader(blob);
    PackedContent packed;
    packed.url = reader.text();
    packed.title = reader.text();
    packed.lead = reader.text();
    const Moment published = Moment::fromText(reader.text());
    packed.body = reader.rest();
    return reader.isGood() ? unpack(packed, published) : std::nullopt;
}

QString snippet(const QString &lead)
{
    QString line = lead.simplified();
    if (line.size() <= SnippetLength && lead.size() < LeadLength - 1)
        return line;
    line.truncate(SnippetLength);
    const qsizetype space = line.lastIndexOf(u' ');
    if (space > SnippetLength / 2) // a text without spaces (Chinese) is cut anywhere
        line.truncate(space);
    else if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

} // namespace dateline
