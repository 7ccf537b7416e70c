// What the reader does on the timeline: dragging a span, zooming, moving by keys.
#include "ui/filters/timeline_view.h"

#include "items/query_labels.h"
#include "items/query_view.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr int gripReach = 5; // around an edge of the chosen span

} // namespace

// --- mouse ---

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

// --- zoom ---

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

// --- keys ---

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

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_showsFocus = event->reason() != Qt::MouseFocusReason;
    update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_cursor = -1;
    m_anchor = -1;
    update();
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
