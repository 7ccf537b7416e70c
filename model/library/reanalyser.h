// Reanalyser: analyses stored articles once more, on a thread of its own, which reads and waits, while the pool analyses and the
// store saves. What is imported or fetched meanwhile comes first on the pool.
#pragma once

#include "library/library.h"

#include <QThreadPool>

namespace dateline {

class Store;

class Reanalyser final {
public:
    // Called on the thread, seldom enough to be shown.
    using Report = std::function<void(const Progress &)>;

    // `store` and `pool` must outlive this; `report` is called until the destructor returns.
    Reanalyser(Store &store, QThreadPool &pool, Report report);
    ~Reanalyser(); // cancels what runs and waits for it

    QFuture<Result<ReanalysisReport>> run(const Query &query, Reanalysis which);

private:
    Store &m_store;
    QThreadPool &m_pool;
    Report m_report;
    QThreadPool m_thread; // one
    QList<QFuture<Result<ReanalysisReport>>> m_running;
};

} // namespace dateline
