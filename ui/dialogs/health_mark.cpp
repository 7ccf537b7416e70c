#include "ui/dialogs/health_mark.h"

#include "items/source_health_model.h"

#include <QHBoxLayout>
#include <QIconEngine>
#include <QLabel>
#include <QPainter>

namespace dateline {

namespace {

constexpr int dotSize = 2 * Theme::unit + 1;
constexpr int dotPlace = 3 * Theme::unit + 2;

bool isRing(HealthState state)
{
    return state == HealthState::Stale || state == HealthState::New;
}

// Painted anew at each scale, so that it is sharp.
class DotIcon final : public QIconEngine {
public:
    DotIcon(const Theme &theme, HealthState state) : m_theme(theme), m_state(state) {}
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override { paintHealthDot(*painter, rect, m_theme, m_state); }
    QIconEngine *clone() const override { return new DotIcon(m_theme, m_state); }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    const Theme &m_theme;
    HealthState m_state;
};

} // namespace

QColor healthColor(const Theme &theme, HealthState state)
{
    switch (state) {
    case HealthState::Good: return theme.colors().good;
    case HealthState::New: return theme.colors().unread;
    case HealthState::Partly:
    case HealthState::Faltering: return theme.colors().warning;
    case HealthState::Failing:
    case HealthState::Gone: return theme.colors().error;
    case HealthState::Stale: return theme.colors().faintText;
    }
    return theme.colors().text;
}

void paintHealthDot(QPainter &painter, const QRectF &place, const Theme &theme, HealthState state)
{
    const QColor color = healthColor(theme, state);
    const qreal size = std::min({place.width(), place.height(), place.width() * dotSize / dotPlace});
    QRectF dot(0, 0, size, size);
    dot.moveCenter(place.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal width = size / 5;
    painter.setPen(isRing(state) ? QPen(color, width) : QPen(Qt::NoPen));
    painter.setBrush(isRing(state) ? QBrush(Qt::NoBrush) : QBrush(color));
    painter.drawEllipse(isRing(state) ? dot.adjusted(width / 2, width / 2, -width / 2, -width / 2) : dot);
    painter.restore();
}

QLabel *healthMark(QWidget *parent)
{
    auto *mark = new QLabel(parent);
    mark->setTextFormat(Qt::RichText); // for the dot; the word is our own
    return mark;
}

void setHealthMark(QLabel &mark, const Theme &theme, HealthState state)
{
    const QString dot = isRing(state) ? QStringLiteral("○") : QStringLiteral("●");
    mark.setText(QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp; %3").arg(healthColor(theme, state).name(), dot, stateName(state).toHtmlEscaped()));
    mark.setAccessibleName(stateName(state));
}

HealthStateDelegate::HealthStateDelegate(const Theme &theme, QObject *parent) : PlainTipDelegate(parent), m_theme(theme)
{
}

void HealthStateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    PlainTipDelegate::initStyleOption(option, index);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = QIcon(new DotIcon(m_theme, index.data(SourceHealthModel::StateRole).value<HealthState>()));
    option->decorationSize = QSize(dotPlace, dotPlace);
}

} // namespace dateline
