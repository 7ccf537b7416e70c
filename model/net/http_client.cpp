#include "net/http_client.h"

#include "net/address_rule.h"
#include "net/exchange.h"
#include "net/system_proxies.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QTimer>

#include <algorithm>
#include <deque>

namespace dateline {

namespace {

constexpr qsizetype longestLog = 1'000;

// How fast one host is asked by refreshes: a bucket of `burst` tokens, which gets a new one each `pause`.
class Pace final {
public:
    explicit Pace(const HttpLimits &limits) : m_limits(limits) { m_clock.start(); }

    // 0 where it may be asked now.
    std::chrono::milliseconds untilTurn(const Exchange &exchange) const
    {
        const auto spent = m_spentUntil.constFind(exchange.host());
        if (!isPaced(exchange) || spent == m_spentUntil.constEnd())
            return std::chrono::milliseconds(0);
        return std::max(std::chrono::milliseconds(0), *spent - now() - m_limits.pause * (m_limits.burst - 1));
    }

    void take(const Exchange &exchange)
    {
        if (!isPaced(exchange))
            return;
        if (m_spentUntil.size() > 1'000)
            m_spentUntil.removeIf([this](const auto &spent) { return spent.value() <= now(); });
        auto &spent = m_spentUntil[exchange.host()];
        spent = std::max(spent, now()) + m_limits.pause;
    }

private:
    bool isPaced(const Exchange &exchange) const
    {
        const QString host = exchange.host();
        return exchange.cause() == RequestCause::Refresh
            && !(m_limits.sparesOwnMachine && isOwnMachine(host));
    }
    std::chrono::milliseconds now() const { return std::chrono::milliseconds(m_clock.elapsed()); }

    HttpLimits m_limits;
    QElapsedTimer m_clock;
    QHash<QString, std::chrono::milliseconds> m_spentUntil; // when the bucket will be full again
};

} // namespace

// The queue: exchanges wait here for their turn, and again before each redirect.
class HttpClient::Impl final {
public:
    Impl(QObject *client, const HttpLimits &limits) : m_client(client), m_limits(limits)
    {
        m_direct.setProxy(QNetworkProxy::NoProxy);
        m_byProxy.setProxyFactory(m_proxies); // and owns it
        m_ways = {&m_direct, &m_byProxy, [this](const QUrl &url) { return needsProxy(url); }, limits.connecting};
        m_pausing.setSingleShot(true);
        QObject::connect(&m_pausing, &QTimer::timeout, client, [this] { advance(); });
    }

    const QList<RequestRecord> &log() const { return m_log; }

    QFuture<Result<HttpResponse>> add(const HttpRequest &request)
    {
        auto *exchange = new Exchange(request, m_client);
        const auto future = exchange->future();
        QObject::connect(exchange, &Exchange::redirected, m_client, [this, exchange] {
            leave(exchange);
            m_waiting.push_front(exchange);
            advance();
        });
        QObject::connect(exchange, &Exchange::asked, m_client, [this](const RequestRecord &record) {
            if (m_log.size() >= longestLog)
                m_log.removeFirst();
            m_log.append(record);
        });
        QObject::connect(exchange, &Exchange::finished, m_client, [this, exchange] {
            leave(exchange);
            std::erase(m_waiting, exchange);
            exchange->deleteLater();
            advance();
        });
        const auto place = exchange->isAwaited() ? std::find_if(m_waiting.begin(), m_waiting.end(), [](const Exchange *one) { return !one->isAwaited(); })
                                                 : m_waiting.end();
        m_waiting.insert(place, exchange);
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

    bool needsProxy(const QUrl &url)
    {
        const auto proxies = m_proxies->queryProxy(QNetworkProxyQuery(url));
        return !proxies.isEmpty() && proxies.first().type() != QNetworkProxy::NoProxy;
    }

    // Sends what may be sent, first come first served among those whose host has room.
    void advance()
    {
        std::chrono::milliseconds wait = std::chrono::milliseconds::max();
        for (size_t i = 0; i < m_waiting.size() && m_hosts.size() < m_limits.atOnce;) {
            Exchange *exchange = m_waiting[i];
            const bool isFull = m_busy.value(exchange->host()) >= m_limits.atOnceOfOneHost;
            const auto pause = isFull ? std::chrono::milliseconds(0) : m_pace.untilTurn(*exchange);
            if (isFull || pause > std::chrono::milliseconds(0)) {
                if (!isFull)
                    wait = std::min(wait, pause);
                ++i;
                continue;
            }
            m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
            m_hosts.insert(exchange, exchange->host());
            ++m_busy[exchange->host()];
            m_pace.take(*exchange);
            // Not at once: a request that fails while it is sent would change this queue under our hands.
            QMetaObject::invokeMethod(exchange, [this, exchange] { exchange->send(m_ways); }, Qt::QueuedConnection);
        }
        if (wait != std::chrono::milliseconds::max())
            m_pausing.start(wait);
    }

    QObject *m_client;
    HttpLimits m_limits;
    Pace m_pace{m_limits};
    SystemProxies *m_proxies = new SystemProxies;
    QNetworkAccessManager m_direct, m_byProxy;
    Ways m_ways{};
    QTimer m_pausing;
    QList<RequestRecord> m_log;
    std::deque<Exchange *> m_waiting;    // children of the client, as are those at work
    QHash<Exchange *, QString> m_hosts;  // at work, by the host that they count for
    QHash<QString, int> m_busy;
};

HttpClient::HttpClient(QObject *parent, const HttpLimits &limits) : QObject(parent), m_impl(std::make_unique<Impl>(this, limits)) {}

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

QList<RequestRecord> HttpClient::log() const
{
    return m_impl->log();
}

} // namespace dateline
