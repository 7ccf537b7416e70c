#include "cli/command_client.h"

#include "cli/handed_over.h"
#include "net/local_channel.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QTimer>
#include <QUrl>

#include <sys/stat.h>
#include <unistd.h>

#include <vector>

namespace dateline {

namespace {

constexpr qint64 pieceSize = 256 * 1024;

QString translated(const char *text)
{
    return QCoreApplication::translate("HandOver", text);
}

// The files that words name, as another process can open them. Pipes and /dev/stdin mean another thing there, or nothing: they are
// copied to files without a name, which are gone when this process is, however it ends.
class SharedFiles final {
public:
    Result<QHash<QString, QString>> paths(const QStringList &words)
    {
        QHash<QString, QString> found;
        for (const QString &word : words) {
            const auto path = pathOf(word);
            if (!path)
                return tl::unexpected(path.error());
            found.insert(word, *path);
        }
        return found;
    }

private:
    Result<QString> pathOf(const QString &word)
    {
        const QFileInfo file(word);
        struct stat info {};
        if (::stat(QFile::encodeName(word).constData(), &info) != 0) // the window says what is wrong with it
            return word.isEmpty() ? word : QDir::current().absoluteFilePath(word);
        if (S_ISDIR(info.st_mode))
            return QDir::current().absoluteFilePath(word);
        const QString real = file.canonicalFilePath();
        return S_ISREG(info.st_mode) && !real.isEmpty() && !real.startsWith(u"/proc/") ? real : copied(word);
    }

    Result<QString> copied(const QString &word)
    {
        const auto failed = [&word](const QFileDevice &file) {
            return failure(ErrorKind::Unreadable, translated("%1: It can't be copied for the open window (%2).").arg(word, file.errorString()));
        };
        QFile in(word);
        if (!in.open(QIODevice::ReadOnly))
            return failed(in);
        auto copy = std::make_unique<QTemporaryFile>();
        if (!copy->open())
            return failed(*copy);
        ::unlink(QFile::encodeName(copy->fileName()).constData());
        for (QByteArray piece = in.read(pieceSize); !piece.isEmpty(); piece = in.read(pieceSize)) {
            if (copy->write(piece) != piece.size())
                return failed(*copy);
        }
        if (in.error() != QFileDevice::NoError)
            return failed(in);
        if (!copy->flush())
            return failed(*copy);
        const QString path = QStringLiteral("/proc/%1/fd/%2").arg(QCoreApplication::applicationPid()).arg(copy->handle());
        m_copies.push_back(std::move(copy));
        return path;
    }

    std::vector<std::unique_ptr<QTemporaryFile>> m_copies;
};

// Writes what comes back until the window has said the exit code, or the connection ends.
std::optional<ExitCode> relayed(LocalChannel &channel, Output &output)
{
    std::optional<ExitCode> code;
    QEventLoop loop;
    QObject::connect(&channel, &LocalChannel::received, &loop, [&](quint8 kind, const QByteArray &payload) {
        switch (HandOverFrame{kind}) {
        case HandOverFrame::Output:
            output.write(payload);
            output.flush();
            break;
        case HandOverFrame::Errors: output.streams().writeErrors(payload); break;
        case HandOverFrame::Exit:
            code = static_cast<ExitCode>(payload.toInt());
            loop.quit();
            break;
        case HandOverFrame::Command:
        case HandOverFrame::Open: break; // only ever the other way
        }
    });
    QObject::connect(&channel, &LocalChannel::closed, &loop, &QEventLoop::quit);
    loop.exec();
    return code;
}

} // namespace

std::optional<ExitCode> handOver(Session &session, const Subcommand &command, const Arguments &arguments)
{
    const auto channel = LocalChannel::connectTo(windowAddresses(session.profile()), largestOutputFrame);
    if (!channel)
        return std::nullopt;
    HandedOver handedOver{QCoreApplication::applicationVersion(), session.profile(), QLatin1String(command.name), arguments, {}, session.output().terminal()};
    handedOver.arguments.options.remove(QStringLiteral("profile"));
    SharedFiles files; // until the window is done
    const auto paths = files.paths(session.inputs());
    if (!paths)
        return session.failedWith(paths.error());
    handedOver.files = *paths;
    const QByteArray bytes = toBytes(handedOver);
    if (bytes.size() > largestCommandFrame) {
        session.complain(translated("That is too much at once while Dateline's window is open. Give the command in several parts."));
        return ExitPartly;
    }
    channel->send(static_cast<quint8>(HandOverFrame::Command), bytes);
    const std::optional<ExitCode> code = relayed(*channel, session.output());
    if (!code)
        session.complain(translated("Dateline's window ended before the work was done. What was saved stays."));
    return code.value_or(ExitPartly);
}

bool openInWindow(const QString &profile, const QStringList &words, std::chrono::milliseconds patience)
{
    const auto channel = LocalChannel::connectTo(windowAddresses(profile), largestOutputFrame);
    if (!channel)
        return false;
    QStringList whole;
    for (const QString &word : words)
        whole += QUrl(word, QUrl::StrictMode).scheme().isEmpty() ? QDir::current().absoluteFilePath(word) : word;
    const QByteArray bytes = toBytes(whole);
    if (bytes.size() > largestCommandFrame)
        return false;
    bool isTaken = false;
    QEventLoop loop;
    QObject::connect(channel.get(), &LocalChannel::received, &loop, [&](quint8 kind, const QByteArray &) {
        isTaken = HandOverFrame{kind} == HandOverFrame::Exit;
        loop.quit();
    });
    QObject::connect(channel.get(), &LocalChannel::closed, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    channel->send(static_cast<quint8>(HandOverFrame::Open), bytes);
    loop.exec();
    return isTaken;
}

} // namespace dateline
