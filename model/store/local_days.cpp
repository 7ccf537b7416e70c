// Asking the system for a local time takes one to some microseconds (where TZ isn't set, the C library looks at /etc/localtime each
// time), while a zone's clock runs evenly for all but a few days. So the system is asked once at either end of a day, and for each
// moment only of a day on which the clock is changed.
#include "store/local_days.h"

#include <QDateTime>

#include <limits>

namespace dateline {
namespace {

constexpr qint64 daySeconds = 86'400;
constexpr qint64 epochJulianDay = 2'440'588; // 1 January 1970
constexpr qsizetype mostKept = 40'000; // a century
constexpr qint32 notTheSame = std::numeric_limits<qint32>::max();

qint64 dayOf(qint64 seconds)
{
    return seconds >= 0 ? seconds / daySeconds : (seconds - daySeconds + 1) / daySeconds;
}

qint32 systemOffset(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::LocalTime).offsetFromUtc();
}

} // namespace

qint32 LocalDays::day(const Moment &moment)
{
    if (!moment.isKnown())
        return 0;
    if (!moment.hasTime())
        return static_cast<qint32>(moment.day().toJulianDay());
    const qint64 day = dayOf(moment.epoch());
    auto offset = m_offsets.constFind(day);
    if (offset == m_offsets.cend()) {
        if (m_offsets.size() >= mostKept)
            m_offsets.clear();
        const qint32 first = systemOffset(day * daySeconds);
        offset = m_offsets.insert(day, first == systemOffset((day + 1) * daySeconds) ? first : notTheSame);
    }
    if (*offset == notTheSame)
        return static_cast<qint32>(moment.day().toJulianDay());
    return static_cast<qint32>(dayOf(moment.epoch() + *offset) + epochJulianDay);
}

} // namespace dateline
