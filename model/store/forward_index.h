// ForwardIndex: each article's facet row, in memory. Rows lie one after another in blocks of a mebibyte; a replaced row's
// room isn't used again until the profile is opened anew.
#pragma once

#include "store/facet_row.h"

#include <memory>
#include <vector>

namespace dateline {

class ForwardIndex final {
public:
    // Replaces the row of `id`.
    void set(quint32 id, QByteArrayView row);
    void clear(quint32 id);

    template <class Visit>
    void forEachValueOf(quint32 id, Visit &&visit) const
    {
        if (id >= m_places.size() || m_places[id] == 0)
            return;
        const unsigned char *row = at(m_places[id]);
        const size_t size = row[0] | static_cast<size_t>(row[1]) << 8;
        forEachValue(row + 2, row + 2 + size, visit);
    }

    // Brings the row near before it is asked for.
    void prefetch(quint32 id) const
    {
        if (id < m_places.size() && m_places[id] != 0)
            __builtin_prefetch(at(m_places[id]));
    }

private:
    static constexpr quint32 BlockBytes = 1 << 20;
    const unsigned char *at(quint32 place) const { return m_blocks[place / BlockBytes].get() + place % BlockBytes; }

    std::vector<quint32> m_places; // by article; 0: no row
    std::vector<std::unique_ptr<unsigned char[]>> m_blocks;
    quint32 m_next = 0;            // of all blocks; 4 GiB in all
};

} // namespace dateline
