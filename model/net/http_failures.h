// What to say of an exchange that failed: what happened, and what the reader can do.
#pragma once

#include "base/result.h"

#include <QNetworkReply>
#include <QUrl>

#include <chrono>

namespace dateline {

Error statusFailure(const QUrl &url, int status, std::chrono::seconds retryAfter);
Error networkFailure(const QUrl &url, QNetworkReply::NetworkError error, const QString &detail);
Error timeoutFailure(const QUrl &url);
Error tooLargeFailure(const QUrl &url, qint64 maximumBytes);
// An address that isn't public, where only a public one may be asked.
Error ownNetworkFailure(const QUrl &url);
Error notWebFailure(const QUrl &url);
Error badRedirectFailure(const QUrl &url);
Error insecureRedirectFailure(const QUrl &url);
Error redirectLoopFailure(const QUrl &url);

} // namespace dateline
