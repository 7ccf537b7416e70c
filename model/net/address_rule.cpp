#include "net/address_rule.h"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

struct Network {
    quint32 address;
    int length;
};

// RFC 6890 and its registry of IPv4 networks that aren't globally reachable, and multicast (RFC 5771).
constexpr std::array<Network, 16> ownNetworks = {{
    {0x00000000, 8},  // 0.0.0.0/8: this host
    {0x0A000000, 8},  // 10.0.0.0/8
    {0x64400000, 10}, // 100.64.0.0/10: shared, behind carriers' NAT
    {0x7F000000, 8},  // 127.0.0.0/8
    {0xA9FE0000, 16}, // 169.254.0.0/16: link-local, and where clouds keep their secrets
    {0xAC100000, 12}, // 172.16.0.0/12
    {0xC0000000, 24}, // 192.0.0.0/24
    {0xC0000200, 24}, // 192.0.2.0/24
    {0xC0586300, 24}, // 192.88.99.0/24
    {0xC0A80000, 16}, // 192.168.0.0/16
    {0xC6120000, 15}, // 198.18.0.0/15
    {0xC6336400, 24}, // 198.51.100.0/24
    {0xCB007100, 24}, // 203.0.113.0/24
    {0xE0000000, 4},  // 224.0.0.0/4: multicast
    {0xF0000000, 4},  // 240.0.0.0/4, and broadcast
    {0xFFFFFFFF, 32},
}};

bool isPublic(quint32 address)
{
    return std::none_of(ownNetworks.begin(), ownNetworks.end(), [address](const Network &network) {
        return (address ^ network.address) >> (32 - network.length) == 0;
    });
}

quint32 wordAt(const Q_IPV6ADDR &address, int byte)
{
    return quint32(address[byte]) << 24 | quint32(address[byte + 1]) << 16 | quint32(address[byte + 2]) << 8 | quint32(address[byte + 3]);
}

bool isPublic(const Q_IPV6ADDR &address)
{
    const quint32 first = wordAt(address, 0), second = wordAt(address, 4), third = wordAt(address, 8), last = wordAt(address, 12);
    if (first == 0 && second == 0 && third == 0x0000FFFF) // ::ffff:0:0/96
        return isPublic(last);
    if (first == 0x0064FF9B && second == 0 && third == 0) // 64:ff9b::/96, NAT64 (RFC 6052)
        return isPublic(last);
    if (first >> 29 != 1) // all that is global unicast today is in 2000::/3
        return false;
    if (first >> 16 == 0x2002) // 6to4 (RFC 3056)
        return isPublic((first & 0xFFFF) << 16 | second >> 16);
    if (first == 0x20010000) // Teredo (RFC 4380): the client's address is inverted
        return isPublic(~last) && isPublic(second);
    return first >> 9 != 0x20010000 >> 9 // 2001::/23: protocols' own
        && first != 0x20010DB8           // documentation
        && first >> 12 != 0x3FFF0;       // documentation (RFC 9637)
}

} // namespace

bool isPublicAddress(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol: return isPublic(address.toIPv4Address());
    case QAbstractSocket::IPv6Protocol: return address.scopeId().isEmpty() && isPublic(address.toIPv6Address());
    default: return false;
    }
}

bool isLocalName(const QString &host)
{
    QString name = host.toLower();
    while (name.endsWith(u'.'))
        name.chop(1);
    if (!name.contains(u'.'))
        return true;
    constexpr std::array ends = {QLatin1String(".localhost"), QLatin1String(".local"), QLatin1String(".internal"), QLatin1String(".intranet"),
                                 QLatin1String(".lan"), QLatin1String(".home.arpa"), QLatin1String(".localdomain")};
    return std::any_of(ends.begin(), ends.end(), [&](QLatin1String end) { return name.endsWith(end); });
}

bool isOwnNetworkHost(const QString &host)
{
    const QHostAddress literal(host);
    return literal.isNull() ? !host.isEmpty() && isLocalName(host) : !isPublicAddress(literal);
}

bool isSameServer(const QUrl &trusted, const QUrl &url)
{
    const auto port = [](const QUrl &of) { return of.port(of.scheme() == u"https" ? 443 : 80); };
    const bool becameSecure = trusted.scheme() == u"http" && port(trusted) == 80 && url.scheme() == u"https" && port(url) == 443;
    return !trusted.host().isEmpty() && trusted.host() == url.host() && (port(trusted) == port(url) || becameSecure);
}

bool isOwnMachine(const QString &host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

} // namespace dateline
