// A look at the ids of a feed before it is read: does any come twice?
#pragma once

#include <QByteArrayView>

namespace dateline {

constexpr int longestGuid = 2048; // of those that are looked at

// False where no <guid>, <id> or "id" says the same as another of its kind; true where one may (their texts are compared as written). Finds
// nothing in UTF-16 and UTF-32. Cost: one search through the bytes and eight bytes an id.
bool mayRepeatGuids(QByteArrayView feed);

} // namespace dateline
