// AddressRequest: an address that the reader gave, to a subscribed feed or a saved page.
#pragma once

#include "library/refresh_run.h"

namespace dateline {

class AddressRequest final : public QObject {
    Q_OBJECT
public:
    AddressRequest(Store &store, FeedFetcher &fetcher, QThreadPool &pool, std::shared_ptr<std::atomic_bool> stopped, QObject *parent);
    ~AddressRequest() override;

    // Deletes itself when done. A page that offers feeds leads to its first one; any other page is saved where `savesPages`.
    // An address without a scheme is tried by https first, and by http where https doesn't connect.
    // `isNamed`: by the reader himself, so that it may lead into his own network.
    QFuture<Result<Source>> start(const QString &address, const QStringList &folder, bool savesPages, bool isNamed = true);
    // A page, whatever feeds it offers.
    QFuture<Result<Source>> savePage(const QString &address);

private:
    void fetch(const QUrl &address);
    void fetched(const Result<FetchedFeed> &feed);
    void lookForFeeds(const FetchedFeed &page);
    void takePage(const FetchedFeed &page, const QStringList &feeds);
    void store(const FetchedFeed &feed, bool isPage);
    void finish(const Result<Source> &source);

    Store &m_store;
    FeedFetcher &m_fetcher;
    QThreadPool &m_pool;
    std::shared_ptr<std::atomic_bool> m_stopped;
    QPromise<Result<Source>> m_promise;
    QFutureWatcher<Result<Source>> m_own;
    QFutureWatcher<Result<FetchedFeed>> m_fetch;
    QFutureWatcher<Result<QStringList>> m_looking; // for the feeds that a page offers
    QFutureWatcher<Result<FeedArrival>> m_storing;
    QUrl m_named; // by the reader; invalid where it wasn't he
    QString m_address; // that is being fetched
    QString m_fallback; // by http, where nobody asked for https; empty where that must not be
    QStringList m_folder;
    bool m_savesPages = false;
    bool m_isOffered = false; // the present address was found in a page, or the page itself is wanted
};

} // namespace dateline
