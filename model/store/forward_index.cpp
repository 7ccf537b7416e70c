// row = size (2 bytes, little endian) bytes. packFacetRow() bounds a row to 20 KiB, so 2 bytes suffice.
#include "store/forward_index.h"

#include "store/index_file.h"

#include <QtEndian>

#include <cstring>
#include <new>

namespace dateline {

void ForwardIndex::set(quint32 id, QByteArrayView row)
{
    const auto size = static_cast<quint32>(std::min<qsizetype>(row.size(), 0xffff));
    const size_t place = std::max<size_t>(m_rows.size(), 1); // place 0 means "no row"
    if (place + size + SizeBytes > 0xffff'ffff)
        throw std::bad_alloc();
    if (id >= m_places.size())
        m_places.resize(id + size_t(1));
    m_rows.resize(place + size + SizeBytes);
    unsigned char *const target = m_rows.data() + place;
    target[0] = static_cast<unsigned char>(size & 0xff);
    target[1] = static_cast<unsigned char>(size >> 8);
    if (size > 0) // an empty view may point nowhere
        std::memcpy(target + SizeBytes, row.data(), size);
    m_places[id] = static_cast<quint32>(place);
}

void ForwardIndex::clear(quint32 id)
{
    if (id < m_places.size())
        m_places[id] = 0;
}

void ForwardIndex::write(IndexFileWriter &file) const
{
    quint64 bytes = 1;
    for (quint32 id = 0; id < m_places.size(); ++id)
        bytes += m_places[id] == 0 ? 0 : SizeBytes + static_cast<quint64>(row(id).size());
    file.add(IndexSection::RowPlaces, m_places.size() * sizeof(quint32), [this](IndexFileWriter::Out &out) {
        quint32 next = 1;
        for (quint32 id = 0; id < m_places.size(); ++id) {
            const quint32 place = m_places[id] == 0 ? 0 : next;
            out.put(place);
            next += m_places[id] == 0 ? 0 : SizeBytes + static_cast<quint32>(row(id).size());
        }
    });
    file.add(IndexSection::Rows, bytes, [this](IndexFileWriter::Out &out) {
        out.put(quint8(0));
        for (quint32 id = 0; id < m_places.size(); ++id) {
            if (m_places[id] == 0)
                continue;
            const QByteArrayView bytesOfRow = row(id);
            out.put(static_cast<quint16>(qToLittleEndian(static_cast<quint16>(bytesOfRow.size()))));
            out.write(bytesOfRow.data(), static_cast<size_t>(bytesOfRow.size()));
        }
    });
}

bool ForwardIndex::map(const IndexFile &file)
{
    return file.map(IndexSection::RowPlaces, m_places) && file.map(IndexSection::Rows, m_rows);
}

} // namespace dateline
