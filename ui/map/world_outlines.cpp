#include "ui/map/world_outlines.h"

#include <QFile>

#include <optional>

// Resources of a static library are left out by the linker unless they are asked for; outside any namespace, as the macro wants.
static void initMapResources()
{
    Q_INIT_RESOURCE(map);
}

namespace dateline {
namespace {

std::optional<QPointF> pointOf(QByteArrayView text)
{
    const qsizetype comma = text.toByteArray().indexOf(',');
    if (comma < 0)
        return {};
    bool isX = false, isY = false;
    const QPointF point(text.first(comma).toByteArray().toInt(&isX), text.sliced(comma + 1).toByteArray().toInt(&isY));
    return isX && isY ? std::optional(point) : std::nullopt;
}

bool addRing(const QByteArray &text, CountryOutline &country)
{
    QPolygonF ring;
    for (const QByteArray &step : text.split(' ')) {
        const auto point = pointOf(step);
        if (!point)
            return false;
        ring.append(ring.isEmpty() ? *point : ring.last() + *point);
    }
    if (ring.size() < 3) // so small that nothing was left of it but its place
        return true;
    if (country.bounds.isNull()) // the largest comes first
        country.bounds = ring.boundingRect();
    country.path.addPolygon(ring);
    country.path.closeSubpath();
    return true;
}

} // namespace

WorldOutlines WorldOutlines::read(QByteArrayView text)
{
    WorldOutlines world;
    for (const QByteArray &line : text.toByteArray().split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() == 2 && fields[0] == "size") {
            const QPointF corner = pointOf(fields[1]).value_or(QPointF());
            world.size = {corner.x(), corner.y()};
        }
        const auto point = fields.size() == 3 && !line.startsWith('#') ? pointOf(fields[1]) : std::nullopt;
        if (!point)
            continue;
        CountryOutline country;
        country.code = fields[0] == "-" ? QString() : QString::fromLatin1(fields[0]);
        country.point = *point;
        country.path.setFillRule(Qt::OddEvenFill); // enclaves are holes
        bool isWhole = true;
        for (const QByteArray &ring : fields[2].split('|'))
            isWhole = addRing(ring, country) && isWhole;
        if (isWhole && !(country.path.isEmpty() && country.code.isEmpty()))
            world.countries.append(country);
    }
    return world;
}

const WorldOutlines &WorldOutlines::builtIn()
{
    static const WorldOutlines world = [] {
        initMapResources();
        QFile file(QStringLiteral(":/dateline/map/countries.txt"));
        return file.open(QIODevice::ReadOnly) ? read(file.readAll()) : WorldOutlines();
    }();
    return world;
}

} // namespace dateline
