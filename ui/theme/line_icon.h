// A line icon: one SVG drawn in the colours of the theme, sharp at any size and scale. Colours are given once; a change of
// theme makes new icons.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QIconEngine>

namespace dateline {

struct LineIconColors {
    QColor normal, active, disabled, checked;
};

class LineIcon final : public QIconEngine {
public:
    // `svg` draws with "currentColor"; anything unreadable draws nothing.
    LineIcon(const QByteArray &svg, const LineIconColors &colors);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const;

    QByteArray m_svg;
    LineIconColors m_colors;
};

} // namespace dateline
