#include "feed/feed_sink.h"

#include "feed/item_draft.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr qsizetype mostProblems = 50;

} // namespace

bool FeedSink::deliver(ArticleContent &&content)
{
    if (m_count >= m_maximum) {
        problems.append(QCoreApplication::translate("Feed", "the feed has more than %1 items; the rest was left out")
                            .arg(m_maximum));
        m_isStopped = true;
        return false;
    }
    ++m_seen;
    if (!hasSomethingToRead(content))
        addProblem(QCoreApplication::translate("Feed", "item %1 holds nothing to read").arg(m_seen));
    ++m_count;
    m_isStopped = !m_onItem(std::move(content));
    return !m_isStopped;
}

void FeedSink::passOver()
{
    ++m_seen;
    addProblem(QCoreApplication::translate("Feed", "item %1 could not be read").arg(m_seen));
}

void FeedSink::addProblem(const QString &problem)
{
    if (problems.size() < mostProblems)
        problems.append(problem);
}

} // namespace dateline
