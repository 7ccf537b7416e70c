#include "net/exchange.h"

#include "net/address_rule.h"
#include "net/http_failures.h"
#include "net/http_headers.h"
#include "net/network_request.h"
#include "net/system_proxies.h"

#include <QAuthenticator>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <utility>

namespace dateline {

namespace {

constexpr int maximumRedirects = 10;
constexpr qint64 bufferSize = 256 * 1024; // what waits unread in the network layer

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
    m_url.setUserInfo(QString()); // a login is given apart, or not at all
    m_promise.start();
    connect(&m_own, &QFutureWatcherBase::canceled, this, &Exchange::end);
    m_own.setFuture(m_promise.future());
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { fail(withConnection(timeoutFailure(m_url))); });
    m_connecting.setSingleShot(true);
    connect(&m_connecting, &QTimer::timeout, this, &Exchange::triesAnotherAddress);
    connect(&m_lookup, &HostLookup::failed, this, [this](const Error &error) { fail(withConnection(error)); });
    connect(&m_lookup, &HostLookup::found, this, [this](const QList<QHostAddress> &addresses) {
        m_addresses = addresses;
        connectTo(m_addresses.takeFirst(), m_direct);
    });
}

Exchange::~Exchange()
{
    dropReply();
}

void Exchange::send(const Ways &ways)
{
    if (m_hasEnded)
        return;
    m_askedAt = QDateTime::currentDateTimeUtc();
    m_sinceAsked.start();
    if (!isWeb(m_url))
        return fail(notWebFailure(m_url));
    if (!m_limit.isActive())
        m_limit.start(m_request.timeout);
    m_direct = ways.direct;
    m_longestConnecting = ways.connecting;
    if (!ways.needsProxy(m_url))
        return m_lookup.start(m_url, isTrusted());
    if (!isTrusted() && isOwnNetworkHost(m_url.host()))
        return fail(withConnection(ownNetworkFailure(m_url)));
    m_addresses.clear();
    connectTo(QHostAddress(), ways.byProxy);
}

bool Exchange::isTrusted() const
{
    return isSameServer(m_request.trustedServer, m_url);
}

// Whether this is still the server that the login is for (RFC 6454: scheme, host and port).
bool Exchange::isAtHome() const
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return m_url.scheme() == m_request.url.scheme() && m_url.host() == m_request.url.host() && port(m_url) == port(m_request.url);
}

void Exchange::connectTo(const QHostAddress &address, QNetworkAccessManager *network)
{
    m_body.clear();
    m_isSent = false;
    if (m_redirects == 0)
        m_isOwnNetwork = !address.isNull() && !isPublicAddress(address);
    QNetworkRequest request = networkRequest(m_request, m_url, address);
    if (!m_request.user.isEmpty() && isAtHome()) {
        if (!m_withLogin) {
            m_withLogin = new QNetworkAccessManager(this);
            if (address.isNull())
                m_withLogin->setProxyFactory(new SystemProxies); // which it owns
            else
                m_withLogin->setProxy(QNetworkProxy::NoProxy);
            connect(m_withLogin, &QNetworkAccessManager::authenticationRequired, this, [this](QNetworkReply *, QAuthenticator *a) { loginWanted(a); });
        }
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Automatic);
        network = m_withLogin;
    }
    m_reply = network->get(request);
    m_reply->setReadBufferSize(bufferSize);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::read);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::answered);
    // Later, as reading is where it may happen; a reply that can't be unpacked any further never finishes by itself.
    connect(m_reply, &QNetworkReply::errorOccurred, this, [this, reply = m_reply] {
        if (m_reply == reply)
            brokeOff();
    }, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_wasReached = true; });
    connect(m_reply, &QNetworkReply::sslErrors, this, [this] { m_wasReached = true; }); // a bad certificate is an answer, too
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_isSent = true;
        m_connecting.stop();
    });
    if (!m_addresses.isEmpty())
        m_connecting.start(m_longestConnecting);
}

// A host's addresses are tried one after the other until one can be connected to.
bool Exchange::triesAnotherAddress()
{
    m_connecting.stop();
    if (m_isSent || m_wasReached || m_addresses.isEmpty())
        return false;
    dropReply();
    connectTo(m_addresses.takeFirst(), m_direct);
    return true;
}

