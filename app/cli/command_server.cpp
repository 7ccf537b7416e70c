#include "cli/command_server.h"

#include "cli/commands.h"
#include "cli/session.h"
#include "net/local_server.h"

#include <QFileInfo>

#include <algorithm>

namespace dateline {

namespace {

constexpr size_t mostChannels = 100;
constexpr std::chrono::milliseconds lastWords{2'000}; // how long the end of the program waits for those who listen
constexpr qint64 muchToCatchUp = 64 * 1024;

QString translated(const char *text)
{
    return QCoreApplication::translate("CommandServer", text);
}

void send(LocalChannel &channel, HandOverFrame kind, QByteArrayView bytes)
{
    channel.send(static_cast<quint8>(kind), bytes);
}

// The client's standard output and error.
class ChannelStreams final : public Streams {
public:
    ChannelStreams(LocalChannel &channel, const TerminalShape &terminal) : Streams(terminal), m_channel(channel) {}

    Written writeOutput(QByteArrayView bytes) override { return write(HandOverFrame::Output, bytes) ? Written::All : Written::ReaderGone; }
    void writeErrors(QByteArrayView bytes) override { write(HandOverFrame::Errors, bytes); }
    bool isBehind() const override { return m_channel.backlog() > muchToCatchUp; }

private:
    bool write(HandOverFrame kind, QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            const qsizetype size = qMin(bytes.size(), largestOutputFrame);
            send(m_channel, kind, bytes.first(size));
            bytes = bytes.sliced(size);
        }
        return m_channel.isOpen();
    }

    LocalChannel &m_channel;
};

void end(LocalChannel &channel, ExitCode code)
{
    send(channel, HandOverFrame::Exit, QByteArray::number(code));
    channel.close();
}

// The command that is meant, or why it isn't done.
Result<const Subcommand *> commandOf(const HandedOver &handedOver, const Library &library)
{
    const QString own = QCoreApplication::applicationVersion();
    if (handedOver.version != own) {
        return failure(ErrorKind::Locked, translated("The open window is of Dateline %1, and this is Dateline %2. Close the window and open it anew, or give the command then.")
                                              .arg(own, handedOver.version));
    }
    if (QFileInfo(handedOver.profile).canonicalFilePath() != QFileInfo(library.folder()).canonicalFilePath())
        return failure(ErrorKind::Locked, translated("The open window shows another profile, %1.").arg(library.folder()));
    const Subcommand *command = subcommandNamed(handedOver.command);
    const qsizetype words = handedOver.arguments.rest.size();
    if (!command || !command->isForHolder || words < command->fewest || words > command->most)
        return failure(ErrorKind::Usage, translated("The open window can't do that."));
    return command;
}

} // namespace

CommandServer::CommandServer(Library &library)
    : m_library(library)
    , m_server(std::make_unique<LocalServer>(largestCommandFrame, [this](std::unique_ptr<LocalChannel> arrived) { welcome(std::move(arrived)); }))
{
}

CommandServer::~CommandServer()
{
    m_server.reset();
    cancelAll();
    const auto end = std::chrono::steady_clock::now() + lastWords;
    for (const auto &channel : m_channels) {
        channel->disconnect(this);
        channel->flush(std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()));
    }
}

Result<void> CommandServer::listen()
{
    return m_server->listen(windowAddresses(m_library.folder()));
}

void CommandServer::cancelAll()
{
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        ChannelStreams streams(*waiting.channel, waiting.command.terminal);
        Output(streams).complain(translated("The work was not begun, because Dateline's window was closed or work was stopped there."));
        end(*waiting.channel, ExitPartly);
    }
    if (m_session)
        m_session->cancel();
}

void CommandServer::welcome(std::unique_ptr<LocalChannel> arrived)
{
    if (m_channels.size() >= mostChannels)
        return;
    LocalChannel *channel = arrived.get();
    // Its signals may lead to its end, so it dies in the event loop.
    m_channels.emplace_back(arrived.release(), [](LocalChannel *gone) { gone->deleteLater(); });
    connect(channel, &LocalChannel::received, this, [this, channel](quint8 kind, const QByteArray &payload) { take(channel, kind, payload); });
    connect(channel, &LocalChannel::closed, this, [this, channel] { forget(channel); });
}

// One command a connection, and nothing after it.
void CommandServer::take(LocalChannel *channel, quint8 kind, const QByteArray &payload)
{
    if (HandOverFrame{kind} == HandOverFrame::Open) {
        end(*channel, ExitDone);
        emit openWanted(wordsFrom(payload));
        return;
    }
    const auto found = std::find_if(m_channels.begin(), m_channels.end(), [channel](const auto &known) { return known.get() == channel; });
    const bool isBusy = m_served.get() == channel || std::any_of(m_waiting.begin(), m_waiting.end(), [channel](const Waiting &w) { return w.channel.get() == channel; });
    const auto command = HandOverFrame{kind} == HandOverFrame::Command ? handedOverFrom(payload) : std::nullopt;
    if (found == m_channels.end() || isBusy || !command)
        return channel->abort();
    m_waiting.push_back({*found, *command});
    runSoon();
}

void CommandServer::forget(LocalChannel *channel)
{
    if (m_served.get() == channel && m_session)
        m_session->cancel();
    std::erase_if(m_waiting, [channel](const Waiting &waiting) { return waiting.channel.get() == channel; });
    std::erase_if(m_channels, [channel](const auto &known) { return known.get() == channel; });
}

// From the event loop itself: whoever called this has something to finish.
void CommandServer::runSoon()
{
    QMetaObject::invokeMethod(this, &CommandServer::runNext, Qt::QueuedConnection);
}

void CommandServer::runNext()
{
    if (m_served || m_waiting.empty())
        return;
    const Waiting next = m_waiting.front();
    m_waiting.pop_front();
    m_served = next.channel;
    run(*next.channel, next.command);
    m_served = nullptr;
    runSoon();
}

void CommandServer::run(LocalChannel &channel, const HandedOver &handedOver)
{
    ChannelStreams streams(channel, handedOver.terminal);
    Output output(streams);
    ExitCode code = ExitDone;
    if (const auto command = commandOf(handedOver, m_library)) {
        Session session(output, m_library, handedOver.profile, handedOver.files);
        m_session = &session;
        code = (*command)->run(session, handedOver.arguments);
        m_session = nullptr;
    } else {
        code = output.failedWith(command.error());
    }
    output.flush();
    end(channel, code);
}

} // namespace dateline
