#include "net/host_lookup.h"

#include "net/address_rule.h"
#include "net/http_failures.h"

#include <QHostInfo>

namespace dateline {

void HostLookup::start(const QUrl &url, bool isTrusted)
{
    abort();
    m_url = url;
    m_isTrusted = isTrusted;
    // QUrl has made 127.0.0.1 of "2130706433", "0x7f.1" and "017700000001" by now; what it left a name is resolved and checked like any other.
    const QHostAddress literal(url.host());
    if (!literal.isNull())
        return choose({literal});
    m_running = QHostInfo::lookupHost(url.host(QUrl::FullyEncoded), this, [this](const QHostInfo &info) { answered(info); });
}

void HostLookup::abort()
{
    if (m_running)
        QHostInfo::abortHostLookup(*std::exchange(m_running, std::nullopt));
}

void HostLookup::answered(const QHostInfo &info)
{
    if (m_running != info.lookupId()) // of a lookup that was given up
        return;
    m_running.reset();
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
        emit failed(networkFailure(m_url, QNetworkReply::HostNotFoundError, info.errorString()));
    else
        choose(info.addresses());
}

void HostLookup::choose(QList<QHostAddress> addresses)
{
    if (!m_isTrusted)
        addresses.removeIf([](const QHostAddress &address) { return !isPublicAddress(address); });
    if (addresses.isEmpty())
        emit failed(ownNetworkFailure(m_url));
    else
        emit found(addresses);
}

} // namespace dateline
