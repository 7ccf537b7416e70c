// CorrectionWriter: adds corrections and takes them back, and makes the facet rows of the articles that they are about anew.
//
// A correction of an entity may be about a hundred thousand articles. It is durable, and holds for whatever is read or saved, with its
// first transaction; the rows of the articles follow, some hundred a transaction, so that other changes get their turn in
// between. Until the last one the correction is marked as unfinished, and whoever opens the profile after a kill goes on. All rows are
// made from what was found and all corrections that hold, so that making one twice does no harm and the order doesn't matter. One that
// is taken back before it was applied everywhere is applied no further.
//
// Runs on the store's thread; throws SQLite::Exception.
#pragma once

#include "store/facet_writer.h"

namespace dateline {

// What remains to be done for one correction.
struct CorrectionTask {
    CorrectionId id;
    bool isTakenBack = false;
    std::vector<quint32> articles;
    size_t next = 0;
    bool isDone = false;
};

class CorrectionWriter final {
public:
    explicit CorrectionWriter(WritingTables &tables) : m_tables(tables) {}

    // Adds one, or finds the same one that holds already. Fails with Usage or NotFound.
    Result<CorrectionTask> add(const Correction &correction, Changes &changes);
    Result<CorrectionTask> takeBack(CorrectionId id, Changes &changes);
    void goOn(CorrectionTask &task, Changes &changes);
    // What a kill left undone.
    QList<CorrectionTask> unfinished();

private:
    Result<Correction> checked(const Correction &correction);
    std::optional<CorrectionId> sameThatHolds(const Correction &correction);
    void showName(const EntityName &entity);
    std::vector<quint32> articlesOf(const Correction &correction, const CorrectionSet &corrections);
    void doSome(CorrectionTask &task, WriteTransaction &transaction, Changes &changes);

    WritingTables &m_tables;
    FacetWriter m_facets{m_tables};
};

} // namespace dateline
