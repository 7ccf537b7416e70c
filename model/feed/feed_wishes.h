// How often a feed wants to be fetched: skipHours and skipDays of RSS 2.0, and the module Syndication
// (https://web.resource.org/rss/1.0/modules/syndication/).
#pragma once

#include "base/feed.h"
#include "feed/xml_reader.h"

namespace dateline {

// Just after Start of an element of a channel: reads it into the head. False, and nothing read, where it is none of these.
bool readWish(XmlReader &reader, FeedHead &head);

} // namespace dateline
