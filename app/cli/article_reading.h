// Whole articles by the hundred thousand: read ahead a little, handed over in order, never many in memory.
#pragma once

#include "library/library.h"

namespace dateline {

class Session;

// Hands over each article; ids that are gone meanwhile are passed over, and so are damaged articles, each with a complaint on standard
// error. `onArticle` returns false to stop. Gives the number of damaged ones; fails with what else the library says.
Result<int> readArticles(Session &session, Library &library, const QList<ArticleId> &ids, const std::function<bool(const StoredArticle &)> &onArticle);

} // namespace dateline
