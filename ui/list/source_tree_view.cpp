#include "ui/list/source_tree_view.h"

#include "items/query_view.h"
#include "ui/list/source_delegate.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>

namespace dateline {

SourceTreeView::SourceTreeView(const Theme &theme, SourceModel &model, QueryView &view, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_sources(model)
    , m_view(view)
{
    setModel(&model);
    setItemDelegate(new SourceDelegate(theme, this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0); // the delegate draws it, and the chevrons
    setExpandsOnDoubleClick(false);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setAccessibleName(tr("Sources"));
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &SourceTreeView::openSections);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &SourceTreeView::showQuery);
    connect(&model, &QAbstractItemModel::dataChanged, this, &SourceTreeView::showQuery);
    connect(&view, &QueryView::queryChanged, this, &SourceTreeView::showQuery);
    connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
    openSections({}, 0, model.rowCount() - 1);
    showQuery();
}

QSize SourceTreeView::sizeHint() const
{
    return {56 * Theme::unit, 100 * Theme::unit};
}

// Sections are always open; so are folders until the reader closes them.
void SourceTreeView::openSections(const QModelIndex &parent, int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_sources.index(row, 0, parent);
        if (m_sources.hasChildren(index)) {
            expand(index);
            openSections(index, 0, m_sources.rowCount(index) - 1);
        } else if (parent.isValid() && !isExpanded(parent)) {
            expand(parent);
        }
    }
}

void SourceTreeView::chooseRow(const QModelIndex &index)
{
    if (index.data(SourceModel::QueryRole).isValid())
        m_view.setQuery(m_sources.queryAt(index));
}

namespace {

// All parts of `base` are parts of `query`: it was narrowed from there.
bool isNarrowed(const Query &base, const Query &query)
{
    const QList<QueryNode> parts = query.parts();
    const QList<QueryNode> baseParts = base.parts();
    return !baseParts.isEmpty()
        && std::all_of(baseParts.begin(), baseParts.end(), [&parts](const QueryNode &part) { return parts.contains(part); });
}

} // namespace

// Only a click or a key chooses; a row that becomes current by itself (as the first does with the focus) doesn't.
// The row that stands for the query, or the one it was narrowed from, is marked.
void SourceTreeView::showQuery()
{
    const QModelIndex exact = m_sources.indexOf(m_view.query());
    if (!exact.isValid() && currentIndex().isValid() && isNarrowed(m_sources.queryAt(currentIndex()), m_view.query()))
        return;
    if (exact == currentIndex() && selectionModel()->isSelected(exact))
        return;
    if (exact.isValid())
        selectionModel()->setCurrentIndex(exact, QItemSelectionModel::ClearAndSelect);
    else
        selectionModel()->clear();
}

void SourceTreeView::drawBranches(QPainter *, const QRect &, const QModelIndex &) const
{
}

void SourceTreeView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::RightButton)
        return; // the menu is for the row under it, which isn't chosen by that
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_sources.hasChildren(index)) {
        const QRect chevron = SourceDelegate::chevronRect(visualRect(index), SourceDelegate::depthOf(index), layoutDirection());
        if (chevron.contains(event->position().toPoint())) {
            setExpanded(index, !isExpanded(index));
            return;
        }
    }
    const bool hasWarning = index.data(SourceModel::KindRole).value<SourceModel::Kind>() == SourceModel::Kind::Source
        && !index.data(SourceModel::ErrorRole).toString().isEmpty();
    if (event->button() == Qt::LeftButton && hasWarning
        && SourceDelegate::iconRect(visualRect(index), SourceDelegate::depthOf(index), layoutDirection()).contains(event->position().toPoint())) {
        emit healthWanted(index.data(SourceModel::SourceRole).value<Source>().id);
        return;
    }
    QTreeView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton || !index.data(SourceModel::QueryRole).isValid())
        return;
    // A click on what is chosen already takes off what was added to it, or renews the list.
    if (m_view.query() == m_sources.queryAt(index))
        m_view.renew();
    else
        chooseRow(index);
}

void SourceTreeView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && currentIndex().isValid()) {
        emit deletePressed(currentIndex());
        event->accept();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        chooseRow(currentIndex());
        event->accept();
        return;
    }
    const QModelIndex before = currentIndex();
    QTreeView::keyPressEvent(event);
    if (currentIndex() != before)
        chooseRow(currentIndex());
}

// Letters are the window's shortcuts.
void SourceTreeView::keyboardSearch(const QString &)
{
}

void SourceTreeView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    emit menuRequested(isByKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos(), index);
    event->accept();
}

void SourceTreeView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

} // namespace dateline
