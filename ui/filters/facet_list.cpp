#include "ui/filters/facet_list.h"

#include "items/facet_model.h"
#include "ui/filters/facet_delegate.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace dateline {

FacetList::FacetList(const Theme &theme, FacetModel &model, QWidget *parent)
    : QListView(parent)
    , m_delegate(new FacetDelegate(theme, model.facet(), this))
{
    setModel(&model);
    setItemDelegate(m_delegate);
    setUniformItemSizes(true);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAccessibleName(facetTitle(model.facet()));
    viewport()->setBackgroundRole(QPalette::Window);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, [this] { updateGeometry(); });
}

QSize FacetList::sizeHint() const
{
    return {50 * Theme::unit, (model() ? model()->rowCount() : 0) * m_delegate->rowHeight()};
}

void FacetList::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    event->accept();
}

void FacetList::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex released = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && released.isValid() && m_pressed == released)
        emit picked(released.row(), event->modifiers().testFlag(Qt::ShiftModifier));
    m_pressed = QModelIndex();
    event->accept();
}

void FacetList::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event); // two clicks are two clicks
}

void FacetList::mouseMoveEvent(QMouseEvent *event)
{
    event->accept(); // nothing is dragged here
}

void FacetList::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the panel scrolls
}

void FacetList::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().row();
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (row >= 0)
            emit picked(row, isShifted);
        return;
    case Qt::Key_Minus:
    case Qt::Key_Delete:
        if (row >= 0)
            emit picked(row, true);
        return;
    case Qt::Key_Up:
        if (row <= 0)
            return emit left(-1);
        break;
    case Qt::Key_Down:
        if (row == model()->rowCount() - 1)
            return emit left(1);
        break;
    default: break;
    }
    QListView::keyPressEvent(event);
}

void FacetList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid())
        emit menuRequested(index.row(), isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void FacetList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::OtherFocusReason;
    if (isByKey && !currentIndex().isValid())
        setCurrentIndex(model()->index(event->reason() == Qt::BacktabFocusReason ? model()->rowCount() - 1 : 0, 0));
}

} // namespace dateline
