// What is known of given names: which are spellings of one another, and whom a "Mrs" can't be.
#pragma once

#include <QtGlobal>

namespace dateline {

// Equal for variants of one name by folded hash ("Bill", "William"; "Mohamed", "Muhammad"); else the hash itself.
quint64 givenNameClass(quint64 foldedName);
bool isWomansName(quint64 foldedName);
bool isMansName(quint64 foldedName);

} // namespace dateline
