#include "feed/feed_sink.h"

#include "feed/item_draft.h"

#include <QCoreApplication>

#include <utility>

namespace dateline {

namespace {

constexpr qsizetype mostProblems = 50;

} // namespace

bool FeedSink::deliver(ItemDraft &draft)
{
    if (m_count >= m_maximum) {
        problems.append(QCoreApplication::translate("Feed", "the feed has more than %1 items; the rest was left out")
                            .arg(m_maximum));
        m_isStopped = true;
        return false;
    }
    ++m_seen;
    if (!draft.guid.isEmpty() && draft.hasLink() && sharedGuids.contains(draft.guid))
        draft.faults.append({FeedFault::SharedIdentity, std::exchange(draft.guid, {})});
    ArticleContent content = draft.finish(head, authors);
    noteFaults(draft);
    if (!hasSomethingToRead(content))
        addProblem(QCoreApplication::translate("Feed", "item %1 holds nothing to read").arg(m_seen));
    noteOrder(content.published);
    ++m_count;
    m_isStopped = !m_onItem(std::move(content));
    return !m_isStopped;
}

void FeedSink::noteFaults(ItemDraft &draft)
{
    for (const auto &[fault, detail] : std::as_const(draft.faults))
        faults.add(fault, QCoreApplication::translate("Feed", "item %1").arg(m_seen), detail);
}

// Newest first and oldest first are both an order.
void FeedSink::noteOrder(const Moment &published)
{
    if (!published.isKnown())
        return;
    const qint64 time = published.time().toSecsSinceEpoch();
    m_hasNewerLater = m_hasNewerLater || (m_lastTime != 0 && time > m_lastTime);
    m_hasOlderLater = m_hasOlderLater || (m_lastTime != 0 && time < m_lastTime);
    m_lastTime = time;
}

void FeedSink::finish()
{
    if (m_hasNewerLater && m_hasOlderLater)
        faults.add(FeedFault::OutOfOrder);
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
