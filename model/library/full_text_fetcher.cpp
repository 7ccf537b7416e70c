#include "library/full_text_fetcher.h"

#include "library/full_text_arrival.h"
#include "library/refresh_run.h"
#include "library/when_answered.h"
#include "net/address_rule.h"
#include "net/feed_fetcher.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace dateline {

namespace {

constexpr std::chrono::seconds afterChanges{5};
constexpr std::chrono::minutes betweenLooks{10};
constexpr int wishesTogether = 60;
constexpr int mostAttempts = 3;
constexpr std::chrono::seconds untilSecond{600}, untilThird{2 * 3600}, longestPeace{86'400};

QString hostOf(const FullTextWish &wish)
{
    return QUrl(wish.url).host();
}

// What the server, or the rule of addresses, will say again.
bool isFinal(const Error &error)
{
    const int status = error.status;
    return error.kind == ErrorKind::Input || error.kind == ErrorKind::Usage || error.kind == ErrorKind::Full || status == 401 || status == 402 || status == 403
        || status == 405 || status == 406 || status == 410 || status == 451;
}

} // namespace

FullTextFetcher::FullTextFetcher(Store &store, HttpClient &client, QThreadPool &pool, std::function<QUrl(const QUrl &)> cleaned, const FullTextPace &pace,
                                 QObject *parent, const FullTextSurroundings &surroundings)
    : QObject(parent), m_store(store), m_client(client), m_pool(pool), m_cleaned(std::move(cleaned)), m_pace(pace), m_surroundings(surroundings)
{
    m_progress.what = QCoreApplication::translate("Library", "Fetching full texts");
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &FullTextFetcher::look);
    connect(&m_regularly, &QTimer::timeout, this, &FullTextFetcher::lookSoon);
}

FullTextFetcher::~FullTextFetcher()
{
    for (auto &request : m_running)
        request.cancel();
}

void FullTextFetcher::keepFetching()
{
    m_keeps = true;
    m_regularly.start(betweenLooks);
    lookSoon();
}

void FullTextFetcher::lookSoon()
{
    if (m_keeps && !m_soon.isActive())
        m_soon.start(afterChanges);
}

QFuture<Result<FullTextReport>> FullTextFetcher::fetchDue()
{
    if (m_run && m_run->isCanceled())
        std::exchange(m_run, nullptr)->finish();
    if (!m_run) {
        m_run = std::make_shared<QPromise<Result<FullTextReport>>>();
        m_run->start();
        m_report = {};
        m_progress.done = m_progress.total = m_progress.articles = 0;
        look();
    }
    return m_run->future();
}

QFuture<Result<void>> FullTextFetcher::fetch(ArticleId id)
{
    const Waiter waiter = std::make_shared<QPromise<Result<void>>>();
    waiter->start();
    m_waiters.insert(id, waiter);
    whenAnswered(m_store.askFullText({id}), this, [this, id](const Result<void> &asked) {
        if (!asked)
            return tell(id, asked);
        m_tried.remove(id);
        look();
    });
    return waiter->future();
}

void FullTextFetcher::look()
{
    if (!isWanted())
        return;
    if (m_isLooking) {
        m_looksAgain = true;
        return;
    }
    m_isLooking = true;
    const auto answered = [this](const Result<QList<FullTextWish>> &wishes) {
        m_isLooking = false;
        if (wishes)
            take(*wishes);
        else if (m_run)
            m_report.failures.append(wishes.error());
        if (std::exchange(m_looksAgain, false))
            look();
        else
            startMore();
    };
    whenAnswered(m_store.fullTextWishes(m_surroundings.now(), wishesTogether + static_cast<int>(m_tried.size())), this, answered,
                 [this] { m_isLooking = false; });
}

void FullTextFetcher::take(const QList<FullTextWish> &wishes)
{
    m_waiting.clear();
    for (const FullTextWish &wish : wishes) {
        const bool isMeant = m_keeps || m_run || m_waiters.contains(wish.id);
        if (isMeant && !m_running.contains(wish.id) && !m_tried.contains(wish.id))
            m_waiting.append(wish);
    }
    // Those that somebody waits for come before those that were asked for some time.
    std::stable_partition(m_waiting.begin(), m_waiting.end(), [this](const FullTextWish &wish) { return m_waiters.contains(wish.id); });
    m_progress.total = m_progress.done + static_cast<int>(m_waiting.size() + m_running.size());
    if (m_run)
        emit progressed(m_progress);
}

