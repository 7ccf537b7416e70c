// What RSS and Atom feeds have in common: a document that is read element by element, and items made of elements.
#pragma once

#include "feed/feed_sink.h"
#include "feed/item_draft.h"
#include "feed/xml_reader.h"

#include <functional>

namespace dateline {

// Hands each start tag to `start`, from the one that is open now on, until the document ends or the sink has enough.
void readDocument(XmlReader &reader, const FeedSink &sink, const std::function<void()> &start);

// Hands each element of the open one to `read`; what that answers false to is skipped with all within it.
void readElements(XmlReader &reader, const std::function<bool()> &read);

// Delivers an item whose elements were read. Of one that the end of the feed cut off before anything was known of it, nothing is said.
void deliverItem(const XmlReader &reader, ItemDraft &draft, FeedSink &sink);

} // namespace dateline
