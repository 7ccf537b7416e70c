// The two families of date formats that nearly all feeds use, read by hand: no allocation, well under a microsecond.
#pragma once

#include "text/date_fields.h"

namespace dateline {

// RFC 822, 2822 and 5322 with English names: "Thu, 11 Sep 2025 14:03:00 +0200"; weekday, seconds, zone and time may be
// missing. Nothing where the whole text isn't one.
std::optional<DateFields> readMailDate(QStringView text);

// ISO 8601 and RFC 3339: calendar, week and ordinal dates, extended and basic, with or without a time and zone. A missing
// day or month is the first (W3C-DTF "2003-12").
std::optional<DateFields> readIsoDate(QStringView text);

// 1 to 12 for an English month, in full or shortened ("Sep", "Sept"); else 0.
int englishMonth(QStringView word);

} // namespace dateline
