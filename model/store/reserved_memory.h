// ReservedMemory: a range of addresses of which the beginning is memory: that of a file's pages, where it was mapped, and after them the
// process's own. It grows in place, and zeroed. Throws std::bad_alloc.
#pragma once

#include <QtGlobal>

#include <cstddef>

namespace dateline {

class ReservedMemory final {
public:
    ReservedMemory() = default;
    ~ReservedMemory();
    ReservedMemory(const ReservedMemory &) = delete;
    ReservedMemory &operator=(const ReservedMemory &) = delete;

    std::byte *data() const { return m_data; }
    // At least `bytes` can be used when it returns; data() may have moved. `used` of them are kept.
    void ensure(size_t bytes, size_t used)
    {
        if (bytes > m_usable)
            extend(bytes, used);
    }
    // The file's bytes from `offset` (of whole pages), mapped privately: what is changed is changed in memory only. False where the
    // system refuses. Only for a memory that nothing was put into yet.
    bool map(int file, quint64 offset, size_t bytes);

    static size_t pageBytes();

private:
    void extend(size_t bytes, size_t used);
    static std::byte *reserve(size_t bytes);

    std::byte *m_data = nullptr;
    size_t m_usable = 0;
    size_t m_reserved = 0;
};

} // namespace dateline
