#include "ui/filters/timeline_view.h"

#include "items/query_labels.h"
#include "items/query_view.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int sidePadding = 4 * unit;
constexpr int topPadding = 2 * unit;
constexpr double narrowestBin = 5; // with its gap

} // namespace

TimelineView::TimelineView(const Theme &theme, QueryView &view, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_view(view)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Timeline"));
    connect(&view, &QueryView::answerChanged, this, &TimelineView::rebuild);
    connect(&view, &QueryView::allDaysChanged, this, &TimelineView::rebuild);
    connect(&view, &QueryView::queryChanged, this, &TimelineView::refresh);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        refresh();
    });
    rebuild();
}

QSize TimelineView::sizeHint() const
{
    return {100 * unit, 17 * unit + axisHeight()};
}

QSize TimelineView::minimumSizeHint() const
{
    return {40 * unit, 12 * unit + axisHeight()};
}

int TimelineView::axisHeight() const
{
    return QFontMetrics(m_theme.smallFont()).height() + unit;
}

QRectF TimelineView::plotRect() const
{
    return QRectF(rect()).adjusted(sidePadding, topPadding, -sidePadding, -axisHeight());
}

// --- bins ---

DayRange TimelineView::chosenDays() const
{
    return m_view.query().days(m_view.today());
}

void TimelineView::rebuild()
{
    const QList<DayCount> &all = m_view.allDays();
    DayRange span = m_zoomed;
    if (!span.first.isValid()) {
        span = mainSpan(all);
        const DayRange chosen = chosenDays(); // what is chosen is always in sight
        if (span.first.isValid() && chosen.first.isValid() && !all.isEmpty())
            span.first = std::min(span.first, std::max(chosen.first, all.first().day));
        if (span.last.isValid() && chosen.last.isValid() && !all.isEmpty())
            span.last = std::max(span.last, std::min(chosen.last, all.last().day));
    }
    m_timeline = Timeline(span, std::max(4, int(plotRect().width() / narrowestBin)));
    const bool hasDays = !(m_view.query() == m_view.query().withDays({}));
    m_timeline.count(hasDays ? all : m_view.answer().days, m_view.answer().days);
    m_cursor = std::min(m_cursor, int(m_timeline.bins().size()) - 1);
    m_hovered = -1;
    refresh();
}

void TimelineView::refresh()
{
    const DayRange days = chosenDays();
    const QString chosen = daysLabel(days);
    setAccessibleDescription(chosen.isEmpty() ? tr("All days") : tr("Chosen: %1").arg(chosen));
    update();
}

double TimelineView::binWidth() const
{
    return m_timeline.bins().isEmpty() ? 0 : std::min(plotRect().width() / double(m_timeline.bins().size()), 12.0 * unit);
}

// Few bins don't fill the width; they stand at the reading end, where the newest are.
double TimelineView::binEdge(int bin) const
{
    const double fromEnd = double(m_timeline.bins().size() - bin) * binWidth();
    return layoutDirection() == Qt::RightToLeft ? plotRect().left() + fromEnd : plotRect().right() - fromEnd;
}

QRect TimelineView::binRect(int bin) const
{
    const double a = binEdge(bin);
    const double b = binEdge(bin + 1);
    return QRectF(std::min(a, b), 0, std::abs(b - a), plotRect().bottom()).toAlignedRect();
}

int TimelineView::binAt(double x) const
{
    if (m_timeline.bins().isEmpty())
        return -1;
    const double along = layoutDirection() == Qt::RightToLeft ? binEdge(0) - x : x - binEdge(0);
    return std::clamp(int(std::floor(along / binWidth())), 0, int(m_timeline.bins().size()) - 1);
}

TimelineView::Bins TimelineView::chosenBins() const
{
    if (m_dragged.isValid())
        return {std::min(m_dragged.from, m_dragged.to), std::max(m_dragged.from, m_dragged.to)};
    const DayRange days = chosenDays();
    if ((!days.first.isValid() && !days.last.isValid()) || m_timeline.bins().isEmpty())
        return {};
    const TimelineBin &first = m_timeline.bins().first();
    const TimelineBin &last = m_timeline.bins().last();
    if ((days.first.isValid() && days.first > last.last) || (days.last.isValid() && days.last < first.first))
        return {}; // beyond what is shown
    return {days.first.isValid() ? m_timeline.binOf(days.first) : 0,
            days.last.isValid() ? m_timeline.binOf(days.last) : int(m_timeline.bins().size()) - 1};
}

void TimelineView::choose(const Bins &bins)
{
    if (!bins.isValid())
        return;
    const auto [first, last] = std::minmax(bins.from, bins.to);
    m_view.setQuery(m_view.query().withDays({m_timeline.bins().at(first).first, m_timeline.bins().at(last).last}));
}

void TimelineView::clearDays()
{
    m_view.setQuery(m_view.query().withDays({}));
}

QString TimelineView::binText(int bin) const
{
    const TimelineBin &b = m_timeline.bins().at(bin);
    if (b.chosen == b.all)
        return tr("%1: %2", "days and number of articles").arg(m_timeline.binLabel(bin), articleCountLabel(b.all));
    return tr("%1: %2 of %3", "days, number chosen, number of articles").arg(m_timeline.binLabel(bin), QLocale().toString(b.chosen), articleCountLabel(b.all));
}

} // namespace dateline
