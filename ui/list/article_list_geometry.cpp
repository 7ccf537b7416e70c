// Where rows are: every row is equally high, so a place is a multiplication.
#include "ui/list/article_list_view.h"

#include "items/article_model.h"
#include "ui/list/article_delegate.h"
#include "ui/theme/theme.h"

#include <QCursor>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace dateline {

void ArticleListView::refreshRowHeight()
{
    m_delegate->forgetLayouts();
    const int top = m_rowHeight > 0 ? verticalOffset() / m_rowHeight : 0;
    const int height = m_delegate->rowHeight();
    if (height != m_rowHeight) {
        m_rowHeight = height;
        updateGeometries();
        verticalScrollBar()->setValue(top * m_rowHeight);
    }
    viewport()->update();
}

void ArticleListView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout();
}

void ArticleListView::updateGeometries()
{
    const qint64 whole = qint64(m_articles ? m_articles->rowCount() : 0) * m_rowHeight;
    const qint64 range = std::clamp<qint64>(whole - viewport()->height(), 0, std::numeric_limits<int>::max());
    verticalScrollBar()->setRange(0, int(range));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(1, m_rowHeight / 2));
    m_empty->setGeometry(viewport()->rect());
    QAbstractItemView::updateGeometries();
}

int ArticleListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect ArticleListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return {0, int(qint64(index.row()) * m_rowHeight - verticalOffset()), viewport()->width(), m_rowHeight};
}

QModelIndex ArticleListView::indexAt(const QPoint &point) const
{
    if (!m_articles || !viewport()->rect().contains(point))
        return {};
    return m_articles->index((point.y() + verticalOffset()) / m_rowHeight);
}

void ArticleListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = int(qint64(index.row()) * m_rowHeight);
    const int room = viewport()->height() - m_rowHeight;
    const bool isAbove = top < verticalOffset();
    const bool isBelow = top > verticalOffset() + room;
    if (hint == PositionAtTop || (hint == EnsureVisible && isAbove))
        verticalScrollBar()->setValue(top);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && isBelow))
        verticalScrollBar()->setValue(top - room);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(top - room / 2);
}

QSize ArticleListView::viewportSizeHint() const
{
    return {90 * Theme::unit, 8 * m_rowHeight};
}

void ArticleListView::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    if (viewport()->underMouse())
        setHoveredRow(indexAt(viewport()->mapFromGlobal(QCursor::pos())).row());
}

void ArticleListView::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void ArticleListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    const int count = m_articles ? m_articles->rowCount() : 0;
    if (count == 0)
        return;
    const QRect area = rect.normalized();
    const auto rowAt = [&](int y) { return std::clamp((y + verticalOffset()) / m_rowHeight, 0, count - 1); };
    const QItemSelection selection(m_articles->index(rowAt(area.top())), m_articles->index(rowAt(area.bottom())));
    selectionModel()->select(selection, flags);
}

QRegion ArticleListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        if (range.isValid())
            region += (visualRect(range.topLeft()) | visualRect(range.bottomRight())) & viewport()->rect();
    }
    return region;
}

QModelIndex ArticleListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = m_articles ? m_articles->rowCount() : 0;
    if (count == 0)
        return {};
    if (!currentIndex().isValid() && action != MoveEnd)
        return m_articles->index(0);
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    int row = currentIndex().row();
    switch (action) {
    case MoveUp:
    case MovePrevious: row -= 1; break;
    case MoveDown:
    case MoveNext: row += 1; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = count - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    return m_articles->index(std::clamp(row, 0, count - 1));
}

void ArticleListView::paintEvent(QPaintEvent *event)
{
    if (!m_articles || m_articles->rowCount() == 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect area = event->rect();
    const int first = (area.top() + verticalOffset()) / m_rowHeight;
    const int last = std::min((area.bottom() + verticalOffset()) / m_rowHeight, m_articles->rowCount() - 1);
    const QStyle::State idle = option.state & ~(QStyle::State_HasFocus | QStyle::State_MouseOver | QStyle::State_Selected);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_articles->index(row);
        option.rect = visualRect(index);
        option.state = idle;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, m_hovered.isValid() && m_hovered.row() == row);
        m_delegate->paint(&painter, option, index);
    }
}

} // namespace dateline
