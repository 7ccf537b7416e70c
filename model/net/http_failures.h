// What to say of an exchange that failed: what happened, and what the reader can do.
#pragma once

#include "base/request_record.h"
#include "base/result.h"

#include <QNetworkReply>
#include <QUrl>

#include <chrono>

namespace dateline {

Error statusFailure(const QUrl &url, int status, std::chrono::seconds retryAfter, RequestCause cause);
Error networkFailure(const QUrl &url, QNetworkReply::NetworkError error, const QString &detail);
Error timeoutFailure(const QUrl &url);
// Of kind Full: asked again, the answer will be no smaller.
Error tooLargeFailure(const QUrl &url, qint64 maximumBytes, RequestCause cause);
// What came is packed in a way that can't be unpacked here (RFC 9110 §8.4). Of kind Input.
Error packingFailure(const QUrl &url, const QByteArray &encoding);
// An address that isn't public, where only a public one may be asked.
Error ownNetworkFailure(const QUrl &url);
Error notWebFailure(const QUrl &url);
Error badRedirectFailure(const QUrl &url);
Error insecureRedirectFailure(const QUrl &url);
Error redirectLoopFailure(const QUrl &url);

} // namespace dateline
