// body  = qCompress(plain)          (zlib with the unpacked size in front)
// plain = version guid ref authors updated language sourceName image categories problems rest html
// `rest` is the text after the lead. Numbers and strings as in byte_stream.h. html and text lie in one stream because html
// repeats the text: zlib then stores it once (a 350-word article of 2.1 KB takes 1.1 KB).
#include "store/content_codec.h"

#include "store/byte_stream.h"

#include <QtEndian>

namespace dateline {
namespace {

constexpr quint64 Version = 1;
constexpr qsizetype LeadLength = 220;
constexpr qsizetype SnippetLength = 200;
constexpr int Compression = 6;

qsizetype leadLength(const QString &text)
{
    qsizetype length = std::min(text.size(), LeadLength);
    if (length > 0 && length < text.size() && text[length - 1].isHighSurrogate())
        --length; // a pair stays together
    return length;
}

// The unpacked size stands in front of the blob; zlib can't pack better than 1 to 1,032, so a larger claim is damage.
bool claimsPossibleSize(const QByteArray &body)
{
    constexpr qsizetype BestRatio = 1032;
    return body.size() >= 4 && qFromBigEndian<quint32>(body.constData()) <= static_cast<quint64>(body.size()) * BestRatio;
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
    return {content.url, content.title, content.text.left(lead), qCompress(plain.bytes(), Compression)};
}

std::optional<ArticleContent> unpack(const PackedContent &packed, const Moment &published)
{
    if (!claimsPossibleSize(packed.body))
        return std::nullopt;
    const QByteArray plain = qUncompress(packed.body);
    ByteReader reader(plain);
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