// Once: a server that asks again has refused it.
void Exchange::loginWanted(QAuthenticator *authenticator)
{
    if (std::exchange(m_hasLoggedIn, true))
        return;
    authenticator->setUser(m_request.user);
    authenticator->setPassword(m_request.password);
}

void Exchange::read()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 200) { // what a server says beside an error or a redirect is not kept
        m_reply->skip(bufferSize);
        return;
    }
    while (m_reply->error() == QNetworkReply::NoError && m_reply->bytesAvailable() > 0) {
        const QByteArray more = m_reply->read(bufferSize);
        if (more.isEmpty())
            return;
        m_body += more;
        if (m_body.size() > m_request.maximumBytes)
            return fail(tooLargeFailure(m_url, m_request.maximumBytes, m_request.cause));
    }
}

void Exchange::brokeOff()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200 && m_reply->error() == QNetworkReply::UnknownContentError)
        fail(networkFailure(m_url, m_reply->error(), m_reply->errorString()));
}

void Exchange::answered()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (isRedirect(status))
        return redirect(status);
    const auto error = m_reply->error();
    if (status == 0 && error != QNetworkReply::NoError && triesAnotherAddress())
        return;
    if (status >= 400 || (status >= 200 && status != 200 && status != 304) || (status == 304 && !isConditional(m_request, m_url)))
        return fail(statusFailure(m_url, status, retryAfter(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc()), m_request.cause));
    if (error != QNetworkReply::NoError)
        return fail(withConnection(networkFailure(m_url, error, m_reply->errorString())));
    read();
    if (m_hasEnded || m_reply->error() != QNetworkReply::NoError) // where reading failed, brokeOff() comes next
        return;
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding");
    if (m_request.cause != RequestCause::Image && !isUnpacked(encoding, m_body))
        return fail(packingFailure(m_url, encoding));
    succeed(status);
}

// A failure that came before there was a connection says so.
Error Exchange::withConnection(Error error) const
{
    if (m_request.url.scheme() == u"https" && m_redirects == 0 && !m_wasReached && error.kind != ErrorKind::Usage)
        error.kind = ErrorKind::Unreachable;
    // A hotel's login page is in the hotel's own network.
    if (m_redirects > 0 && error.kind == ErrorKind::Usage)
        error.kind = ErrorKind::Portal;
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
    record(status, QString());
    m_isPermanent = m_isPermanent && (status == 301 || status == 308);
    m_url = next;
    m_url.setUserInfo(QString());
    dropReply();
    emit redirected();
}

void Exchange::succeed(int status)
{
    HttpResponse response;
    response.status = status;
    response.url = m_url;
    response.isOwnNetwork = m_isOwnNetwork;
    response.movedPermanently = m_redirects > 0 && m_isPermanent;
    const ContentType type = contentType(m_reply->rawHeader("Content-Type"));
    response.contentType = type.type;
    response.charset = type.charset;
    response.etag = QString::fromLatin1(m_reply->rawHeader("ETag"));
    response.lastModified = QString::fromLatin1(m_reply->rawHeader("Last-Modified"));
    response.freshFor = freshFor(m_reply->rawHeader("Cache-Control"), m_reply->rawHeader("Expires"), m_reply->rawHeader("Date"));
    record(status, QString());
    response.body = std::move(m_body);
    m_promise.addResult(Result<HttpResponse>(std::move(response)));
    end();
}

void Exchange::fail(const Error &error)
{
    record(error.status, error.message);
    m_promise.addResult(Result<HttpResponse>(tl::unexpected(error)));
    end();
}

void Exchange::record(int status, const QString &error)
{
    RequestRecord made;
    made.at = m_askedAt;
    made.cause = m_request.cause;
    made.address = m_url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (m_url.hasQuery())
        made.address += QStringLiteral("?…");
    made.status = status;
    made.bytes = m_body.size();
    made.milliseconds = static_cast<int>(m_sinceAsked.elapsed());
    made.error = error;
    emit asked(made);
}

void Exchange::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_limit.stop();
    m_lookup.abort();
    dropReply();
    m_promise.finish();
    emit finished();
}

void Exchange::dropReply()
{
    m_connecting.stop();
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    if (reply->error() == QNetworkReply::NoError) // one that failed would complain of a second failure, and ends anyhow
        reply->abort();
    reply->deleteLater();
}

} // namespace dateline
