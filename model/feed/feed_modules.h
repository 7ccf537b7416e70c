// The extension modules that carry articles in any feed: Dublin Core, content, Media RSS and the podcast elements.
#pragma once

#include "feed/item_draft.h"
#include "feed/xml_reader.h"

namespace dateline {

// Just after Start of an element of an item: reads it into the draft, or enters it where it only groups others.
// False, and nothing read, where it belongs to none of these modules.
bool readModuleElement(XmlReader &reader, ItemDraft &draft);

} // namespace dateline
