// LocalDays: the calendar day of a moment in the reader's time zone, for millions of moments.
#pragma once

#include "base/moment.h"

#include <QHash>

namespace dateline {

class LocalDays final {
public:
    // Moment::day() as a Julian day; 0 where it isn't known.
    qint32 day(const Moment &moment);
    // The same of a moment's epoch() and precision().
    qint32 day(qint64 epoch, Moment::Precision precision);

private:
    qint32 offsetAt(qint64 utcDay); // when that day begins

    QHash<qint64, qint32> m_offsets; // seconds ahead of UTC when a day of UTC begins
};

// Tells whether days of moments are still the same: it is another one for another time zone, and when the zone's clock is set otherwise
// by new rules. Never 0.
quint64 timeZoneMark();

} // namespace dateline
