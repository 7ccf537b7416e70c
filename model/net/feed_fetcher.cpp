#include "net/feed_fetcher.h"

#include "net/address_rule.h"
#include "net/keyring.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFutureWatcher>
#include <QPromise>

namespace dateline {

namespace {

FetchedFeed fetchedFeed(Source source, HttpResponse &&response, bool isNamed, bool hasLogin)
{
    if (isNamed)
        source.fetch.isOwnNetwork = response.isOwnNetwork;
    FetchedFeed feed;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    source.lastSuccess = now;
    source.lastAttempt = now;
    feed.errorBefore = source.lastError;
    source.lastError.clear();
    // A login is known by the feed's address, so that stays: the server may redirect on.
    const QString target = response.movedPermanently && !hasLogin ? response.url.toString(QUrl::FullyEncoded) : QString();
    if (believesMove(source.fetch, target, now)) {
        source.fetch.isOwnNetwork = source.fetch.isOwnNetwork && isSameServer(QUrl(source.url), response.url);
        source.url = target;
    }
    if (response.status == 200) {
        source.fetch.lastWhole = now;
        source.fetch.validatedBy = response.url.host();
    }
    feed.status = response.status;
    feed.freshFor = response.freshFor;
    // A 304 may leave out validators that stay as they were (RFC 9110 §15.4.5); a 200 without them has none.
    if (response.status == 200 || !response.etag.isEmpty())
        source.etag = response.etag;
    if (response.status == 200 || !response.lastModified.isEmpty())
        source.lastModified = response.lastModified;
    feed.url = response.url;
    if (response.status == 304) {
        feed.unchanged = true;
    } else {
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).toHex());
        feed.unchanged = hash == source.bodyHash;
        source.bodyHash = hash;
        feed.contentType = response.contentType;
        feed.charset = response.charset;
        if (!feed.unchanged)
            feed.body = std::move(response.body);
    }
    feed.source = source;
    return feed;
}

constexpr std::chrono::minutes untilAskedAgain{30}; // a keyring whose prompt the reader dismissed

// One fetch; deletes itself. An object of its own because cancelling a continuation doesn't cancel what it continues.
class Fetch final : public QObject {
public:
    Fetch(HttpClient &client, const Source &source, const HttpRequest &prepared, bool isNamed)
        : QObject(&client), m_client(client), m_source(source), m_isNamed(isNamed), m_request(prepared)
    {
        m_promise.start();
        connect(&m_own, &QFutureWatcherBase::canceled, this, &Fetch::cancel);
        m_own.setFuture(m_promise.future());
        connect(&m_answer, &QFutureWatcherBase::finished, this, &Fetch::finish);
        if (!wantsWhole(source.fetch, QDateTime::currentDateTimeUtc())) {
            m_request.etag = source.etag;
            m_request.lastModified = source.lastModified;
            m_request.validatorHost = source.fetch.validatedBy;
        }
        m_request.cause = source.id.isValid() ? RequestCause::Refresh : RequestCause::Subscription;
    }

    QFuture<Result<FetchedFeed>> future() const { return m_promise.future(); }

    void ask(const Login &login)
    {
        m_request.user = login.user;
        m_request.password = login.password;
        m_hasAsked = true;
        m_answer.setFuture(m_client.get(m_request));
    }

    // Without the login that is kept, for which the keyring was asked a short time ago.
    void askWithout(const Error &why)
    {
        m_whyNoLogin = why;
        ask({});
    }

    void askWith(const QFuture<Result<Login>> &kept, const std::shared_ptr<FeedLogins> &logins)
    {
        connect(&m_kept, &QFutureWatcherBase::finished, this, [this, logins] {
            const auto answer = m_kept.future();
            const Result<Login> login = answer.resultCount() > 0 ? answer.result() : failure(ErrorKind::Unreadable, QString());
            if (login && !logins->known.contains(m_source.url)) // another may have been given meanwhile
                logins->known.insert(m_source.url, *login);
            if (!login) {
                m_whyNoLogin = login.error();
                logins->refused.insert(m_source.url, {QDeadlineTimer(untilAskedAgain), login.error()});
            }
            if (!m_promise.future().isFinished())
                ask(logins->known.value(m_source.url));
        });
        m_kept.setFuture(kept);
    }

private:
    void cancel()
    {
        if (m_hasAsked)
            return m_answer.cancel();
        m_promise.finish(); // the keyring may answer any time later
        deleteLater();
    }

    void finish()
    {
        auto answer = m_answer.future();
        if (answer.resultCount() > 0) {
            Result<HttpResponse> response = answer.takeResult();
            if (response)
                m_promise.addResult(Result<FetchedFeed>(fetchedFeed(m_source, std::move(*response), m_isNamed, m_whyNoLogin || !m_request.user.isEmpty())));
            else
                m_promise.addResult(Result<FetchedFeed>(tl::unexpected(explained(response.error()))));
        }
        m_promise.finish();
        deleteLater();
    }

    Error explained(Error error) const
    {
        constexpr int unauthorized = 401;
        if (error.status == unauthorized && m_whyNoLogin)
            error.message = QCoreApplication::translate("Keyring", "The server wants a login, and the one that was kept can't be had. %1").arg(m_whyNoLogin->message);
        return error;
    }

    HttpClient &m_client;
    Source m_source;
    bool m_isNamed; // by the reader, just now
    HttpRequest m_request;
    bool m_hasAsked = false;
    std::optional<Error> m_whyNoLogin;
    QPromise<Result<FetchedFeed>> m_promise;
    QFutureWatcher<Result<FetchedFeed>> m_own;
    QFutureWatcher<Result<Login>> m_kept;
    QFutureWatcher<Result<HttpResponse>> m_answer;
};

} // namespace

QUrl trustedServer(const QString &feedAddress, bool isOwnNetwork)
{
    const QUrl url(feedAddress);
    return isOwnNetwork || isOwnNetworkHost(url.host()) ? url : QUrl();
}

QFuture<Result<FetchedFeed>> FeedFetcher::fetch(const Source &source, const std::optional<QUrl> &named)
{
    HttpRequest request;
    request.url = QUrl(source.url);
    request.trustedServer = named.value_or(trustedServer(source));
    auto *fetch = new Fetch(m_client, source, request, named.has_value());
    const auto future = fetch->future();
    const bool isKept = m_keyring && m_kept.contains(source.url) && !m_logins->known.contains(source.url);
    const auto refused = m_logins->refused.constFind(source.url);
    if (isKept && refused != m_logins->refused.constEnd() && !refused->until.hasExpired())
        fetch->askWithout(refused->why);
    else if (isKept)
        fetch->askWith(m_keyring->login(source.url), m_logins);
    else
        fetch->ask(m_logins->known.value(source.url));
    return future;
}

void FeedFetcher::setLogin(const QString &address, const Login &login)
{
    m_logins->refused.remove(address);
    if (login.user.isEmpty())
        m_logins->known.remove(address);
    else
        m_logins->known.insert(address, login);
}

void FeedFetcher::setKept(Keyring *keyring, const QSet<QString> &addresses)
{
    if (m_keyring != keyring)
        m_logins->refused.clear();
    m_keyring = keyring;
    m_kept = addresses;
}

} // namespace dateline
