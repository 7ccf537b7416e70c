// What ties a file to a database: its generation has a row in the journal, with the stamp that the file tells, and each later
// generation has one too. So a database that was put back, or went on elsewhere from an older copy, is told from the file's own.
#include "store/index_opening.h"

#include "store/facet_loader.h"
#include "store/index_journal.h"

namespace dateline {

OpenedIndex indexFromFile(Connection &connection, const QString &indexFile)
{
    OpenedIndex opened;
    opened.generation = storedGeneration(connection);
    const std::optional<IndexFile> file = IndexFile::open(indexFile);
    if (!file)
        return opened;
    IndexJournal journal(connection);
    const IndexOrigin &origin = file->origin();
    if (origin.generation > opened.generation || journal.stamp(origin.generation) != origin.stamp)
        return opened;
    std::unique_ptr<FacetIndex> index = FacetIndex::fromFile(*file);
    if (!index || !journal.replay(*index, origin.generation, opened.generation))
        return opened;
    opened.index = std::move(index);
    opened.fileGeneration = origin.generation;
    opened.fileBytes = file->size();
    return opened;
}

std::unique_ptr<FacetIndex> indexOfNow(Connection &connection, const QString &indexFile, quint64 &generation, const std::function<bool()> &isStopped)
{
    // The writer may put a newer file in place in between, and then drop what the older one needs.
    constexpr int Tries = 3;
    for (int tries = 0; tries < Tries; ++tries) {
        const Snapshot snapshot(connection);
        OpenedIndex opened = indexFromFile(connection, indexFile);
        generation = opened.generation;
        if (opened.index)
            return std::move(opened.index);
    }
    const Snapshot snapshot(connection);
    generation = storedGeneration(connection);
    return loadFacetIndex(connection, isStopped);
}

} // namespace dateline
