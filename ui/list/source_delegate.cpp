#include "ui/list/source_delegate.h"

#include "items/source_model.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int edge = 2 * unit;        // around the row's rounded background
constexpr int iconSize = 4 * unit;
constexpr int chevronSize = 3 * unit;
constexpr int stepWidth = 4 * unit;   // a level of folders

SourceModel::Kind kindOf(const QModelIndex &index)
{
    return index.data(SourceModel::KindRole).value<SourceModel::Kind>();
}

QRect mirrored(const QRect &rect, const QStyleOptionViewItem &option)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

Qt::Alignment leading(Qt::LayoutDirection direction)
{
    return Qt::AlignVCenter | Qt::AlignAbsolute | (direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

SourceDelegate::SourceDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

int SourceDelegate::depthOf(const QModelIndex &index)
{
    int depth = 0;
    for (QModelIndex at = index.parent(); at.isValid() && kindOf(at) != SourceModel::Kind::Section; at = at.parent())
        ++depth;
    return depth;
}

QRect SourceDelegate::chevronRect(const QRect &row, int depth, Qt::LayoutDirection direction)
{
    const QRect rect(row.left() + edge + depth * stepWidth, row.top(), chevronSize + unit, row.height());
    return QStyle::visualRect(direction, row, rect);
}

QRect SourceDelegate::iconRect(const QRect &row, int depth, Qt::LayoutDirection direction)
{
    const int x = row.left() + edge + chevronSize + unit + depth * stepWidth;
    return QStyle::visualRect(direction, row, QRect(x, row.top() + (row.height() - iconSize) / 2, iconSize, iconSize));
}

QSize SourceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isSection = kindOf(index) == SourceModel::Kind::Section;
    const int text = QFontMetrics(isSection ? m_theme.labelFont() : m_theme.interfaceFont()).height();
    return {option.rect.width(), std::max(text, iconSize) + (isSection ? 5 : 3) * unit};
}

void SourceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (kindOf(index) == SourceModel::Kind::Section)
        paintHeading(painter, option, index);
    else
        paintRow(painter, option, index);
    painter->restore();
}

void SourceDelegate::paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = m_theme.labelFont();
    const int height = QFontMetrics(font).height() + 2 * unit;
    const QRect text(option.rect.left() + edge + 2 * unit, option.rect.bottom() + 1 - height, option.rect.width() - 2 * edge - 2 * unit, height);
    painter->setFont(font);
    painter->setPen(m_theme.colors().faintText);
    painter->drawText(mirrored(text, option), int(leading(option.direction)), index.data(Qt::DisplayRole).toString());
}

void SourceDelegate::paintRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRectF back = QRectF(option.rect).adjusted(edge, 1, -edge, -1);
    painter->setPen(option.state.testFlag(QStyle::State_HasFocus) ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setBrush(isSelected ? colors.selection : colors.hover);
        painter->drawRoundedRect(back.adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
    const int depth = depthOf(index);
    const bool isOpenable = index.model()->hasChildren(index);
    if (isOpenable) {
        const bool isOpen = option.state.testFlag(QStyle::State_Open);
        const QString chevron = isOpen ? QStringLiteral("chevron-down")
            : option.direction == Qt::RightToLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
        QRect place(0, 0, chevronSize, chevronSize);
        place.moveCenter(chevronRect(option.rect, depth, option.direction).center());
        m_theme.icon(chevron).paint(painter, place);
    }
    const bool hasError = !index.data(SourceModel::ErrorRole).toString().isEmpty();
    const QIcon picture = hasError ? m_theme.icon(QStringLiteral("warning"), colors.warning)
        : isSelected               ? m_theme.icon(index.data(SourceModel::IconNameRole).toString(), colors.accent)
                                   : m_theme.icon(index.data(SourceModel::IconNameRole).toString());
    picture.paint(painter, iconRect(option.rect, depth, option.direction));
    const int x = option.rect.left() + edge + chevronSize + unit + depth * stepWidth + iconSize + 2 * unit;
    const int end = paintCount(painter, option, index, option.rect.right() + 1 - edge - 2 * unit);
    QFont font = m_theme.interfaceFont();
    font.setWeight(isSelected ? QFont::Medium : QFont::Normal);
    painter->setFont(font);
    painter->setPen(colors.text);
    const QRect text(x, option.rect.top(), std::max(0, end - x), option.rect.height());
    const QString label = QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, text.width());
    painter->drawText(mirrored(text, option), int(leading(option.direction)) | Qt::TextSingleLine, label);
}

int SourceDelegate::paintCount(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, int end) const
{
    const int count = index.data(SourceModel::CountRole).toInt();
    if (count <= 0)
        return end;
    const QString text = QLocale().toString(count);
    const QFont font = m_theme.smallFont();
    const int width = QFontMetrics(font).horizontalAdvance(text) + 1;
    painter->setFont(font);
    painter->setPen(m_theme.colors().secondaryText);
    painter->drawText(mirrored(QRect(end - width, option.rect.top(), width, option.rect.height()), option), Qt::AlignCenter, text);
    return end - width - 2 * unit;
}

} // namespace dateline
