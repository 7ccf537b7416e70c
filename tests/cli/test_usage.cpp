// Usage: help, versions, unknown words, malformed queries, and the window's program.
#include "command_runner.h"

using namespace Qt::StringLiterals;

namespace {

const QStringList commands = u"inspect import subscribe unsubscribe refresh list facets show mark export check compact backup restore"_s.split(u' ');

} // namespace

class TestUsage final : public QObject {
    Q_OBJECT
private:
    CommandRunner m_command;

private slots:
    void help_lists_every_command()
    {
        const Outcome done = m_command.runBare({u"--help"_s});
        QCOMPARE(done.code, 0);
        for (const QString &command : commands)
            QVERIFY2(done.out.contains(QByteArray("\n  " + command.toUtf8() + " ")), qPrintable(command));
    }

    void every_command_has_its_help_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &command : commands)
            QTest::newRow(qPrintable(command)) << command;
    }

    void every_command_has_its_help()
    {
        QFETCH(QString, name);
        const Outcome done = m_command.runBare({name, u"--help"_s});
        QCOMPARE(done.code, 0);
        QVERIFY2(done.out.startsWith(QByteArray("Usage: dateline [--profile DIR] " + name.toUtf8() + " ")), done.out.constData());
        QVERIFY(done.err.isEmpty());
        QVERIFY(!QDir(m_command.profile()).exists());
    }

    void the_version_is_printed()
    {
        const Outcome done = m_command.runBare({u"--version"_s});
        QCOMPARE(done.code, 0);
        QVERIFY(done.out.startsWith("dateline 0."));
    }

    void bad_usage_is_two_and_says_what_was_meant_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("near command") << QStringList{u"improt"_s} << QByteArray("Did you mean \"import\"?");
        QTest::newRow("far command") << QStringList{u"zzzzzzzzz"_s} << QByteArray("--help");
        QTest::newRow("near option") << QStringList{u"list"_s, u"--jsn"_s} << QByteArray("Did you mean --json?");
        QTest::newRow("general option") << QStringList{u"--profil"_s, u"x"_s, u"list"_s} << QByteArray("--profile");
        QTest::newRow("missing value") << QStringList{u"list"_s, u"--limit"_s} << QByteArray("--limit needs a value");
        QTest::newRow("no number") << QStringList{u"list"_s, u"--limit"_s, u"many"_s} << QByteArray("whole number");
        QTest::newRow("negative") << QStringList{u"list"_s, u"--limit=-1"_s} << QByteArray("whole number");
        QTest::newRow("flag with value") << QStringList{u"list"_s, u"--json=yes"_s} << QByteArray("takes no value");
        QTest::newRow("sort") << QStringList{u"list"_s, u"--sort"_s, u"size"_s} << QByteArray("date or relevance");
        QTest::newRow("as") << QStringList{u"inspect"_s, u"-"_s, u"--as"_s, u"pdf"_s} << QByteArray("--as takes");
        QTest::newRow("base") << QStringList{u"inspect"_s, u"-"_s, u"--base-url"_s, u"here"_s} << QByteArray("--base-url");
        QTest::newRow("nothing to inspect") << QStringList{u"inspect"_s} << QByteArray("FILE");
        QTest::newRow("nothing to import") << QStringList{u"import"_s} << QByteArray("PATH");
        QTest::newRow("no number to show") << QStringList{u"show"_s, u"first"_s} << QByteArray("not an article's number");
        QTest::newRow("nothing to mark") << QStringList{u"mark"_s, u"1"_s} << QByteArray("--read");
        QTest::newRow("contradiction") << QStringList{u"mark"_s, u"1"_s, u"--read"_s, u"--unread"_s} << QByteArray("exclude each other");
        QTest::newRow("no format") << QStringList{u"export"_s} << QByteArray("--format");
        QTest::newRow("opml of a query") << QStringList{u"export"_s, u"x"_s, u"--format"_s, u"opml"_s} << QByteArray("no query");
        QTest::newRow("two backups") << QStringList{u"backup"_s, u"a"_s, u"b"_s} << QByteArray("FILE");
        QTest::newRow("check of what") << QStringList{u"check"_s, u"x"_s} << QByteArray("--repair");
    }

    void bad_usage_is_two_and_says_what_was_meant()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, said);
        const Outcome done = m_command.runBare(words);
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.startsWith("dateline: "), done.err.constData());
        QVERIFY2(done.err.contains(said), done.err.constData());
        QVERIFY(done.out.isEmpty());
        QVERIFY(!QDir(m_command.profile()).exists());
    }

    void a_malformed_query_is_shown_with_a_caret_data()
    {
        QTest::addColumn<QString>("command");
        for (const QString &command : {u"list"_s, u"facets"_s, u"export"_s})
            QTest::newRow(qPrintable(command)) << command;
    }

    void a_malformed_query_is_shown_with_a_caret()
    {
        QFETCH(QString, command);
        QStringList words{command, u"kosovo topic:nonsense serbia"_s};
        if (command == u"export")
            words += {u"--format"_s, u"jsonl"_s};
        const Outcome done = m_command.run(words);
        QCOMPARE(done.code, 2);
        QVERIFY(done.out.isEmpty());
        const QList<QByteArray> lines = done.err.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("dateline: "));
        QCOMPARE(lines[1], QByteArray("  kosovo topic:nonsense serbia"));
        const qsizetype caret = lines[2].indexOf('^') - 2;
        QVERIFY2(caret >= 7 && caret <= 20, done.err.constData());
    }

    void without_a_window_program_it_says_so()
    {
        // A copy of the program stands where no window's program is.
        const QString lonely = m_command.file(u"dateline"_s);
        QVERIFY(QFile::copy(QStringLiteral(DATELINE_PROGRAM), lonely));
        const Outcome done = m_command.shell(u"'%1'"_s.arg(lonely));
        QCOMPARE(done.code, 1);
        QVERIFY2(done.err.contains("dateline-window"), done.err.constData());
    }

    void the_window_program_gets_the_arguments()
    {
        QDir(m_command.file(QString())).mkpath(u"w"_s);
        QVERIFY(QFile::copy(QStringLiteral(DATELINE_PROGRAM), m_command.file(u"w/dateline"_s)));
        m_command.write(u"w/dateline-window"_s, "#!/bin/sh\necho \"window $*\"\n");
        QFile::setPermissions(m_command.file(u"w/dateline-window"_s), QFile::ReadOwner | QFile::ExeOwner);
        const Outcome done = m_command.shell(u"'%1' --profile /tmp/x"_s.arg(m_command.file(u"w/dateline"_s)));
        QCOMPARE(done.out, QByteArray("window --profile /tmp/x\n"));
        QCOMPARE(done.code, 0);
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "test_usage.moc"
