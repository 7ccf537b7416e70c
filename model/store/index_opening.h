// IndexOpening: how a process comes to the facet index of the database that it sees: from the index file and the journal, or by building it.
// Writes nothing. Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/facet_index.h"

#include <functional>
#include <memory>

namespace dateline {

struct OpenedIndex {
    std::unique_ptr<FacetIndex> index; // none where it can only be built
    quint64 generation = 0;            // of the database, and of the index
    quint64 fileGeneration = 0;        // of the file that it comes from
    quint64 fileBytes = 0;
};

// From the file and the journal, of the state that the connection sees; wrap it in a Snapshot. No index where the file is missing,
// damaged, of another history or of the future, or where the journal doesn't reach back to it.
OpenedIndex indexFromFile(Connection &connection, const QString &indexFile);

// For a process beside the one that writes (or a second connection of it): takes a snapshot of its own and gives the index of
// that instant, from the file if it can be, else built. Nothing where `isStopped` said so meanwhile.
std::unique_ptr<FacetIndex> indexOfNow(Connection &connection, const QString &indexFile, quint64 &generation,
                                       const std::function<bool()> &isStopped = {});

} // namespace dateline
