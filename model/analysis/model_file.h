// The one container for compiled word lists and models: used in place, never parsed.
//
//   file    = magic (8 bytes) count (u32) crc (u32, of all that follows) { section } bodies
//   section = offset (u64, from the file's start, a multiple of 8) size (u64, bytes)
//
// Numbers are little-endian; a section is an array of plain structs. Reading refuses whatever does not add up.
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QList>

#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace dateline {

// A view of the caller's bytes (copied only where they are not aligned for the structs in them).
class ModelFile final {
public:
    // Corrupt where magic, checksum or bounds are wrong. `name` is for the message.
    static Result<ModelFile> open(QByteArrayView bytes, QByteArrayView magic, size_t sections, const QString &name);

    // Corrupt where the section's size is not a multiple of T's.
    template <class T>
    std::optional<std::span<const T>> section(size_t number) const
    {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
        const QByteArrayView body = m_sections[number];
        if (size_t(body.size()) % sizeof(T) != 0)
            return std::nullopt;
        return std::span<const T>(reinterpret_cast<const T *>(body.data()), size_t(body.size()) / sizeof(T));
    }

    // The error for a file whose sections contradict one another.
    static tl::unexpected<Error> damaged(const QString &name, const QString &detail);

private:
    std::shared_ptr<std::vector<quint64>> m_copy;
    std::vector<QByteArrayView> m_sections;
};

// The bytes of a file with these sections; what training programs write.
QByteArray modelFile(QByteArrayView magic, const QList<QByteArray> &sections);

} // namespace dateline
