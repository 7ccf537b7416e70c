// RefreshRun: one refresh of many feeds. A few are under way at any time, so that fetched bodies don't pile up, and few of one host, so that a
// slow one doesn't hold up the others. Until an answer proves that there is a network, failures wait: where none comes, the network is at
// fault, and no feed is blamed.
#pragma once

#include "library/feed_arrival.h"
#include "library/library.h"
#include "library/network_doubt.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QHash>
#include <QPromise>
#include <QThreadPool>

#include <atomic>

namespace dateline {

// Asked: what the reader wants now, but for feeds that are gone or whose server asked for peace. Due: what its schedule says.
enum class RefreshKind : quint8 { Asked, Due };

class RefreshRun final : public QObject {
    Q_OBJECT
public:
    RefreshRun(Store &store, FeedFetcher &fetcher, QThreadPool &pool, std::shared_ptr<std::atomic_bool> stopped, RefreshKind kind,
               QObject *parent);
    ~RefreshRun() override;

    // Deletes itself when done.
    QFuture<Result<RefreshReport>> start(const QList<SourceId> &ids);

signals:
    void progressed(const dateline::Progress &progress);
    void finished();

private:
    struct Doubtful {
        Source source;
        Error error;
    };

    bool isChosen(const Source &source, const QList<SourceId> &ids, const QDateTime &now);
    void choose(const Result<QList<Source>> &sources, const QList<SourceId> &ids);
    void startMore();
    void startOne(const Source &source);
    void fetched(const Source &source, const QFuture<Result<FetchedFeed>> &future);
    void stored(const Source &source, const FetchedFeed &feed, const QFuture<Result<FeedArrival>> &future);
    void failed(const Source &source, const Error &error);
    void doubt(const Source &source, const Error &error);
    void prove();
    void settle();
    void record(const Source &source, const Error &error);
    void oneDone(const Source &source);
    void release(const Source &source);
    void cancel();
    void finish(const Result<RefreshReport> &report);
    template <class T>
    void whenDone(const QFuture<T> &future, std::function<void(const QFuture<T> &)> then);

    Store &m_store;
    FeedFetcher &m_fetcher;
    QThreadPool &m_pool;
    RefreshKind m_kind;
    std::shared_ptr<std::atomic_bool> m_stopped;    // of the whole library
    std::shared_ptr<std::atomic_bool> m_isCancelled; // of this run
    QPromise<Result<RefreshReport>> m_promise;
    QFutureWatcher<Result<RefreshReport>> m_own;    // hears that the caller cancelled
    QList<Source> m_waiting;
    QList<QFuture<Result<FetchedFeed>>> m_fetches;
    QHash<QString, int> m_hosts; // how many of each are under way
    int m_running = 0;
    NetworkDoubt m_doubt;
    QList<Doubtful> m_doubtful;  // failures that wait for proof
    std::optional<Source> m_witness; // a healthy feed of another host that wasn't chosen: it is asked when all that were chosen fail
    bool m_isProven = false;
    RefreshReport m_report;
    Progress m_progress;
};

// Runs blocking work on the pool and holds its result.
template <class T>
QFuture<Result<T>> onPool(QThreadPool &pool, std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    pool.start([promise, work = std::move(work)] {
        try {
            promise->addResult(work());
        } catch (const std::bad_alloc &) { // a feed's size is not ours to choose
            promise->addResult(failure(ErrorKind::Full, QCoreApplication::translate("Library", "There is not enough memory to read it.")));
        }
        promise->finish();
    });
    return promise->future();
}

} // namespace dateline
