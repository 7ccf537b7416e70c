// PageAccess: what a page says of who may read it, and how much of that it holds (https://schema.org/isAccessibleForFree).
#pragma once

#include <QtGlobal>

namespace dateline {

struct PageAccess {
    bool isPaid = false;       // isAccessibleForFree is false. Many such pages hold the whole text all the same
    qsizetype statedWords = 0; // wordCount; 0 where it isn't said
    bool hasPaidPart = false;  // the element that is named as the paid part (hasPart, cssSelector) is there, with text
};

} // namespace dateline
