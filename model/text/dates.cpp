#include "text/dates.h"

#include "text/date_formats.h"
#include "text/date_reader.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype maximumLength = 256;

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// Seconds or milliseconds since 1970, which some generators write.
Moment fromEpochDigits(QStringView text)
{
    if ((text.size() != 10 && text.size() != 13) || !isDigits(text))
        return {};
    const qint64 value = text.toLongLong();
    return momentAt(text.size() == 13 ? value / 1000 : value);
}

// ISO 8601 in its basic and two-digit forms: "031231", "03-335", "0312".
Moment fromShortIso(QStringView text)
{
    if (text.size() == 6 && isDigits(text))
        return momentOf({.year = fullYear(text.first(2).toInt(), 2), .month = text.sliced(2, 2).toInt(), .day = text.sliced(4).toInt()});
    return {};
}

// Only a date that names its day: "2003" and "2003-12" are dates for a machine, not for a person.
bool namesDay(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isDigit(); }) > 6;
}

} // namespace

Moment parseFeedDate(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty() || text.size() > maximumLength)
        return {};
    if (const auto fields = text.front().isDigit() ? readIsoDate(text) : readMailDate(text))
        return momentOf(*fields);
    if (text.front().isDigit()) {
        if (const auto fields = readMailDate(text))
            return momentOf(*fields);
        if (const Moment moment = fromEpochDigits(text); moment.isKnown())
            return moment;
        if (const Moment moment = fromShortIso(text); moment.isKnown())
            return moment;
    }
    // A month before the day in numbers is an American habit, and so is "PM".
    const bool american = text.contains(u"PM", Qt::CaseInsensitive) || text.contains(u"AM", Qt::CaseInsensitive);
    const auto fields = readFreeDate(text, american ? DayMonthOrder::MonthFirst : DayMonthOrder::DayFirst, DateStrictness::Lenient);
    return fields ? momentOf(*fields) : Moment();
}

Moment parseHumanDate(QStringView text, DayMonthOrder order)
{
    text = text.trimmed();
    if (text.isEmpty() || text.size() > maximumLength)
        return {};
    if (text.front().isDigit() && namesDay(text))
        if (const auto fields = readIsoDate(text))
            return momentOf(*fields);
    const auto fields = readFreeDate(text, order, DateStrictness::Whole);
    return fields ? momentOf(*fields) : Moment();
}

bool isDateLine(QStringView line)
{
    return parseHumanDate(line).isKnown();
}

} // namespace dateline
