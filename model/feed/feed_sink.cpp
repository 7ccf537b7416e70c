#include "feed/feed_sink.h"

#include <QCoreApplication>

namespace dateline {

bool FeedSink::deliver(ArticleContent &&content)
{
    if (m_count >= m_maximum) {
        problems.append(QCoreApplication::translate("Feed", "the feed has more than %1 items; the rest was left out")
                            .arg(m_maximum));
        m_isStopped = true;
        return false;
    }
    ++m_count;
    m_isStopped = !m_onItem(std::move(content));
    return !m_isStopped;
}

} // namespace dateline
