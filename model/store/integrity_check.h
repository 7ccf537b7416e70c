// IntegrityCheck: compares database, text index and facet index, and rebuilds what can be rebuilt. Runs on the store's thread;
// throws SQLite::Exception.
#pragma once

#include "store/writing.h"

namespace dateline {

class IntegrityCheck final {
public:
    explicit IntegrityCheck(WritingTables &tables) : m_tables(tables) {}

    // With `repair`, rebuilds the indexes that were found wrong, but in a damaged file, which is left as it is. `changes` gets
    // a generation when something was rebuilt.
    Result<CheckReport> run(bool repair, Changes &changes);

private:
    void attempt(void (IntegrityCheck::*step)());
    void checkDatabase();
    void checkReferences();
    void checkContents();
    void checkTexts();
    void checkFacets();
    void repairAll(Changes &changes);
    bool removeLostRows(Changes &changes);
    void rebuildTexts();
    void found(const QString &problem);

    WritingTables &m_tables;
    CheckReport m_report;
    bool m_textsAreWrong = false;
    bool m_facetsAreWrong = false;
    bool m_indexesAreWrong = false;
};

} // namespace dateline
