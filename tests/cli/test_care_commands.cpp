// The commands that care for a profile: check, repair, compact, backup, restore; and what damage does to the others.
#include "command_runner.h"

using namespace Qt::StringLiterals;

class TestCareCommands final : public QObject {
    Q_OBJECT
private:
    CommandRunner m_command;

private slots:
    void initTestCase()
    {
        const Outcome done = m_command.run({u"import"_s, m_command.fixture(u"three-articles.jsonl"_s), m_command.fixture(u"two-items.xml"_s),
                                            m_command.fixture(u"saved-with-date-line.txt"_s), m_command.fixture(u"saved-page.html"_s)});
        QVERIFY2(done.code == 0, done.err.constData());
    }

    void the_profile_is_checked_backed_up_and_restored()
    {
        QVERIFY(m_command.run({u"check"_s}).out.contains("sound"));
        const QString file = m_command.file(u"backup"_s);
        QCOMPARE(m_command.run({u"backup"_s, file}).code, 0);
        const Outcome again = m_command.run({u"backup"_s, file});
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.contains("dateline: "));
        const Outcome nowhere = m_command.run({u"backup"_s, u"/no/such/folder/copy"_s});
        QCOMPARE(nowhere.code, 1);
        QVERIFY2(nowhere.err.contains("/no/such/folder") && !nowhere.err.contains("database"), nowhere.err.constData());
        CommandRunner other;
        QCOMPARE(other.run({u"restore"_s, file}).code, 0);
        QCOMPARE(other.run({u"list"_s, u"--json"_s}).json().size(), 7);
        QVERIFY(other.run({u"restore"_s, file}).code != 0);
        QCOMPARE(other.run({u"list"_s, u"--json"_s}).json().size(), 7);
        QVERIFY(CommandRunner().run({u"restore"_s, m_command.fixture(u"two-items.xml"_s)}).code != 0);
    }

    void room_is_given_back_and_nothing_else_changes()
    {
        const QByteArray before = m_command.run({u"list"_s, u"--json"_s}).out;
        const Outcome compacted = m_command.run({u"compact"_s});
        QCOMPARE(compacted.code, 0);
        QVERIFY2(compacted.out.contains("given back"), compacted.out.constData());
        QCOMPARE(m_command.run({u"list"_s, u"--json"_s}).out, before);
        QVERIFY(m_command.run({u"check"_s}).out.contains("sound"));
    }

    void a_damaged_schema_leads_to_the_repair()
    {
        CommandRunner damaged;
        QCOMPARE(damaged.run({u"import"_s, damaged.fixture(u"two-items.xml"_s)}).code, 0);
        const int articles = static_cast<int>(damaged.run({u"list"_s, u"--json"_s}).json().size());
        QVERIFY(articles > 0);
        QFile file(damaged.file(u"profile/dateline.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        file.seek(bytes.indexOf("    lead        TEXT") + 4);
        QCOMPARE(file.write("m"), 1);
        file.close();
        for (const QStringList &command : {QStringList{u"list"_s}, QStringList{u"check"_s}, QStringList{u"export"_s, u"--format"_s, u"jsonl"_s}}) {
            const Outcome refused = damaged.run(command);
            QCOMPARE(refused.code, 3);
            QVERIFY2(refused.err.contains("check --repair") && !refused.err.contains("can't be written"), refused.err.constData());
        }
        const Outcome repaired = damaged.run({u"check"_s, u"--repair"_s});
        QVERIFY2(repaired.code == 0, repaired.err.constData());
        QVERIFY(repaired.out.contains("The damaged database is kept as"));
        QCOMPARE(damaged.run({u"list"_s, u"--json"_s}).json().size(), articles);
    }

    void what_is_no_backup_is_said_to_be_none()
    {
        CommandRunner other;
        other.write(u"junk"_s, QByteArray("no backup").repeated(5000));
        const Outcome refused = other.run({u"restore"_s, other.file(u"junk"_s)});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("is not a backup") && refused.err.contains("junk"), refused.err.constData());
        QVERIFY(!QFile::exists(other.file(u"profile/dateline.sqlite"_s)));
    }

    void damage_is_named_and_the_rest_can_be_exported()
    {
        CommandRunner damaged;
        QByteArray lines;
        for (int i = 0; i < 400; ++i)
            lines += "{\"title\": \"Ship " + QByteArray::number(i) + "\", \"text\": \"" + QByteArray::number(i * 7919).repeated(300) + "\"}\n";
        QCOMPARE(damaged.run({u"import"_s, u"-"_s}, lines).code, 0);
        QFile file(damaged.file(u"profile/dateline.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray sound = file.readAll();
        constexpr qsizetype page = 8192;
        // A page in the middle of the articles' bodies.
        const qsizetype at = sound.indexOf("\x78\x9c", sound.indexOf("Ship 200")) / page * page;
        QByteArray bytes = sound;
        bytes.replace(at, page, QByteArray(page, '\xab'));
        file.seek(0);
        QCOMPARE(file.write(bytes), bytes.size());
        file.close();

        const Outcome checked = damaged.run({u"check"_s});
        QCOMPARE(checked.code, 3);
        QVERIFY2(checked.err.contains("/profile: The database is damaged: "), checked.err.constData());
        QVERIFY2(checked.err.contains("--repair") && checked.out.isEmpty(), checked.err.constData());
        const Outcome exported = damaged.run({u"export"_s, u"--format"_s, u"jsonl"_s});
        QCOMPARE(exported.code, 1);
        QVERIFY2(exported.err.contains(" is damaged and can't be read."), exported.err.constData());
        QVERIFY2(exported.json().size() > 300 && exported.json().size() < 400, QByteArray::number(exported.json().size()).constData());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        file.close();

        const Outcome repaired = damaged.run({u"check"_s, u"--repair"_s});
        QCOMPARE(repaired.code, 1);
        const QStringList kept = QDir(damaged.profile()).entryList({u"dateline.sqlite.damaged-*"_s});
        QCOMPARE(kept.size(), 1);
        QVERIFY2(repaired.out.contains(" saved.") && repaired.out.contains(kept.first().toUtf8()), repaired.out.constData());
        QVERIFY2(repaired.err.contains("article"), repaired.err.constData());
        QFile old(damaged.file(u"profile/"_s + kept.first()));
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), bytes);
        QCOMPARE(damaged.run({u"check"_s}).code, 0);
        QVERIFY(damaged.run({u"list"_s, u"--json"_s}).json().size() >= exported.json().size());
    }

    void a_database_without_its_head_is_repaired()
    {
        CommandRunner damaged;
        QCOMPARE(damaged.run({u"import"_s, damaged.fixture(u"three-articles.jsonl"_s)}).code, 0);
        QFile file(damaged.file(u"profile/dateline.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(QByteArray(8192, '\0')), 8192);
        file.close();
        const Outcome refused = damaged.run({u"list"_s});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains("check --repair"), refused.err.constData());
        QCOMPARE(damaged.run({u"check"_s}).code, 3);
        const Outcome repaired = damaged.run({u"check"_s, u"--repair"_s});
        QVERIFY2(repaired.out.contains("3 article"), repaired.out.constData());
        QCOMPARE(damaged.run({u"list"_s, u"--json"_s}).json().size(), 3);
        QCOMPARE(damaged.run({u"check"_s}).code, 0);
    }

    void a_profile_that_cannot_be_used_is_three()
    {
        CommandRunner other;
        other.write(u"profile"_s, "a file stands where the folder should be");
        const Outcome blocked = other.run({u"list"_s});
        QCOMPARE(blocked.code, 3);
        QVERIFY(blocked.err.startsWith("dateline: "));
        CommandRunner damaged;
        QDir().mkpath(damaged.profile());
        damaged.write(u"profile/dateline.sqlite"_s, QByteArray(8192, 'x'));
        QCOMPARE(damaged.run({u"list"_s}).code, 3);
        QFile file(damaged.file(u"profile/dateline.sqlite"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(8192, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestCareCommands)
#include "test_care_commands.moc"
