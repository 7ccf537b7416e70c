// MisbehavingServer: a local HTTP server that does what each path asks it to, right or wrong.
#pragma once

#include <QFile>
#include <QHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>

// What a path answers. Bytes go out as they stand, so that anything can be wrong with them.
struct Behaviour {
    QByteArray head;                // status line and headers without the empty line; Content-Length is added where `fixesLength`
    QByteArray body;
    bool fixesLength = true;
    bool closes = true;             // after the answer
    bool isEndless = false;         // repeats the body until the client goes
    int dripMilliseconds = 0;       // a byte at a time
    bool dropsAtOnce = false;       // closes without an answer
    std::function<QByteArray(const QByteArray &request)> answer; // instead of all that
};

class MisbehavingServer final : public QTcpServer {
public:
    explicit MisbehavingServer(const QHostAddress &host = QHostAddress::LocalHost)
    {
        listen(host);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                serve(socket);
        });
    }

    // From now on by https, with a certificate for "localhost" that nobody signed.
    void useTls()
    {
        QFile certificate(QStringLiteral(TEST_DATA "/net/localhost.pem")), key(QStringLiteral(TEST_DATA "/net/localhost-key.pem"));
        if (!certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly))
            qFatal("The tests' certificate is missing");
        m_tls.setLocalCertificate(QSslCertificate(&certificate));
        m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_usesTls = true;
    }

    QUrl secureAddress(const QString &host, const QString &path) const { return QUrl(QStringLiteral("https://%1:%2%3").arg(host).arg(serverPort()).arg(path)); }
    QUrl address(const QString &path) const { return QUrl(QStringLiteral("http://%1:%2%3").arg(serverAddress().toString()).arg(serverPort()).arg(path)); }
    void on(const QByteArray &path, const Behaviour &behaviour) { m_behaviours.insert(path, behaviour); }

    // The common case: a status, a body, perhaps more headers.
    void on(const QByteArray &path, int status, const QByteArray &body, const QByteArray &headers = {})
    {
        Behaviour behaviour;
        behaviour.head = "HTTP/1.1 " + QByteArray::number(status) + " Status\r\n" + headers;
        behaviour.body = body;
        on(path, behaviour);
    }

    QList<QByteArray> requests;    // as they came
    int greetings = 0;             // by TLS
    int open = 0;                  // connections being answered
    int mostOpen = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        if (!m_usesTls)
            return QTcpServer::incomingConnection(descriptor);
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(m_tls);
        socket->setSocketDescriptor(descriptor);
        socket->startServerEncryption();
        addPendingConnection(socket);
    }

private:
    void serve(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            QByteArray &request = m_received[socket];
            request += socket->readAll();
            if (request.startsWith('\x16')) { // somebody greets by TLS: what servers without it answer
                m_received.remove(socket);
                ++greetings;
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return socket->disconnectFromHost();
            }
            if (!request.contains("\r\n\r\n"))
                return;
            const QByteArray whole = m_received.take(socket);
            requests.append(whole);
            answer(socket, whole);
        });
        connect(socket, &QObject::destroyed, this, [this, socket] { m_received.remove(socket); });
    }

    void answer(QTcpSocket *socket, const QByteArray &request)
    {
        const QByteArray path = request.split(' ').value(1);
        if (!m_behaviours.contains(path)) {
            socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
            return;
        }
        const Behaviour behaviour = m_behaviours.value(path);
        mostOpen = qMax(mostOpen, ++open);
        connect(socket, &QTcpSocket::disconnected, this, [this] { --open; });
        if (behaviour.dropsAtOnce)
            return socket->abort();
        if (behaviour.answer)
            return send(socket, behaviour.answer(request), behaviour);
        QByteArray head = behaviour.head;
        if (!head.endsWith("\r\n"))
            head += "\r\n";
        if (behaviour.fixesLength)
            head += "Content-Length: " + QByteArray::number(behaviour.body.size()) + "\r\n";
        send(socket, head + "Connection: close\r\n\r\n" + behaviour.body, behaviour);
    }

    void send(QTcpSocket *socket, const QByteArray &bytes, const Behaviour &behaviour)
    {
        if (behaviour.dripMilliseconds > 0)
            return drip(socket, bytes, behaviour.dripMilliseconds);
        socket->write(bytes);
        if (behaviour.isEndless) {
            connect(socket, &QTcpSocket::bytesWritten, socket, [socket, body = behaviour.body] {
                if (socket->bytesToWrite() < body.size())
                    socket->write(body);
            });
        } else if (behaviour.closes) {
            socket->disconnectFromHost();
        }
    }

    void drip(QTcpSocket *socket, const QByteArray &bytes, int milliseconds)
    {
        auto *timer = new QTimer(socket);
        connect(timer, &QTimer::timeout, socket, [socket, bytes, at = qsizetype(0)]() mutable {
            if (at < bytes.size())
                socket->write(bytes.mid(at++, 1));
        });
        timer->start(milliseconds);
    }

    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
    bool m_usesTls = false;
    QHash<QByteArray, Behaviour> m_behaviours;
    QHash<QTcpSocket *, QByteArray> m_received;
};
