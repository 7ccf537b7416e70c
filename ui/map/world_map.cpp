#include "ui/map/world_map.h"

#include "base/countries.h"
#include "ui/map/world_outlines.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace dateline {
namespace {

constexpr double closest = 12;      // times the whole world
constexpr double smallest = 5;      // pixels: what is smaller is a dot
constexpr double dotRadius = 3.5;
constexpr double dotReach = 6;      // of the pointer around a dot
constexpr double step = 60;         // pixels an arrow key moves

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

} // namespace

WorldMap::WorldMap(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_countText([](int count) { return QLocale().toString(count); })
{
    setMouseTracking(true);
    setFocusPolicy(Qt::ClickFocus); // whoever uses the keyboard has the list beside it
    setAccessibleName(tr("World map"));
    setCursor(Qt::ArrowCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    const QSizeF whole = WorldOutlines::builtIn().size;
    m_centre = QPointF(whole.width() / 2, whole.height() / 2);
    connect(&theme, &Theme::changed, this, &WorldMap::renew);
}

void WorldMap::setCounts(const QHash<QString, int> &counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    m_most = 0;
    for (const int count : counts)
        m_most = std::max(m_most, count);
    renew();
}

void WorldMap::setChosen(const QSet<QString> &included, const QSet<QString> &excluded)
{
    if (m_included == included && m_excluded == excluded)
        return;
    m_included = included;
    m_excluded = excluded;
    renew();
}

QSize WorldMap::sizeHint() const
{
    return {520, heightForWidth(520)};
}

QSize WorldMap::minimumSizeHint() const
{
    return {160, heightForWidth(160)};
}

int WorldMap::heightForWidth(int width) const
{
    const QSizeF whole = WorldOutlines::builtIn().size;
    return whole.isEmpty() ? width / 2 : static_cast<int>(std::ceil(width * whole.height() / whole.width()));
}

// --- where things are ---------------------------------------------------------------------------------------------------------

QTransform WorldMap::transform() const
{
    const QSizeF whole = WorldOutlines::builtIn().size;
    if (whole.isEmpty())
        return {};
    const double scale = std::min(width() / whole.width(), height() / whole.height()) * m_zoom;
    QTransform placed;
    placed.translate(width() / 2.0, height() / 2.0);
    placed.scale(scale, scale);
    placed.translate(-m_centre.x(), -m_centre.y());
    return placed;
}

bool WorldMap::isDot(const CountryOutline &country, double scale) const
{
    return !country.code.isEmpty() && std::max(country.bounds.width(), country.bounds.height()) * scale < smallest;
}

QString WorldMap::countryAt(const QPointF &place) const
{
    const QTransform placed = transform();
    const QPointF onMap = placed.inverted().map(place);
    QString nearest;
    double least = dotReach;
    const QList<CountryOutline> &countries = WorldOutlines::builtIn().countries;
    for (const CountryOutline &country : countries) {
        if (!isDot(country, placed.m11()) || !m_counts.contains(country.code))
            continue;
        const QPointF away = placed.map(country.point) - place;
        if (std::hypot(away.x(), away.y()) < least) {
            least = std::hypot(away.x(), away.y());
            nearest = country.code;
        }
    }
    if (!nearest.isEmpty())
        return nearest;
    for (const CountryOutline &country : countries) {
        if (!country.code.isEmpty() && country.path.controlPointRect().contains(onMap) && country.path.contains(onMap))
            return country.code;
    }
    return {};
}

QPointF WorldMap::placeOf(const QString &code) const
{
    for (const CountryOutline &country : WorldOutlines::builtIn().countries) {
        if (country.code == code)
            return transform().map(country.point);
    }
    return {};
}

void WorldMap::zoomBy(double factor, const QPointF &about)
{
    const QPointF fixed = transform().inverted().map(about);
    m_zoom = std::clamp(m_zoom * factor, 1.0, closest);
    m_centre += fixed - transform().inverted().map(about);
    keepInside();
    renew();
}

void WorldMap::showAll()
{
    m_zoom = 1;
    keepInside();
    renew();
}

void WorldMap::moveBy(const QPointF &pixels)
{
    m_centre += pixels / transform().m11();
    keepInside();
    renew();
}

// No more sea than need be.
void WorldMap::keepInside()
{
    const QSizeF whole = WorldOutlines::builtIn().size;
    const double scale = transform().m11();
    if (scale <= 0)
        return;
    const double halfWidth = std::min(whole.width(), width() / scale) / 2;
    const double halfHeight = std::min(whole.height(), height() / scale) / 2;
    m_centre.setX(std::clamp(m_centre.x(), halfWidth, whole.width() - halfWidth));
    m_centre.setY(std::clamp(m_centre.y(), halfHeight, whole.height() - halfHeight));
}

// --- painting -----------------------------------------------------------------------------------------------------------------

void WorldMap::renew()
{
    m_picture = QPixmap();
    update();
}

// By the logarithm: one newspaper is to be seen beside fifty.
QColor WorldMap::fillOf(const CountryOutline &country) const
{
    const ThemeColors &colors = m_theme.colors();
    const QColor empty = mixed(colors.background, colors.text, m_theme.isDark() ? 0.14 : 0.11);
    if (m_included.contains(country.code))
        return colors.accent;
    if (m_excluded.contains(country.code))
        return mixed(colors.background, colors.error, 0.7);
    const int count = country.code.isEmpty() ? 0 : m_counts.value(country.code);
    if (count <= 0 || m_most <= 0)
        return empty;
    const double share = m_most == 1 ? 1 : std::log(1.0 + count) / std::log(1.0 + m_most);
    return mixed(empty, colors.accent, 0.18 + 0.5 * share);
}

void WorldMap::paintCountry(QPainter &painter, const CountryOutline &country, const QTransform &placed, const QBrush &fill, const QPen &pen) const
{
    painter.setPen(pen);
    painter.setBrush(fill);
    if (isDot(country, placed.m11()))
        painter.drawEllipse(placed.map(country.point), dotRadius, dotRadius);
    else
        painter.drawPath(placed.map(country.path));
}

void WorldMap::paintMap(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QTransform placed = transform();
    const QRectF shown(rect());
    const QPen border(m_theme.colors().background, 0.6);
    const QList<CountryOutline> &countries = WorldOutlines::builtIn().countries;
    for (const bool dots : {false, true}) { // what is small lies above
        for (const CountryOutline &country : countries) {
            if (isDot(country, placed.m11()) != dots || (dots && !m_counts.contains(country.code)))
                continue;
            if (placed.mapRect(country.path.controlPointRect()).adjusted(-dotRadius, -dotRadius, dotRadius, dotRadius).intersects(shown))
                paintCountry(painter, country, placed, fillOf(country), border);
        }
    }
}

const QPixmap &WorldMap::picture()
{
    if (m_picture.isNull()) {
        m_picture = QPixmap(size() * devicePixelRatioF());
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(Qt::transparent);
        QPainter painter(&m_picture);
        paintMap(painter);
    }
    return m_picture;
}

void WorldMap::paintEvent(QPaintEvent *)
{
    if (m_picture.devicePixelRatio() != devicePixelRatioF())
        m_picture = QPixmap();
    QPainter painter(this);
    painter.drawPixmap(0, 0, picture());
    if (m_hovered.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const CountryOutline &country : WorldOutlines::builtIn().countries) {
        if (country.code == m_hovered)
            paintCountry(painter, country, transform(), fillOf(country), QPen(m_theme.colors().text, 1.4));
    }
}

void WorldMap::resizeEvent(QResizeEvent *)
{
    keepInside();
    renew();
}

// --- the pointer --------------------------------------------------------------------------------------------------------------

QString WorldMap::tipFor(const QString &code) const
{
    if (code.isEmpty())
        return {};
    return m_counts.contains(code) ? tr("%1: %2").arg(countryName(code), m_countText(m_counts.value(code))) : countryName(code);
}

bool WorldMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString tip = tipFor(countryAt(help->pos()));
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

void WorldMap::setHovered(const QString &code)
{
    const QString pickable = m_counts.contains(code) ? code : QString();
    if (m_hovered == pickable)
        return;
    m_hovered = pickable;
    setCursor(pickable.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void WorldMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = m_dragged = event->position();
    m_isDragging = false;
}

void WorldMap::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        setHovered(countryAt(event->position()));
        return;
    }
    if (!m_isDragging && (event->position() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    setHovered({});
    setCursor(Qt::ClosedHandCursor);
    moveBy(m_dragged - event->position());
    m_dragged = event->position();
}

void WorldMap::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_isDragging)
        setCursor(Qt::ArrowCursor);
    else if (const QString code = countryAt(event->position()); m_counts.contains(code))
        emit countryPicked(code, event->modifiers().testFlag(Qt::ShiftModifier));
    m_isDragging = false;
    setHovered(countryAt(event->position()));
}

void WorldMap::leaveEvent(QEvent *)
{
    setHovered({});
}

void WorldMap::wheelEvent(QWheelEvent *event)
{
    const double factor = std::pow(1.0015, event->angleDelta().y());
    if ((m_zoom <= 1 && factor < 1) || (m_zoom >= closest && factor > 1)) {
        event->ignore(); // for whoever scrolls around it
        return;
    }
    zoomBy(factor, event->position());
    setHovered(countryAt(event->position()));
}

void WorldMap::keyPressEvent(QKeyEvent *event)
{
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(1.4, middle);
    case Qt::Key_Minus: return zoomBy(1 / 1.4, middle);
    case Qt::Key_0: return showAll();
    case Qt::Key_Left: return moveBy({-step, 0});
    case Qt::Key_Right: return moveBy({step, 0});
    case Qt::Key_Up: return moveBy({0, -step});
    case Qt::Key_Down: return moveBy({0, step});
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace dateline
