// Commands that change something while the window holds the profile: the window does them. The real programs are run.
#include "command_runner.h"

#include "../net/misbehaving_server.h"
#include "cli/command_server.h"
#include "library/library.h"
#include "net/local_channel.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QThread>
#include <QTimer>

#include <csignal>

using namespace dateline;
using namespace Qt::StringLiterals;

class TestBesideWindow final : public QObject {
    Q_OBJECT
private:
    static constexpr int patience = 120'000;

    static QByteArray feed(const QByteArray &title)
    {
        return "<rss version=\"2.0\"><channel><title>Harbour News</title><item><title>" + title + "</title><guid>" + title
            + "</guid><description>Ships came to Hamburg.</description></item></channel></rss>";
    }

    static QString socketOf(const CommandRunner &runner) { return runner.profile() + u"/dateline.socket"; }

    // A window on the runner's profile that listens.
    static std::unique_ptr<QProcess> window(const CommandRunner &runner)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(WINDOW_PROGRAM), {u"--profile"_s, runner.profile()});
        const bool listens = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning || isListening(runner); }, patience);
        return listens && process->state() == QProcess::Running ? std::move(process) : nullptr;
    }

    static bool isListening(const CommandRunner &runner)
    {
        QLocalSocket socket;
        socket.connectToServer(socketOf(runner));
        return socket.waitForConnected(patience);
    }

    static void kill(QProcess &process)
    {
        process.kill();
        process.waitForFinished(patience);
    }

    // The server, or the window, may live on this thread, so the work is done beside it.
    template <class Work>
    static Outcome beside(Work work)
    {
        Outcome outcome;
        std::unique_ptr<QThread> thread(QThread::create([&] { outcome = work(); }));
        thread->start();
        if (!QTest::qWaitFor([&] { return thread->isFinished(); }, patience))
            thread->wait();
        return outcome;
    }

    static Outcome run(const CommandRunner &runner, const QStringList &words, const QByteArray &input = {})
    {
        return beside([&] { return runner.run(words, input); });
    }

    // An address that is fetched for ever.
    QString neverAnswered()
    {
        Behaviour never;
        never.head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n";
        never.fixesLength = false;
        never.closes = false;
        m_server->on("/never", never);
        return m_server->address(u"/never"_s).toString();
    }

    static std::unique_ptr<QProcess> started(const CommandRunner &runner, const QStringList &words)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(DATELINE_PROGRAM), QStringList{u"--profile"_s, runner.profile()} + words);
        return process->waitForStarted(patience) ? std::move(process) : nullptr;
    }

    bool isAsked(int requests) { return QTest::qWaitFor([&] { return m_server->requests.size() >= requests; }, patience); }
    static bool hasEnded(QProcess &process) { return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience); }

    // Also while a command runs on this thread, which ends before whoever waits for an event goes on.
    void onceAsked(const std::function<void()> &act)
    {
        auto *poll = new QTimer(m_server.get());
        connect(poll, &QTimer::timeout, this, [this, poll, act] {
            if (m_server->requests.isEmpty())
                return;
            poll->stop();
            act();
        });
        poll->start(10);
    }

    std::unique_ptr<MisbehavingServer> m_server;

