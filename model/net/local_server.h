// LocalServer: listens on a Unix socket for other processes of this user. Main thread only.
#pragma once

#include "base/result.h"
#include "net/local_channel.h"

#include <functional>

class QLocalServer;

namespace dateline {

class LocalServer final {
public:
    using Welcome = std::function<void(std::unique_ptr<LocalChannel>)>;

    // `welcome` is called for each process that connects.
    LocalServer(qsizetype largestFrame, Welcome welcome);
    ~LocalServer(); // removes the socket's file

    // On the first of the addresses (names of socket files) that can be had. A socket that lies there is taken for one that a killed process
    // left: the caller must know that no other process listens there. Fails with Unreadable.
    Result<void> listen(const QStringList &addresses);

private:
    qsizetype m_largestFrame;
    Welcome m_welcome;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace dateline
