// Sources: https://www.sqlite.org/pragma.html#pragma_incremental_vacuum and https://www.sqlite.org/fts5.html#the_merge_command. A slice is a
// transaction of its own and moves about half a megabyte: some milliseconds, and as much in the log, which is emptied as after any other change.
#include "store/space_keeper.h"

#include "store/failure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

#include <algorithm>

namespace dateline {
namespace {

constexpr int MergedPages = 128; // of FTS5, 4 KB each
constexpr const char *FreePages = "PRAGMA incremental_vacuum(64)"; // 8 KB each
constexpr qint64 SpareBytes = 16'000'000; // that a rebuilding leaves to the rest of the system
// How many articles had been removed, ever, when the words were last merged.
constexpr QLatin1String MergedSetting("space.merged");

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

// Where SQLite puts temporary files (https://www.sqlite.org/tempfiles.html, section 5).
QString temporaryFolder()
{
    for (const QString &folder : {qEnvironmentVariable("SQLITE_TMPDIR"), qEnvironmentVariable("TMPDIR"), QStringLiteral("/var/tmp"), QStringLiteral("/usr/tmp")}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir() && QFileInfo(folder).isWritable())
            return folder;
    }
    return QStringLiteral("/tmp");
}

Result<void> checkRoom(const QString &folder, qint64 needed)
{
    const QStorageInfo disk(folder);
    if (!disk.isValid() || disk.bytesAvailable() >= needed)
        return {};
    const QLocale locale;
    return failure(ErrorKind::Full, tr("To make the database smaller, “%1” must have %2 of room for a while; there are %3. Nothing was changed.")
                                        .arg(folder, locale.formattedDataSize(needed), locale.formattedDataSize(disk.bytesAvailable())));
}

} // namespace

