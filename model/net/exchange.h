// Exchange: one request from the queue to its answer, redirects included. HttpClient's own; lives on the main thread.
#pragma once

#include "net/host_lookup.h"
#include "net/http_client.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QNetworkReply>
#include <QPromise>
#include <QTimer>

class QNetworkAccessManager;

namespace dateline {

// The ways out: straight to an address, or by a proxy, which looks names up itself.
struct Ways {
    QNetworkAccessManager *direct;
    QNetworkAccessManager *byProxy;
    std::function<bool(const QUrl &url)> needsProxy;
    std::chrono::milliseconds connecting; // to an address while there are others
};

class Exchange final : public QObject {
    Q_OBJECT
public:
    Exchange(const HttpRequest &request, QObject *parent);
    ~Exchange() override; // aborts; the future is cancelled where it isn't finished

    QFuture<Result<HttpResponse>> future() const { return m_promise.future(); }
    // Of the address that is to be asked next.
    QString host() const { return m_url.host(); }
    RequestCause cause() const { return m_request.cause; }
    bool isAwaited() const { return m_request.isAwaited; }
    // Asks the present address. The time limit of the whole exchange begins with the first one.
    void send(const Ways &ways);

signals:
    void redirected(); // another address is to be asked: send() again when it is its turn
    void asked(const dateline::RequestRecord &record); // one step, redirect or not, came to its end
    void finished();   // also when cancelled

private:
    bool isTrusted() const;
    bool isAtHome() const;
    void connectTo(const QHostAddress &address, QNetworkAccessManager *network);
    bool triesAnotherAddress();
    void loginWanted(QAuthenticator *authenticator);
    void read();
    void brokeOff();
    void answered();
    void redirect(int status);
    Error withConnection(Error error) const;
    void succeed(int status);
    void fail(const Error &error);
    void record(int status, const QString &error);
    void end();
    void dropReply();

    HttpRequest m_request;
    QUrl m_url;
    QPromise<Result<HttpResponse>> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_own; // hears that the caller cancelled
    HostLookup m_lookup{this};
    QList<QHostAddress> m_addresses; // that weren't tried yet
    QNetworkAccessManager *m_direct = nullptr;
    QNetworkAccessManager *m_withLogin = nullptr; // of this exchange alone, so that what the network layer remembers of a login goes with it
    QNetworkReply *m_reply = nullptr;
    QTimer m_limit, m_connecting;
    std::chrono::milliseconds m_longestConnecting{0};
    QDateTime m_askedAt;
    QElapsedTimer m_sinceAsked;
    QByteArray m_body;
    int m_redirects = 0;
    bool m_isPermanent = true; // every redirect so far
    bool m_isSent = false;     // the present request, to an address that could be connected to
    bool m_hasLoggedIn = false;
    bool m_isOwnNetwork = false; // where the first step went
    bool m_wasReached = false; // over https: the server showed its certificate
    bool m_hasEnded = false;
};

} // namespace dateline
