// Whole articles by the hundred thousand: read ahead a little, handed over in order, never many in memory.
#pragma once

#include "library/library.h"

namespace dateline {

// Hands over each article; ids that are gone meanwhile are passed over. `onArticle` returns false to stop. Fails with what the
// library says.
Result<void> readArticles(Library &library, const QList<ArticleId> &ids, const std::function<bool(const StoredArticle &)> &onArticle);

} // namespace dateline
