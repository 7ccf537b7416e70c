// HttpClient: the one place that speaks HTTP. Lives on the main thread (QNetworkAccessManager is asynchronous).
#pragma once

#include "base/request_record.h"
#include "base/result.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace dateline {

struct HttpRequest {
    QUrl url;
    QString etag;          // sent as If-None-Match where not empty (RFC 9110 §13.1.2)
    QString lastModified;  // sent as If-Modified-Since where not empty (RFC 9110 §13.1.3)
    QString validatorHost = {}; // that gave the two; no other one hears them. Empty: the host of `url`
    qint64 maximumBytes = 64 * 1024 * 1024; // of the decoded body
    std::chrono::milliseconds timeout{30'000}; // for the whole exchange
    // The server, by host and port (isSameServer), that the reader named himself, which may be in his own network. Every other one that is
    // asked, by a redirect too, must have an address of the public Internet (net/address_rule.h).
    QUrl trustedServer = {};
    RequestCause cause = RequestCause::Page; // for the log, and for what is accepted
    // A login for the server of `url` (Basic or Digest, RFC 7617 and 7616), sent when it asks, and never to another one.
    QString user = {};
    QString password = {};
    bool isAwaited = false;   // the reader is looking at the place where it will stand: it goes before what nobody waits for
};

struct HttpResponse {
    int status = 0;        // 200, 304 …
    QUrl url;              // after redirects; without user and password
    bool isOwnNetwork = false;     // the server of the address that was asked for, not where it led to, isn't of the public Internet
    bool movedPermanently = false; // every redirect on the way was 301 or 308
    QByteArray body;
    QByteArray contentType;
    QByteArray charset;
    QString etag;
    QString lastModified;
    std::chrono::seconds freshFor{0};  // by Cache-Control or Expires; 0 where they say nothing
};

struct HttpLimits {
    int atOnce = 8;
    int atOnceOfOneHost = 2; // polite, as RFC 2616 §8.1.4 once asked
    // Refreshes ask one host for `burst` in a row, and then for one each `pause`; the reader's own machine needs no such care.
    int burst = 8;
    std::chrono::milliseconds pause{500};
    bool sparesOwnMachine = true;
    std::chrono::milliseconds connecting{6'000}; // to one of a host's addresses, where it has others
};

class HttpClient final : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(QObject *parent = nullptr, const HttpLimits &limits = {});
    ~HttpClient() override;

    // Fetches by GET. At most 10 redirects, never from https to http, nor to an address that isn't public but the trusted server's;
    // at most `limits` at once, the rest wait. 200 and 304 are answers; everything else fails with a message that says what to do:
    // Offline where the host can't be found or reached, Unreachable where an https server was never reached, Usage where the address
    // may not be asked, Portal where a network wants a login first (HTTP 511, or a redirect into the own network), else Network. Cancelling the future aborts the request. A body over the limit, also after
    // decompression, fails. Never blocks.
    QFuture<Result<HttpResponse>> get(const HttpRequest &request);

    // The last requests, oldest first; each step of a redirect is one.
    QList<RequestRecord> log() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dateline
