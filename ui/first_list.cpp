#include "ui/first_list.h"

#include "items/article_model.h"
#include "items/query_view.h"

#include <QEvent>
#include <QWidget>

namespace dateline {

FirstList::FirstList(const QueryView &query, const ArticleModel &articles, QWidget &viewport, QObject *parent)
    : QObject(parent)
    , m_query(query)
    , m_articles(articles)
    , m_viewport(viewport)
{
    viewport.installEventFilter(this);
    // An empty answer changes no row, so nothing need be painted for it.
    connect(&query, &QueryView::answerChanged, this, [this] { m_viewport.update(); });
}

bool FirstList::eventFilter(QObject *watched, QEvent *event)
{
    const bool isWhole = m_query.hasAnswer() && (m_articles.rows().isEmpty() || m_articles.loadedHead(0));
    if (event->type() == QEvent::Paint && isWhole) {
        m_viewport.removeEventFilter(this);
        QMetaObject::invokeMethod(this, &FirstList::painted, Qt::QueuedConnection); // when this paint event is done
    }
    return QObject::eventFilter(watched, event);
}

} // namespace dateline
