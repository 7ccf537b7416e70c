// Asking the system for a local time takes one to some microseconds (where TZ isn't set, the C library looks at /etc/localtime each
// time), while a zone's clock runs evenly for all but a few days. So the system is asked where a day begins and where it
// ends, and for a moment itself only on a day on which the clock is changed.
#include "store/local_days.h"

#include <QDateTime>

namespace dateline {
namespace {

constexpr qint64 daySeconds = 86'400;
constexpr qint64 epochJulianDay = 2'440'588; // 1 January 1970
constexpr qsizetype mostKept = 40'000; // a century

qint64 dayOf(qint64 seconds)
{
    return seconds >= 0 ? seconds / daySeconds : (seconds - daySeconds + 1) / daySeconds;
}

} // namespace

qint32 LocalDays::offsetAt(qint64 utcDay)
{
    const auto known = m_offsets.constFind(utcDay);
    if (known != m_offsets.cend())
        return *known;
    if (m_offsets.size() >= mostKept)
        m_offsets.clear();
    const qint32 offset = QDateTime::fromSecsSinceEpoch(utcDay * daySeconds, Qt::LocalTime).offsetFromUtc();
    m_offsets.insert(utcDay, offset);
    return offset;
}

qint32 LocalDays::day(const Moment &moment)
{
    if (!moment.isKnown())
        return 0;
    if (!moment.hasTime())
        return static_cast<qint32>(moment.day().toJulianDay());
    const qint64 day = dayOf(moment.epoch());
    const qint32 offset = offsetAt(day);
    if (offset != offsetAt(day + 1))
        return static_cast<qint32>(moment.day().toJulianDay());
    return static_cast<qint32>(dayOf(moment.epoch() + offset) + epochJulianDay);
}

} // namespace dateline
