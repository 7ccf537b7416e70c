#include "library/marking_history.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype remembered = 100;

template <class T>
QFuture<T> ready(const T &value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

} // namespace

bool MarkingHistory::isWorthless(const Marked &marked)
{
    if (!marked.isFinished())
        return false;
    return marked.resultCount() == 0 || !marked.result().has_value() || marked.result()->isEmpty();
}

bool MarkingHistory::canUndo() const
{
    return std::any_of(m_done.begin(), m_done.end(), [](const Marked &marked) { return !isWorthless(marked); });
}

QFuture<Result<QList<ArticleId>>> MarkingHistory::mark(const QList<ArticleId> &ids, const Marking &marking)
{
    StateChange change;
    change.read = marking.read;
    change.bookmarked = marking.bookmarked;
    change.addTags = marking.addTags;
    change.removeTags = marking.removeTags;
    change.note = marking.note;
    Marked marked = m_store.mark(ids, change);
    m_done.removeIf(&isWorthless);
    m_done.append(marked);
    if (m_done.size() > remembered)
        m_done.removeFirst();
    return marked.then([](const Result<StateUndo> &undo) { return undo.map([](const StateUndo &u) { return u.changed(); }); });
}

QFuture<Result<QList<ArticleId>>> MarkingHistory::undo()
{
    m_done.removeIf(&isWorthless);
    if (m_done.isEmpty())
        return ready<Result<QList<ArticleId>>>(QList<ArticleId>());
    return m_done.takeLast()
        .then([store = &m_store](const Result<StateUndo> &marked) -> QFuture<Result<QList<ArticleId>>> {
            if (!marked)
                return ready<Result<QList<ArticleId>>>(QList<ArticleId>());
            return store->undo(*marked).then([ids = marked->changed()](const Result<void> &undone) -> Result<QList<ArticleId>> {
                if (!undone)
                    return tl::unexpected(undone.error());
                return ids;
            });
        })
        .unwrap();
}

} // namespace dateline
