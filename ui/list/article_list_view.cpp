// QListView lays out every row whenever rows change or even are loaded, some tens of milliseconds for a million. Here all rows are
// equally high, so everything that asks for a layout is answered by arithmetic, and QListView's own answers are passed over for
// QAbstractItemView's. It stays the base class for its role with screen readers and its selection by keys.
#include "ui/list/article_list_view.h"

#include "items/article_model.h"
#include "items/query_labels.h"
#include "ui/list/article_delegate.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace dateline {

ArticleListView::ArticleListView(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_delegate(new ArticleDelegate(theme, this))
    , m_empty(new EmptyStateView(theme, viewport()))
{
    setItemDelegate(m_delegate);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setAttribute(Qt::WA_MacShowFocusRect, false);
    viewport()->setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Articles"));
    m_empty->hide();
    connect(m_empty, &EmptyStateView::actionTriggered, this, &ArticleListView::emptyActionTriggered);
    connect(&theme, &Theme::changed, this, &ArticleListView::refreshRowHeight);
    refreshRowHeight();
}

void ArticleListView::setModel(QAbstractItemModel *model)
{
    if (m_articles)
        m_articles->disconnect(this);
    m_articles = qobject_cast<ArticleModel *>(model);
    Q_ASSERT(!model || m_articles);
    QListView::setModel(model);
    if (m_articles) {
        // After those of QAbstractItemView, which come first because they were made first.
        connect(m_articles, &ArticleModel::modelAboutToBeReset, this, &ArticleListView::rememberPlace);
        connect(m_articles, &ArticleModel::modelReset, this, &ArticleListView::restorePlace);
        connect(m_articles, &ArticleModel::rowsAboutToBeInserted, this, &ArticleListView::rememberAnchor);
        connect(m_articles, &ArticleModel::rowsAboutToBeRemoved, this, &ArticleListView::rememberAnchor);
        connect(m_articles, &ArticleModel::rowsInserted, this, &ArticleListView::restoreAnchor);
        connect(m_articles, &ArticleModel::rowsRemoved, this, &ArticleListView::restoreAnchor);
        connect(m_articles, &ArticleModel::queryReplaced, this, &ArticleListView::scrollToTop);
    }
    updateGeometries();
    refreshEmptyState();
}

// --- what is current and selected ---------------------------------------------------------------------------------------

ArticleId ArticleListView::currentId() const
{
    return m_articles && currentIndex().isValid() ? m_articles->idAt(currentIndex().row()) : ArticleId();
}

void ArticleListView::setCurrentId(ArticleId id)
{
    const int row = m_articles ? m_articles->rowOf(id) : -1;
    if (row >= 0)
        setCurrentIndex(m_articles->index(row));
}

QList<ArticleId> ArticleListView::selectedIds() const
{
    QItemSelection ranges = selectionModel() ? selectionModel()->selection() : QItemSelection();
    std::sort(ranges.begin(), ranges.end(), [](const auto &a, const auto &b) { return a.top() < b.top(); });
    QList<ArticleId> ids;
    for (const QItemSelectionRange &range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids += m_articles->idAt(row);
    }
    return ids;
}

bool ArticleListView::goToNext()
{
    return goBy(1);
}

bool ArticleListView::goToPrevious()
{
    return goBy(-1);
}

bool ArticleListView::goBy(int step)
{
    if (!m_articles)
        return false;
    const int row = currentIndex().isValid() ? currentIndex().row() + step : 0;
    if (row < 0 || row >= m_articles->rowCount())
        return false;
    setCurrentIndex(m_articles->index(row));
    return true;
}

void ArticleListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    announceCurrent();
}

void ArticleListView::announceCurrent()
{
    if (currentId() == m_announced)
        return;
    m_announced = currentId();
    emit currentArticleChanged(m_announced);
}

// --- what is kept when rows change --------------------------------------------------------------------------------------

void ArticleListView::rememberPlace()
{
    constexpr qsizetype keptAtMost = 1000; // of a selection; more is a "select all", which a new list doesn't keep
    m_place = {};
    m_place.current = currentId();
    const QItemSelection selection = selectionModel()->selection();
    qsizetype selected = 0;
    for (const QItemSelectionRange &range : selection)
        selected += range.height();
    if (selected <= keptAtMost)
        m_place.selected = selectedIds();
    m_place.top = m_articles->idAt(verticalOffset() / m_rowHeight);
    m_place.offset = verticalOffset() % m_rowHeight;
}

