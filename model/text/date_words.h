// What words mean in a date, in every language that ICU has month names for.
#pragma once

#include <QString>

#include <array>

namespace dateline {

enum class DateUnit : quint8 { None, Year, Month, Day, Hour, Minute, Second, Noon, Midnight };

struct DateWord {
    std::array<quint8, 2> months{}; // 1 to 12, the likelier first: Croatian and Polish disagree on "listopad"
    quint8 weekdays = 0;            // a bit a day, Monday lowest
    bool isFiller = false;          // "de", "of", "Published", "г": says nothing
    bool announcesTime = false;     // "at", "um", "klo"
    bool isMorning = false;         // "am", "vorm"
    bool isAfternoon = false;       // "pm", "下午"
    DateUnit unit = DateUnit::None; // "h" of "14h40", "年", "tháng"

    bool isKnown() const
    {
        return months[0] || weekdays || isFiller || announcesTime || isMorning || isAfternoon || unit != DateUnit::None;
    }
};

// `word` is folded (base/folding.h), without dots. `isShortened`: a dot follows, so that the first letters of a month's
// name are enough. Nothing known gives a value whose isKnown() is false. The tables of other languages than English are
// built when first asked for: the common ones, then the rest.
DateWord dateWord(const QString &word, bool isShortened);

} // namespace dateline
