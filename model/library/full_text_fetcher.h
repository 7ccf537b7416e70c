// FullTextFetcher: fetches the pages of articles whose full text is wanted (base/full_text.h), politely: one page of a host at a time with a
// pause before the next, a few at once in all, the reader's own wishes first, then the newest. What is wanted stands in the store, so that
// it outlives the program. Lives on the main thread; pages are read on the pool.
#pragma once

#include "library/full_text_turns.h"
#include "library/library.h"
#include "net/http_client.h"
#include "net/network_presence.h"
#include "store/store.h"

#include <QHash>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

namespace dateline {

struct FullTextPace {
    int atOnce = 3;
    std::chrono::milliseconds pause{2'000}; // between pages of one host
    bool sparesOwnMachine = true;           // the reader's own machine needs no pause
    qint64 maximumBytes = 10 * 1024 * 1024;
    std::chrono::milliseconds timeout{30'000};
};

// What the fetcher knows of the world; others in tests.
struct FullTextSurroundings {
    std::function<QDateTime()> now = &QDateTime::currentDateTimeUtc;
    // Calls `then` after that time, unless `context` is gone by then.
    std::function<void(std::chrono::milliseconds after, QObject *context, const std::function<void()> &then)> later =
        [](std::chrono::milliseconds after, QObject *context, const std::function<void()> &then) { QTimer::singleShot(after, context, then); };
    std::function<bool()> hasNetwork = &dateline::hasNetwork;
};

class FullTextFetcher final : public QObject {
    Q_OBJECT
public:
    // All must outlive the fetcher; the pool must be idle before the store goes. `cleaned` gives the address to ask for: without what only
    // counts readers.
    FullTextFetcher(Store &store, HttpClient &client, QThreadPool &pool, std::function<QUrl(const QUrl &link)> cleaned, const FullTextPace &pace = {},
                    QObject *parent = nullptr, const FullTextSurroundings &surroundings = {});
    ~FullTextFetcher() override; // cancels all that runs

    // From now on what is wanted is fetched by itself: soon, whenever articles came in, and when an attempt is due again.
    void keepFetching();
    // Something may be wanted by now. Only where it keeps fetching.
    void lookSoon();
    // Fetches all that is due. Cancelling the future stops after the pages at hand.
    QFuture<Result<FullTextReport>> fetchDue();
    // The page of one article, which the reader asks for. Fails with what is wrong with it; it may be tried again by itself all the same.
    QFuture<Result<void>> fetch(ArticleId id);

signals:
    void progressed(const dateline::Progress &progress);
    void finished();

private:
    using Waiter = std::shared_ptr<QPromise<Result<void>>>;

    void look();
    void take(const QList<FullTextWish> &wishes);
    void startMore();
    void start(const FullTextWish &wish);
    void fetched(const FullTextWish &wish, const Result<HttpResponse> &response);
    void spare(const QString &host, std::chrono::seconds time);
    void failed(const FullTextWish &wish, const Error &error);
    void stopForNetwork(const FullTextWish &wish, const Error &error);
    void giveUp(const FullTextWish &wish, const Error &error);
    void done(const FullTextWish &wish, const Result<void> &outcome);
    void tell(ArticleId id, const Result<void> &outcome);
    void release(const QString &host);
    void end();
    bool isWanted() const { return m_keeps || m_run || !m_waiters.isEmpty(); }

    Store &m_store;
    HttpClient &m_client;
    QThreadPool &m_pool;
    std::function<QUrl(const QUrl &)> m_cleaned;
    FullTextPace m_pace;
    FullTextSurroundings m_surroundings;
    bool m_keeps = false;
    bool m_isLooking = false, m_looksAgain = false;
    bool m_isStopped = false; // there seems to be no network
    QTimer m_soon, m_regularly;
    QList<FullTextWish> m_waiting;
    QHash<ArticleId, QFuture<Result<HttpResponse>>> m_running;
    FullTextTurns m_turns;
    QSet<ArticleId> m_tried;                  // in this run; each once
    QMultiHash<ArticleId, Waiter> m_waiters;  // the reader's
    std::shared_ptr<QPromise<Result<FullTextReport>>> m_run; // of fetchDue()
    FullTextReport m_report;
    Progress m_progress;
};

} // namespace dateline
