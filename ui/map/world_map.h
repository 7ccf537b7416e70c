// WorldMap: countries shaded by a count each, to be clicked. Wheel or + and - zoom, dragging or arrow keys move, 0 shows all of the world again.
// Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QPixmap>
#include <QSet>
#include <QTransform>
#include <QWidget>

namespace dateline {

struct CountryOutline;

class WorldMap final : public QWidget {
    Q_OBJECT
public:
    // `theme` must outlive it.
    explicit WorldMap(const Theme &theme, QWidget *parent = nullptr);

    // How many there are of each country, by ISO code; those without are shown as empty and can't be chosen.
    void setCounts(const QHash<QString, int> &counts);
    void setChosen(const QSet<QString> &included, const QSet<QString> &excluded = {});
    // What a count is called in a tool tip: "%L1 newspapers"; by default the number alone.
    void setCountText(const std::function<QString(int)> &text) { m_countText = text; }
    // The country at a place in the widget; empty where there is none.
    QString countryAt(const QPointF &place) const;
    // Where a country is in the widget; null where the map doesn't know it.
    QPointF placeOf(const QString &code) const;
    double zoom() const { return m_zoom; }
    void zoomBy(double factor, const QPointF &about);
    void showAll();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void countryPicked(const QString &code, bool withShift);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTransform transform() const; // from the map's coordinates to the widget's
    bool isDot(const CountryOutline &country, double scale) const;
    QColor fillOf(const CountryOutline &country) const;
    void paintMap(QPainter &painter) const;
    void paintCountry(QPainter &painter, const CountryOutline &country, const QTransform &placed, const QBrush &fill, const QPen &pen) const;
    const QPixmap &picture();
    void renew();
    void keepInside();
    void setHovered(const QString &code);
    void moveBy(const QPointF &step);
    QString tipFor(const QString &code) const;

    const Theme &m_theme;
    QHash<QString, int> m_counts;
    int m_most = 0;
    QSet<QString> m_included, m_excluded;
    std::function<QString(int)> m_countText;
    QPixmap m_picture; // of all but what is hovered; null where it has to be painted again
    QString m_hovered;
    double m_zoom = 1;
    QPointF m_centre;  // of what is shown, in the map's coordinates
    QPointF m_pressed, m_dragged;
    bool m_isDragging = false;
};

} // namespace dateline
