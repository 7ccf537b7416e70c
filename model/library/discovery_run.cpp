// First what the page says itself: link tags, its shape, its links; a link that leads to a page of feeds is followed once. Only where none of
// that is a feed, the site's front page is asked, and at last the paths where many sites have one. All in all two dozen requests at most, a few
// at once, two a host (HttpClient sees to that).
#include "library/discovery_run.h"

#include "base/address_login.h"
#include "base/identity.h"
#include "feed/feed_addresses.h"
#include "library/intake.h"
#include "library/typed_address.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

constexpr int mostTries = 24;
constexpr int mostAtOnce = 4;
constexpr int enoughOfWellKnown = 2;
constexpr int mostPagesOfFeeds = 2;
constexpr qsizetype mostFailures = 20;

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

bool isAnswered(const Error &error)
{
    return error.status != 0; // the server is there, and may have a feed elsewhere
}

// It wants to be left alone for now: guessing on would be what it complains of.
bool wantsPeace(const Error &error)
{
    return error.status == 429 || error.status == 503 || error.retryAfter.count() > 0;
}

// An answer that says all there is to say: a login is wanted, by the server or the proxy, or the feed was given up.
bool isPlain(const Error &error)
{
    return error.status == 401 || error.status == 407 || error.status == 410;
}

// The same feed under two addresses.
bool isTheSame(const TriedFeed &a, const TriedFeed &b)
{
    return addressKey(a.url) == addressKey(b.url) || (a.items > 0 && a.title == b.title && a.items == b.items && a.headlines == b.headlines);
}

} // namespace

DiscoveryRun::DiscoveryRun(FeedFetcher &fetcher, QThreadPool &pool, QObject *parent) : QObject(parent), m_fetcher(fetcher), m_pool(pool)
{
    connect(&m_own, &QFutureWatcherBase::canceled, this, &DiscoveryRun::cancel);
}

DiscoveryRun::~DiscoveryRun()
{
    for (auto &fetch : m_fetches)
        fetch.cancel();
}

QFuture<Result<Discovery>> DiscoveryRun::start(const QString &address, bool isNamed)
{
    m_address = address.trimmed();
    m_promise.start();
    const auto future = m_promise.future();
    m_own.setFuture(future);
    const TypedAddress typed = typedAddress(address);
    const QUrl url(typed.url);
    m_user = url.userName(QUrl::FullyDecoded);
    m_fallback = typed.fallback;
    m_password = url.password(QUrl::FullyDecoded);
    m_isNamed = isNamed;
    m_named = isNamed ? url : QUrl();
    if (typed.url.isEmpty())
        finish(failure(ErrorKind::Usage, translated("%1: This is not a web address. It should begin with http:// or https://.").arg(withoutLogin(address))));
    else
        fetchAddress(QUrl(withoutLogin(typed.url)));
    return future;
}

void DiscoveryRun::look(const QUrl &address, FeedEvidence evidence, const std::function<void(const Result<FetchedFeed> &, const FetchedPreview &)> &then)
{
    Source source;
    source.url = address.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo); // what a page writes there is no login of the reader's
    if (!m_user.isEmpty() && isAtHome(address))
        m_fetcher.setLogin(source.url, {m_user, m_password});
    source.title = source.url; // until the feed says its own
    const auto future = m_fetcher.fetch(source, m_named);
    m_fetches.removeIf([](const auto &fetch) { return fetch.isFinished(); });
    m_fetches.append(future);
    auto *fetching = new QFutureWatcher<Result<FetchedFeed>>(this); // children, so that nothing is called once this is gone
    connect(fetching, &QFutureWatcherBase::finished, this, [this, fetching, evidence, then] {
        fetching->deleteLater();
        const auto fetched = fetching->future();
        if (m_hasEnded || fetched.resultCount() == 0)
            return cancel();
        const Result<FetchedFeed> feed = fetched.result();
        if (!feed)
            return then(feed, {});
        auto *reading = new QFutureWatcher<Result<FetchedPreview>>(this);
        connect(reading, &QFutureWatcherBase::finished, this, [this, reading, feed, then] {
            reading->deleteLater();
            const auto preview = reading->future();
            if (m_hasEnded || preview.resultCount() == 0)
                return cancel();
            if (const Result<FetchedPreview> read = preview.result())
                then(feed, *read);
            else
                then(tl::unexpected(read.error()), {});
        });
        reading->setFuture(onPool<FetchedPreview>(m_pool, [feed = *feed, evidence]() -> Result<FetchedPreview> { return previewOf(feed, evidence); }));
    });
    fetching->setFuture(future);
}

