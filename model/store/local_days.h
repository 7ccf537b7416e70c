// LocalDays: the calendar day of a moment in the reader's time zone, for millions of moments.
#pragma once

#include "base/moment.h"

#include <QHash>

namespace dateline {

class LocalDays final {
public:
    // Moment::day() as a Julian day; 0 where it isn't known.
    qint32 day(const Moment &moment);

private:
    qint32 offsetAt(qint64 utcDay); // when that day begins

    QHash<qint64, qint32> m_offsets; // seconds ahead of UTC when a day of UTC begins
};

} // namespace dateline
