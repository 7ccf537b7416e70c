#include "net/feed_fetcher.h"

#include <QCryptographicHash>
#include <QFutureWatcher>
#include <QPromise>

namespace dateline {

namespace {

FetchedFeed fetchedFeed(Source source, HttpResponse &&response)
{
    FetchedFeed feed;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    source.lastSuccess = now;
    source.lastAttempt = now;
    feed.errorBefore = source.lastError;
    source.lastError.clear();
    const QString target = response.movedPermanently ? response.url.toString(QUrl::FullyEncoded) : QString();
    if (believesMove(source.fetch, target, now))
        source.url = target;
    if (response.status == 200)
        source.fetch.lastWhole = now;
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

// One fetch; deletes itself. An object of its own because cancelling a continuation doesn't cancel what it continues.
class Fetch final : public QObject {
public:
    Fetch(HttpClient &client, const Source &source, const HttpRequest &prepared) : QObject(&client), m_source(source)
    {
        m_promise.start();
        connect(&m_own, &QFutureWatcherBase::canceled, this, [this] { m_answer.cancel(); });
        m_own.setFuture(m_promise.future());
        connect(&m_answer, &QFutureWatcherBase::finished, this, &Fetch::finish);
        HttpRequest request = prepared;
        if (!wantsWhole(source.fetch, QDateTime::currentDateTimeUtc())) {
            request.etag = source.etag;
            request.lastModified = source.lastModified;
        }
        request.cause = source.id.isValid() ? RequestCause::Refresh : RequestCause::Subscription;
        m_answer.setFuture(client.get(request));
    }

    QFuture<Result<FetchedFeed>> future() const { return m_promise.future(); }

private:
    void finish()
    {
        auto answer = m_answer.future();
        if (answer.resultCount() > 0) {
            Result<HttpResponse> response = answer.takeResult();
            if (response)
                m_promise.addResult(Result<FetchedFeed>(fetchedFeed(m_source, std::move(*response))));
            else
                m_promise.addResult(Result<FetchedFeed>(tl::unexpected(response.error())));
        }
        m_promise.finish();
        deleteLater();
    }

    Source m_source;
    QPromise<Result<FetchedFeed>> m_promise;
    QFutureWatcher<Result<FetchedFeed>> m_own;
    QFutureWatcher<Result<HttpResponse>> m_answer;
};

} // namespace

QFuture<Result<FetchedFeed>> FeedFetcher::fetch(const Source &source, const std::optional<QString> &trustedHost)
{
    const Login login = m_logins.value(source.url);
    HttpRequest request;
    request.url = QUrl(source.url);
    request.trustedHost = trustedHost.value_or(request.url.host());
    request.user = login.user;
    request.password = login.password;
    return (new Fetch(m_client, source, request))->future();
}

void FeedFetcher::setLogin(const QString &address, const QString &user, const QString &password)
{
    if (user.isEmpty())
        m_logins.remove(address);
    else
        m_logins.insert(address, {user, password});
}

} // namespace dateline