bool SpaceKeeper::sweep()
{
    if (!m_left.source) {
        const std::optional<SourceId> source = m_tables.sources.anyRemoved();
        if (!source)
            return false;
        m_left = {source, m_tables.articles.idsOf(*source), 0};
    }
    SQLite::Transaction transaction(m_tables.connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
    const size_t end = std::min(m_left.articles.size(), m_left.next + static_cast<size_t>(std::max(1, m_limits.articlesAtOnce)));
    IndexChange known; // to the index, since the source was removed
    for (size_t i = m_left.next; i < end; ++i)
        m_articles.removeOne(m_left.articles[i], known);
    const bool isLast = end == m_left.articles.size();
    if (isLast)
        m_tables.sources.remove(*m_left.source);
    transaction.commit();
    m_left.next = end;
    if (isLast)
        m_left = {};
    return true;
}

// Ids are never used twice.
qint64 SpaceKeeper::removedEver()
{
    return m_tables.connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'article'") - static_cast<qint64>(m_tables.index().live().cardinality());
}

// Of the database as the log has it: the file itself ends later.
qint64 SpaceKeeper::bytes()
{
    return m_tables.connection.number("PRAGMA page_count") * m_tables.connection.number("PRAGMA page_size");
}

bool SpaceKeeper::wantsWords(SpaceWanted wanted)
{
    const qint64 removed = removedEver() - m_tables.settings.value(MergedSetting).toLongLong();
    const auto share = static_cast<double>(m_tables.index().live().cardinality()) * m_limits.removedShare;
    return wanted == SpaceWanted::All ? removed > 0 : removed >= std::max(m_limits.removedArticles, static_cast<qint64>(share));
}

bool SpaceKeeper::wantsPages(SpaceWanted wanted)
{
    const qint64 free = m_tables.connection.number("PRAGMA freelist_count"), pages = m_tables.connection.number("PRAGMA page_count");
    if (wanted == SpaceWanted::All)
        return free > 0;
    constexpr qint64 incremental = 2;
    return m_tables.connection.number("PRAGMA auto_vacuum") == incremental && free * m_tables.connection.number("PRAGMA page_size") >= m_limits.freeBytes
        && static_cast<double>(free) >= static_cast<double>(pages) * m_limits.freeShare;
}

// False where they are merged.
bool SpaceKeeper::mergeWords(Progress &progress)
{
    if (m_tables.text.mergeSome(MergedPages, !progress.hasBegunWords)) {
        progress.hasBegunWords = true;
        return true;
    }
    m_tables.settings.set(MergedSetting, QString::number(removedEver()));
    return false;
}

// SQLite copies what is in use into a temporary file and back, through the log, in one transaction: readers go on, and a kill leaves the old or the new.
Result<void> SpaceKeeper::rebuild(const std::function<bool()> &isStopped)
{
    const qint64 used = (m_tables.connection.number("PRAGMA page_count") - m_tables.connection.number("PRAGMA freelist_count"))
        * m_tables.connection.number("PRAGMA page_size");
    const QString folder = QFileInfo(m_database).absolutePath(), temporary = temporaryFolder();
    const bool isOneDisk = QStorageInfo(folder).device() == QStorageInfo(temporary).device();
    if (const Result<void> hasRoom = checkRoom(folder, (isOneDisk ? 2 : 1) * used + SpareBytes); !hasRoom)
        return hasRoom;
    if (const Result<void> hasRoom = checkRoom(temporary, used + SpareBytes); !hasRoom)
        return hasRoom;
    Connection connection(m_database, Connection::Use::Writing);
    connection.run("PRAGMA auto_vacuum = INCREMENTAL"); // of the copy
    connection.run("PRAGMA temp_store = FILE");         // memory wouldn't hold it
    {
        const Stoppable stoppable(connection, isStopped);
        connection.run("VACUUM");
    }
    connection.emptyLog(); // else it keeps its length; where readers are in the way, later
    return {};
}

// Whether it is too long and can't be emptied, since another program reads what is in it. Where that program has ended, the log would keep its
// length until the next change.
bool SpaceKeeper::isLogLong()
{
    const QFileInfo log(m_database + QStringLiteral("-wal"));
    if (log.size() <= m_limits.logBytes)
        return false;
    m_tables.connection.emptyLog();
    return QFileInfo(log.filePath()).size() > m_limits.logBytes;
}

// True where there are more.
Result<bool> SpaceKeeper::freePages(Progress &progress, const std::function<bool()> &isStopped)
{
    if (m_tables.connection.number("PRAGMA auto_vacuum") == 0)
        return rebuild(isStopped).map([] { return false; });
    if (isLogLong()) {
        if (progress.wanted == SpaceWanted::Worthwhile)
            return false;
        return failure(ErrorKind::Locked, tr("Another program reads the profile as it was some time ago, so no more room can be given back now. Try again when it has ended."));
    }
    m_tables.connection.run(FreePages);
    return m_tables.connection.number("PRAGMA freelist_count") > 0;
}

Result<bool> SpaceKeeper::giveBack(Progress &progress, const std::function<bool()> &isStopped)
{
    using Phase = Progress::Phase;
    switch (progress.phase) {
    case Phase::Begin:
        progress.report.bytesBefore = bytes();
        progress.phase = Phase::Sources;
        return true;
    case Phase::Sources:
        if (!sweep())
            progress.phase = wantsWords(progress.wanted) ? Phase::Words : Phase::Pages;
        return true;
    case Phase::Words:
        if (!mergeWords(progress))
            progress.phase = Phase::Pages;
        return true;
    case Phase::Pages: {
        const bool isOld = progress.wanted == SpaceWanted::All && m_tables.connection.number("PRAGMA auto_vacuum") == 0;
        const bool isWanted = progress.hasBegunPages || isOld || wantsPages(progress.wanted);
        const Result<bool> isMore = isWanted ? freePages(progress, isStopped) : Result<bool>(false);
        if (!isMore)
            return isMore;
        progress.hasBegunPages = true; // then they all go
        progress.phase = *isMore ? Phase::Pages : Phase::End;
        return true;
    }
    case Phase::End:
        m_tables.connection.run("PRAGMA wal_checkpoint(PASSIVE)"); // the file ends where the log says
        progress.report.bytesAfter = bytes();
        break;
    }
    return false;
}

} // namespace dateline
