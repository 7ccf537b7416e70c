// dateline-window as a program: it starts, says nothing, and ends with the exit code that was promised.
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

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
        QTemporaryDir folder, place;
        QProcess first;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_qs, m_runtime.path());
        first.setProcessEnvironment(environment);
        first.start(QStringLiteral(WINDOW_PROGRAM), {u"--profile"_qs, folder.path()});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.filePath(u"dateline.socket"_qs)), 60'000);
        QCOMPARE(run({u"--profile"_qs, folder.path()}), 0);
        QCOMPARE(m_said, QString());
        first.kill();
        first.waitForFinished();
    }

    void saysWhatItDoesNotUnderstand()
    {
        QCOMPARE(run({u"--nosuch"_qs}), 2);
        QVERIFY(m_said.contains(u"--nosuch"));
    }
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "test_window_program.moc"
