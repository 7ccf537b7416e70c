// FeedServer: a thousand feeds on this machine, served from a thread of its own. Each feed has an address of its own (127.0.x.y), so
// that limits on one host don't order them one after another.
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QThread>

namespace dateline::bench {

class FeedServer final {
public:
    // `items` articles a feed, about `words` words each, made from the sample edition.
    FeedServer(int feeds, int items, int words);
    ~FeedServer();
    FeedServer(const FeedServer &) = delete;
    FeedServer &operator=(const FeedServer &) = delete;

    QStringList addresses() const;

private:
    QThread m_thread;
    QList<QByteArray> m_feeds;
    quint16 m_port = 0;
};

} // namespace dateline::bench
