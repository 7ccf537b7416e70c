// NetworkDoubt: gathers how the feeds of one refresh failed, until one answer proves that there is a network; if none does, it says what is
// the matter with the network instead of with the feeds. A value without I/O.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace dateline {

class NetworkDoubt final {
public:
    // A feed of that host failed, without an answer or with one that may be anybody's.
    void addFailure(const QString &host, const Error &error);
    // A web page came instead of the feed, from `from` (after redirects), with that hash.
    void addPage(const QString &host, const QString &from, const QString &hash);

    // True where a failure says something about its server: that server answered.
    static bool isProof(const Error &error) { return error.status != 0 && error.kind != ErrorKind::Portal; }

    // What is wrong with the network: Offline or Portal, with words for people; nothing where the feeds themselves seem to be at fault.
    // `hasNetwork`: whether this computer is connected to anything at all.
    std::optional<Error> verdict(bool hasNetwork) const;
    // Whether so many have failed that there is no use in asking the others.
    bool isSettled() const { return m_hosts.size() >= 12; }
    bool knows(const QString &host) const { return m_hosts.contains(host); }

private:
    bool isPortal() const;

    QSet<QString> m_hosts;
    QSet<QString> m_unreached;                  // couldn't be found or connected to
    QSet<QString> m_portals;                    // a login was asked for by HTTP, or a redirect into the own network came
    bool m_wantsLogin = false;                  // by HTTP, which no server says of itself
    QHash<QString, QSet<QString>> m_foreign;    // from which other host pages came for these
    QHash<QString, QSet<QString>> m_sameBytes;  // which page came for these
};

} // namespace dateline
