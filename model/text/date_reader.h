// Reads dates as people write them, in any language, token by token.
#pragma once

#include "text/date_fields.h"
#include "text/dates.h"

namespace dateline {

enum class DateStrictness : quint8 {
    Whole,   // every word must belong to the date
    Lenient, // one unknown word at the head (a weekday in some shorthand) is let pass
};

std::optional<DateFields> readFreeDate(QStringView text, DayMonthOrder order, DateStrictness strictness);

} // namespace dateline