void ArticleListView::restorePlace()
{
    updateGeometries();
    QItemSelection selection;
    for (const ArticleId id : std::as_const(m_place.selected)) {
        if (const int row = m_articles->rowOf(id); row >= 0)
            selection.select(m_articles->index(row), m_articles->index(row));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (const int row = m_articles->rowOf(m_place.current); row >= 0)
        selectionModel()->setCurrentIndex(m_articles->index(row), QItemSelectionModel::NoUpdate);
    if (const int row = m_articles->rowOf(m_place.top); row >= 0)
        verticalScrollBar()->setValue(row * m_rowHeight + m_place.offset);
    announceCurrent();
    refreshEmptyState();
    viewport()->update();
}

// At the very top, what is new is seen at once; anywhere else, what is being read stays where it is.
void ArticleListView::rememberAnchor()
{
    m_anchor = {};
    if (verticalOffset() > 0)
        m_anchor = {m_articles->index(verticalOffset() / m_rowHeight), verticalOffset() % m_rowHeight};
}

void ArticleListView::restoreAnchor()
{
    updateGeometries();
    if (m_anchor.index.isValid())
        verticalScrollBar()->setValue(m_anchor.index.row() * m_rowHeight + m_anchor.offset);
    refreshEmptyState();
    viewport()->update();
}

void ArticleListView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
}

// The neighbour of a removed article must not become current by itself: it would be opened, and marked as read.
void ArticleListView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    if (currentIndex().isValid() && currentIndex().row() >= start && currentIndex().row() <= end)
        selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

void ArticleListView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

// --- where rows are -----------------------------------------------------------------------------------------------------

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

// --- keys and mouse -----------------------------------------------------------------------------------------------------

void ArticleListView::keyboardSearch(const QString &)
{
}

void ArticleListView::keyPressEvent(QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Space && !(modifiers & Qt::ControlModifier)) {
        emit spacePressed(modifiers);
        event->accept();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(currentId());
        event->accept();
    } else if (modifiers == Qt::NoModifier && pressLetter(event->key())) {
        event->accept();
    } else {
        QListView::keyPressEvent(event);
    }
}

// QAbstractItemView would make the first row current, and so open an article that nobody chose.
void ArticleListView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

bool ArticleListView::pressLetter(int key)
{
    switch (key) {
    case Qt::Key_J: goToNext(); return true;
    case Qt::Key_K: goToPrevious(); return true;
    case Qt::Key_S:
    case Qt::Key_B: toggleBookmark(currentIndex()); return true;
    case Qt::Key_M: toggleRead(); return true;
    default: return false;
    }
}

void ArticleListView::toggleBookmark(const QModelIndex &index)
{
    if (const ArticleHead *head = index.isValid() ? m_articles->loadedHead(index.row()) : nullptr)
        emit bookmarkToggled(head->id, !head->bookmarked);
}

void ArticleListView::toggleRead()
{
    if (const ArticleHead *head = currentIndex().isValid() ? m_articles->loadedHead(currentIndex().row()) : nullptr)
        emit readToggled(head->id, !head->read);
}

// The star takes its own clicks: they neither open nor select.
bool ArticleListView::pressStar(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier || !index.isValid())
        return false;
    if (!m_delegate->starRect(visualRect(index), layoutDirection()).contains(event->position().toPoint()))
        return false;
    toggleBookmark(index);
    return true;
}

void ArticleListView::mousePressEvent(QMouseEvent *event)
{
    m_pressedStar = pressStar(event);
    if (!m_pressedStar)
        QListView::mousePressEvent(event);
}

void ArticleListView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressedStar)
        QListView::mouseReleaseEvent(event);
    m_pressedStar = false;
}

void ArticleListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_pressedStar = pressStar(event);
    if (m_pressedStar)
        return;
    QListView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid())
        emit opened(currentId());
}

void ArticleListView::contextMenuEvent(QContextMenuEvent *event)
{
    const QList<ArticleId> ids = selectedIds();
    if (ids.isEmpty())
        return;
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint place = isByKey ? viewport()->mapToGlobal(visualRect(currentIndex()).center()) : event->globalPos();
    emit menuRequested(place, ids);
    event->accept();
}

void ArticleListView::setHoveredRow(int row)
{
    const QModelIndex index = m_articles ? m_articles->index(row) : QModelIndex();
    if (m_hovered == index)
        return;
    viewport()->update(visualRect(m_hovered));
    m_hovered = index;
    viewport()->update(visualRect(m_hovered));
}

bool ArticleListView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove: setHoveredRow(indexAt(static_cast<QHoverEvent *>(event)->position().toPoint()).row()); break;
    case QEvent::HoverLeave:
    case QEvent::Leave: setHoveredRow(-1); break;
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        const QString text = index.data(Qt::AccessibleTextRole).toString();
        QToolTip::showText(help->globalPos(), text.isEmpty() ? QString() : QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>"),
                           viewport(), visualRect(index));
        return true;
    }
    default: break;
    }
    return QListView::viewportEvent(event);
}

void ArticleListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange || event->type() == QEvent::LayoutDirectionChange)
        refreshRowHeight();
}

// --- nothing to list ----------------------------------------------------------------------------------------------------

void ArticleListView::setEmptyState(const EmptyState &state)
{
    m_empty->setState(state);
    refreshEmptyState();
}

void ArticleListView::refreshEmptyState()
{
    const bool isEmpty = !m_articles || m_articles->rowCount() == 0;
    m_empty->setVisible(isEmpty && !m_empty->title().isEmpty());
}

} // namespace dateline
