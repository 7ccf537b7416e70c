#include "net/exchange.h"

#include "net/http_failures.h"
#include "net/http_headers.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <algorithm>

namespace dateline {

namespace {

constexpr int maximumRedirects = 10;
constexpr qint64 bufferSize = 256 * 1024; // what waits unread in the network layer
// From here on the network layer refuses what unpacks to more than 40 times its size.
constexpr qint64 suspiciousSize = 10 * 1024 * 1024;

constexpr char userAgent[] = "Dateline/0.1 (desktop news reader)";
constexpr char accepted[] = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
                            "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.6, */*;q=0.3";

QNetworkRequest networkRequest(const HttpRequest &request, const QUrl &url)
{
    QNetworkRequest sent(url);
    sent.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    sent.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    sent.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    sent.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    sent.setDecompressedSafetyCheckThreshold(std::min(request.maximumBytes, suspiciousSize));
    sent.setTransferTimeout(static_cast<int>(request.timeout.count()));
    sent.setRawHeader("User-Agent", userAgent);
    sent.setRawHeader("Accept", accepted);
    if (!request.etag.isEmpty())
        sent.setRawHeader("If-None-Match", headerValue(request.etag));
    if (!request.lastModified.isEmpty())
        sent.setRawHeader("If-Modified-Since", headerValue(request.lastModified));
    return sent;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isWeb(const QUrl &url)
{
    return url.isValid() && (url.scheme() == u"http" || url.scheme() == u"https") && !url.host().isEmpty();
}

} // namespace

Exchange::Exchange(const HttpRequest &request, QObject *parent) : QObject(parent), m_request(request), m_url(request.url)
{
    m_promise.start();
    connect(&m_own, &QFutureWatcherBase::canceled, this, &Exchange::end);
    m_own.setFuture(m_promise.future());
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { fail(withConnection(timeoutFailure(m_url))); });
}

Exchange::~Exchange()
{
    dropReply();
}

void Exchange::send(QNetworkAccessManager &network)
{
    if (m_hasEnded)
        return;
    if (!isWeb(m_url))
        return fail(notWebFailure(m_url));
    if (!m_limit.isActive())
        m_limit.start(m_request.timeout);
    m_body.clear();
    m_reply = network.get(networkRequest(m_request, m_url));
    m_reply->setReadBufferSize(bufferSize);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::read);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::answered);
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_wasReached = true; });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this] { m_wasReached = true; }); // a bad certificate is an answer, too
}

void Exchange::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) { // what a server says beside an error or a redirect is not kept
        m_reply->skip(bufferSize);
        return;
    }
    while (m_reply->bytesAvailable() > 0) {
        const QByteArray more = m_reply->read(bufferSize);
        if (more.isEmpty())
            return;
        m_body += more;
        if (m_body.size() > m_request.maximumBytes)
            return fail(tooLargeFailure(m_url, m_request.maximumBytes));
    }
}

void Exchange::answered()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (isRedirect(status))
        return redirect(status);
    const auto error = m_reply->error();
    if (status >= 400 || (status >= 200 && status != 200 && status != 304) || (status == 304 && !wasConditional()))
        return fail(statusFailure(m_url, status, retryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc())));
    if (error != QNetworkReply::NoError)
        return fail(withConnection(networkFailure(m_url, error, m_reply->errorString())));
    read();
    if (!m_hasEnded)
        succeed(status);
}

// A failure that came before there was a connection says so.
Error Exchange::withConnection(Error error) const
{
    if (m_request.url.scheme() == u"https" && m_redirects == 0 && !m_wasReached)
        error.kind = ErrorKind::Unreachable;
    return error;
}

void Exchange::redirect(int status)
{
    const QByteArray location = m_reply->rawHeader("Location");
    const QUrl next = m_url.resolved(QUrl::fromEncoded(location));
    if (location.isEmpty() || !isWeb(next))
        return fail(badRedirectFailure(m_url));
    if (m_url.scheme() == u"https" && next.scheme() == u"http")
        return fail(insecureRedirectFailure(m_url));
    if (++m_redirects > maximumRedirects)
        return fail(redirectLoopFailure(m_request.url));
    m_isPermanent = m_isPermanent && (status == 301 || status == 308);
    m_url = next;
    dropReply();
    emit redirected();
}

void Exchange::succeed(int status)
{
    HttpResponse response;
    response.status = status;
    response.url = m_url;
    response.movedPermanently = m_redirects > 0 && m_isPermanent;
    response.body = std::move(m_body);
    const ContentType type = contentType(m_reply->rawHeader("Content-Type"));
    response.contentType = type.type;
    response.charset = type.charset;
    response.etag = QString::fromLatin1(m_reply->rawHeader("ETag"));
    response.lastModified = QString::fromLatin1(m_reply->rawHeader("Last-Modified"));
    response.retryAfter = retryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc());
    m_promise.addResult(Result<HttpResponse>(std::move(response)));
    end();
}

void Exchange::fail(const Error &error)
{
    m_promise.addResult(Result<HttpResponse>(tl::unexpected(error)));
    end();
}

void Exchange::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_limit.stop();
    dropReply();
    m_promise.finish();
    emit finished();
}

void Exchange::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace dateline
