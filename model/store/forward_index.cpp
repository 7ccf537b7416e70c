// row = size (2 bytes, little endian) bytes. packFacetRow() bounds a row to 20 KiB, so 2 bytes suffice and a row fits a block.
#include "store/forward_index.h"

#include <cstring>
#include <new>

namespace dateline {

void ForwardIndex::set(quint32 id, QByteArrayView row)
{
    const auto size = static_cast<quint32>(std::min<qsizetype>(row.size(), 0xffff));
    const quint32 left = BlockBytes - m_next % BlockBytes;
    if (m_blocks.empty() || left < size + 2 || m_next % BlockBytes == 0) {
        m_next = static_cast<quint32>(m_blocks.size()) * BlockBytes;
        if (m_blocks.size() >= 4095)
            throw std::bad_alloc();
        m_blocks.push_back(std::make_unique<unsigned char[]>(BlockBytes));
        m_next += m_next == 0 ? 1 : 0; // place 0 means "no row"
    }
    if (id >= m_places.size())
        m_places.resize(std::max<size_t>(id + 1, m_places.size() + m_places.size() / 8));
    unsigned char *target = m_blocks.back().get() + m_next % BlockBytes;
    target[0] = static_cast<unsigned char>(size & 0xff);
    target[1] = static_cast<unsigned char>(size >> 8);
    if (size > 0) // an empty view may point nowhere
        std::memcpy(target + 2, row.data(), size);
    m_places[id] = m_next;
    m_next += size + 2;
}

void ForwardIndex::clear(quint32 id)
{
    if (id < m_places.size())
        m_places[id] = 0;
}

} // namespace dateline
