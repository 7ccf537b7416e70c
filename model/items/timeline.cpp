#include "items/timeline.h"

#include "items/query_labels.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QDate alignedTo(BinUnit unit, QDate day, const QLocale &locale)
{
    switch (unit) {
    case BinUnit::Day: return day;
    case BinUnit::Week: return day.addDays(-((day.dayOfWeek() - int(locale.firstDayOfWeek()) + 7) % 7));
    case BinUnit::Month: return {day.year(), day.month(), 1};
    case BinUnit::Quarter: return {day.year(), (day.month() - 1) / 3 * 3 + 1, 1};
    case BinUnit::Year: return {day.year(), 1, 1};
    }
    return day;
}

QDate next(BinUnit unit, QDate first)
{
    switch (unit) {
    case BinUnit::Day: return first.addDays(1);
    case BinUnit::Week: return first.addDays(7);
    case BinUnit::Month: return first.addMonths(1);
    case BinUnit::Quarter: return first.addMonths(3);
    case BinUnit::Year: return first.addYears(1);
    }
    return first.addDays(1);
}

double typicalDays(BinUnit unit)
{
    constexpr std::array days = {1.0, 7.0, 30.44, 91.31, 365.25};
    return days[size_t(unit)];
}

BinUnit unitFor(const DayRange &span, int maximum)
{
    const double days = double(span.first.daysTo(span.last)) + 1;
    for (const BinUnit unit : {BinUnit::Day, BinUnit::Week, BinUnit::Month, BinUnit::Quarter}) {
        if (days / typicalDays(unit) + 1 <= maximum)
            return unit;
    }
    return BinUnit::Year;
}

// However far a wrong clock is off, no more columns than this are made.
constexpr int binsAtMost = 4000;

} // namespace

Timeline::Timeline(const DayRange &span, int maximum, const QLocale &locale)
    : m_locale(locale)
{
    if (!span.first.isValid() || !span.last.isValid() || span.last < span.first)
        return;
    m_unit = unitFor(span, maximum);
    for (QDate first = alignedTo(m_unit, span.first, locale); first <= span.last && m_bins.size() < binsAtMost;) {
        const QDate after = next(m_unit, first);
        m_bins += TimelineBin{first, after.addDays(-1)};
        first = after;
    }
}

void Timeline::count(const QList<DayCount> &all, const QList<DayCount> &chosen)
{
    const auto add = [this](const QList<DayCount> &days, quint32 TimelineBin::*counter) {
        auto bin = m_bins.begin();
        for (const DayCount &day : days) {
            while (bin != m_bins.end() && bin->last < day.day)
                ++bin;
            if (bin != m_bins.end() && bin->first <= day.day)
                (*bin).*counter += day.count;
        }
    };
    for (TimelineBin &bin : m_bins)
        bin.all = bin.chosen = 0;
    add(all, &TimelineBin::all);
    add(chosen, &TimelineBin::chosen);
    m_most = 0;
    for (TimelineBin &bin : m_bins) {
        bin.all = std::max(bin.all, bin.chosen); // the counts of all days may be an instant older
        m_most = std::max(m_most, bin.all);
    }
}

int Timeline::binOf(QDate day) const
{
    if (m_bins.isEmpty())
        return -1;
    const auto found = std::partition_point(m_bins.begin(), m_bins.end(), [day](const TimelineBin &bin) { return bin.last < day; });
    return int(std::min(found - m_bins.begin(), m_bins.size() - 1));
}

