// Dates in every form that feeds and people use. Never a silent "now".
#pragma once

#include "base/moment.h"

#include <QStringView>

#include <optional>

namespace dateline {

enum class DayMonthOrder : quint8 { DayFirst, MonthFirst };

// A date as feeds write it: RFC 822/2822/5322, RFC 3339/ISO 8601, W3C-DTF, RSS dates with named or missing zones,
// two-digit years, asctime, with names of days and months in English or another language, and the faults seen in
// the wild. Without a zone it is UTC. Unknown where it can't be understood; years before 1900 or after 2200 are refused.
Moment parseFeedDate(QStringView text);

// A date as people write it: "Thu. Sep 11th, 2025", "11 September 2025", "11.9.2025", "2025-09-11 14:03", in any of the
// languages that ICU has month names for. Day precision where no time is given. The whole text must be a date (labels
// such as "Published:" are skipped). `order` decides forms like 3/4/2025. Unknown where it isn't a date.
Moment parseHumanDate(QStringView text, DayMonthOrder order = DayMonthOrder::DayFirst);

// True where the whole line is a date, perhaps with a label ("Published on") or a weekday, and nothing else of weight.
bool isDateLine(QStringView line);

} // namespace dateline
