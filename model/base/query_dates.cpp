// Dates in a query: what "2025-09", "7d" or "2024..2025-03-01" amount to on a given day.
#include "base/query.h"

#include <QRegularExpression>

#include <algorithm>

namespace dateline {
namespace {

constexpr int firstYear = 1900;
constexpr int lastYear = 2200;

std::optional<DayRange> spanOf(int year, int month, int day)
{
    if (year < firstYear || year > lastYear)
        return std::nullopt;
    const QDate first(year, month ? month : 1, day ? day : 1);
    if (!first.isValid())
        return std::nullopt;
    if (day)
        return DayRange{first, first};
    return DayRange{first, month ? first.addMonths(1).addDays(-1) : QDate(year, 12, 31)};
}

// The last N days (weeks, months, years), today included. Never before the first year that a query can write.
std::optional<DayRange> lastUnits(int count, QChar unit, QDate today)
{
    if (count < 1 || count > 100'000)
        return std::nullopt;
    QDate before;
    switch (unit.unicode()) {
    case u'd': before = today.addDays(-count); break;
    case u'w': before = today.addDays(-7LL * count); break;
    case u'm': before = today.addMonths(-count); break;
    case u'y': before = today.addYears(-count); break;
    default: return std::nullopt;
    }
    const QDate earliest(firstYear, 1, 1);
    return before.isValid() ? std::optional(DayRange{std::max(before.addDays(1), std::min(earliest, today)), today}) : std::nullopt;
}

std::optional<DayRange> singleRange(const QString &value, QDate today)
{
    if (value == u"today")
        return DayRange{today, today};
    if (value == u"yesterday")
        return DayRange{today.addDays(-1), today.addDays(-1)};
    static const QRegularExpression calendar(QStringLiteral("^(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?$"));
    if (const auto match = calendar.match(value); match.hasMatch()) {
        const int month = match.captured(2).toInt();
        const int day = match.captured(3).toInt();
        if ((match.hasCaptured(2) && month == 0) || (match.hasCaptured(3) && day == 0))
            return std::nullopt;
        return spanOf(match.captured(1).toInt(), month, day);
    }
    static const QRegularExpression relative(QStringLiteral("^(\\d{1,6})([dwmy])$"));
    if (const auto match = relative.match(value); match.hasMatch())
        return lastUnits(match.captured(1).toInt(), match.captured(2).front(), today);
    return std::nullopt;
}

// "A..B", either end may be missing.
std::optional<DayRange> openRange(const QString &value, qsizetype dots, QDate today)
{
    const QString from = value.first(dots);
    const QString to = value.sliced(dots + 2);
    DayRange range;
    if (!from.isEmpty()) {
        const auto first = singleRange(from, today);
        if (!first)
            return std::nullopt;
        range.first = first->first;
    }
    if (!to.isEmpty()) {
        const auto last = singleRange(to, today);
        if (!last)
            return std::nullopt;
        range.last = last->last;
    }
    const bool isEmpty = from.isEmpty() && to.isEmpty();
    const bool isBackward = range.first.isValid() && range.last.isValid() && range.last < range.first;
    return isEmpty || isBackward ? std::nullopt : std::optional(range);
}

} // namespace

std::optional<DayRange> dayRange(const QueryTerm &term, QDate today)
{
    const qsizetype dots = term.value.indexOf(u"..");
    if (dots >= 0)
        return term.field == Field::Date ? openRange(term.value, dots, today) : std::nullopt;
    const auto single = singleRange(term.value, today);
    if (!single)
        return std::nullopt;
    switch (term.field) {
    case Field::Date: return single;
    case Field::After: return DayRange{single->first, {}};
    case Field::Before: return DayRange{{}, single->first.addDays(-1)};
    default: return std::nullopt;
    }
}

} // namespace dateline
