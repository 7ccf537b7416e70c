// IntegrityCheck: compares database, text index, facet index and its file, and rebuilds what can be rebuilt. Runs on the store's thread;
// throws SQLite::Exception.
#pragma once

#include "store/marks_check.h"
#include "store/word_sums.h"
#include "store/writing.h"

namespace dateline {

class IntegrityCheck final {
public:
    IntegrityCheck(WritingTables &tables, const QString &indexFile) : m_tables(tables), m_indexFile(indexFile) {}

    // With `repair`, rebuilds the indexes that were found wrong, but in a damaged file, which is left as it is. `changes` gets
    // a generation when something was rebuilt.
    Result<CheckReport> run(bool repair, Changes &changes);

private:
    void attempt(void (IntegrityCheck::*step)());
    void checkDatabase();
    void checkReferences();
    void checkContents();
    bool isSound(const Statement &content, const QByteArray &hash);
    void checkFullTexts();
    void dropFeedVersions();
    void checkTexts();
    void checkFacets();
    void checkIndexFile(const FacetIndex &built);
    void checkWords();
    void checkMarks();
    void repairAll(Changes &changes);
    bool removeLostRows(Changes &changes);
    void rebuildTexts();
    void found(const QString &problem);

    WritingTables &m_tables;
    QString m_indexFile;
    MarksCheck m_marks{m_tables};
    std::optional<WordSums> m_words; // of the contents
    CheckReport m_report;
    std::vector<quint32> m_lostFeedVersions; // articles that show their page
    bool m_textsAreWrong = false;
    bool m_facetsAreWrong = false;
    bool m_indexesAreWrong = false;
};

} // namespace dateline
