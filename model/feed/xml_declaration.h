// The encoding that an XML document states, and decoding by it.
#pragma once

#include "text/charset.h"

namespace dateline {

// The encoding named by <?xml … encoding="…"?> within the first KiB, even after junk; empty where there is none. For
// UTF-16 and UTF-32 without a byte order mark, what the pattern of zeros shows (XML 1.0, appendix F).
QByteArray declaredXmlEncoding(QByteArrayView bytes);

// Decodes XML by `charset` (of the HTTP header) and by what it states of itself, whichever leaves fewer faults.
DecodedText decodeXml(QByteArrayView bytes, QByteArrayView charset);

} // namespace dateline
