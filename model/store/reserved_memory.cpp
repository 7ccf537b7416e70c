// Addresses cost nothing (PROT_NONE), so four times of what there is are reserved; memory is made usable bit by bit. Only when the
// reserve is used up is everything copied to a larger one.
#include "store/reserved_memory.h"

#include <algorithm>
#include <cstring>
#include <new>

#include <sys/mman.h>
#include <unistd.h>

namespace dateline {
namespace {

constexpr size_t LeastReserved = 1 << 20;

size_t wholePages(size_t bytes)
{
    const size_t page = ReservedMemory::pageBytes();
    return (bytes + page - 1) / page * page;
}

} // namespace

size_t ReservedMemory::pageBytes()
{
    static const auto bytes = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
}

std::byte *ReservedMemory::reserve(size_t bytes)
{
    void *const place = ::mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (place == MAP_FAILED)
        throw std::bad_alloc();
    return static_cast<std::byte *>(place);
}

ReservedMemory::~ReservedMemory()
{
    if (m_data)
        ::munmap(m_data, m_reserved);
}

void ReservedMemory::extend(size_t bytes, size_t used)
{
    const size_t usable = wholePages(std::max(bytes, m_usable + m_usable / 16));
    if (usable > m_reserved) {
        const size_t reserved = wholePages(std::max(LeastReserved, usable * 4));
        std::byte *const place = reserve(reserved);
        if (::mprotect(place, usable, PROT_READ | PROT_WRITE) != 0) {
            ::munmap(place, reserved);
            throw std::bad_alloc();
        }
        if (m_data) {
            std::memcpy(place, m_data, used);
            ::munmap(m_data, m_reserved);
        }
        m_data = place;
        m_reserved = reserved;
    } else if (::mprotect(m_data + m_usable, usable - m_usable, PROT_READ | PROT_WRITE) != 0) {
        throw std::bad_alloc();
    }
    m_usable = usable;
}

bool ReservedMemory::map(int file, quint64 offset, size_t bytes)
{
    if (bytes == 0)
        return true;
    const size_t reserved = wholePages(std::max(LeastReserved, bytes * 4));
    std::byte *const place = reserve(reserved);
    const size_t mapped = wholePages(bytes);
    if (::mmap(place, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, file, static_cast<off_t>(offset)) == MAP_FAILED) {
        ::munmap(place, reserved);
        return false;
    }
    std::memset(place + bytes, 0, mapped - bytes); // what stands behind in the file is nobody's: new entries are zero
    m_data = place;
    m_reserved = reserved;
    m_usable = mapped;
    return true;
}

} // namespace dateline
