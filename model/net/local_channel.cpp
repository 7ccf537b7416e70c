#include "net/local_channel.h"

#include <QLocalSocket>
#include <QPointer>
#include <QtEndian>

#include <sys/socket.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr qsizetype headSize = 5;
constexpr qint64 readAtOnce = 256 * 1024;
constexpr qint64 mostBacklog = 64 * 1024 * 1024;
constexpr int connecting = 5'000; // milliseconds; only a queue of others who connect takes any

// unix(7): the process that connected or listened, as the kernel knows it.
bool isOfThisUser(qintptr socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

} // namespace

std::unique_ptr<LocalChannel> LocalChannel::connectTo(const QStringList &addresses, qsizetype largestFrame)
{
    for (const QString &address : addresses) {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(address);
        if (!socket->waitForConnected(connecting))
            continue;
        if (auto channel = over(std::move(socket), largestFrame))
            return channel;
    }
    return nullptr;
}

std::unique_ptr<LocalChannel> LocalChannel::over(std::unique_ptr<QLocalSocket> socket, qsizetype largestFrame)
{
    if (!isOfThisUser(socket->socketDescriptor()))
        return nullptr;
    return std::unique_ptr<LocalChannel>(new LocalChannel(std::move(socket), largestFrame));
}

LocalChannel::LocalChannel(std::unique_ptr<QLocalSocket> socket, qsizetype largestFrame) : m_socket(std::move(socket)), m_largestFrame(largestFrame)
{
    m_socket->setReadBufferSize(readAtOnce);
    connect(m_socket.get(), &QLocalSocket::readyRead, this, &LocalChannel::read);
    connect(m_socket.get(), &QLocalSocket::disconnected, this, &LocalChannel::tellClosed, Qt::QueuedConnection);
    // What came, or ended, before anybody listened to this.
    QMetaObject::invokeMethod(this, &LocalChannel::read, Qt::QueuedConnection);
    if (m_socket->state() != QLocalSocket::ConnectedState)
        QMetaObject::invokeMethod(this, &LocalChannel::tellClosed, Qt::QueuedConnection);
}

LocalChannel::~LocalChannel()
{
    m_socket->disconnect(this);
}

bool LocalChannel::isOpen() const { return m_socket->state() == QLocalSocket::ConnectedState; }
qint64 LocalChannel::backlog() const { return m_socket->bytesToWrite(); }
void LocalChannel::close() { m_socket->disconnectFromServer(); }

void LocalChannel::abort()
{
    m_isAborted = true;
    m_received.clear();
    m_socket->abort();
}


void LocalChannel::send(quint8 kind, QByteArrayView payload)
{
    if (!isOpen())
        return;
    if (backlog() + payload.size() > mostBacklog)
        return abort();
    char head[headSize];
    head[0] = static_cast<char>(kind);
    qToBigEndian(static_cast<quint32>(payload.size()), head + 1);
    m_socket->write(head, headSize);
    m_socket->write(payload.data(), payload.size());
}

void LocalChannel::flush(std::chrono::milliseconds longest)
{
    const auto end = std::chrono::steady_clock::now() + longest;
    while (backlog() > 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !m_socket->waitForBytesWritten(static_cast<int>(left.count())))
            return;
    }
}

// Whoever hears of a frame may delete this.
void LocalChannel::read()
{
    const QPointer<LocalChannel> self(this);
    while (m_socket->bytesAvailable() > 0) {
        m_received += m_socket->read(readAtOnce);
        while (m_received.size() >= headSize) {
            const auto kind = static_cast<quint8>(m_received[0]);
            const qsizetype size = qFromBigEndian<quint32>(m_received.constData() + 1);
            if (size > m_largestFrame)
                return abort();
            if (m_received.size() < headSize + size)
                break;
            const QByteArray payload = m_received.mid(headSize, size);
            m_received.remove(0, headSize + size);
            emit received(kind, payload);
            if (!self || m_isAborted)
                return;
        }
    }
}

void LocalChannel::tellClosed()
{
    const QPointer<LocalChannel> self(this);
    read(); // what came before
    if (!self || std::exchange(m_isClosed, true))
        return;
    emit closed();
}

} // namespace dateline
