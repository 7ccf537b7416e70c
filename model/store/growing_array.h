// GrowingArray: an array of plain values that grows in place, without being copied, and whose beginning may be a section of the index
// file. What of std::vector it has means the same. New entries are zero.
#pragma once

#include "store/reserved_memory.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <type_traits>

namespace dateline {

template <class T>
class GrowingArray final {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    T *data() { return reinterpret_cast<T *>(m_memory.data()); }
    const T *data() const { return reinterpret_cast<const T *>(m_memory.data()); }
    T &operator[](size_t at) { return data()[at]; }
    const T &operator[](size_t at) const { return data()[at]; }
    T *begin() { return data(); }
    T *end() { return data() + m_size; }
    const T *begin() const { return data(); }
    const T *end() const { return data() + m_size; }
    auto rbegin() const { return std::reverse_iterator(end()); }
    auto rend() const { return std::reverse_iterator(begin()); }
    std::span<const T> span() const { return {data(), m_size}; }

    void resize(size_t size)
    {
        if (size >= m_size)
            return grow(size - m_size);
        std::fill(data() + size, data() + m_size, T{}); // so that what comes anew is zero
        m_size = size;
    }
    void grow(size_t more)
    {
        m_memory.ensure((m_size + more) * sizeof(T), m_size * sizeof(T));
        m_size += more;
    }
    void append(const T *values, size_t count)
    {
        const size_t before = m_size;
        grow(count);
        std::copy_n(values, count, data() + before);
    }
    // `count` entries of the file, from `offset`; see ReservedMemory::map().
    bool map(int file, quint64 offset, size_t count)
    {
        if (!m_memory.map(file, offset, count * sizeof(T)))
            return false;
        m_size = count;
        return true;
    }

private:
    ReservedMemory m_memory;
    size_t m_size = 0;
};

} // namespace dateline
