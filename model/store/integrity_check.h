// IntegrityCheck: compares database, text index and facet index, and rebuilds what can be rebuilt. Runs on the store's thread;
// throws SQLite::Exception.
#pragma once

#include "store/writing.h"

namespace dateline {

class IntegrityCheck final {
public:
    explicit IntegrityCheck(WritingTables &tables) : m_tables(tables) {}

    // With `repair`, rebuilds the indexes that were found wrong; `changes` gets a generation when something was.
    Result<CheckReport> run(bool repair, Changes &changes);

private:
    void checkDatabase();
    void checkReferences();
    void checkContents();
    void checkTexts();
    void checkFacets();
    void repairAll(Changes &changes);
    void rebuildTexts();
    void found(const QString &problem);

    WritingTables &m_tables;
    CheckReport m_report;
    bool m_textsAreWrong = false;
    bool m_facetsAreWrong = false;
    bool m_indexesAreWrong = false;
};

} // namespace dateline
