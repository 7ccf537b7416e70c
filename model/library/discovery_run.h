// DiscoveryRun: an address that somebody gave, to the feeds that are to be had there, each fetched and read.
#pragma once

#include "library/feed_preview.h"
#include "library/library.h"
#include "library/refresh_run.h"

#include <QSet>

namespace dateline {

class DiscoveryRun final : public QObject {
    Q_OBJECT
public:
    DiscoveryRun(FeedFetcher &fetcher, QThreadPool &pool, QObject *parent);
    ~DiscoveryRun() override;

    // Deletes itself when done. Where `isNamed`, the reader himself gave the address, which may be in his own network. Fails with Usage where it is no web address, with Input where there is neither feed nor page, else as the
    // fetching does. Cancelling the future ends all that runs.
    QFuture<Result<Discovery>> start(const QString &address, bool isNamed);

private:
    struct Attempt {
        FeedCandidate candidate;
        int place = 0; // in the order of trust
    };
    struct Hit {
        TriedFeed feed;
        int place = 0;
    };

    void fallBack(const QUrl &address);
    void fetchAddress(const QUrl &address);
    bool isAtHome(const QUrl &address) const;
    void addressFailed(const Error &error);
    void addressRead(const FetchedFeed &fetched, const FetchedPreview &preview);
    void offer(const QList<FeedCandidate> &candidates);
    void advance();
    void tryOne(const Attempt &attempt);
    void tried(const Attempt &attempt, const FetchedFeed &fetched, const FetchedPreview &preview);
    void failed(const Attempt &attempt, const QString &why);
    void tryFailed(const Attempt &attempt, const Error &error);
    Error withLoginAdvice(Error error) const;
    bool goFurther();
    bool wantsMore() const;
    void keep(const Attempt &attempt, TriedFeed feed);
    void cancel();
    void finish(const Result<Discovery> &discovery);
    void finishFound();
    // Fetches and reads; `then` gets what came, or the error.
    void look(const QUrl &address, FeedEvidence evidence, const std::function<void(const Result<FetchedFeed> &, const FetchedPreview &)> &then);

    FeedFetcher &m_fetcher;
    QThreadPool &m_pool;
    QPromise<Result<Discovery>> m_promise;
    QFutureWatcher<Result<Discovery>> m_own; // hears that the caller cancelled
    QList<QFuture<Result<FetchedFeed>>> m_fetches;
    QString m_address; // as it was given
    QString m_fallback; // without a login
    QString m_user, m_password; // that stood in the address: for its server alone, and neither stored nor shown
    QUrl m_home;         // that is asked first
    QUrl m_named; // by the reader; empty where it came from elsewhere
    bool m_isNamed = true;
    QSet<QString> m_resting; // hosts that asked to be left alone
    std::optional<Error> m_error; // of the address itself
    Discovery m_found;
    QList<Attempt> m_waiting;
    QList<Hit> m_hits;
    QSet<QString> m_asked;    // by addressKey
    int m_places = 0;
    int m_tries = 0;
    int m_running = 0;
    int m_pagesOfFeeds = 0;   // that were read for more
    enum class Stage : quint8 { Offered, FrontPage, WellKnownPaths, Done } m_stage = Stage::Offered;
    bool m_hasEnded = false;
};

} // namespace dateline
