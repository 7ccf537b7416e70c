#include "ui/filters/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace dateline {

FlowLayout::FlowLayout(QWidget *parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items += item;
}

void FlowLayout::insertWidget(int place, QWidget *widget)
{
    addWidget(widget);
    m_items.move(m_items.size() - 1, place);
    invalidate();
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, true);
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, false);
}

QSize FlowLayout::sizeHint() const
{
    const int width = parentWidget() ? parentWidget()->width() : 0;
    return {minimumSize().width(), heightForWidth(std::max(width, minimumSize().width()))};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

// The items that go on one line, at least one.
QList<QLayoutItem *> FlowLayout::lineFrom(qsizetype first, int width) const
{
    QList<QLayoutItem *> line;
    int used = -m_gap;
    for (qsizetype i = first; i < m_items.size(); ++i) {
        const int next = m_items.at(i)->isEmpty() ? 0 : m_gap + m_items.at(i)->sizeHint().width();
        if (!line.isEmpty() && used + next > width)
            break;
        used += next;
        line += m_items.at(i);
    }
    return line;
}

int FlowLayout::arrange(const QRect &rect, bool isTrial) const
{
    const QRect area = rect.marginsRemoved(contentsMargins());
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int y = area.top();
    for (qsizetype i = 0; i < m_items.size();) {
        const QList<QLayoutItem *> line = lineFrom(i, area.width());
        i += line.size();
        int height = 0;
        for (const QLayoutItem *item : line)
            height = std::max(height, item->isEmpty() ? 0 : item->sizeHint().height());
        int x = area.left();
        for (QLayoutItem *item : line) {
            if (item->isEmpty())
                continue;
            const QSize size = item->sizeHint().boundedTo({area.width(), height});
            const QRect place(x, y + (height - size.height()) / 2, size.width(), size.height());
            if (!isTrial)
                item->setGeometry(QStyle::visualRect(direction, area, place));
            x += size.width() + m_gap;
        }
        y += height + (height > 0 ? m_gap : 0);
    }
    return y - (y > area.top() ? m_gap : 0) + contentsMargins().bottom() - rect.top();
}

} // namespace dateline
