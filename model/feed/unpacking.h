// Feeds that come packed: a file that was saved as .gz, or a server that packs what is packed already.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace dateline {

// True where the bytes begin as gzip does (RFC 1952 §2.3.1).
bool isGzip(QByteArrayView bytes);

// The first `most` bytes that are packed in gzip, of all its members; of a damaged or cut one what comes before the damage.
QByteArray unpackedGzip(QByteArrayView bytes, qsizetype most);

} // namespace dateline
