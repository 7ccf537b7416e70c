// TimelineView: how many articles each day, week, month or year brought, as bars; a span of days is chosen by dragging. What the
// rest of the query finds outside the chosen days is shown dimmer. Edits the window's one query. Main thread only.
//
// Drag chooses whole bins; a chosen span is changed by its edges and taken off by a double click, Escape or Delete; a click chooses one bin.
// The wheel zooms around the pointer, with Shift it moves. Keys: Left/Right move the cursor bin, with Shift they extend the span,
// Return chooses the cursor bin, +/- zoom, Home/End.
#pragma once

#include "base/query.h"
#include "items/timeline.h"

#include <QWidget>

namespace dateline {

class QueryView;
class Theme;

class TimelineView final : public QWidget {
    Q_OBJECT
public:
    // Both must outlive the widget.
    TimelineView(const Theme &theme, QueryView &view, QWidget *parent = nullptr);

    const Timeline &timeline() const { return m_timeline; }
    DayRange chosenDays() const;     // of the query; open ends are invalid
    QRect binRect(int bin) const;    // the column of a bin, full height

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    enum class Grip : quint8 { None, Span, Beginning, End };
    struct Bins { // first and last, in any order
        int from = -1;
        int to = -1;
        bool isValid() const { return from >= 0 && to >= 0; }
    };

    void rebuild();
    void refresh();
    void moveCursor(int bin, Qt::KeyboardModifiers modifiers);
    QRectF plotRect() const;
    int axisHeight() const;
    double binWidth() const;
    int binAt(double x) const;       // clamped
    double binEdge(int bin) const;   // the left edge in reading order
    Grip gripAt(const QPointF &position) const;
    Bins chosenBins() const;         // as dragged, else of the query
    void choose(const Bins &bins);
    void clearDays();
    void zoom(double factor, double around);
    void pan(int bins);
    void setHovered(int bin);
    QString binText(int bin) const;  // "11 September 2025: 12 articles"

    void paintBars(QPainter &painter) const;
    void paintSpan(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;

    const Theme &m_theme;
    QueryView &m_view;
    Timeline m_timeline;
    DayRange m_zoomed;    // shown instead of the main span; open: all
    Grip m_grip = Grip::None;
    Bins m_dragged;
    int m_cursor = -1;    // of the keyboard
    int m_anchor = -1;    // where the keyboard began to extend
    int m_hovered = -1;
    bool m_showsFocus = false; // it came by key
};

} // namespace dateline
