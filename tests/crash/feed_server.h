// FeedServer: serves the feeds that workers subscribe to, and the pages of their articles, from a thread of its own.
#pragma once

#include <QString>

#include <atomic>
#include <thread>

namespace dateline {

class FeedServer final {
public:
    // The version that is served is read from `versionFile` with each request.
    explicit FeedServer(const QString &versionFile);
    ~FeedServer();
    FeedServer(const FeedServer &) = delete;
    FeedServer &operator=(const FeedServer &) = delete;

    int port() const { return m_port; }

private:
    void serve() const;
    void answer(int connection) const;

    QString m_versionFile;
    int m_listening = -1;
    int m_port = 0;
    std::thread m_thread;
};

} // namespace dateline
