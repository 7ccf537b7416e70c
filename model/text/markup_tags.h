// What the folder knows about HTML's elements: one table of traits by gumbo's tag numbers.
#pragma once

#include <QtGlobal>

#include <gumbo.h>

namespace dateline {

enum TagTrait : quint32 {
    Allowed = 1 << 0,      // may stand in sanitised html
    Void = 1 << 1,         // has no end tag
    Paragraph = 1 << 2,    // apart from its neighbours by an empty line in plain text
    Line = 1 << 3,         // on a line of its own in plain text
    Formatting = 1 << 4,   // re-opened by the parser when closed out of order (HTML Standard §13.2.4.3)
    Barrier = 1 << 5,      // ends what its content can close (scope, HTML Standard §13.2.4.2)
    Raw = 1 << 6,          // its content is no markup
    Swallowed = 1 << 7,    // goes with its content
    Unwrapped = 1 << 8,    // its tags go, its content stays
    Embedded = 1 << 10,    // when reading: goes with its content, which is for browsers that can't show it
    ClosesParagraph = 1 << 9, // its start tag ends an open <p>
};

// The traits of a tag as a set of TagTrait; 0 for an ordinary element that may not stand in sanitised html.
quint32 tagTraits(GumboTag tag);

} // namespace dateline
