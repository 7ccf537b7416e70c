// ForwardIndex: each article's facet row. Rows lie one after another; a replaced row's room isn't used again until the index file is
// written anew.
#pragma once

#include "store/facet_row.h"
#include "store/growing_array.h"

namespace dateline {

class IndexFile;
class IndexFileWriter;

class ForwardIndex final {
public:
    // Replaces the row of `id`.
    void set(quint32 id, QByteArrayView row);
    void clear(quint32 id);

    template <class Visit>
    void forEachValueOf(quint32 id, Visit &&visit) const
    {
        const QByteArrayView bytes = row(id);
        const auto *first = reinterpret_cast<const unsigned char *>(bytes.data());
        forEachValue(first, first + bytes.size(), visit);
    }
    // Empty where there is none.
    QByteArrayView row(quint32 id) const;

    void write(IndexFileWriter &file) const; // must live until all is written
    bool map(const IndexFile &file);

    // Brings the row near before it is asked for.
    void prefetch(quint32 id) const
    {
        if (id < m_places.size() && m_places[id] != 0)
            __builtin_prefetch(at(m_places[id]));
    }

private:
    GrowingArray<quint32> m_places; // by article; 0: no row
    GrowingArray<unsigned char> m_rows; // 4 GiB in all
};

} // namespace dateline
