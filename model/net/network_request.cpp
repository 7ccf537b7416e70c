#include "net/network_request.h"

#include "net/http_headers.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qint64 suspiciousSize = 10 * 1024 * 1024; // from here on the network layer refuses what unpacks to more than 40 times its size

constexpr char userAgent[] = "Dateline/" DATELINE_VERSION " (desktop news reader)";
constexpr char acceptedFeeds[] = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
                                 "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.6, */*;q=0.3";
constexpr char acceptedPages[] = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5";
constexpr char acceptedImages[] = "image/webp, image/jpeg, image/png, image/gif;q=0.9"; // what is decoded: with image/* an AVIF or SVG would come

const char *accepted(RequestCause cause)
{
    switch (cause) {
    case RequestCause::Image: return acceptedImages;
    case RequestCause::FullText:
    case RequestCause::Page: return acceptedPages;
    case RequestCause::Refresh:
    case RequestCause::Subscription: break;
    }
    return acceptedFeeds;
}

void pin(QNetworkRequest &sent, const QUrl &url, const QHostAddress &address)
{
    const QString name = url.host(QUrl::FullyEncoded);
    QByteArray host = (name.contains(u':') ? u'[' + name + u']' : name).toLatin1();
    if (url.port() != -1)
        host += ':' + QByteArray::number(url.port());
    QUrl pinned = url;
    pinned.setHost(address.toString());
    sent.setUrl(pinned);
    sent.setRawHeader("Host", host);
    sent.setPeerVerifyName(name);
}

void setPolicies(QNetworkRequest &sent)
{
    sent.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    sent.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::PreferNetwork); // there is no cache; AlwaysNetwork would forbid those on the way
    sent.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    sent.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

} // namespace

bool isConditional(const HttpRequest &request, const QUrl &url)
{
    const bool hasAny = !request.etag.isEmpty() || !request.lastModified.isEmpty();
    return hasAny && url.host() == (request.validatorHost.isEmpty() ? request.url.host() : request.validatorHost);
}

QNetworkRequest networkRequest(const HttpRequest &request, const QUrl &url, const QHostAddress &address)
{
    QNetworkRequest sent(url);
    setPolicies(sent);
    if (!address.isNull() && QHostAddress(url.host()).isNull())
        pin(sent, url, address);
    sent.setDecompressedSafetyCheckThreshold(std::min(request.maximumBytes, suspiciousSize));
    sent.setTransferTimeout(static_cast<int>(request.timeout.count()));
    sent.setRawHeader("User-Agent", userAgent);
    sent.setRawHeader("Accept", accepted(request.cause));
    sent.setRawHeader("Accept-Language", "*"); // else the network layer would tell everybody the reader's own
    const bool hasCondition = isConditional(request, url);
    if (hasCondition && !request.etag.isEmpty())
        sent.setRawHeader("If-None-Match", headerValue(request.etag));
    if (hasCondition && !request.lastModified.isEmpty())
        sent.setRawHeader("If-Modified-Since", headerValue(request.lastModified));
    return sent;
}

} // namespace dateline
