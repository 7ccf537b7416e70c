// SearchText: the form in which words are indexed and searched. Both sides go through here, so that they always agree.
#pragma once

#include <QString>

namespace dateline {

// Raise it with every change to searchText() or the tokenizer, together with a migration that rebuilds the index: entries are
// taken out of the contentless index by naming their old words.
inline constexpr int SearchTextVersion = 1;

// Folded (base/folding.h), with each letter of the scripts that put no spaces between words standing alone: so "北京大学" can be
// found by "大学", as a phrase of letters.
QString searchText(QStringView text);
// An FTS5 expression that finds these words side by side, or, with `isPrefix`, the last one's beginning. What the reader
// typed is always a string in it, never an operator. Empty where there is no letter or digit to search for.
QString matchExpression(const QString &words, bool isPrefix);

} // namespace dateline
