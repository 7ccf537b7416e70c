// row = { step }: the differences of ascending ids, LEB128. Frequent values get low ids because they are met early, so that
// a step takes one or two bytes.
#include "store/facet_row.h"

#include "store/byte_stream.h"

#include <algorithm>

namespace dateline {

QByteArray packFacetRow(std::vector<quint32> values)
{
    constexpr size_t MostValues = 4096; // an article can't take unbounded room in the index
    if (values.size() > MostValues)
        values.resize(MostValues);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    ByteWriter row;
    quint32 before = 0;
    for (quint32 value : values) {
        row.number(value - before);
        before = value;
    }
    return row.bytes();
}

std::vector<quint32> unpackFacetRow(QByteArrayView row)
{
    std::vector<quint32> values;
    const auto *bytes = reinterpret_cast<const unsigned char *>(row.data());
    forEachValue(bytes, bytes + row.size(), [&](quint32 value) { values.push_back(value); });
    return values;
}

} // namespace dateline
