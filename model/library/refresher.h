// Refresher: brings feeds up to date. Lives on the main thread, where the network is; digests on the pool.
#pragma once

#include "library/feed_arrival.h"
#include "library/library.h"

#include <QThreadPool>

#include <atomic>

namespace dateline {

class RefreshRun;
enum class RefreshKind : quint8;

class Refresher final : public QObject {
    Q_OBJECT
public:
    // All must outlive the refresher; the pool must be idle before the store goes.
    Refresher(Store &store, FeedFetcher &fetcher, QThreadPool &pool, QObject *parent = nullptr);
    ~Refresher() override; // cancels all that runs; tasks on the pool end soon after

    // Sources that aren't feeds are left out; empty: all feeds. What refreshDue() has begun is broken off, so that no feed is asked twice at
    // once: what was due stays due.
    QFuture<Result<RefreshReport>> refresh(const QList<SourceId> &ids);
    // The feeds that are due by their schedule, without progress. Gives the same kind of report; an empty one while refresh() is at work.
    QFuture<Result<RefreshReport>> refreshDue();
    // Fetches one address. A page that offers feeds leads to its first one; any other page is saved where `savesPages`.
    QFuture<Result<Source>> add(const QString &address, const QStringList &folder, bool savesPages, bool isNamed = true);
    QFuture<Result<Source>> savePage(const QString &address);
    // One that was fetched already.
    QFuture<Result<Source>> add(const FetchedFeed &fetched, const QStringList &folder);
    QFuture<Result<Discovery>> discover(const QString &address, bool isNamed);

signals:
    void progressed(const dateline::Progress &progress);
    void finished();

private:
    RefreshRun *newRun(RefreshKind kind);

    Store &m_store;
    FeedFetcher &m_fetcher;
    QThreadPool &m_pool;
    std::shared_ptr<std::atomic_bool> m_stopped;
    QFuture<Result<RefreshReport>> m_due; // the last one
    int m_asked = 0;                      // runs of refresh() that are at work
};

} // namespace dateline
