#include "store/state_copying.h"

#include "store/failure.h"
#include "store/state_copy.h"

#include <QDebug>
#include <QDir>
#include <QFileInfo>

namespace dateline {
namespace {

constexpr qint64 HourMilliseconds = 60 * 60 * 1000, OldMilliseconds = 10 * 60 * 1000;
constexpr qint64 SmallBytes = 1024 * 1024; // such a copy takes a fraction of a second

} // namespace

bool StateCopying::isDue()
{
    if (m_since.isValid())
        return m_day != QDate::currentDate() || m_since.hasExpired(m_untilDue);
    // The first change since the profile was opened: the last copy may be of today.
    const QFileInfoList copies = QDir(stateFolder(m_database)).entryInfoList({QStringLiteral("*.jsonl.gz")}, QDir::Files, QDir::Name | QDir::Reversed);
    if (copies.isEmpty())
        return true;
    const qint64 age = copies.first().lastModified().msecsTo(QDateTime::currentDateTime());
    if (copies.first().lastModified().date() != QDate::currentDate() || age < 0 || age >= HourMilliseconds)
        return true;
    m_day = QDate::currentDate();
    m_untilDue = HourMilliseconds - age;
    m_since.start();
    return false;
}

void StateCopying::changed()
{
    m_hasChanged = true;
    if (isDue())
        copy();
}

void StateCopying::copy()
{
    m_hasChanged = false;
    m_day = QDate::currentDate();
    m_untilDue = HourMilliseconds;
    m_since.start();
    m_queue.post([database = m_database, day = m_day] {
        // The database has it all; it is tried again in an hour.
        if (const Result<void> copied = guarded([&] { return writeStateCopy(database, day); }); !copied)
            qWarning().noquote() << copied.error().message << copied.error().detail;
    });
}

void StateCopying::close()
{
    if (!m_hasChanged)
        return;
    const QFileInfoList copies = QDir(stateFolder(m_database)).entryInfoList({QStringLiteral("*.jsonl.gz")}, QDir::Files, QDir::Name | QDir::Reversed);
    const bool isOld = copies.isEmpty() || qAbs(copies.first().lastModified().msecsTo(QDateTime::currentDateTime())) >= OldMilliseconds;
    if (isOld || copies.first().size() < SmallBytes)
        copy();
}

} // namespace dateline
