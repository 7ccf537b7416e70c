#include "net/http_failures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Http", text);
}

Error failed(const QUrl &url, const QString &message, const QString &detail = {}, ErrorKind kind = ErrorKind::Network)
{
    return {kind, message, url.toString(QUrl::RemoveUserInfo) + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail)};
}

// A time of day, not a span: the message is kept, and read hours later.
QString when(std::chrono::seconds retryAfter)
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(retryAfter);
    if (minutes.count() == 0)
        return translated("Try again later.");
    const QDateTime time = QDateTime::currentDateTime().addSecs(std::chrono::seconds(minutes).count());
    return translated("Try again after %1.").arg(QLocale().toString(time, QLocale::ShortFormat));
}

// What pages and images are told apart from feeds by. Empty for other statuses.
QString statusOfPage(int status)
{
    switch (status) {
    case 401:
    case 403: return translated("The server refuses to give this out (HTTP %1). It may need a login; open the address in a browser.").arg(status);
    case 404: return translated("There is nothing at this address (HTTP 404).");
    case 410: return translated("What was at this address was taken away for good (HTTP 410).");
    default: return {};
    }
}

Error statusFailed(const QUrl &url, int status, std::chrono::seconds retryAfter, RequestCause cause)
{
    const QString detail = QStringLiteral("HTTP %1").arg(status);
    if (const QString ofPage = isForFeed(cause) ? QString() : statusOfPage(status); !ofPage.isEmpty())
        return failed(url, ofPage, detail);
    switch (status) {
    case 401:
    case 403:
        return failed(url, translated("The server refuses to give this feed out (%1). It may need a login; open its address in a browser.").arg(detail), detail);
    case 404: return failed(url, translated("There is nothing at this address (HTTP 404). Look for the feed's new address on its site."), detail);
    case 407: return failed(url, translated("The proxy wants a login (HTTP 407). Check the proxy settings of your system."), detail);
    case 410: return failed(url, translated("The feed was given up by its publisher (HTTP 410). Unsubscribe from it, or start it again if you know better."), detail);
    case 429: return failed(url, translated("The server was asked too often (HTTP 429). %1").arg(when(retryAfter)), detail);
    case 511: return failed(url, translated("The network wants a login first (HTTP 511). Open any page in a browser and log in there."), detail, ErrorKind::Portal);
    case 304: return failed(url, translated("The server says that nothing has changed, though it was asked for the first time. Try again later."), detail);
    default: break;
    }
    if (status >= 500)
        return failed(url, translated("The server has a fault of its own (%1). %2").arg(detail, when(retryAfter)), detail);
    return failed(url, translated("The server gave an answer that is no use (%1). Open the address in a browser to see what it wants.").arg(detail), detail);
}

} // namespace

Error statusFailure(const QUrl &url, int status, std::chrono::seconds retryAfter, RequestCause cause)
{
    Error error = statusFailed(url, status, retryAfter, cause);
    error.status = status;
    error.retryAfter = retryAfter;
    return error;
}

Error networkFailure(const QUrl &url, QNetworkReply::NetworkError error, const QString &detail)
{
    const QString host = url.host();
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return failed(url, translated("The server %1 can't be found. Check the address and your connection.").arg(host), detail, ErrorKind::Offline);
    case QNetworkReply::ConnectionRefusedError:
        return failed(url, translated("The server %1 refuses the connection. It may be down; try again later.").arg(host), detail);
    case QNetworkReply::RemoteHostClosedError:
        return failed(url, translated("The server %1 broke off in the middle. Try again later.").arg(host), detail);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // how the network layer reports its own time limit
        return timeoutFailure(url);
    case QNetworkReply::SslHandshakeFailedError:
        return failed(url, translated("No secure connection to %1 could be made (%2). Check your computer's clock; else the site's "
                                      "certificate is at fault, and its owner has to renew it.").arg(host, detail), detail);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return failed(url, translated("The network failed (%1). Check your connection and try again.").arg(detail), detail, ErrorKind::Offline);
    case QNetworkReply::UnknownContentError: // how the network layer reports that it can't unpack, a bomb too; statuses are told before
        return failed(url, translated("What %1 sent can't be unpacked: it is damaged, or small and would unpack to an enormous size. Open the address in a browser.").arg(host),
                      detail, ErrorKind::Input);
    default: break;
    }
    if (error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError)
        return failed(url, translated("The proxy failed (%1). Check the proxy settings of your system.").arg(detail), detail);
    return failed(url, translated("The answer of %1 could not be read (%2). Try again later.").arg(host, detail), detail);
}

Error timeoutFailure(const QUrl &url)
{
    return failed(url, translated("The server %1 took too long to answer. Try again later.").arg(url.host()));
}

Error tooLargeFailure(const QUrl &url, qint64 maximumBytes, RequestCause cause)
{
    const QString message = isForFeed(cause) ? translated("The answer is larger than %1 MiB, too large for a feed. Check the address.")
                                             : translated("The answer is larger than %1 MiB, too large to be fetched. Open the address in a browser.");
    return failed(url, message.arg(qMax(1LL, maximumBytes >> 20)), {}, ErrorKind::Full);
}

Error packingFailure(const QUrl &url, const QByteArray &encoding)
{
    constexpr qsizetype longest = 40;
    return failed(url, translated("The server %1 packed its answer in a way that wasn't asked for and can't be unpacked (%2). Open the address in a browser.")
                           .arg(url.host(), QString::fromLatin1(encoding.left(longest))),
                  {}, ErrorKind::Input);
}

Error ownNetworkFailure(const QUrl &url)
{
    return failed(url, translated("%1 leads into your own computer or network, where no page and no redirect may send Dateline. If you trust it, "
                                  "subscribe to that address itself.").arg(url.host()), {}, ErrorKind::Usage);
}

Error notWebFailure(const QUrl &url)
{
    return failed(url, translated("This is not a web address. It should begin with http:// or https://."));
}

Error badRedirectFailure(const QUrl &url)
{
    return failed(url, translated("The server sends on to an address that makes no sense. Look for the feed's new address on its site."));
}

Error insecureRedirectFailure(const QUrl &url)
{
    return failed(url, translated("The server sends on from a secure address to an insecure one, which is not followed. "
                                  "Subscribe to the new address if you trust it."));
}

Error redirectLoopFailure(const QUrl &url)
{
    return failed(url, translated("The server sends from address to address without an end. Open the address in a browser, and look for "
                                  "the feed's new one."));
}

} // namespace dateline
