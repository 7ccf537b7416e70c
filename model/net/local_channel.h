// LocalChannel: frames between two processes of one user on one machine, over a Unix socket. Main thread only; nothing here ever waits but
// flush().
//
//     frame = kind (1 byte), length (4 bytes, the most significant first), that many bytes of payload
//
// A frame that is longer than the receiver takes, and a reader that lets too much pile up, end the connection.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <memory>

class QLocalSocket;

namespace dateline {

class LocalChannel final : public QObject {
    Q_OBJECT
public:
    // To the first of the addresses (names of socket files) where a process of this user listens; null where none does.
    static std::unique_ptr<LocalChannel> connectTo(const QStringList &addresses, qsizetype largestFrame);
    // Takes a connected socket over; null where a process of another user is at its other end.
    static std::unique_ptr<LocalChannel> over(std::unique_ptr<QLocalSocket> socket, qsizetype largestFrame);
    ~LocalChannel() override;

    bool isOpen() const;
    // Nothing once it is closed.
    void send(quint8 kind, QByteArrayView payload);
    qint64 backlog() const; // bytes that the other end hasn't taken yet
    void close();           // once all is sent
    void abort();           // at once
    // Waits until all is sent, at most so long.
    void flush(std::chrono::milliseconds longest);

signals:
    void received(quint8 kind, const QByteArray &payload);
    void closed(); // once, by whichever end

private:
    LocalChannel(std::unique_ptr<QLocalSocket> socket, qsizetype largestFrame);
    void read();
    void tellClosed();

    std::unique_ptr<QLocalSocket> m_socket;
    qsizetype m_largestFrame;
    QByteArray m_received; // less than a frame
    bool m_isAborted = false;
    bool m_isClosed = false;
};

} // namespace dateline
