#include "store/index_keeper.h"

#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_opening.h"
#include "store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace dateline {
namespace {

// Building the index of fewer articles takes less than writing a file: that waits until the end.
constexpr quint64 FewArticles = 10'000;

} // namespace

IndexKeeper::IndexKeeper(WritingTables &tables, const QString &folder, const StoreLimits &limits, TaskQueue &writing, std::function<void()> told)
    : m_tables(tables)
    , m_file(QDir(folder).absoluteFilePath(QLatin1String(IndexFileName)))
    , m_database(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName)))
    , m_limits(limits)
    , m_writing(writing)
    , m_told(std::move(told))
{
}

void IndexKeeper::open(const std::function<bool()> &isStopped)
{
    const Result<void> opened = guarded([&]() -> Result<void> {
        OpenedIndex found = indexFromFile(m_tables.connection, m_file);
        if (!found.index) {
            QFile::remove(m_file); // of no use to anybody
            build(isStopped);
            return {};
        }
        m_fileGeneration = found.fileGeneration;
        m_fileBytes = found.fileBytes;
        m_inFile = -m_tables.journal.bytesAfter(found.fileGeneration);
        m_tables.gate.replace(std::move(found.index), found.generation);
        m_writing.post([this] { dropJournal(); }); // what a kill left
        return {};
    });
    if (!opened)
        m_tables.gate.fail(opened.error());
    setBuilding(false);
}

void IndexKeeper::build(const std::function<bool()> &isStopped)
{
    setBuilding(m_tables.connection.number("SELECT max(id) FROM article") >= static_cast<qint64>(FewArticles));
    std::unique_ptr<FacetIndex> index = loadFacetIndex(m_tables.connection, isStopped);
    if (!index) {
        m_tables.gate.fail({ErrorKind::Cancelled, QCoreApplication::translate("Store", "The profile was closed."), {}});
        return;
    }
    m_tables.gate.replace(std::move(index), storedGeneration(m_tables.connection));
    // Readers have it; changes wait a little longer, so that the next open needn't build again.
    if (m_tables.index().live().cardinality() >= FewArticles)
        (void)writeOwn(); // else close() tries again
}

void IndexKeeper::setBuilding(bool isBuilding)
{
    if (m_isBuilding.exchange(isBuilding) != isBuilding)
        m_told();
}

qint64 IndexKeeper::mostInJournal() const
{
    return std::max(m_limits.journalBytes, static_cast<qint64>(static_cast<double>(m_fileBytes) * m_limits.journalShare));
}

void IndexKeeper::changed()
{
    if (m_isBeside || !m_tables.gate.hasIndex() || inJournal() < std::max(m_nextTry, mostInJournal()))
        return;
    m_isBeside = true;
    m_beside.post([this] { writeBeside(); });
}

// On the thread beside.
void IndexKeeper::writeBeside()
{
    quint64 generation = 0;
    const Result<quint64> bytes = guarded([&]() -> Result<quint64> {
        Connection connection(m_database, Connection::Use::Reading);
        const std::unique_ptr<FacetIndex> index = indexOfNow(connection, m_file, generation, [this] { return m_isClosing.load(); });
        const std::optional<qint64> stamp = IndexJournal(connection).stamp(generation); // stays until a newer file is there
        if (!index || !stamp)
            return failure(ErrorKind::Cancelled, QString());
        return index->writeTo(m_file, {generation, *stamp, 0});
    });
    if (bytes)
        m_fileGeneration = generation;
    m_writing.post([this, bytes, generation] {
        m_isBeside = false;
        if (std::exchange(m_renewsAfter, false))
            renew();
        else
            bytes ? written(generation, *bytes) : failed();
    });
}

void IndexKeeper::written(quint64 generation, quint64 bytes)
{
    m_nextTry = 0;
    m_fileBytes = bytes;
    const Result<qint64> left = guarded([&]() -> Result<qint64> { return m_tables.journal.bytesAfter(generation); });
    m_inFile = m_tables.journal.appendedBytes() - left.value_or(0);
    dropJournal();
}

// A full disk, perhaps. It is tried again when the journal has grown as much once more; but the journal has a bound, and without it
// the next open builds the index.
void IndexKeeper::failed()
{
    constexpr qint64 MostTimes = 4;
    m_nextTry = inJournal() + mostInJournal();
    if (inJournal() < MostTimes * mostInJournal())
        return;
    m_fileGeneration = 0;
    m_inFile = m_tables.journal.appendedBytes();
    m_nextTry = 0;
    dropJournal();
}

// What the file holds, in small steps, so that changes have their turn in between.
void IndexKeeper::dropJournal()
{
    if (m_leavesDatabase)
        return;
    const quint64 keep = m_fileGeneration != 0 ? m_fileGeneration.load() : m_tables.gate.generation();
    const Result<bool> isMore = guarded([&]() -> Result<bool> { return m_tables.journal.removeSomeBelow(keep); });
    if (isMore.value_or(false)) // else the rest goes with the next one
        m_writing.post([this] { dropJournal(); });
}

Result<void> IndexKeeper::writeOwn()
{
    return guarded([&]() -> Result<void> {
        const quint64 generation = m_tables.gate.generation();
        const std::optional<qint64> stamp = m_tables.journal.stamp(generation);
        if (!stamp)
            return failure(ErrorKind::Corrupt, QString());
        const Result<quint64> bytes = m_tables.index().writeTo(m_file, {generation, *stamp, 0});
        if (!bytes)
            return tl::unexpected(bytes.error());
        m_fileGeneration = generation;
        m_fileBytes = *bytes;
        m_inFile = m_tables.journal.appendedBytes();
        while (!m_leavesDatabase && m_tables.journal.removeSomeBelow(generation)) { }
        return {};
    });
}

void IndexKeeper::renew()
{
    m_renewsAfter = m_isBeside; // not both at once
    if (m_renewsAfter)
        return;
    m_fileGeneration = 0;
    (void)writeOwn(); // else close() tries again
}

void IndexKeeper::close()
{
    m_isClosing = true;
    m_beside.finish();
    if (!m_tables.gate.hasIndex())
        return;
    if (std::exchange(m_renewsAfter, false)) // the file that was being written is of before
        m_fileGeneration = 0;
    const Result<bool> isFar = guarded([&]() -> Result<bool> {
        if (m_fileGeneration == 0)
            return !m_tables.index().live().isEmpty();
        return m_tables.journal.bytesAfter(m_fileGeneration) > m_limits.journalBytesAtClose;
    });
    if (isFar.value_or(false))
        (void)writeOwn(); // without it, the next open takes longer
}

} // namespace dateline
