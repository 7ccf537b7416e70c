// The blobs of the database: annotations, content, facet rows (store/annotation_codec.h, content_codec.h, facet_row.h). The first byte picks one.
#include "fuzz_target.h"
#include "input.h"

#include "store/annotation_codec.h"
#include "store/byte_stream.h"
#include "store/content_codec.h"
#include "store/facet_row.h"

#include <algorithm>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

QString nameOf(quint32 value)
{
    return value % 2 == 0 ? QString() : u"value " + QString::number(value);
}

void holdForAnnotations(QByteArrayView blob)
{
    const HeadAnnotations head = unpackHead(blob);
    hold(head.countries.size() <= 4, "a row shows at most four countries");
    const auto read = unpackAnnotations(blob, nameOf);
    if (!read)
        return;
    hold(headOf(*read).countries == head.countries && headOf(*read).topic == head.topic, "a row shows what the article says");
    const std::vector<quint32> noValues(static_cast<std::size_t>(read->entities.size()), 0);
    // A damaged weight may be over 1; it is bounded when it is written, so the second time is the one to compare.
    const auto once = unpackAnnotations(packAnnotations(*read, noValues), nameOf);
    hold(once.has_value(), "what is written can be read");
    const auto twice = unpackAnnotations(packAnnotations(*once, noValues), nameOf);
    hold(twice && *twice == *once, "annotations come back as they were");
}

void holdForContent(QByteArrayView bytes)
{
    // As a damaged blob, and as what a sound one unpacks to.
    unpack({{}, {}, QStringLiteral("lead "), bytes.toByteArray()}, {});
    const auto read = unpack({QStringLiteral("https://a.example/"), QStringLiteral("title"), {}, qCompress(bytes.toByteArray(), 1)}, Moment::onDay(QDate(2025, 9, 11)));
    if (!read)
        return;
    const ArticleContent content = storable(*read);
    const PackedContent packed = pack(content);
    const auto again = unpack(packed, content.published);
    hold(again && *again == content, "content comes back as it was");
    const QString row = snippet(packed.lead);
    hold(row.size() <= 200 && row == row.simplified() && row.isValidUtf16(), "a snippet is one short line", row);
}

void holdForRow(QByteArrayView bytes)
{
    const std::vector<quint32> values = unpackFacetRow(bytes);
    hold(values.size() <= static_cast<std::size_t>(bytes.size()), "a row holds no more values than bytes");
    const std::vector<quint32> once = unpackFacetRow(packFacetRow(values));
    hold(std::adjacent_find(once.begin(), once.end(), std::greater_equal()) == once.end(), "values are sorted, each once");
    hold(once.size() <= 4096, "a row is bounded");
    hold(unpackFacetRow(packFacetRow(once)) == once, "a row comes back as it was");
}

void holdForNumbers(QByteArrayView bytes)
{
    ByteReader reader(bytes);
    while (reader.isGood() && !reader.atEnd()) {
        const qint64 number = reader.signedNumber();
        ByteWriter writer;
        writer.signedNumber(number);
        hold(ByteReader(writer.bytes()).signedNumber() == number, "a number comes back as it was", QString::number(number));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(bytesOf(data, size));
    switch (input.below(4)) {
    case 0: holdForAnnotations(input.rest()); break;
    case 1: holdForContent(input.rest()); break;
    case 2: holdForRow(input.rest()); break;
    default: holdForNumbers(input.rest()); break;
    }
    return 0;
}
