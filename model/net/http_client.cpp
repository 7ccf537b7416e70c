#include "net/http_client.h"

#include "net/exchange.h"

#include <QHash>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <deque>

namespace dateline {

namespace {

constexpr int atOnce = 8;
constexpr int atOnceOfOneHost = 2; // polite, as RFC 2616 §8.1.4 once asked

// The system's proxies, but never for this machine itself.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host == u"localhost" || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

} // namespace

// The queue: exchanges wait here for their turn, and again before each redirect.
class HttpClient::Impl final {
public:
    explicit Impl(QObject *client) : m_client(client) { m_network.setProxyFactory(new SystemProxies); } // which the network owns

    QFuture<Result<HttpResponse>> add(const HttpRequest &request)
    {
        auto *exchange = new Exchange(request, m_client);
        const auto future = exchange->future();
        QObject::connect(exchange, &Exchange::redirected, m_client, [this, exchange] {
            leave(exchange);
            m_waiting.push_front(exchange);
            advance();
        });
        QObject::connect(exchange, &Exchange::finished, m_client, [this, exchange] {
            leave(exchange);
            std::erase(m_waiting, exchange);
            exchange->deleteLater();
            advance();
        });
        m_waiting.push_back(exchange);
        advance();
        return future;
    }

private:
    void leave(Exchange *exchange)
    {
        const auto running = m_hosts.constFind(exchange);
        if (running == m_hosts.constEnd())
            return;
        if (--m_busy[*running] == 0)
            m_busy.remove(*running);
        m_hosts.erase(running);
    }

    // Sends what may be sent, first come first served among those whose host has room.
    void advance()
    {
        for (size_t i = 0; i < m_waiting.size() && m_hosts.size() < atOnce;) {
            Exchange *exchange = m_waiting[i];
            if (m_busy.value(exchange->host()) >= atOnceOfOneHost) {
                ++i;
                continue;
            }
            m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
            m_hosts.insert(exchange, exchange->host());
            ++m_busy[exchange->host()];
            // Not at once: a request that fails while it is sent would change this queue under our hands.
            QMetaObject::invokeMethod(exchange, [this, exchange] { exchange->send(m_network); }, Qt::QueuedConnection);
        }
    }

    QObject *m_client;
    QNetworkAccessManager m_network;
    std::deque<Exchange *> m_waiting;    // children of the client, as are those at work
    QHash<Exchange *, QString> m_hosts;  // at work, by the host that they count for
    QHash<QString, int> m_busy;
};

HttpClient::HttpClient(QObject *parent) : QObject(parent), m_impl(std::make_unique<Impl>(this)) {}

HttpClient::~HttpClient()
{
    // Exchanges end before the network that they use, and tell nobody.
    const auto exchanges = findChildren<Exchange *>();
    for (Exchange *exchange : exchanges) {
        exchange->disconnect(this);
        delete exchange;
    }
}

QFuture<Result<HttpResponse>> HttpClient::get(const HttpRequest &request)
{
    return m_impl->add(request);
}

} // namespace dateline
