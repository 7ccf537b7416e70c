#include "ui/theme/line_icon.h"

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace dateline {

LineIcon::LineIcon(const QByteArray &svg, const LineIconColors &colors)
    : m_svg(svg)
    , m_colors(colors)
{
}

QColor LineIcon::color(QIcon::Mode mode, QIcon::State state) const
{
    if (mode == QIcon::Disabled)
        return m_colors.disabled;
    if (state == QIcon::On)
        return m_colors.checked;
    return mode == QIcon::Normal ? m_colors.normal : m_colors.active;
}

void LineIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    QByteArray tinted = m_svg;
    tinted.replace("currentColor", color(mode, state).name().toLatin1());
    QSvgRenderer renderer(tinted);
    const int side = std::min(rect.width(), rect.height());
    const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, square);
    painter->restore();
}

QPixmap LineIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QIconEngine *LineIcon::clone() const
{
    return new LineIcon(*this);
}

} // namespace dateline
