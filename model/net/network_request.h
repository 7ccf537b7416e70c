// What is sent to a server: the request as Qt's network layer takes it.
#pragma once

#include "net/http_client.h"

#include <QHostAddress>
#include <QNetworkRequest>

namespace dateline {

// Whether what is asked for at `url` is asked for under a condition: the host that gave the validators hears them, and nobody else, whom they
// might tell that somebody comes again.
bool isConditional(const HttpRequest &request, const QUrl &url);

// Asks for `url`, not `request.url`, which it may have been redirected from. Where `address` isn't null, that is what is connected to,
// whatever the name resolves to by then; the server still hears the name, and its certificate is checked for the name.
QNetworkRequest networkRequest(const HttpRequest &request, const QUrl &url, const QHostAddress &address);

} // namespace dateline
