// RSS 0.90 to 2.0, 1.0 (RDF), and the CDF that came before it.
#pragma once

#include "feed/feed_sink.h"
#include "feed/xml_reader.h"

namespace dateline {

// True where the element just opened is the root of such a feed.
bool isRssRoot(const XmlReader &reader);
// Just after Start of an item: reads and delivers it, in whatever feed it stands.
void readRssItem(XmlReader &reader, FeedSink &sink);
// Just after Start of the root: reads to the end, or until the sink has enough.
void parseRss(XmlReader &reader, FeedSink &sink);

} // namespace dateline
