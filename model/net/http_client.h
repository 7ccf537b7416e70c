// HttpClient: the one place that speaks HTTP. Lives on the main thread (QNetworkAccessManager is asynchronous).
#pragma once

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
    qint64 maximumBytes = 64 * 1024 * 1024; // of the decoded body
    std::chrono::milliseconds timeout{30'000}; // for the whole exchange
};

struct HttpResponse {
    int status = 0;        // 200, 304 …
    QUrl url;              // after redirects
    bool movedPermanently = false; // every redirect on the way was 301 or 308
    QByteArray body;
    QByteArray contentType;
    QByteArray charset;
    QString etag;
    QString lastModified;
    std::chrono::seconds retryAfter{0};
};

class HttpClient final : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;

    // Fetches by GET. At most 10 redirects, never from https to http; at most 8 requests at once, 2 a host; the rest wait.
    // 200 and 304 are answers; everything else fails with Network (or Unreachable, where an https server was never reached) and a message
    // that says what to do. Cancelling the
    // future aborts the request. A body over the limit, also after decompression, fails. Never blocks.
    QFuture<Result<HttpResponse>> get(const HttpRequest &request);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dateline
