// MarkingHistory: the reader's last markings, to be undone. Lives on the main thread.
#pragma once

#include "library/library.h"
#include "store/store.h"

namespace dateline {

class MarkingHistory final {
public:
    explicit MarkingHistory(Store &store) : m_store(store) {}

    QFuture<Result<QList<ArticleId>>> mark(const QList<ArticleId> &ids, const Marking &marking);
    // Undoes the last marking that changed something; an empty list where there is none.
    QFuture<Result<QList<ArticleId>>> undo();
    bool canUndo() const;

private:
    using Marked = QFuture<Result<StateUndo>>;
    static bool isWorthless(const Marked &marked); // done, and nothing was changed

    Store &m_store;
    QList<Marked> m_done; // the last one at the end; the store runs them in this order
};

} // namespace dateline
