// ChangeCodec: an IndexChange as bytes, for the journal.
#pragma once

#include "store/byte_stream.h"
#include "store/index_change.h"

#include <QByteArrayView>

namespace dateline {

QByteArray packChange(const IndexChange &change);
// Nothing where the bytes are damaged or of another version.
std::optional<IndexChange> unpackChange(QByteArrayView bytes);

void writeSource(ByteWriter &out, const IndexedSource &source);
IndexedSource readSource(ByteReader &in);

} // namespace dateline
