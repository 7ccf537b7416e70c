// Asking the system for a local time takes one to some microseconds (where TZ isn't set, the C library looks at /etc/localtime each
// time), while a zone's clock runs evenly for all but a few days. So the system is asked where a day begins and where it
// ends, and for a moment itself only on a day on which the clock is changed.
#include "store/local_days.h"

#include <QDateTime>

#include <ctime>

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
    return day(moment.epoch(), moment.precision());
}

qint32 LocalDays::day(qint64 epoch, Moment::Precision precision)
{
    constexpr qint64 Farthest = 100'000'000'000'000; // three million years: a damaged number
    if (precision == Moment::Precision::Unknown || epoch > Farthest || epoch < -Farthest)
        return 0;
    const qint64 utcDay = dayOf(epoch);
    if (precision == Moment::Precision::Day)
        return static_cast<qint32>(utcDay + epochJulianDay);
    const qint32 offset = offsetAt(utcDay);
    if (offset != offsetAt(utcDay + 1))
        return static_cast<qint32>(Moment::atEpoch(epoch).day().toJulianDay());
    return static_cast<qint32>(dayOf(epoch + offset) + epochJulianDay);
}

// The clock each week from 1970 to 2039: summer time begins and ends by the week.
quint64 timeZoneMark()
{
    constexpr qint64 Weeks = 70 * 53, WeekSeconds = 7 * daySeconds;
    ::tzset();
    quint64 mark = 14'695'981'039'346'656'037u; // FNV-1a
    for (qint64 week = 0; week < Weeks; ++week) {
        std::tm local{};
        const auto moment = static_cast<std::time_t>(week * WeekSeconds);
        const qint64 offset = ::localtime_r(&moment, &local) ? local.tm_gmtoff : 0;
        mark = (mark ^ static_cast<quint64>(offset)) * 1'099'511'628'211u;
    }
    return mark | 1;
}

} // namespace dateline
