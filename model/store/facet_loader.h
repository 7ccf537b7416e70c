// FacetLoader: builds the facet index from the database. Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/facet_index.h"

#include <memory>

namespace dateline {

// Of the state that the connection sees; wrap it in a Snapshot.
std::unique_ptr<FacetIndex> loadFacetIndex(Connection &connection);
quint64 storedGeneration(Connection &connection);
// All sources as the index knows them. Those without a value yet are left out.
std::vector<IndexedSource> loadIndexedSources(Connection &connection);
// The key of a source's value.
QString sourceKey(SourceId id);

} // namespace dateline
