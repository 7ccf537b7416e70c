#include "ui/filters/facet_delegate.h"

#include "items/facet_model.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int sidePadding = 3 * unit;

Query::Presence presenceOf(const QModelIndex &index)
{
    return Query::Presence(index.data(FacetModel::PresenceRole).toInt());
}

QRect mirrored(const QRect &rect, const QStyleOptionViewItem &option)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

bool isCountryFacet(Facet facet)
{
    return facet == Facet::Country || facet == Facet::Mentions || facet == Facet::From;
}

QFont codeFont(const Theme &theme)
{
    QFont font = theme.smallFont();
    font.setPointSizeF(font.pointSizeF() * 0.86);
    font.setWeight(QFont::Medium);
    return font;
}

} // namespace

FacetDelegate::FacetDelegate(const Theme &theme, Facet facet, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_facet(facet)
{
}

int FacetDelegate::rowHeight() const
{
    return QFontMetrics(m_theme.interfaceFont()).height() + 2 * unit + 2;
}

QSize FacetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), rowHeight()};
}

int FacetDelegate::markWidth() const
{
    return isCountryFacet(m_facet) ? QFontMetrics(codeFont(m_theme)).horizontalAdvance(QStringLiteral("MM")) + 2 * unit : 4 * unit;
}

QColor FacetDelegate::barColor(const QModelIndex &index) const
{
    QColor color = m_facet == Facet::Topic ? m_theme.topicColor(index.data(FacetModel::ValueRole).toString()) : m_theme.colors().accent;
    color.setAlphaF(m_theme.isDark() ? 0.20F : 0.13F);
    return color;
}

void FacetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool isCurrent = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (presenceOf(index) != Query::Presence::Absent || isHovered || isCurrent) {
        const QRectF back = QRectF(option.rect).adjusted(unit + 0.5, 0.5, -unit - 0.5, -0.5);
        painter->setPen(isCurrent ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(presenceOf(index) == Query::Presence::Included ? colors.selection : isHovered ? colors.hover : QColor(Qt::transparent));
        painter->drawRoundedRect(back, Theme::radius - 1, Theme::radius - 1);
    }
    paintBar(painter, option, index);
    const QRect mark(option.rect.left() + sidePadding, option.rect.top(), markWidth(), option.rect.height());
    paintMark(painter, mirrored(mark, option), index, isHovered);
    paintText(painter, option, index, mark.right() + 1 + 2 * unit);
    painter->restore();
}

// Behind the name, so that the names stay the first thing seen.
void FacetDelegate::paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int start = option.rect.left() + sidePadding + markWidth() + unit;
    const int room = option.rect.right() + 1 - sidePadding + unit - start;
    const double share = index.data(FacetModel::ShareRole).toDouble();
    if (share <= 0 || presenceOf(index) != Query::Presence::Absent)
        return;
    const QRect bar(start, option.rect.top() + 2, std::max(3, int(share * room)), option.rect.height() - 4);
    painter->setPen(Qt::NoPen);
    painter->setBrush(barColor(index));
    painter->drawRoundedRect(mirrored(bar, option), 3, 3);
}

void FacetDelegate::paintMark(QPainter *painter, const QRect &place, const QModelIndex &index, bool isHovered) const
{
    const ThemeColors &colors = m_theme.colors();
    const QPointF center = QRectF(place).center();
    if (presenceOf(index) != Query::Presence::Absent) {
        paintPicked(painter, place, presenceOf(index) == Query::Presence::Included);
    } else if (m_facet == Facet::Topic) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.topicColor(index.data(FacetModel::ValueRole).toString()));
        painter->drawEllipse(center, 4.5, 4.5);
    } else if (isCountryFacet(m_facet)) {
        const QFont font = codeFont(m_theme);
        const double height = QFontMetrics(font).height() + 1;
        const QRectF pill(place.left() + 0.5, center.y() - height / 2, place.width() - 1, height);
        painter->setPen(QPen(colors.border, 1));
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(pill, 4, 4);
        painter->setFont(font);
        painter->setPen(colors.secondaryText);
        painter->drawText(pill, Qt::AlignCenter, index.data(FacetModel::ValueRole).toString());
    } else {
        painter->setPen(QPen(isHovered ? colors.accent : colors.faintText, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(center.x() - 5.5, center.y() - 5.5, 11, 11), 3, 3);
    }
}

// A ticked or crossed-out box.
void FacetDelegate::paintPicked(QPainter *painter, const QRect &place, bool isIncluded) const
{
    const ThemeColors &colors = m_theme.colors();
    const QPointF center = QRectF(place).center();
    painter->setPen(Qt::NoPen);
    painter->setBrush(isIncluded ? colors.accent : colors.error);
    painter->drawRoundedRect(QRectF(center.x() - 6.5, center.y() - 6.5, 13, 13), 3.5, 3.5);
    painter->setPen(QPen(isIncluded ? colors.accentText : colors.surface, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    if (isIncluded)
        painter->drawPolyline(QPolygonF{center + QPointF(-3, 0.2), center + QPointF(-0.9, 2.4), center + QPointF(3.1, -2.4)});
    else
        painter->drawLine(center + QPointF(-3, 0), center + QPointF(3, 0));
}

void FacetDelegate::paintText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, int start) const
{
    const ThemeColors &colors = m_theme.colors();
    const Query::Presence presence = presenceOf(index);
    const int end = option.rect.right() + 1 - sidePadding;
    const QString count = presence == Query::Presence::Excluded ? QString() : QLocale().toString(index.data(FacetModel::CountRole).toUInt());
    const int countWidth = QFontMetrics(m_theme.smallFont()).horizontalAdvance(count) + 1;
    painter->setFont(m_theme.smallFont());
    painter->setPen(colors.secondaryText);
    painter->drawText(mirrored(QRect(end - countWidth, option.rect.top(), countWidth, option.rect.height()), option), Qt::AlignCenter, count);

    QFont font = m_theme.interfaceFont();
    font.setStrikeOut(presence == Query::Presence::Excluded);
    if (presence == Query::Presence::Included)
        font.setWeight(QFont::Medium);
    painter->setFont(font);
    painter->setPen(presence == Query::Presence::Excluded ? colors.secondaryText : colors.text);
    const QRect label(start, option.rect.top(), std::max(0, end - countWidth - 2 * unit - start), option.rect.height());
    const QString text = QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, label.width());
    painter->drawText(mirrored(label, option), int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine, text);
}

} // namespace dateline
