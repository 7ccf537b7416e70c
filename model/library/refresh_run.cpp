#include "library/refresh_run.h"

#include "library/intake.h"
#include "net/network_presence.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace dateline {

namespace {

constexpr int sourcesAtOnce = 16;
constexpr int sourcesAtOnceOfOneHost = 4; // two are asked for while two are read

QString hostOf(const Source &source)
{
    return QUrl(source.url).host();
}

QString whyNotAllowed(const FetchState &state)
{
    if (state.isGone) {
        return QCoreApplication::translate("Library", "The feed was given up by its publisher (HTTP 410) and isn't asked any more. Unsubscribe from it, or "
                                                      "start it again if you know better.");
    }
    return QCoreApplication::translate("Library", "The server wants to be left alone until %1; the feed is fetched then.")
        .arg(QLocale().toString(state.notBefore.toLocalTime(), QLocale::ShortFormat));
}

} // namespace

RefreshRun::RefreshRun(Store &store, FeedFetcher &fetcher, QThreadPool &pool, std::shared_ptr<std::atomic_bool> stopped,
                       RefreshKind kind, QObject *parent)
    : QObject(parent), m_store(store), m_fetcher(fetcher), m_pool(pool), m_kind(kind), m_stopped(std::move(stopped)),
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

bool RefreshRun::isChosen(const Source &source, const QList<SourceId> &ids, const QDateTime &now)
{
    if (source.kind != SourceKind::Feed || !(ids.isEmpty() || ids.contains(source.id)))
        return false;
    if (m_kind == RefreshKind::Due)
        return isDue(source.fetch, now);
    const bool isGranted = isAllowed(source.fetch, now);
    if (!isGranted)
        m_report.passedOver.append(failureIn(source.url, {ErrorKind::Network, whyNotAllowed(source.fetch)}));
    return isGranted;
}

void RefreshRun::choose(const Result<QList<Source>> &sources, const QList<SourceId> &ids)
{
    if (!sources)
        return finish(tl::unexpected(sources.error()));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Source &source : *sources) {
        if (isChosen(source, ids, now))
            m_waiting.append(source);
        else if (source.kind == SourceKind::Feed && source.fetch.failures == 0 && source.lastSuccess.isValid() && isAllowed(source.fetch, now)
                 && (!m_witness || m_witness->lastSuccess < source.lastSuccess))
            m_witness = source;
    }
    // Those that waited longest come first.
    std::stable_sort(m_waiting.begin(), m_waiting.end(), [](const Source &a, const Source &b) { return a.lastAttempt < b.lastAttempt; });
    m_progress.total = static_cast<int>(m_waiting.size());
    emit progressed(m_progress);
    startMore();
}

void RefreshRun::startMore()
{
    for (qsizetype i = 0; i < m_waiting.size() && m_running < sourcesAtOnce && !*m_isCancelled;) {
        if (m_hosts.value(hostOf(m_waiting[i])) >= sourcesAtOnceOfOneHost) {
            ++i;
            continue;
        }
        const Source source = m_waiting.takeAt(i);
        ++m_running;
        ++m_hosts[hostOf(source)];
        startOne(source);
    }
    if (m_running > 0)
        return;
    if (!m_isProven && !m_doubtful.isEmpty() && !*m_isCancelled)
        settle();
    else
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
        return oneDone(source);
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
    FetchedFeed without = *feed;
    without.body.clear();
    whenDone<Result<FeedArrival>>(onPool<FeedArrival>(m_pool, work),
                                  [this, source, without](const QFuture<Result<FeedArrival>> &done) { stored(source, without, done); });
}

void RefreshRun::stored(const Source &source, const FetchedFeed &feed, const QFuture<Result<FeedArrival>> &future)
{
    if (future.resultCount() == 0)
        return oneDone(source);
    const Result<FeedArrival> arrival = future.result();
    if (!arrival && arrival.error().kind == ErrorKind::Cancelled)
        return oneDone(source);
    if (!arrival && arrival.error().kind == ErrorKind::Input && !m_isProven) {
        m_doubt.addPage(hostOf(source), feed.url.host(), feed.source.bodyHash);
        return doubt(source, arrival.error());
    }
    if (!arrival)
        return record(source, arrival.error());
    m_report.added += arrival->counts.added;
    m_report.updated += arrival->counts.updated;
    m_progress.articles += arrival->counts.added + arrival->counts.updated;
    m_report.partly += arrival->problems.isEmpty() ? 0 : 1;
    for (const QString &problem : arrival->problems)
        m_report.failures.append(failureIn(source.url, {ErrorKind::Input, problem}));
    prove();
    oneDone(source);
}

void RefreshRun::failed(const Source &source, const Error &error)
{
    if (NetworkDoubt::isProof(error))
        prove();
    if (m_isProven)
        return record(source, error);
    m_doubt.addFailure(hostOf(source), error);
    doubt(source, error);
}

void RefreshRun::doubt(const Source &source, const Error &error)
{
    m_doubtful.append({source, error});
    if (m_doubt.isSettled() && m_doubt.verdict(hasNetwork()))
        m_waiting.clear();
    release(source);
}

// Somebody answered as a server should: what failed is at fault itself.
void RefreshRun::prove()
{
    m_isProven = true;
    for (const Doubtful &failure : std::exchange(m_doubtful, {})) {
        ++m_running;
        ++m_hosts[hostOf(failure.source)];
        record(failure.source, failure.error);
    }
}

void RefreshRun::settle()
{
    m_report.network = m_doubt.verdict(hasNetwork());
    if (!m_report.network)
        return prove();
    if (const auto witness = std::exchange(m_witness, std::nullopt); witness && !m_doubt.knows(hostOf(*witness))) {
        m_report.network.reset();
        m_waiting.append(*witness);
        return startMore();
    }
    m_report.failures.append(*m_report.network);
    m_doubtful.clear();
    finish(m_report);
}

void RefreshRun::record(const Source &source, const Error &error)
{
    ++m_report.failed;
    m_report.failures.append(failureIn(source.url, error));
    const auto work = [id = source.id, error, store = &m_store]() -> Result<FeedArrival> {
        const auto updated = updateFailed(*store, id, error);
        if (!updated)
            return tl::unexpected(updated.error());
        return FeedArrival{*updated, {}, {}};
    };
    // Where not even the error can be kept, the report has it.
    whenDone<Result<FeedArrival>>(onPool<FeedArrival>(m_pool, work), [this, source](const QFuture<Result<FeedArrival>> &) { oneDone(source); });
}

void RefreshRun::oneDone(const Source &source)
{
    ++m_report.sources;
    ++m_progress.done;
    emit progressed(m_progress);
    release(source);
}

void RefreshRun::release(const Source &source)
{
    --m_running;
    if (const QString host = hostOf(source); --m_hosts[host] == 0)
        m_hosts.remove(host);
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