void FullTextFetcher::startMore()
{
    if (m_run && m_run->isCanceled())
        m_waiting.clear();
    const QDateTime now = m_surroundings.now();
    std::optional<QDateTime> next; // when a host may be asked again
    for (qsizetype i = 0; i < m_waiting.size() && m_running.size() < m_pace.atOnce;) {
        const auto [turn, at] = m_turns.turn(hostOf(m_waiting[i]), now);
        if (turn == FullTextTurns::Turn::Now) {
            start(m_waiting.takeAt(i));
        } else if (turn == FullTextTurns::Turn::Later) { // a later look finds it
            tell(m_waiting.takeAt(i).id, failure(ErrorKind::Network, QCoreApplication::translate("Library", "The server wants to be left alone until %1.")
                                                                         .arg(QLocale().toString(at.toLocalTime(), QLocale::ShortFormat))));
        } else {
            if (at.isValid() && (!next || at < *next))
                next = at;
            ++i;
        }
    }
    if (!m_waiting.isEmpty() && m_running.isEmpty() && next)
        m_surroundings.later(std::chrono::milliseconds(std::clamp<qint64>(now.msecsTo(*next), 1, 60'000)), this, [this] { startMore(); });
    else if (m_waiting.isEmpty() && m_running.isEmpty() && !m_isLooking)
        end();
}

void FullTextFetcher::start(const FullTextWish &wish)
{
    HttpRequest request;
    request.url = m_cleaned(QUrl(wish.url));
    request.cause = RequestCause::FullText;
    request.maximumBytes = m_pace.maximumBytes;
    request.timeout = m_pace.timeout;
    request.isAwaited = m_waiters.contains(wish.id);
    request.trustedServer = trustedServer(wish.sourceUrl, wish.isOwnNetwork); // the page's address comes from the feed
    m_turns.begin(hostOf(wish));
    m_tried.insert(wish.id);
    const auto response = m_client.get(request);
    m_running.insert(wish.id, response);
    whenAnswered(
        response, this, [this, wish](const Result<HttpResponse> &answer) { fetched(wish, answer); },
        [this, wish] { done(wish, failure(ErrorKind::Cancelled, QString())); });
}

void FullTextFetcher::fetched(const FullTextWish &wish, const Result<HttpResponse> &response)
{
    if (!response)
        return failed(wish, response.error());
    m_turns.answered();
    const auto work = [answer = *response, id = wish.id, store = &m_store]() -> Result<void> {
        const auto analyzer = Library::loadAnalyzer();
        return analyzer ? storeFullText(*store, **analyzer, id, answer) : tl::unexpected(analyzer.error());
    };
    whenAnswered(onPool<void>(m_pool, work), this, [this, wish](const Result<void> &stored) {
        if (!stored && stored.error().kind == ErrorKind::Input) // the page's own fault
            return failed(wish, stored.error());
        if (!stored && stored.error().kind != ErrorKind::NotFound) // the disk's: the wish stands, but its page isn't fetched again at each look
            spare(hostOf(wish), untilThird);
        done(wish, stored); // gone, or wanted once more
    });
}

void FullTextFetcher::failed(const FullTextWish &wish, const Error &error)
{
    if (m_turns.isNetworkLost(hostOf(wish), error, m_surroundings.hasNetwork()))
        return stopForNetwork(wish, error);
    if (isFinal(error) || wish.attempts + 1 >= mostAttempts)
        return giveUp(wish, error);
    const std::chrono::seconds peace = std::min(error.retryAfter, longestPeace);
    std::chrono::seconds wait = wish.attempts == 0 ? untilSecond : untilThird;
    if (isUnreached(error)) // a host that isn't there for now
        wait *= 12;
    const QDateTime now = m_surroundings.now();
    if (peace.count() > 0)
        spare(hostOf(wish), peace);
    whenAnswered(m_store.postponeFullText(wish.id, now.addSecs(std::max(wait, peace).count())), this,
                 [this, wish, error](const Result<void> &) { done(wish, tl::unexpected(error)); });
}

// The others of that host wait, too.
void FullTextFetcher::spare(const QString &host, std::chrono::seconds time)
{
    m_waiting.removeIf([&host](const FullTextWish &other) { return hostOf(other) == host; });
    m_turns.leaveAlone(host, m_surroundings.now().addSecs(time.count()));
}

// Nobody is blamed. All is as it was, for the next look.
void FullTextFetcher::stopForNetwork(const FullTextWish &wish, const Error &error)
{
    m_isStopped = true;
    m_waiting.clear();
    for (const ArticleId id : m_waiters.uniqueKeys()) {
        if (id != wish.id && !m_running.contains(id))
            tell(id, tl::unexpected(error));
    }
    done(wish, tl::unexpected(error));
}

void FullTextFetcher::giveUp(const FullTextWish &wish, const Error &error)
{
    const auto work = [id = wish.id, store = &m_store]() -> Result<void> {
        const auto analyzer = Library::loadAnalyzer();
        return analyzer ? giveUpFullText(*store, **analyzer, id) : tl::unexpected(analyzer.error());
    };
    whenAnswered(onPool<void>(m_pool, work), this, [this, wish, error](const Result<void> &) { done(wish, tl::unexpected(error)); });
}

void FullTextFetcher::done(const FullTextWish &wish, const Result<void> &outcome)
{
    m_running.remove(wish.id);
    ++m_progress.done;
    if (outcome && m_run)
        ++m_report.fetched;
    else if (!outcome && m_run && outcome.error().kind != ErrorKind::Cancelled && outcome.error().kind != ErrorKind::NotFound)
        m_report.failures.append(outcome.error());
    m_progress.articles = m_report.fetched;
    if (m_run)
        emit progressed(m_progress);
    tell(wish.id, outcome);
    release(hostOf(wish));
}

void FullTextFetcher::release(const QString &host)
{
    const bool isSpared = m_pace.sparesOwnMachine && isOwnMachine(host);
    m_turns.end(host, m_surroundings.now(), isSpared ? std::chrono::milliseconds(0) : m_pace.pause);
    if (m_waiting.isEmpty() && m_running.isEmpty() && !m_isStopped)
        look(); // there may be more than were taken together
    else
        startMore();
}

void FullTextFetcher::tell(ArticleId id, const Result<void> &outcome)
{
    for (const Waiter &waiter : m_waiters.values(id)) {
        waiter->addResult(outcome);
        waiter->finish();
    }
    m_waiters.remove(id);
}

void FullTextFetcher::end()
{
    m_tried.clear();
    m_turns.forget(m_surroundings.now());
    m_isStopped = false;
    for (const ArticleId id : m_waiters.uniqueKeys()) // its server wants peace, or the store has failed
        tell(id, failure(ErrorKind::Network, QCoreApplication::translate("Library", "The page can't be fetched now; it is tried again later.")));
    if (!m_run)
        return;
    const auto run = std::exchange(m_run, nullptr);
    run->addResult(m_report);
    run->finish();
    emit finished();
}

} // namespace dateline
