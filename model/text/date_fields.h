// The parts of a date while it is being read, and the arithmetic that makes a moment of them.
#pragma once

#include "base/moment.h"

#include <QStringView>

#include <optional>

namespace dateline {

struct DateFields {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = -1; // -1: no time given
    int minute = 0;
    int second = 0;
    int offset = 0; // seconds east of UTC

    bool hasTime() const { return hour >= 0; }
};

// Unknown for dates and times that don't exist (30 February, 25:00) and years before 1900 or after 2200. 24:00 is the next
// day's first second, a leap second the last one before it.
Moment momentOf(const DateFields &fields);
// A second since 1970, UTC; unknown outside of 1900 to 2200.
Moment momentAt(qint64 seconds);

bool isValidDay(int year, int month, int day);
// "25" is 2025 and "98" is 1998: two digits belong to 1970 to 2069 (as in RFC 2822 §4.3, with a later turn).
int fullYear(int year, int digits);
// 1 (Monday) to 7; 0 for a day that doesn't exist.
int weekdayOf(int year, int month, int day);

// Seconds east of UTC for "Z", "GMT", "+0530", "-05:30", "+2", "GMT+2", "EST", "CEST" and the like; nothing where unknown.
std::optional<int> zoneOffset(QStringView zone);

} // namespace dateline
