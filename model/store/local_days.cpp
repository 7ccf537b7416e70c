// Asking the system for a local time takes about a microsecond, and articles share their quarters of an hour.
#include "store/local_days.h"

namespace dateline {
namespace {

constexpr qint64 QuarterSeconds = 15 * 60;
constexpr qsizetype MostKept = 400'000; // eleven years of quarters

} // namespace

qint32 LocalDays::day(const Moment &moment)
{
    if (!moment.isKnown())
        return 0;
    if (!moment.hasTime())
        return static_cast<qint32>(moment.day().toJulianDay());
    const qint64 seconds = moment.epoch();
    const qint64 quarter = seconds >= 0 ? seconds / QuarterSeconds : (seconds - QuarterSeconds + 1) / QuarterSeconds;
    const auto known = m_days.constFind(quarter);
    if (known != m_days.constEnd())
        return *known;
    if (m_days.size() >= MostKept)
        m_days.clear();
    const auto day = static_cast<qint32>(moment.day().toJulianDay());
    m_days.insert(quarter, day);
    return day;
}

} // namespace dateline
