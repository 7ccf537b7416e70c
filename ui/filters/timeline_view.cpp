#include "ui/filters/timeline_view.h"

#include "items/query_labels.h"
#include "items/query_view.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int sidePadding = 4 * unit;
constexpr int topPadding = 2 * unit;
constexpr double narrowestBin = 5; // with its gap
constexpr int gripReach = 5;

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

// --- bins ---------------------------------------------------------------------------------------------------------------

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

// --- painting -----------------------------------------------------------------------------------------------------------

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_timeline.bins().isEmpty()) {
        painter.setPen(m_theme.colors().faintText);
        painter.setFont(m_theme.smallFont());
        if (m_view.hasAnswer())
            painter.drawText(rect(), Qt::AlignCenter, tr("No dated articles"));
        return;
    }
    paintSpan(painter);
    paintBars(painter);
    paintAxis(painter);
    paintCursor(painter);
}

void TimelineView::paintSpan(QPainter &painter) const
{
    const Bins bins = chosenBins();
    if (!bins.isValid())
        return;
    const QRectF plot = plotRect();
    const double a = binEdge(bins.from);
    const double b = binEdge(bins.to + 1);
    const QRectF span(std::min(a, b), plot.top() - unit, std::abs(b - a), plot.height() + unit);
    painter.fillRect(span, m_theme.colors().selection);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().accent);
    for (const double x : {span.left(), span.right()}) {
        painter.drawRect(QRectF(x - 0.75, span.top(), 1.5, span.height()));
        painter.drawRoundedRect(QRectF(x - 2.5, span.center().y() - 2.5 * unit, 5, 5 * unit), 2.5, 2.5);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// Heights grow slower than counts: a day of three articles stays in sight beside one of a thousand.
void TimelineView::paintBars(QPainter &painter) const
{
    const QRectF plot = plotRect();
    const ThemeColors &colors = m_theme.colors();
    const Bins chosen = chosenBins();
    const double width = binWidth();
    const double gap = width >= 4 ? std::clamp(width * 0.18, 1.0, 4.0) : 0;
    QColor dim = colors.secondaryText;
    dim.setAlphaF(0.30F);
    const auto height = [&](quint32 count) {
        return count == 0 ? 0.0 : std::max(2.0, plot.height() * std::pow(double(count) / m_timeline.most(), 0.7));
    };
    const double corner = std::min(2.0, (width - gap) / 3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_timeline.bins().size(); ++i) {
        const TimelineBin &bin = m_timeline.bins().at(i);
        const double x = std::min(binEdge(i), binEdge(i + 1)) + gap / 2;
        const auto bar = [&](quint32 count, const QColor &color) {
            const double tall = height(count);
            painter.setBrush(color);
            painter.drawRoundedRect(QRectF(x, plot.bottom() - tall, width - gap, tall), corner, corner);
        };
        const bool isChosen = !chosen.isValid() || (i >= chosen.from && i <= chosen.to);
        const QColor full = i == m_hovered ? (m_theme.isDark() ? colors.accent.lighter(115) : colors.accent.darker(120)) : colors.accent;
        if (bin.all > 0 && (!isChosen || bin.chosen < bin.all))
            bar(bin.all, dim);
        if (isChosen && m_dragged.isValid())
            bar(bin.all, full);
        else if (bin.chosen > 0)
            bar(bin.chosen, full);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), colors.border);
}

void TimelineView::paintAxis(QPainter &painter) const
{
    const QFont font = m_theme.smallFont();
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const auto measure = [&metrics](const QString &text) { return metrics.horizontalAdvance(text); };
    const double base = plotRect().bottom();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    for (const AxisLabel &label : m_timeline.labels(binWidth(), 3 * unit, measure)) {
        const double edge = binEdge(label.bin);
        const double wide = measure(label.text);
        painter.fillRect(QRectF(edge, base, 1, unit), m_theme.colors().border);
        // The last one is moved back where it would leave the widget; it has the room to do so or is left out by its neighbour's.
        double x = isMirrored ? edge - wide : edge;
        x = std::clamp(x, 0.0, std::max(0.0, width() - wide - 2));
        painter.setPen(m_theme.colors().secondaryText);
        painter.drawText(QPointF(x, base + unit + metrics.ascent()), label.text);
    }
}

void TimelineView::paintCursor(QPainter &painter) const
{
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.colors().accent, 1));
    if (m_cursor >= 0)
        painter.drawRoundedRect(QRectF(binRect(m_cursor)).adjusted(0.5, 1.5, -0.5, 0.5), 2, 2);
    else
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), Theme::radius, Theme::radius);
}

// --- mouse --------------------------------------------------------------------------------------------------------------