private slots:
    void initTestCase() { QCoreApplication::setApplicationVersion(QStringLiteral(DATELINE_VERSION)); }
    void init() { m_server = std::make_unique<MisbehavingServer>(); }

    void every_command_does_the_same_as_without_a_window()
    {
        CommandRunner alone, held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto open = window(held);
        QVERIFY(open);
        m_server->on("/feed", 200, feed("First ship"));
        const QString address = m_server->address(u"/feed"_s).toString();
        const QByteArray line = "{\"title\": \"By pipe\", \"text\": \"Rain fell in Lima.\"}\n";
        const QList<QPair<QStringList, QByteArray>> commands = {
            {{u"import"_s, held.fixture(u"three-articles.jsonl"_s)}, {}},
            {{u"import"_s, held.fixture(u"three-articles.jsonl"_s), held.fixture(u"second-line-is-broken.jsonl"_s)}, {}},
            {{u"import"_s, u"-"_s}, line},
            {{u"import"_s, u"-"_s, u"--as"_s, u"feed"_s}, "no feed"},
            {{u"import"_s, u"no/such/file"_s, u"/no/such/file"_s}, {}},
            {{u"import"_s, u"x"_s, u"--as"_s, u"nothing"_s}, {}},
            {{u"subscribe"_s, address}, {}},
            {{u"subscribe"_s, m_server->address(u"/nothing"_s).toString(), u"foo bar"_s}, {}},
            {{u"refresh"_s}, {}},
            {{u"refresh"_s, u"https://example.org/none"_s}, {}},
            {{u"mark"_s, u"1"_s, u"2"_s, u"--bookmark"_s, u"--tag"_s, u"a b"_s, u"--tag"_s, u"c"_s}, {}},
            {{u"mark"_s, u"1"_s, u"--bookmark"_s}, {}},
            {{u"mark"_s, u"1"_s, u"99"_s, u"--read"_s}, {}},
            {{u"mark"_s, u"1"_s}, {}},
            {{u"correct"_s, u"1"_s, u"country:RS"_s}, {}},
            {{u"correct"_s, u"--undo"_s, u"1"_s, u"7"_s}, {}},
            {{u"correct"_s, u"person:Lavrov"_s}, {}},
            {{u"reanalyse"_s, u"--all"_s}, {}},
            {{u"reanalyse"_s, u"(broken"_s}, {}},
            {{u"retention"_s, u"500"_s}, {}},
            {{u"retention"_s}, {}},
            {{u"check"_s, u"--repair"_s}, {}},
            {{u"unsubscribe"_s, address, u"https://example.org/none"_s}, {}},
        };
        for (const auto &[words, input] : commands) {
            const Outcome one = run(alone, words, input), two = run(held, words, input);
            const QByteArray which = words.join(u' ').toUtf8() + ": ";
            QVERIFY2(one.code >= 0 && two.code == one.code, QByteArray(which + QByteArray::number(two.code) + two.err).constData());
            QVERIFY2(two.out == one.out, QByteArray(which + one.out + two.out).constData());
            QVERIFY2(two.err == one.err, QByteArray(which + one.err + two.err).constData());
        }
        const Outcome one = run(alone, {u"list"_s, u"--json"_s}), two = run(held, {u"list"_s, u"--json"_s});
        QVERIFY(one.json().size() > 4);
        QCOMPARE(two.out, one.out);
        kill(*open);
        const Outcome after = run(held, {u"list"_s, u"--json"_s}); // it is on disk
        QCOMPARE(after.out, one.out);
    }

    void a_second_window_hands_what_it_was_given_to_the_first()
    {
        CommandRunner runner;
        QVERIFY(QDir().mkpath(runner.profile()) && QDir().mkpath(runner.file(u"here"_s)));
        runner.write(u"here/one.txt"_s, "2025-09-11\n\nHarbour opens\n\nShips came to Hamburg again, the mayor said.\n");
        const auto open = window(runner);
        QVERIFY(open);
        QProcess second;
        second.setWorkingDirectory(runner.file(u"here"_s));
        second.start(QStringLiteral(WINDOW_PROGRAM), {u"--profile"_s, runner.profile(), u"one.txt"_s});
        QVERIFY(hasEnded(second));
        QCOMPARE(second.exitCode(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(run(runner, {u"list"_s}).out.contains("Harbour opens"), patience);
        kill(*open);
    }

    void paths_are_those_of_who_gives_the_command()
    {
        CommandRunner alone, held;
        for (const CommandRunner *runner : {&alone, &held}) {
            QVERIFY(QDir().mkpath(runner->profile()));
            QVERIFY(QDir().mkpath(runner->file(u"here/folder/empty"_s)));
            runner->write(u"here/one.txt"_s, "2025-09-11\n\nHarbour opens\n\nShips came to Hamburg again, the mayor said.\n");
            runner->write(u"here/folder/two.txt"_s, "2025-09-12\n\nHarbour closes\n\nNo ship came to Hamburg, the mayor said.\n");
            runner->write(u"here/folder/bad.jsonl"_s, "{broken\n");
        }
        const auto open = window(held);
        QVERIFY(open);
        for (const QString &script : {u"cd '%1/here' && \"$DATELINE\" import one.txt folder ./folder/empty ../here/none.txt"_s,
                                      u"cd '%1/here/folder' && \"$DATELINE\" import ."_s,
                                      u"cd '%1/here' && \"$DATELINE\" import - < folder/two.txt"_s,
                                      u"cd '%1/here' && \"$DATELINE\" import /dev/fd/5 5< one.txt"_s,
                                      u"cd '%1/here' && cat one.txt | \"$DATELINE\" --profile ../profile import /dev/fd/0"_s}) {
            const auto said = [&](const CommandRunner &runner) { return beside([&] { return runner.shell(script.arg(runner.file({}))); }); };
            const Outcome one = said(alone), two = said(held);
            QVERIFY2(two.code == one.code && two.out == one.out && two.err == one.err, QByteArray(one.out + one.err + two.out + two.err).constData());
            QVERIFY2(!one.err.contains(held.file({}).toUtf8()), one.err.constData());
        }
        const Outcome nameless = run(held, {u"import"_s, u""_s}); // not the folder that one is in
        QVERIFY2(nameless.code == 1 && nameless.err.contains("no such file"), nameless.err.constData());
        QCOMPARE(run(held, {u"list"_s, u"--json"_s}).json().size(), run(alone, {u"list"_s, u"--json"_s}).json().size());
        kill(*open);
    }

    void output_is_written_as_far_as_it_is_read()
    {
        CommandRunner held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto open = window(held);
        QVERIFY(open);
        const Outcome gone = beside([&] { return held.shell(u"\"$DATELINE\" import '%1' | true"_s.arg(held.fixture(u"three-articles.jsonl"_s))); });
        QCOMPARE(gone.code, 0);
        QVERIFY(gone.err.isEmpty());
        const Outcome full = beside([&] { return held.shell(u"\"$DATELINE\" mark 1 --read > /dev/full"_s); });
        QCOMPARE(full.code, 1);
        QVERIFY2(full.err.contains("full"), full.err.constData());
        QCOMPARE(run(held, {u"list"_s, u"--json"_s, u"is:read"_s}).json().size(), 1);
        kill(*open);
    }

    void an_interrupted_command_is_broken_off_in_the_window()
    {
        CommandRunner held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto open = window(held);
        QVERIFY(open);
        const auto client = started(held, {u"subscribe"_s, neverAnswered()});
        QVERIFY(client && isAsked(1));
        ::kill(static_cast<pid_t>(client->processId()), SIGINT);
        QVERIFY(hasEnded(*client));
        QVERIFY(QTest::qWaitFor([&] { return m_server->open == 0; }, patience)); // the window no longer fetches it
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)}).code, 0);
        kill(*open);
    }

    void several_commands_are_done_one_after_the_other()
    {
        CommandRunner held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto open = window(held);
        QVERIFY(open);
        const auto first = started(held, {u"subscribe"_s, neverAnswered()});
        QVERIFY(first && isAsked(1));
        const auto second = started(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)});
        const auto third = started(held, {u"import"_s, held.fixture(u"two-items.xml"_s)});
        const auto leaving = started(held, {u"import"_s, held.fixture(u"saved-page.html"_s)});
        QVERIFY(second && third && leaving);
        QCOMPARE(run(held, {u"list"_s, u"--json"_s}).json().size(), 0); // reading doesn't wait
        kill(*leaving);
        kill(*first);
        QVERIFY(hasEnded(*second) && hasEnded(*third));
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(third->exitCode(), 0);
        kill(*open);
        QVERIFY(run(held, {u"list"_s, u"--json"_s}).json().size() >= 5);
    }

    void a_window_that_is_killed_is_said_and_the_next_one_takes_its_place()
    {
        CommandRunner held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto killed = window(held);
        QVERIFY(killed);
        const auto client = started(held, {u"subscribe"_s, neverAnswered()});
        QVERIFY(client && isAsked(1));
        kill(*killed);
        QVERIFY(hasEnded(*client));
        QCOMPARE(client->exitCode(), 1);
        const QByteArray said = client->readAllStandardError();
        QVERIFY2(said.contains("ended before"), said.constData());
        QVERIFY(QFileInfo::exists(socketOf(held))); // left behind
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"two-items.xml"_s)}).code, 0);
        const auto next = window(held);
        QVERIFY(next);
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)}).code, 0);
        kill(*next);
    }

    void what_is_no_command_is_dropped_with_its_connection()
    {
        CommandRunner held;
        QVERIFY(QDir().mkpath(held.profile()));
        const auto open = window(held);
        QVERIFY(open);
        const QByteArray json = R"({"version": "0.1.0"})";
        for (const QByteArray &bytes : {QByteArray("GET / HTTP/1.1\r\n\r\n"), QByteArray("c\0\0\0\2{}", 7), QByteArray("c\0\0\0\4\xff\xfe\0[", 9), QByteArray("x\0\0\0\1" "0", 6),
                                        QByteArray(QByteArray("c\0\0\0", 4) + char(json.size()) + json)}) {
            QLocalSocket stranger;
            stranger.connectToServer(socketOf(held));
            QVERIFY(stranger.waitForConnected(patience));
            stranger.write(bytes);
            QVERIFY2(QTest::qWaitFor([&] { return stranger.state() == QLocalSocket::UnconnectedState; }, patience), bytes.constData());
        }
        QLocalSocket idle, half;
        for (QLocalSocket *stranger : {&idle, &half}) {
            stranger->connectToServer(socketOf(held));
            QVERIFY(stranger->waitForConnected(patience));
        }
        half.write("c\0\0");
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)}).code, 0);
        kill(*open);
    }

    // --- the window's end within this process, where it can be closed -----------------------------------------------------------

    void closing_the_window_ends_what_runs_and_what_waits()
    {
        CommandRunner held;
        auto library = Library::open(held.profile());
        QVERIFY(library);
        auto server = std::make_unique<CommandServer>(**library);
        QVERIFY(server->listen());
        const auto running = started(held, {u"subscribe"_s, neverAnswered()});
        QVERIFY(running);
        std::unique_ptr<LocalChannel> waiting;
        QByteArrayList heard;
        QLocalSocket stranger; // who is sent away once all that came before him was taken
        onceAsked([&] {
            waiting = LocalChannel::connectTo(windowAddresses(held.profile()), largestOutputFrame);
            connect(waiting.get(), &LocalChannel::received, this, [&](quint8 kind, const QByteArray &bytes) { heard.append(char(kind) + bytes); });
            waiting->send('c', toBytes({QStringLiteral(DATELINE_VERSION), held.profile(), u"import"_s, {{held.fixture(u"three-articles.jsonl"_s)}, {}}, {}, {}}));
            waiting->flush(std::chrono::seconds(60));
            stranger.connectToServer(socketOf(held));
            stranger.write("no command");
            connect(&stranger, &QLocalSocket::disconnected, this, [] { QCoreApplication::quit(); });
        });
        QCoreApplication::exec();
        server.reset();
        library->reset();
        QVERIFY(hasEnded(*running));
        QCOMPARE(running->exitCode(), 1);
        const QByteArray said = running->readAllStandardError();
        QVERIFY2(said.contains("closed"), said.constData());
        QVERIFY(QTest::qWaitFor([&] { return heard.size() == 2; }, patience));
        QVERIFY2(heard[0].startsWith("edateline: ") && heard[0].contains("not begun"), heard[0].constData());
        QCOMPARE(heard[1], QByteArray("x1"));
        QCOMPARE(run(held, {u"list"_s, u"--json"_s}).json().size(), 0);
        QVERIFY(!QFileInfo::exists(socketOf(held)));
    }

    void work_that_is_stopped_in_the_window_is_said()
    {
        CommandRunner held;
        auto library = Library::open(held.profile());
        QVERIFY(library);
        CommandServer server(**library);
        QVERIFY(server.listen());
        const auto running = started(held, {u"subscribe"_s, neverAnswered(), u"http://127.0.0.1:1/never-begun"_s});
        QVERIFY(running);
        onceAsked([&] { server.cancelAll(); });
        QVERIFY(hasEnded(*running));
        QCOMPARE(running->exitCode(), 1);
        const QByteArray said = running->readAllStandardError();
        QVERIFY2(said.contains("broken off") && !said.contains("never-begun"), said.constData());
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)}).code, 0);
    }

    void a_window_of_another_version_refuses()
    {
        CommandRunner held;
        auto library = Library::open(held.profile());
        QVERIFY(library);
        CommandServer server(**library);
        QVERIFY(server.listen());
        QCoreApplication::setApplicationVersion(u"99.0"_s);
        const Outcome refused = run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)});
        QCoreApplication::setApplicationVersion(QStringLiteral(DATELINE_VERSION));
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.startsWith("dateline: ") && refused.err.contains("99.0"), refused.err.constData());
    }

    void what_a_command_changed_is_told_to_the_window_and_can_be_undone_there()
    {
        CommandRunner held;
        auto library = Library::open(held.profile());
        QVERIFY(library);
        CommandServer server(**library);
        QVERIFY(server.listen());
        QSignalSpy changed(library->get(), &Library::changed);
        QCOMPARE(run(held, {u"import"_s, held.fixture(u"three-articles.jsonl"_s)}).code, 0);
        QVERIFY(QTest::qWaitFor([&] { return !changed.isEmpty(); }, patience));
        QCOMPARE(run(held, {u"mark"_s, u"1"_s, u"--bookmark"_s}).code, 0);
        QVERIFY((*library)->canUndo());
    }
};

QTEST_GUILESS_MAIN(TestBesideWindow)
#include "test_beside_window.moc"
