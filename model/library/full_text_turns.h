// FullTextTurns: which host may be asked for a page when: one page at a time, a pause before the next, and peace where the server wants it.
// And whether so much fails that it is the network. A value without clock and I/O: the time is given.
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <optional>

namespace dateline {

// Whether no connection came about: over http (Offline) or https (Unreachable).
bool isUnreached(const Error &error);

class FullTextTurns final {
public:
    enum class Turn : quint8 {
        Now,
        Soon,  // at `at`; or, where that is invalid, when its page at hand has come
        Later, // so late that it isn't waited for
    };
    struct HostTurn {
        Turn turn = Turn::Now;
        QDateTime at;
    };

    HostTurn turn(const QString &host, const QDateTime &now) const;
    // A page of the host is on its way.
    void begin(const QString &host);
    // It has come, or failed: from `now` on the pause runs, but where the server wanted peace, which is longer.
    void end(const QString &host, const QDateTime &now, std::chrono::milliseconds pause);
    // The server wants to be left alone until then.
    void leaveAlone(const QString &host, const QDateTime &until);
    // Forgets what is past.
    void forget(const QDateTime &now);

    // A request to the host failed, or was answered. Gives whether it is the network: there is none, several hosts in a row can't be reached, or a
    // portal answers in the place of several. One host alone may be at fault itself, and is believed once only.
    bool isNetworkLost(const QString &host, const Error &error, bool hasNetwork);
    void answered();

private:
    QHash<QString, QDateTime> m_hosts; // not to be asked before; invalid while one of its pages is on its way
    QSet<QString> m_unreached;         // hosts that couldn't be reached since one last answered
    QSet<QString> m_portals;           // in whose place a portal seems to have answered since then
    QSet<QString> m_believed;          // that said once that the network wants a login; else one server could stop all for ever
};

} // namespace dateline
