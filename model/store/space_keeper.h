// SpaceKeeper: takes away what removed sources left, and gives room that removals left back to the disk, a slice at a time. README.md, "Room",
// says how. Runs on the store's thread, which lets other changes have their turn between the slices; throws SQLite::Exception.
#pragma once

#include "store/article_writer.h"

#include "base/care.h"

#include <functional>

namespace dateline {

class SpaceKeeper final {
public:
    SpaceKeeper(WritingTables &tables, ArticleWriter &articles, const QString &database, const StoreLimits &limits)
        : m_tables(tables), m_articles(articles), m_database(database), m_limits(limits)
    {
    }

    // Removes some articles of a removed source, and after the last of them the source itself. False where nothing was left. After a failure
    // it can be called again.
    bool sweep();

    // How far a giving back is.
    struct Progress {
        enum class Phase : quint8 { Begin, Sources, Words, Pages, End };
        SpaceWanted wanted = SpaceWanted::Worthwhile;
        Phase phase = Phase::Begin;
        bool hasBegunWords = false, hasBegunPages = false;
        SpaceReport report;
    };
    // One slice. False where it was the last.
    Result<bool> giveBack(Progress &progress, const std::function<bool()> &isStopped);

private:
    bool wantsWords(SpaceWanted wanted);
    bool wantsPages(SpaceWanted wanted);
    bool mergeWords(Progress &progress);
    Result<bool> freePages(Progress &progress, const std::function<bool()> &isStopped);
    bool isLogLong();
    Result<void> rebuild(const std::function<bool()> &isStopped);
    qint64 removedEver();
    qint64 bytes();

    WritingTables &m_tables;
    ArticleWriter &m_articles;
    QString m_database;
    StoreLimits m_limits;
    struct {
        std::optional<SourceId> source;
        std::vector<quint32> articles;
        size_t next = 0;
    } m_left; // of a removed source
};

} // namespace dateline
