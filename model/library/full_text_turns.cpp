#include "library/full_text_turns.h"

namespace dateline {

namespace {

constexpr std::chrono::seconds longestWait{10}; // for a host, while others are to be asked
constexpr qsizetype hostsOffline = 3;           // so many that can't be reached, and it is the network

} // namespace

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
    if (error.kind == ErrorKind::Portal)
        return true;
    if (error.kind != ErrorKind::Offline) {
        if (error.status != 0)
            m_unreached.clear();
        return false;
    }
    m_unreached.insert(host);
    if (hasNetwork && m_unreached.size() < hostsOffline)
        return false;
    m_unreached.clear();
    return true;
}

} // namespace dateline
