// FacetLoader: builds the facet index from the database. Throws SQLite::Exception.
#pragma once

#include "store/article_table.h"
#include "store/connection.h"
#include "store/facet_index.h"

#include <functional>
#include <memory>

namespace dateline {

// Of the state that the connection sees; wrap it in a Snapshot. Nothing where `isStopped`, which is asked now and then, said so.
std::unique_ptr<FacetIndex> loadFacetIndex(Connection &connection, const std::function<bool()> &isStopped = {});
quint64 storedGeneration(Connection &connection);
// All sources as the index knows them. Those without a value yet are left out.
std::vector<IndexedSource> loadIndexedSources(Connection &connection);
// An article as the index knows it.
IndexedArticle indexedArticle(const ArticleRow &row);
// The key of a source's value.
QString sourceKey(SourceId id);

} // namespace dateline
