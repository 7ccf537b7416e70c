// Atom 1.0 (RFC 4287) and 0.3.
#pragma once

#include "feed/feed_sink.h"
#include "feed/xml_reader.h"

namespace dateline {

bool isAtomRoot(const XmlReader &reader);
// Just after Start of an entry: reads and delivers it, in whatever feed it stands.
void readAtomEntry(XmlReader &reader, FeedSink &sink);
// Just after Start of the root: reads to the end, or until the sink has enough.
void parseAtom(XmlReader &reader, FeedSink &sink);

} // namespace dateline
