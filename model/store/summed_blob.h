// SummedBlob: a blob with its CRC-32 (RFC 1952, section 8) in the four bytes behind it, the least significant first, so that a flipped bit is noticed.
#pragma once

#include <QByteArray>

#include <optional>

namespace dateline {

QByteArray summed(QByteArray blob);
// The blob without its sum, a view into the one given; nothing where the sum is another.
std::optional<QByteArrayView> unsummed(QByteArrayView blob);

} // namespace dateline
