// An article as one line of JSON: the contract of design §4, keys in its order, offsets in UTF-16 units.
#pragma once

#include "base/article.h"

#include <QByteArray>

namespace dateline {

// As `inspect --json` writes it.
QByteArray articleJson(const AnalysedArticle &article);
// As `list --json` and `show --json` write it: with id, state and story, and the reader's name for the source.
QByteArray articleJson(const StoredArticle &article);
// As `corrections --json` lists it: its number, its article's or null, and what it says.
QByteArray correctionJson(const Correction &correction);

} // namespace dateline
