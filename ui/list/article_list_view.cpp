// QListView lays out every row whenever rows change or even are loaded, some tens of milliseconds for a million. Here all rows are
// equally high, so everything that asks for a layout is answered by arithmetic, and QListView's own answers are passed over for
// QAbstractItemView's. It stays the base class for its role with screen readers and its selection by keys.
#include "ui/list/article_list_view.h"

#include "items/article_model.h"
#include "ui/list/article_delegate.h"
#include "ui/theme/theme.h"

#include <QScrollBar>

#include <algorithm>

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

// --- what is current and selected ---

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

// --- what is kept when rows change ---

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

// --- nothing to list ---

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