// --- the address itself -------------------------------------------------------------------------------------------------------

// Whether a login that stood in the address is for this one, too (RFC 6454: scheme, host and port).
bool DiscoveryRun::isAtHome(const QUrl &address) const
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return address.scheme() == m_home.scheme() && address.host() == m_home.host() && port(address) == port(m_home);
}

void DiscoveryRun::fetchAddress(const QUrl &address)
{
    m_home = address;
    m_found.address = address;
    m_asked.insert(addressKey(address.toString(QUrl::FullyEncoded)));
    look(address, FeedEvidence::Itself, [this](const Result<FetchedFeed> &fetched, const FetchedPreview &preview) {
        if (fetched)
            addressRead(*fetched, preview);
        else
            addressFailed(fetched.error());
    });
}

void DiscoveryRun::fallBack(const QUrl &address)
{
    if (m_isNamed)
        m_named = address;
    fetchAddress(address);
}

void DiscoveryRun::addressFailed(const Error &error)
{
    const QString fallback = std::exchange(m_fallback, {});
    if (error.kind == ErrorKind::Unreachable && !fallback.isEmpty())
        return fallBack(QUrl(fallback));
    const Error said = failureIn(m_found.address.toString(QUrl::FullyEncoded), withLoginAdvice(error));
    if (!isAnswered(error) || wantsPeace(error) || isPlain(error))
        return finish(tl::unexpected(said));
    m_error = said; // pages often turn away whoever is no browser, feeds don't
    QList<FeedCandidate> candidates;
    for (const QString &url : siteFeedAddresses(m_found.address))
        candidates.append({url, {}, FeedEvidence::SiteShape});
    offer(candidates);
    advance();
}

Error DiscoveryRun::withLoginAdvice(Error error) const
{
    if (error.status != 401)
        return error;
    QUrl example = m_found.address;
    example.setUserInfo(QStringLiteral("NAME:PASSWORD"));
    error.message = m_user.isEmpty() ? translated("The server wants a login (HTTP 401). Write it into the address: %1").arg(example.toString())
                                     : translated("The server refuses the login (HTTP 401). Check name and password.");
    return error;
}

void DiscoveryRun::addressRead(const FetchedFeed &fetched, const FetchedPreview &preview)
{
    m_found.address = fetched.url;
    m_asked.insert(addressKey(fetched.url.toString(QUrl::FullyEncoded)));
    const QString name = fetched.url.toString();
    if (preview.feed) {
        m_found.feeds = {*preview.feed};
        return finish(m_found);
    }
    if (preview.format == Format::Feed)
        return finish(failure(ErrorKind::Input, name + QStringLiteral(": ") + preview.problem));
    if (preview.format == Format::Opml)
        return finish(failure(ErrorKind::Input, translated("%1: This is a list of feeds (OPML). Save it as a file, and import that.").arg(name)));
    if (preview.format != Format::Page)
        return finish(failure(ErrorKind::Input, translated("%1: There is neither a feed nor a web page at this address.").arg(name)));
    m_found.isPage = true;
    m_found.articleTitle = preview.articleTitle;
    offer(preview.candidates);
    advance();
}

// --- what it may lead to ------------------------------------------------------------------------------------------------------

void DiscoveryRun::offer(const QList<FeedCandidate> &candidates)
{
    for (const FeedCandidate &candidate : candidates) {
        const QString key = addressKey(candidate.url);
        if (!m_asked.contains(key))
            m_waiting.append({candidate, m_places++});
        m_asked.insert(key);
    }
}

bool DiscoveryRun::wantsMore() const
{
    const bool isGuessing = m_stage == Stage::WellKnownPaths;
    return m_tries < mostTries && !(isGuessing && m_hits.size() >= enoughOfWellKnown);
}

void DiscoveryRun::advance()
{
    if (m_hasEnded)
        return;
    do {
        while (!m_waiting.isEmpty() && m_running < mostAtOnce && wantsMore()) {
            const Attempt next = m_waiting.takeFirst();
            if (m_resting.contains(QUrl(next.candidate.url).host())) {
                failed(next, translated("Its server wants to be left alone for now. Try again later."));
                continue;
            }
            ++m_tries;
            ++m_running;
            tryOne(next);
        }
    } while (m_running == 0 && goFurther());
    if (m_running == 0)
        finishFound();
}