TimelineView::Grip TimelineView::gripAt(const QPointF &position) const
{
    const Bins bins = chosenBins();
    if (!bins.isValid() || m_dragged.isValid())
        return Grip::None;
    if (std::abs(position.x() - binEdge(bins.from)) <= gripReach)
        return Grip::Beginning;
    return std::abs(position.x() - binEdge(bins.to + 1)) <= gripReach ? Grip::End : Grip::None;
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_timeline.bins().isEmpty())
        return;
    const Bins chosen = chosenBins();
    const int bin = binAt(event->position().x());
    m_grip = gripAt(event->position());
    if (m_grip == Grip::Beginning)
        m_dragged = {chosen.to, chosen.from};
    else if (m_grip == Grip::End)
        m_dragged = {chosen.from, chosen.to};
    else if (event->modifiers().testFlag(Qt::ShiftModifier) && chosen.isValid())
        m_dragged = {bin < chosen.from ? chosen.to : chosen.from, bin};
    else
        m_dragged = {bin, bin};
    if (m_grip == Grip::None)
        m_grip = Grip::Span;
    m_cursor = -1;
    update();
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_timeline.bins().isEmpty())
        return;
    setHovered(binAt(event->position().x()));
    if (m_grip == Grip::None) {
        const Grip grip = gripAt(event->position());
        setCursor(grip == Grip::None ? Qt::ArrowCursor : Qt::SizeHorCursor);
        return;
    }
    if (m_dragged.to != m_hovered) {
        m_dragged.to = m_hovered;
        choose(m_dragged); // seen while it is dragged
    }
    const auto [first, last] = std::minmax(m_dragged.from, m_dragged.to);
    QToolTip::showText(event->globalPosition().toPoint(),
                       daysLabel({m_timeline.bins().at(first).first, m_timeline.bins().at(last).last}), this);
    update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_grip == Grip::None)
        return;
    const Bins dragged = m_dragged;
    m_grip = Grip::None;
    m_dragged = {};
    choose(dragged);
    update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        clearDays();
}

void TimelineView::setHovered(int bin)
{
    if (bin == m_hovered)
        return;
    m_hovered = bin;
    update();
}

void TimelineView::leaveEvent(QEvent *)
{
    setHovered(-1);
}

// --- zoom ---------------------------------------------------------------------------------------------------------------

void TimelineView::zoom(double factor, double around)
{
    if (m_timeline.bins().isEmpty() || m_view.allDays().isEmpty())
        return;
    const DayRange shown{m_timeline.bins().first().first, m_timeline.bins().last().last};
    const DayRange whole{m_view.allDays().first().day, m_view.allDays().last().day};
    const double days = double(shown.first.daysTo(shown.last)) + 1;
    const double wanted = std::max(7.0, days * factor);
    const double at = double(binAt(around)) / double(m_timeline.bins().size()) * days;
    const QDate first = shown.first.addDays(qint64(std::round(at - at / days * wanted)));
    const QDate last = first.addDays(qint64(std::round(wanted)) - 1);
    if (first <= whole.first && last >= whole.last)
        m_zoomed = {};
    else
        m_zoomed = {std::max(first, whole.first), std::min(last, whole.last)};
    rebuild();
}

void TimelineView::pan(int bins)
{
    if (m_timeline.bins().isEmpty() || m_view.allDays().isEmpty() || !m_zoomed.first.isValid())
        return;
    const qint64 step = m_timeline.bins().first().first.daysTo(m_timeline.bins().first().last) + 1;
    const qint64 days = std::clamp(bins * step, m_zoomed.first.daysTo(m_view.allDays().first().day), m_zoomed.last.daysTo(m_view.allDays().last().day));
    m_zoomed = {m_zoomed.first.addDays(days), m_zoomed.last.addDays(days)};
    rebuild();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const bool isSideways = event->modifiers().testFlag(Qt::ShiftModifier) || event->angleDelta().y() == 0;
    if (isSideways)
        pan(turned > 0 ? -2 : 2);
    else if (turned != 0)
        zoom(turned > 0 ? 1 / 1.25 : 1.25, event->position().x());
    event->accept();
}

// --- keys ---------------------------------------------------------------------------------------------------------------

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const int count = int(m_timeline.bins().size());
    if (count == 0)
        return QWidget::keyPressEvent(event);
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(m_cursor < 0 ? count - 1 : m_cursor - forward, event->modifiers()); break;
    case Qt::Key_Right: moveCursor(m_cursor < 0 ? 0 : m_cursor + forward, event->modifiers()); break;
    case Qt::Key_Home: moveCursor(0, event->modifiers()); break;
    case Qt::Key_End: moveCursor(count - 1, event->modifiers()); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: choose({m_cursor, m_cursor}); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(1 / 1.5, binEdge(std::max(0, m_cursor))); break;
    case Qt::Key_Minus: zoom(1.5, binEdge(std::max(0, m_cursor))); break;
    case Qt::Key_Escape:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_grip != Grip::None) {
            m_grip = Grip::None;
            m_dragged = {};
            update();
        } else if (m_view.query() == m_view.query().withDays({})) {
            QWidget::keyPressEvent(event); // nothing to take off here: Escape may mean something above
        } else {
            clearDays();
        }
        break;
    default: QWidget::keyPressEvent(event);
    }
}

// With Shift the span from where the cursor stood first to where it goes is chosen.
void TimelineView::moveCursor(int bin, Qt::KeyboardModifiers modifiers)
{
    const int before = m_cursor;
    m_cursor = std::clamp(bin, 0, int(m_timeline.bins().size()) - 1);
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        if (m_anchor < 0)
            m_anchor = before < 0 ? m_cursor : before;
        choose({m_anchor, m_cursor});
    } else {
        m_anchor = -1;
    }
    const QString text = binText(m_cursor);
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    const QRect column = binRect(m_cursor);
    QToolTip::showText(mapToGlobal(QPoint(column.center().x(), column.bottom())), text, this);
    update();
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !m_timeline.bins().isEmpty() && m_grip == Grip::None) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), binText(binAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    rebuild();
}

void TimelineView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        rebuild();
}

} // namespace dateline
