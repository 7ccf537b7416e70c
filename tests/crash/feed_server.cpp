#include "feed_server.h"

#include "invented_article.h"

#include <QFile>

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace dateline {

FeedServer::FeedServer(const QString &versionFile) : m_versionFile(versionFile), m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listening, plain, size) != 0 || ::listen(m_listening, 64) != 0 || ::getsockname(m_listening, plain, &size) != 0)
        qFatal("no server: %s", std::strerror(errno));
    m_port = ntohs(address.sin_port);
    m_thread = std::thread(&FeedServer::serve, this);
}

FeedServer::~FeedServer()
{
    ::shutdown(m_listening, SHUT_RDWR); // ends accept()
    m_thread.join();
    ::close(m_listening);
}

void FeedServer::serve() const
{
    for (;;) {
        const int connection = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) {
            answer(connection);
            ::close(connection);
        } else if (errno != EINTR && errno != ECONNABORTED) {
            return;
        }
    }
}

void FeedServer::answer(int connection) const
{
    const timeval patience{2, 0}; // a killed client sends nothing more
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    QByteArray request;
    char buffer[4096];
    while (!request.contains("\r\n\r\n")) {
        const ssize_t size = ::recv(connection, buffer, sizeof buffer, 0);
        if (size <= 0)
            return;
        request.append(buffer, size);
    }
    QFile version(m_versionFile);
    const int number = version.open(QIODevice::ReadOnly) ? version.readAll().toInt() : 0;
    const QByteArray path = request.split(' ').value(1), page = "/page/";
    const bool isPage = path.startsWith(page);
    const QByteArray body = isPage ? wirePage(QString::fromLatin1(path.mid(page.size()))) : wireFeed(path.mid(1).toInt(), number, m_port);
    const QByteArray type = isPage ? "text/html" : "application/rss+xml";
    const QByteArray all = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    for (qsizetype sent = 0; sent < all.size();) {
        const ssize_t size = ::send(connection, all.constData() + sent, static_cast<size_t>(all.size() - sent), MSG_NOSIGNAL);
        if (size <= 0)
            return;
        sent += size;
    }
}

} // namespace dateline
