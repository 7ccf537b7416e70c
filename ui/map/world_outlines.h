// Outlines of the world's countries in the map's own flat coordinates. Pure.
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QPainterPath>
#include <QSizeF>
#include <QString>

namespace dateline {

struct CountryOutline {
    QString code;      // ISO 3166-1 alpha-2 or XK; empty for areas without one
    QPointF point;     // in the middle of its largest part
    QPainterPath path; // empty where it is no more than a dot at any scale
    QRectF bounds;     // of its largest part
};

struct WorldOutlines {
    QSizeF size;       // of the whole map
    QList<CountryOutline> countries;

    // The built-in ones, read once.
    static const WorldOutlines &builtIn();
    // The format is told in resources/map/README.md; lines that make no sense are left out.
    static WorldOutlines read(QByteArrayView text);
};

} // namespace dateline