// Where nothing was found so far. False: there is nothing more to try.
bool DiscoveryRun::goFurther()
{
    const bool hasArticles = std::any_of(m_hits.begin(), m_hits.end(), [](const Hit &hit) { return !hit.feed.isComments; });
    if (hasArticles || m_tries >= mostTries || m_stage >= Stage::WellKnownPaths || m_resting.contains(m_found.address.host()))
        return false;
    m_waiting.clear();
    QUrl frontPage = m_found.address.resolved(QUrl(QStringLiteral("/")));
    if (m_stage == Stage::Offered && m_found.address.path().size() > 1) {
        m_stage = Stage::FrontPage;
        offer({{frontPage.toString(QUrl::FullyEncoded), {}, FeedEvidence::LinkTag}});
        return true;
    }
    m_stage = Stage::WellKnownPaths;
    QList<FeedCandidate> guesses;
    for (const QString &url : wellKnownFeedAddresses(m_found.address))
        guesses.append({url, {}, FeedEvidence::WellKnownPath});
    offer(guesses);
    return true;
}

void DiscoveryRun::tryOne(const Attempt &attempt)
{
    look(QUrl(attempt.candidate.url), attempt.candidate.evidence, [this, attempt](const Result<FetchedFeed> &fetched, const FetchedPreview &preview) {
        --m_running;
        if (fetched)
            tried(attempt, *fetched, preview);
        else
            tryFailed(attempt, fetched.error());
        advance();
    });
}

void DiscoveryRun::tryFailed(const Attempt &attempt, const Error &error)
{
    const QString host = QUrl(attempt.candidate.url).host();
    const bool isFirst = wantsPeace(error) && !m_resting.contains(host);
    if (!isFirst)
        return failed(attempt, error.message);
    m_resting.insert(host);
    m_found.failures.append(withoutLogin(attempt.candidate.url) + QStringLiteral(": ") + error.message); // of guesses, too: it is why they end
}

void DiscoveryRun::tried(const Attempt &attempt, const FetchedFeed &fetched, const FetchedPreview &preview)
{
    if (preview.feed)
        return keep(attempt, *preview.feed);
    const bool isFrontPage = m_stage == Stage::FrontPage;
    const bool mayListFeeds = attempt.candidate.evidence == FeedEvidence::Anchor || attempt.candidate.evidence == FeedEvidence::WellKnownPath;
    if (preview.format == Format::Page && (isFrontPage || (mayListFeeds && m_pagesOfFeeds < mostPagesOfFeeds))) {
        m_pagesOfFeeds += isFrontPage ? 0 : 1;
        m_asked.insert(addressKey(fetched.url.toString(QUrl::FullyEncoded)));
        return offer(preview.candidates);
    }
    failed(attempt, preview.problem.isEmpty() ? translated("There is no feed at this address.") : preview.problem);
}

// Of guesses nobody needs to hear.
void DiscoveryRun::failed(const Attempt &attempt, const QString &why)
{
    const bool isOffered = attempt.candidate.evidence == FeedEvidence::LinkTag && m_stage != Stage::FrontPage;
    if (isOffered && m_found.failures.size() < mostFailures)
        m_found.failures.append(withoutLogin(attempt.candidate.url) + QStringLiteral(": ") + why);
}

void DiscoveryRun::keep(const Attempt &attempt, TriedFeed feed)
{
    feed.isComments = feed.isComments || attempt.candidate.isComments;
    const auto same = std::find_if(m_hits.begin(), m_hits.end(), [&](const Hit &hit) { return isTheSame(hit.feed, feed); });
    if (same == m_hits.end())
        m_hits.append({feed, attempt.place});
    else if (attempt.place < same->place)
        *same = {feed, attempt.place};
}

// --- the end ------------------------------------------------------------------------------------------------------------------

void DiscoveryRun::finishFound()
{
    if (m_hits.isEmpty() && m_error)
        return finish(tl::unexpected(*m_error));
    std::stable_sort(m_hits.begin(), m_hits.end(), [](const Hit &a, const Hit &b) {
        return std::tuple(a.feed.isComments, a.feed.items == 0, a.place) < std::tuple(b.feed.isComments, b.feed.items == 0, b.place);
    });
    if (m_error)
        m_found.failure = m_error->message;
    for (const Hit &hit : std::as_const(m_hits))
        m_found.feeds.append(hit.feed);
    finish(m_found);
}

void DiscoveryRun::cancel()
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    for (auto &fetch : m_fetches)
        fetch.cancel();
    m_promise.finish();
    deleteLater();
}

void DiscoveryRun::finish(const Result<Discovery> &discovery)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_promise.addResult(discovery);
    m_promise.finish();
    deleteLater();
}

} // namespace dateline
