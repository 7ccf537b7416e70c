#include "store/summed_blob.h"

#include <QtEndian>

#include <zlib.h>

namespace dateline {
namespace {

constexpr qsizetype SumBytes = sizeof(quint32);

quint32 sumOf(QByteArrayView bytes)
{
    return static_cast<quint32>(::crc32_z(0, reinterpret_cast<const Bytef *>(bytes.data()), static_cast<size_t>(bytes.size())));
}

} // namespace

QByteArray summed(QByteArray blob)
{
    char sum[SumBytes];
    qToLittleEndian(sumOf(blob), sum);
    return blob.append(sum, SumBytes);
}

std::optional<QByteArrayView> unsummed(QByteArrayView blob)
{
    if (blob.size() < SumBytes)
        return std::nullopt;
    const QByteArrayView bytes = blob.chopped(SumBytes);
    return qFromLittleEndian<quint32>(blob.data() + bytes.size()) == sumOf(bytes) ? std::optional(bytes) : std::nullopt;
}

} // namespace dateline
