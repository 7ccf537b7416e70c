// CopyMerging: brings what a copy of the reader's work (state_copy) knows into the database that it was made of, where that has lost what came since: its log
// was removed or cut. The copy is later, so what it says of a feed, a setting or a note holds; but nothing is removed: no mark, no tag, no article.
//
// Each step is a change of its own, and all can be done again after a kill. On the store's thread; throws SQLite::Exception.
#pragma once

#include "store/article_writer.h"
#include "store/correction_writer.h"
#include "store/source_writer.h"
#include "store/state_copy.h"
#include "store/state_writer.h"

namespace dateline {

class CopyMerging final {
public:
    CopyMerging(WritingTables &tables, ArticleWriter &articles, StateWriter &states, SourceWriter &sources, CorrectionWriter &corrections)
        : m_tables(tables), m_articles(articles), m_states(states), m_sources(sources), m_corrections(corrections)
    {
    }
    // Then the database is of a later generation than the copy. Fails like any change; the next open tries again.
    Result<void> run(const FoundCopy &copy);

private:
    void mergeSource(const Source &copied);
    void mergeFilter(const SavedFilter &filter);
    void mergeArticle(const CopiedArticle &copied);
    void mergeState(quint32 id, const CopiedArticle &copied);
    void addArticle(SourceId source, const CopiedArticle &copied);
    void mergeRead(SourceId source, int flags, const QList<qint64> &identities);
    void correct(const Correction &correction);
    quint32 articleWith(SourceId source, qint64 identity);
    void setMark(std::optional<qint64> generation);
    void finish(const FoundCopy &copy);

    WritingTables &m_tables;
    ArticleWriter &m_articles;
    StateWriter &m_states;
    SourceWriter &m_sources;
    CorrectionWriter &m_corrections;
    QHash<quint32, SourceId> m_known; // sources, by the copy's ids
};

// The copy that is later than the database, though it was made of it; without a file where there is none, as is usual. Looks at the first lines of the
// copies only, unless there is one.
FoundCopy laterCopy(Connection &connection, const QString &copies);

} // namespace dateline
