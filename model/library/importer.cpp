#include "library/importer.h"

#include "library/import_run.h"

#include <QPromise>

namespace dateline {

Importer::Importer(Store &store, QThreadPool &pool, Report report) : m_store(store), m_pool(pool), m_report(std::move(report))
{
    m_thread.setMaxThreadCount(1);
}

Importer::~Importer()
{
    for (auto &running : m_running) {
        if (!running.isFinished()) // Qt 6.4 cancels what was chained to it as well, also where that has been freed since
            running.cancel();
    }
    m_thread.waitForDone();
}

QFuture<Result<ImportReport>> Importer::importPaths(const QList<NamedPath> &paths, Format as)
{
    return start([this, paths, as](const QPromise<Result<ImportReport>> &promise) {
        return ImportRun(m_store, m_pool, m_report, [&promise] { return promise.isCanceled(); }).importPaths(paths, as);
    });
}

QFuture<Result<ImportReport>> Importer::importBytes(const QByteArray &bytes, const QString &name, Format as)
{
    return start([this, bytes, name, as](const QPromise<Result<ImportReport>> &promise) {
        return ImportRun(m_store, m_pool, m_report, [&promise] { return promise.isCanceled(); }).importBytes(bytes, name, as);
    });
}

QFuture<Result<ImportReport>> Importer::start(Job job)
{
    auto promise = std::make_shared<QPromise<Result<ImportReport>>>();
    promise->start();
    m_running.removeIf([](const auto &future) { return future.isFinished(); });
    m_running.append(promise->future());
    m_thread.start([promise, job = std::move(job)] {
        if (!promise->isCanceled())
            promise->addResult(job(*promise));
        promise->finish();
    });
    return promise->future();
}

} // namespace dateline
