// FacetRow: the ids of the values that one article holds, as bytes: the column `article.facets`, and the forward index.
#pragma once

#include <QByteArray>

#include <vector>

namespace dateline {

// Sorts and removes doubles. At most 4,096 values are kept (those that come first in `values`).
QByteArray packFacetRow(std::vector<quint32> values);

// Calls visit(id) for each value, ascending. A damaged row ends early.
template <class Visit>
void forEachValue(const unsigned char *next, const unsigned char *end, Visit &&visit)
{
    quint32 value = 0;
    while (next != end) {
        quint32 step = 0;
        for (int shift = 0; next != end && shift < 32; shift += 7) {
            const unsigned char byte = *next++;
            step |= static_cast<quint32>(byte & 0x7f) << shift;
            if (byte < 0x80)
                break;
        }
        if (step == 0 || step > ~value) // not ascending: a value counts once
            return;
        value += step;
        visit(value);
    }
}

std::vector<quint32> unpackFacetRow(QByteArrayView row);

} // namespace dateline