// The bins that begin a step of a unit, and what is written there.
QList<AxisLabel> Timeline::labelsEvery(BinUnit unit, int step) const
{
    const QString dayFormat = Words::tr("d MMM", "axis label of a day");
    QList<AxisLabel> labels;
    for (int i = 0; i < m_bins.size(); ++i) {
        const QDate first = m_bins.at(i).first;
        if (unit == BinUnit::Year && first.month() == 1 && first.dayOfYear() <= 7 && first.year() % step == 0)
            labels += AxisLabel{i, QString::number(first.year())};
        else if (unit == BinUnit::Month && first.day() <= (m_unit == BinUnit::Week ? 7 : 1) && (first.month() - 1) % step == 0)
            labels += AxisLabel{i, first.month() == 1 ? QString::number(first.year()) : m_locale.toString(first, QStringLiteral("MMM"))};
        else if (unit == BinUnit::Day && (m_bins.size() - 1 - i) % step == 0)
            labels += AxisLabel{i, m_locale.toString(first, dayFormat)};
    }
    return labels;
}

// The densest of a ladder of labellings whose labels keep `gap` from each other.
QList<AxisLabel> Timeline::labels(double binWidth, double gap, const std::function<double(const QString &)> &measure) const
{
    const auto fits = [&](const QList<AxisLabel> &labels) {
        for (qsizetype i = 1; i < labels.size(); ++i) {
            if ((labels.at(i).bin - labels.at(i - 1).bin) * binWidth < measure(labels.at(i - 1).text) + gap)
                return false;
        }
        return labels.size() > 1 || m_bins.size() == 1;
    };
    constexpr std::array<std::pair<BinUnit, int>, 15> ladder = {{
        {BinUnit::Day, 1}, {BinUnit::Day, 2}, {BinUnit::Day, 7}, {BinUnit::Day, 14}, {BinUnit::Month, 1}, {BinUnit::Month, 3},
        {BinUnit::Month, 6}, {BinUnit::Year, 1}, {BinUnit::Year, 2}, {BinUnit::Year, 5}, {BinUnit::Year, 10}, {BinUnit::Year, 20},
        {BinUnit::Year, 50}, {BinUnit::Year, 100}, {BinUnit::Year, 500}}};
    // Weeks are named by their months, unless they are too few to meet two.
    const bool namesDays = m_unit == BinUnit::Day || (m_unit == BinUnit::Week && m_bins.size() < 12);
    for (const auto &[unit, step] : ladder) {
        if (unit == BinUnit::Day && !namesDays)
            continue;
        const QList<AxisLabel> labels = labelsEvery(unit, step);
        if (fits(labels))
            return labels;
    }
    return m_bins.isEmpty() ? QList<AxisLabel>() : QList<AxisLabel>{{0, binLabel(0)}};
}

QString Timeline::binLabel(int bin) const
{
    if (bin < 0 || bin >= m_bins.size())
        return {};
    const TimelineBin &b = m_bins.at(bin);
    return daysLabel({b.first, b.last}, m_locale);
}

// A fringe is stray where it holds few articles and is long: at most one article in 200 (or a single one) over more than
// two thirds of the span.
DayRange mainSpan(const QList<DayCount> &days)
{
    if (days.isEmpty())
        return {};
    quint64 total = 0;
    for (const DayCount &day : days)
        total += day.count;
    const quint64 few = days.size() > 4 ? std::max<quint64>(1, total / 200) : 0;
    const auto core = [few](auto begin, auto end) { // past the fringe
        quint64 sum = 0;
        while (begin != end && sum + begin->count <= few)
            sum += (begin++)->count;
        return begin;
    };
    const qsizetype front = core(days.cbegin(), days.cend()) - days.cbegin();
    const qsizetype back = core(days.crbegin(), days.crend()) - days.crbegin();
    DayRange span{days.first().day, days.last().day};
    if (front >= days.size() - back)
        return span;
    const DayRange middle{days.at(front).day, days.at(days.size() - 1 - back).day};
    const qint64 middleDays = middle.first.daysTo(middle.last) + 1;
    if (span.first.daysTo(middle.first) > 2 * middleDays)
        span.first = middle.first;
    if (middle.last.daysTo(span.last) > 2 * middleDays)
        span.last = middle.last;
    return span;
}

} // namespace dateline
