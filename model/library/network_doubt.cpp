#include "library/network_doubt.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype several = 2, many = 4; // hosts; several that fail alike are no chance, many that fail anyhow neither

bool isSharedBySeveral(const QHash<QString, QSet<QString>> &hosts)
{
    return std::any_of(hosts.begin(), hosts.end(), [](const QSet<QString> &sharing) { return sharing.size() >= several; });
}

Error offline()
{
    return {ErrorKind::Offline, QCoreApplication::translate("Library", "You are offline: no server can be reached. The feeds are left as they are, "
                                                                       "and fetched when there is a connection.")};
}

Error portal()
{
    return {ErrorKind::Portal, QCoreApplication::translate("Library", "The network you are in answers in the place of the servers; it probably wants a login "
                                                                      "first. Open any page in a browser. The feeds are left as they are.")};
}

} // namespace

void NetworkDoubt::addFailure(const QString &host, const Error &error)
{
    m_hosts.insert(host);
    if (error.kind == ErrorKind::Portal)
        m_portals.insert(host);
    m_wantsLogin = m_wantsLogin || (error.kind == ErrorKind::Portal && error.status != 0);
    if (error.kind == ErrorKind::Offline || error.kind == ErrorKind::Unreachable)
        m_unreached.insert(host);
}

void NetworkDoubt::addPage(const QString &host, const QString &from, const QString &hash)
{
    m_hosts.insert(host);
    if (from != host)
        m_foreign[from].insert(host);
    m_sameBytes[hash].insert(host);
}

bool NetworkDoubt::isPortal() const
{
    if (m_wantsLogin || m_portals.size() >= several)
        return true;
    return isSharedBySeveral(m_foreign) || isSharedBySeveral(m_sameBytes);
}

std::optional<Error> NetworkDoubt::verdict(bool hasNetwork) const
{
    if (m_hosts.isEmpty())
        return std::nullopt;
    if (isPortal())
        return portal();
    if (m_unreached.size() == m_hosts.size() && (!hasNetwork || m_hosts.size() >= several))
        return offline();
    if (m_hosts.size() >= many && m_sameBytes.isEmpty()) // e.g. all connections are broken off, or all certificates wrong
        return portal();
    return std::nullopt;
}

} // namespace dateline
