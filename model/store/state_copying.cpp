#include "store/state_copying.h"

#include "store/failure.h"
#include "store/state_copy.h"

#include <QDebug>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace dateline {
namespace {

constexpr qint64 MinuteMilliseconds = 60 * 1000, HourMilliseconds = 60 * MinuteMilliseconds, OldMilliseconds = 10 * MinuteMilliseconds;
constexpr qint64 SmallBytes = 1024 * 1024; // such a copy takes a fraction of a second

// The last copy; one that doesn't exist where there is none.
QFileInfo lastCopy(const QString &database)
{
    const QFileInfoList copies = QDir(stateFolder(database)).entryInfoList({QStringLiteral("*.jsonl.gz")}, QDir::Files, QDir::Name | QDir::Reversed);
    return copies.isEmpty() ? QFileInfo() : copies.first();
}

} // namespace

// Milliseconds from now.
qint64 StateCopying::untilDue()
{
    const QFileInfo last = lastCopy(m_database);
    const QDate day = m_since.isValid() ? m_day : last.lastModified().date(); // the last copy may be of another run
    const qint64 age = m_since.isValid() ? m_since.elapsed() : last.lastModified().msecsTo(QDateTime::currentDateTime());
    if (!last.exists() || day != QDate::currentDate() || age < 0)
        return 0;
    return std::max<qint64>(0, (last.size() < SmallBytes ? MinuteMilliseconds : HourMilliseconds) - age);
}

void StateCopying::changed()
{
    m_hasChanged = true;
    if (m_isAwaited && m_day == QDate::currentDate())
        return;
    const qint64 until = untilDue();
    if (until == 0)
        return copy();
    if (m_isAwaited)
        return;
    m_isAwaited = true;
    m_day = QDate::currentDate();
    m_own.postIn(std::chrono::milliseconds(until), [this] {
        m_isAwaited = false;
        if (m_hasChanged)
            copy();
    });
}

void StateCopying::copy()
{
    m_hasChanged = false;
    m_day = QDate::currentDate();
    m_since.start();
    m_queue.post([database = m_database, day = m_day] {
        // The database has it all; it is tried again with a later change.
        if (const Result<void> copied = guarded([&] { return writeStateCopy(database, day); }); !copied)
            qWarning().noquote() << copied.error().message << copied.error().detail;
    });
}

void StateCopying::close()
{
    if (!m_hasChanged)
        return;
    const QFileInfo last = lastCopy(m_database);
    const bool isOld = !last.exists() || qAbs(last.lastModified().msecsTo(QDateTime::currentDateTime())) >= OldMilliseconds;
    if (isOld || last.size() < SmallBytes)
        copy();
}

} // namespace dateline
