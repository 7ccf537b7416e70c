// Exchange: one request from the queue to its answer, redirects included. HttpClient's own; lives on the main thread.
#pragma once

#include "net/http_client.h"

#include <QFutureWatcher>
#include <QNetworkReply>
#include <QPromise>
#include <QTimer>

class QNetworkAccessManager;

namespace dateline {

class Exchange final : public QObject {
    Q_OBJECT
public:
    Exchange(const HttpRequest &request, QObject *parent);
    ~Exchange() override; // aborts; the future is cancelled where it isn't finished

    QFuture<Result<HttpResponse>> future() const { return m_promise.future(); }
    // Of the address that is to be asked next.
    QString host() const { return m_url.host(); }
    // Asks the present address. The time limit of the whole exchange begins with the first one.
    void send(QNetworkAccessManager &network);

signals:
    void redirected(); // another address is to be asked: send() again when it is its turn
    void finished();   // also when cancelled

private:
    void read();
    void answered();
    void redirect(int status);
    Error withConnection(Error error) const;
    void succeed(int status);
    void fail(const Error &error);
    void end();
    void dropReply();
    bool wasConditional() const { return !m_request.etag.isEmpty() || !m_request.lastModified.isEmpty(); }

    HttpRequest m_request;
    QUrl m_url;
    QPromise<Result<HttpResponse>> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_own; // hears that the caller cancelled
    QNetworkReply *m_reply = nullptr;
    QTimer m_limit;
    QByteArray m_body;
    int m_redirects = 0;
    bool m_isPermanent = true; // every redirect so far
    bool m_wasReached = false; // over https: the server showed its certificate
    bool m_hasEnded = false;
};

} // namespace dateline
