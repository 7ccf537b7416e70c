#include "net/local_server.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>

#include <sys/stat.h>

namespace dateline {

namespace {

// Qt would put its socket in the place of whatever lies there.
bool isTaken(const QString &file)
{
    struct stat found {};
    return ::lstat(QFile::encodeName(file).constData(), &found) == 0 && !S_ISSOCK(found.st_mode);
}

} // namespace

LocalServer::LocalServer(qsizetype largestFrame, Welcome welcome)
    : m_largestFrame(largestFrame), m_welcome(std::move(welcome)), m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption); // nobody else may connect
    QObject::connect(m_server.get(), &QLocalServer::newConnection, m_server.get(), [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection()) {
            socket->setParent(nullptr);
            if (auto channel = LocalChannel::over(std::unique_ptr<QLocalSocket>(socket), m_largestFrame))
                m_welcome(std::move(channel));
        }
    });
}

LocalServer::~LocalServer() = default;

Result<void> LocalServer::listen(const QStringList &addresses)
{
    QString why;
    for (const QString &address : addresses) {
        if (!isTaken(address) && m_server->listen(address))
            return {};
        why = m_server->errorString();
    }
    return failure(ErrorKind::Unreadable, QCoreApplication::translate("Network", "The command line can't work beside this window: no socket can be made (%1).").arg(why));
}

} // namespace dateline
