// What the reader does in the list with keys and mouse.
#include "ui/list/article_list_view.h"

#include "items/article_model.h"
#include "ui/list/article_delegate.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

namespace dateline {

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

} // namespace dateline
