#include "library/reanalyser.h"

#include "library/reanalysis_run.h"

#include <QPromise>

namespace dateline {

Reanalyser::Reanalyser(Store &store, QThreadPool &pool, Report report) : m_store(store), m_pool(pool), m_report(std::move(report))
{
    m_thread.setMaxThreadCount(1);
}

Reanalyser::~Reanalyser()
{
    for (auto &running : m_running) {
        if (!running.isFinished()) // Qt 6.4 cancels what was chained to it as well, also where that has been freed since
            running.cancel();
    }
    m_thread.waitForDone();
}

QFuture<Result<ReanalysisReport>> Reanalyser::run(const Query &query, Reanalysis which)
{
    auto promise = std::make_shared<QPromise<Result<ReanalysisReport>>>();
    promise->start();
    m_running.removeIf([](const auto &future) { return future.isFinished(); });
    m_running.append(promise->future());
    m_thread.start([this, promise, query, which] {
        if (!promise->isCanceled())
            promise->addResult(ReanalysisRun(m_store, m_pool, m_report, [promise] { return promise->isCanceled(); }).run(query, which));
        promise->finish();
    });
    return promise->future();
}

} // namespace dateline
