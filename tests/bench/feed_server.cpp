#include "feed_server.h"

#include "article_generator.h"

#include "library/resource_files.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

namespace dateline::bench {
namespace {

QByteArray feedOf(ArticleGenerator &generator, int number, int items, int words)
{
    QString feed = QStringLiteral("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed %1</title>").arg(number);
    for (int k = 0; k < items; ++k) {
        const QJsonObject article = QJsonDocument::fromJson(generator.next(words)).object();
        feed += QStringLiteral("<item><guid isPermaLink=\"false\">%1-%2</guid><title>%3</title><description>%4</description></item>")
                    .arg(number).arg(k)
                    .arg(article[QStringLiteral("title")].toString().toHtmlEscaped(),
                         article[QStringLiteral("text")].toString().toHtmlEscaped().toHtmlEscaped());
    }
    return (feed + QStringLiteral("</channel></rss>")).toUtf8();
}

void serve(QTcpSocket *socket, const QList<QByteArray> &feeds)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &feeds] {
        const QByteArray request = socket->peek(65536);
        if (!request.contains("\r\n\r\n"))
            return;
        socket->readAll();
        const qsizetype number = request.mid(5, request.indexOf(' ', 5) - 5).toLongLong(); // "GET /17 HTTP/1.1"
        const QByteArray body = feeds.value(number);
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    });
}

} // namespace

FeedServer::FeedServer(int feeds, int items, int words)
{
    QFile edition(resourceFile(QStringLiteral("sample/edition.jsonl")));
    if (!edition.open(QIODevice::ReadOnly))
        qFatal("The sample edition can't be read.");
    ArticleGenerator generator(edition.readAll(), 7);
    for (int k = 0; k < feeds; ++k)
        m_feeds += feedOf(generator, k, items, words);
    auto *server = new QTcpServer;
    server->setListenBacklogSize(1000);
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    QObject::connect(server, &QTcpServer::newConnection, server, [this, server] {
        while (QTcpSocket *socket = server->nextPendingConnection())
            serve(socket, m_feeds);
    });
    m_thread.start();
    QMetaObject::invokeMethod(server, [this, server] {
        if (!server->listen(QHostAddress::AnyIPv4))
            qFatal("No port is free.");
        m_port = server->serverPort();
    }, Qt::BlockingQueuedConnection);
}

FeedServer::~FeedServer()
{
    m_thread.quit();
    m_thread.wait();
}

QStringList FeedServer::addresses() const
{
    QStringList addresses;
    for (qsizetype k = 0; k < m_feeds.size(); ++k)
        addresses += QStringLiteral("http://127.0.%1.%2:%3/%4").arg(1 + k / 250).arg(1 + k % 250).arg(m_port).arg(k);
    return addresses;
}

} // namespace dateline::bench
