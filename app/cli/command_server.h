// CommandServer: the window's end of handing commands over (cli/handed_over.h): listens beside the profile, and runs what the command line
// brings with the open library, one command after the other.
//
// Commands run on the main thread and wait in event loops of their own, so the window stays live meanwhile. What they write is sent as
// fast as the other end takes it, and never waited for. Main thread only.
#pragma once

#include "base/result.h"
#include "cli/handed_over.h"

#include <QObject>

#include <deque>
#include <memory>

namespace dateline {

class Library;
class LocalChannel;
class LocalServer;
class Session;
struct Subcommand;

class CommandServer final : public QObject {
    Q_OBJECT
public:
    // `library` is open for writing and outlives it.
    explicit CommandServer(Library &library);
    // Commands that wait are told that the window closes. None may be at work: the application's event loop has ended.
    ~CommandServer() override;

    // Fails with Unreadable where no socket can be made.
    Result<void> listen();
    // Breaks off what runs and what waits. What was saved stays.
    void cancelAll();

signals:
    void openWanted(const QStringList &words); // a second start brought these; none: it only wants to be seen

private:
    struct Waiting {
        std::shared_ptr<LocalChannel> channel;
        HandedOver command;
    };

    void welcome(std::unique_ptr<LocalChannel> arrived);
    void take(LocalChannel *channel, quint8 kind, const QByteArray &payload);
    void forget(LocalChannel *channel);
    void runSoon();
    void runNext();
    void run(LocalChannel &channel, const HandedOver &command);

    Library &m_library;
    std::unique_ptr<LocalServer> m_server;
    std::vector<std::shared_ptr<LocalChannel>> m_channels; // all that are open
    std::deque<Waiting> m_waiting;
    std::shared_ptr<LocalChannel> m_served; // whose command runs
    Session *m_session = nullptr;           // of that
};

} // namespace dateline
