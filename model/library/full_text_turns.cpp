#include "library/full_text_turns.h"

#include "library/network_doubt.h"

namespace dateline {

namespace {

constexpr std::chrono::seconds longestWait{10}; // for a host, while others are to be asked
constexpr qsizetype hostsOffline = 3;           // so many that can't be reached, and it is the network
constexpr qsizetype hostsOfPortal = 2;          // so many in whose place a portal seems to answer; one may redirect anywhere by itself

} // namespace

bool isUnreached(const Error &error)
{
    return error.kind == ErrorKind::Offline || error.kind == ErrorKind::Unreachable;
}

void FullTextTurns::answered()
{
    m_unreached.clear();
    m_portals.clear();
}

FullTextTurns::HostTurn FullTextTurns::turn(const QString &host, const QDateTime &now) const
{
    const auto known = m_hosts.constFind(host);
    if (known == m_hosts.constEnd() || (known->isValid() && *known <= now))
        return {};
    if (!known->isValid())
        return {Turn::Soon, {}};
    const bool isLong = now.msecsTo(*known) > std::chrono::milliseconds(longestWait).count();
    return {isLong ? Turn::Later : Turn::Soon, *known};
}

void FullTextTurns::begin(const QString &host)
{
    m_hosts.insert(host, QDateTime());
}

void FullTextTurns::end(const QString &host, const QDateTime &now, std::chrono::milliseconds pause)
{
    const auto known = m_hosts.find(host);
    if (known == m_hosts.end() || known->isValid())
        return;
    if (pause.count() > 0)
        *known = now.addMSecs(pause.count());
    else
        m_hosts.erase(known);
}

void FullTextTurns::leaveAlone(const QString &host, const QDateTime &until)
{
    m_hosts.insert(host, until);
}

void FullTextTurns::forget(const QDateTime &now)
{
    m_hosts.removeIf([&now](QHash<QString, QDateTime>::iterator host) { return host->isValid() && *host <= now; });
}

bool FullTextTurns::isNetworkLost(const QString &host, const Error &error, bool hasNetwork)
{
    if (NetworkDoubt::isProof(error)) {
        answered();
        return false;
    }
    const bool saysSo = error.kind == ErrorKind::Portal && error.status != 0; // HTTP 511: believed of each host once
    const bool isBelieved = saysSo && !m_believed.contains(host);
    if (isBelieved)
        m_believed.insert(host);
    if (error.kind == ErrorKind::Portal)
        m_portals.insert(host);
    else if (isUnreached(error))
        m_unreached.insert(host);
    else if (hasNetwork || error.kind != ErrorKind::Network)
        return false;
    if (hasNetwork && !isBelieved && m_portals.size() < hostsOfPortal && m_unreached.size() < hostsOffline)
        return false;
    answered();
    return true;
}

} // namespace dateline
