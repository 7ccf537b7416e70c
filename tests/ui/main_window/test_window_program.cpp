// dateline-window as a program: it starts, says nothing, and ends with the exit code that was promised.
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class TestWindowProgram : public QObject {
    Q_OBJECT

    QTemporaryDir m_runtime; // Qt wants one that is its own
    QString m_said;

    int run(const QStringList &arguments)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_qs, m_runtime.path());
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(WINDOW_PROGRAM), arguments);
        if (!program.waitForFinished(60'000) || program.exitStatus() != QProcess::NormalExit)
            return -1;
        m_said = QString::fromUtf8(program.readAll());
        m_said.remove(u"This plugin does not support propagateSizeHints()\n"_qs); // what Qt's offscreen screen says of itself
        return program.exitCode();
    }

    void open(QProcess &program, const QTemporaryDir &folder)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_qs, m_runtime.path());
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(WINDOW_PROGRAM), {u"--profile"_qs, folder.path()});
    }

private slots:
    void leavesQuietlyOnceTheFirstListIsShown()
    {
        QTemporaryDir folder;
        QCOMPARE(run({u"--profile"_qs, folder.path(), u"--exit-when-ready"_qs}), 0);
        QCOMPARE(m_said, QString());
        QVERIFY(!QFile::exists(folder.filePath(u"window.ini"_qs)));
        QCOMPARE(run({u"--profile"_qs, folder.path(), u"--exit-when-ready"_qs}), 0);
        QCOMPARE(m_said, QString());
    }

    void aSecondStartHandsOverToTheFirst()
    {
        QTemporaryDir folder;
        QProcess first;
        open(first, folder);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.filePath(u"dateline.socket"_qs)), 60'000);
        QCOMPARE(run({u"--profile"_qs, folder.path()}), 0);
        QCOMPARE(m_said, QString());
        first.kill();
        first.waitForFinished();
    }

    void closesTheProfileWhenTheSessionEnds_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("log-out") << SIGTERM;
        QTest::newRow("lost terminal") << SIGHUP;
        QTest::newRow("ctrl-c") << SIGINT;
    }
    void closesTheProfileWhenTheSessionEnds()
    {
        QFETCH(int, signal);
        QTemporaryDir folder;
        QProcess program;
        open(program, folder);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.filePath(u"dateline.socket"_qs)), 60'000);
        // The socket is there a moment before the event loop runs: until then a signal ends the program, as it does any other.
        QFile article(folder.filePath(u"article.txt"_qs));
        QVERIFY(article.open(QFile::WriteOnly) && article.write("Harbour opens\n\nThe harbour was opened again.\n") > 0);
        article.close();
        QProcess command;
        command.start(QStringLiteral(DATELINE_PROGRAM), {u"--profile"_qs, folder.path(), u"import"_qs, article.fileName()});
        QVERIFY(command.waitForFinished(60'000));
        QCOMPARE(command.exitCode(), 0);
        ::kill(pid_t(program.processId()), signal);
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(QFileInfo(folder.filePath(u"dateline.sqlite-wal"_qs)).size() == 0); // closed, not left
        QVERIFY(!QFileInfo::exists(folder.filePath(u"dateline.socket"_qs)));
    }

    void outlivesItsTerminalWhereItWasToldTo()
    {
        QTemporaryDir folder;
        QProcess program;
        program.setChildProcessModifier([] { ::signal(SIGHUP, SIG_IGN); }); // as nohup does
        open(program, folder);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.filePath(u"dateline.socket"_qs)), 60'000);
        QCOMPARE(run({u"--profile"_qs, folder.path()}), 0); // it answers: its event loop runs
        ::kill(pid_t(program.processId()), SIGHUP);
        QCOMPARE(run({u"--profile"_qs, folder.path()}), 0);
        QCOMPARE(program.state(), QProcess::Running);
        ::kill(pid_t(program.processId()), SIGTERM);
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitCode(), 0);
    }

    void saysWhatItDoesNotUnderstand()
    {
        QCOMPARE(run({u"--nosuch"_qs}), 2);
        QVERIFY(m_said.contains(u"--nosuch"));
    }
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "test_window_program.moc"
