#include "library/refresh_run.h"

#include "library/intake.h"
#include "library/source_choice.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

constexpr int sourcesAtOnce = 16;

} // namespace

RefreshRun::RefreshRun(Store &store, FeedFetcher &fetcher, QThreadPool &pool, std::shared_ptr<std::atomic_bool> stopped,
                       QObject *parent)
    : QObject(parent), m_store(store), m_fetcher(fetcher), m_pool(pool), m_stopped(std::move(stopped)),
      m_isCancelled(std::make_shared<std::atomic_bool>(false))
{
    m_progress.what = QCoreApplication::translate("Library", "Refreshing feeds");
}

RefreshRun::~RefreshRun()
{
    *m_isCancelled = true;
    for (auto &fetch : m_fetches)
        fetch.cancel();
}

template <class T>
void RefreshRun::whenDone(const QFuture<T> &future, std::function<void(const QFuture<T> &)> then)
{
    // A watcher is a child, so that nothing is called once this is gone.
    auto *watcher = new QFutureWatcher<T>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, then = std::move(then)] {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater();
        then(done);
    });
    watcher->setFuture(future);
}

QFuture<Result<RefreshReport>> RefreshRun::start(const QList<SourceId> &ids)
{
    m_promise.start();
    connect(&m_own, &QFutureWatcherBase::canceled, this, &RefreshRun::cancel);
    m_own.setFuture(m_promise.future());
    whenDone<Result<QList<Source>>>(m_store.sources(), [this, ids](const QFuture<Result<QList<Source>>> &future) {
        if (future.resultCount() > 0)
            choose(future.result(), ids);
        else
            finish(failure(ErrorKind::Cancelled, QString()));
    });
    return m_promise.future();
}

void RefreshRun::choose(const Result<QList<Source>> &sources, const QList<SourceId> &ids)
{
    if (!sources)
        return finish(tl::unexpected(sources.error()));
    for (const Source &source : *sources) {
        if (source.kind == SourceKind::Feed && (ids.isEmpty() || ids.contains(source.id)))
            m_waiting.append(source);
    }
    // Those that waited longest come first.
    std::stable_sort(m_waiting.begin(), m_waiting.end(), [](const Source &a, const Source &b) { return a.lastAttempt < b.lastAttempt; });
    m_progress.total = static_cast<int>(m_waiting.size());
    emit progressed(m_progress);
    startMore();
}

void RefreshRun::startMore()
{
    while (m_running < sourcesAtOnce && !m_waiting.isEmpty() && !*m_isCancelled) {
        ++m_running;
        startOne(m_waiting.takeFirst());
    }
    if (m_running == 0)
        finish(m_report);
}

void RefreshRun::startOne(const Source &source)
{
    const auto future = m_fetcher.fetch(source);
    m_fetches.removeIf([](const auto &fetch) { return fetch.isFinished(); });
    m_fetches.append(future);
    whenDone<Result<FetchedFeed>>(future, [this, source](const QFuture<Result<FetchedFeed>> &done) { fetched(source, done); });
}

void RefreshRun::fetched(const Source &source, const QFuture<Result<FetchedFeed>> &future)
{
    if (future.resultCount() == 0) // cancelled
        return oneDone();
    const Result<FetchedFeed> feed = future.result();
    if (!feed)
        return failed(source, feed.error());
    m_report.unchanged += feed->unchanged ? 1 : 0;
    const auto work = [feed = *feed, store = &m_store, stopped = m_stopped, cancelled = m_isCancelled]() -> Result<FeedArrival> {
        if (feed.unchanged)
            return storeUnchanged(*store, feed);
        const auto analyzer = Library::loadAnalyzer();
        if (!analyzer)
            return tl::unexpected(analyzer.error());
        return storeFeed(*store, **analyzer, feed, [&] { return *stopped || *cancelled; });
    };
    whenDone<Result<FeedArrival>>(onPool<FeedArrival>(m_pool, work),
                                  [this, source](const QFuture<Result<FeedArrival>> &done) { stored(source, done); });
}

void RefreshRun::stored(const Source &source, const QFuture<Result<FeedArrival>> &future)
{
    if (future.resultCount() == 0)
        return oneDone();
    const Result<FeedArrival> arrival = future.result();
    if (!arrival)
        return arrival.error().kind == ErrorKind::Cancelled ? oneDone() : failed(source, arrival.error());
    m_report.added += arrival->counts.added;
    m_report.updated += arrival->counts.updated;
    m_progress.articles += arrival->counts.added + arrival->counts.updated;
    for (const QString &problem : arrival->problems)
        m_report.failures.append(failureIn(source.url, {ErrorKind::Input, problem}));
    oneDone();
}

void RefreshRun::failed(const Source &source, const Error &error)
{
    ++m_report.failed;
    m_report.failures.append(failureIn(source.url, error));
    const auto work = [source, message = error.message, store = &m_store]() -> Result<FeedArrival> {
        const auto updated = updateFailed(*store, source, message);
        if (!updated)
            return tl::unexpected(updated.error());
        return FeedArrival{*updated, {}, {}};
    };
    // Where not even the error can be kept, the report has it.
    whenDone<Result<FeedArrival>>(onPool<FeedArrival>(m_pool, work), [this](const QFuture<Result<FeedArrival>> &) { oneDone(); });
}

void RefreshRun::oneDone()
{
    --m_running;
    ++m_report.sources;
    ++m_progress.done;
    emit progressed(m_progress);
    startMore();
}

void RefreshRun::cancel()
{
    if (m_promise.future().isFinished())
        return;
    *m_isCancelled = true;
    m_waiting.clear();
    for (auto &fetch : m_fetches)
        fetch.cancel();
}

void RefreshRun::finish(const Result<RefreshReport> &report)
{
    if (m_promise.future().isFinished())
        return;
    m_promise.addResult(report);
    m_promise.finish();
    emit finished();
    deleteLater();
}

} // namespace dateline
