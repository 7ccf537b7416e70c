// How the timeline looks: bars, the chosen span, the axis.
#include "ui/filters/timeline_view.h"

#include "items/query_view.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;

} // namespace

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
    else if (m_showsFocus)
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), Theme::radius, Theme::radius);
}

} // namespace dateline
