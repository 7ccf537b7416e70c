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
    // Empty where there is none. What a file says is believed as far as it lies within the file.
    QByteArrayView row(quint32 id) const
    {
        const size_t place = id < m_places.size() ? m_places[id] : 0;
        if (place == 0 || place + SizeBytes > m_rows.size())
            return {};
        const unsigned char *const row = m_rows.data() + place;
        const size_t size = row[0] | static_cast<size_t>(row[1]) << 8;
        return {row + SizeBytes, static_cast<qsizetype>(std::min(size, m_rows.size() - place - SizeBytes))};
    }

    void write(IndexFileWriter &file) const; // must live until all is written
    bool map(const IndexFile &file);

    // Brings the row near before it is asked for.
    void prefetch(quint32 id) const
    {
        if (id < m_places.size() && m_places[id] != 0)
            __builtin_prefetch(m_rows.data() + m_places[id]);
    }

private:
    static constexpr quint32 SizeBytes = 2;

    GrowingArray<quint32> m_places; // by article; 0: no row
    GrowingArray<unsigned char> m_rows; // 4 GiB in all
};

} // namespace dateline
