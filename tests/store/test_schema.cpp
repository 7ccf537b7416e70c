// The schema: conversions of older profiles, all of them or none, and tables that aren't as the migrations made them.
#include "samples.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QDir>
#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace dateline;

class TestSchema final : public QObject {
    Q_OBJECT
private slots:
    void ofMigrationsOfWhichOneFailsNoneIsDone();
    void anOldProfileThatCannotBeConvertedStaysAsItWasAndSaysWhy();
    void aSchemaThatWasChangedIsDamageAndIsSaved_data();
    void aSchemaThatWasChangedIsDamageAndIsSaved();
    void aLetterFlippedInTheSchemaIsNeverAcceptedInSilence();
    void schemasThatOnlyLookDifferentAreSound_data();
    void schemasThatOnlyLookDifferentAreSound();
};

void TestSchema::ofMigrationsOfWhichOneFailsNoneIsDone()
{
    QTemporaryDir migrations, folder;
    const QStringList files = QDir(QStringLiteral(":/dateline/sql")).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        QVERIFY(QFile::copy(u":/dateline/sql/" + file, migrations.filePath(file)));
    write(migrations.filePath(QStringLiteral("900_works.sql")), "CREATE TABLE first_new (a INTEGER);");
    write(migrations.filePath(QStringLiteral("901_fails.sql")), "CREATE TABLE second_new (a INTEGER); UPDATE setting SET value = 'lost'; INSERT INTO no_such_table VALUES (1);");
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    valueOf(temporary.store->setSetting(QStringLiteral("mine"), QStringLiteral("kept")));
    temporary.store.reset();
    {
        Connection connection(databaseIn(temporary.folder.path()), Connection::Use::Writing);
        QVERIFY_EXCEPTION_THROWN((void)migrate(connection, {}, migrations.path()), SQLite::Exception);
        QCOMPARE(connection.number("PRAGMA user_version"), qint64(files.size())); // the one that works isn't in either
        QCOMPARE(connection.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('first_new', 'second_new')"), qint64(0));
        QCOMPARE(connection.number("SELECT count(*) FROM setting WHERE value = 'kept'"), qint64(1));
        // What was wrong is mended.
        write(migrations.filePath(QStringLiteral("901_fails.sql")), "CREATE TABLE second_new (a INTEGER);");
        QVERIFY(migrate(connection, {}, migrations.path()));
        QCOMPARE(connection.number("PRAGMA user_version"), qint64(files.size() + 2));
    }
}

// A table is in the way of a later step than the first.
void TestSchema::anOldProfileThatCannotBeConvertedStaysAsItWasAndSaysWhy()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    const QString folder = temporary.folder.path();
    SQLite::Database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE).exec(std::string(BackToSchema2) + "; CREATE TABLE full_text (a)");
    const QByteArray before = bytesOf(databaseIn(folder));
    const auto opened = Store::open(folder);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
    QVERIFY2(opened.error().message.contains(QStringLiteral("full_text already exists")) && opened.error().message.contains(QStringLiteral("check --repair")),
             qPrintable(opened.error().message));
    QCOMPARE(bytesOf(databaseIn(folder)), before);
    QVERIFY(Store::salvage(folder));
    temporary.reopen();
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(temporary.rows(QStringLiteral("alpha")).size(), 1);
}

void TestSchema::aSchemaThatWasChangedIsDamageAndIsSaved_data()
{
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    const auto row = [](const char *was, const char *is) { QTest::newRow(is) << QByteArray(was) << QByteArray(is); };
    row("CREATE TABLE content", "CREATE TABLE contemt");
    row("    lead        TEXT NOT NULL,", "    leaf        TEXT NOT NULL,");
    row("flags   INTEGER NOT NULL,             -- 1 read", "flags   INTEGER NOT NULL,             +- 1 read");
    row("note    TEXT NOT NULL DEFAULT ''", "nota    TEXT NOT NULL DEFAULT ''");
    row("ON article (source, identity)", "ON article (source, published)");
    row("folder        TEXT", "folder        TEXU");
    row("'article_text_docsize'(id INTEGER", "'article_text_docsize'(id INTEGES");
    row("content = '', tokenize", "content = 'x' tokenize");
    row("retention TEXT NOT NULL DEFAULT ''", "retentipn TEXT NOT NULL DEFAULT ''");
}

void TestSchema::aSchemaThatWasChangedIsDamageAndIsSaved()
{
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"), QStringLiteral("the whole text"))})).added;
    StateChange change;
    change.bookmarked = true;
    change.note = QStringLiteral("mine");
    valueOf(temporary.store->mark(ids, change));
    temporary.store.reset();
    const QString folder = temporary.folder.path();
    QByteArray bytes = bytesOf(databaseIn(folder));
    const qsizetype at = bytes.indexOf(was);
    QVERIFY(at > 0);
    bytes.replace(at, std::min(was.size(), is.size()), is.left(was.size()));
    write(databaseIn(folder), bytes);
    for (const auto &opened : {Store::open(folder).map([](auto &&) {}), Store::openReadOnly(folder).map([](auto &&) {})}) {
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
        QVERIFY(opened.error().message.contains(QStringLiteral("check --repair")));
    }
    QCOMPARE(bytesOf(databaseIn(folder)), bytes);
    const auto saved = Store::salvage(folder);
    QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().message));
    temporary.reopen();
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    const StoredArticle article = valueOf(temporary.store->article(ids.first()));
    QCOMPARE(article.content.text, QStringLiteral("the whole text"));
    QVERIFY(article.state.bookmarked);
    QCOMPARE(article.state.note, QStringLiteral("mine"));
}

// Where it opens all the same, the flip was in what counts for nothing: a comment, a space, the free room of the page.
void TestSchema::aLetterFlippedInTheSchemaIsNeverAcceptedInSilence()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"), QStringLiteral("the whole text"))})).added;
    temporary.store.reset();
    const QByteArray sound = bytesOf(databaseIn(temporary.folder.path()));
    int refused = 0;
    for (int round = 0; round < 60; ++round) {
        QTemporaryDir folder;
        QByteArray bytes = sound;
        const qsizetype at = 100 + round * 137 % 8000;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (round % 7)));
        write(databaseIn(folder.path()), bytes);
        auto store = Store::open(folder.path());
        if (!store) {
            ++refused;
            QCOMPARE(store.error().kind, ErrorKind::Corrupt);
            QVERIFY2(Store::salvage(folder.path()), qPrintable(QString::number(at)));
            store = Store::open(folder.path());
            QVERIFY(store);
        }
        const CheckReport report = valueOf((*store)->check(false));
        if (report.isDamaged)
            continue; // the check leads to what saves it
        QCOMPARE(valueOf((*store)->article(ids.first())).content.text, QStringLiteral("the whole text"));
        QVERIFY((*store)->mark(ids, {true, {}, {}, {}, {}}).result());
    }
    QVERIFY2(refused > 10, qPrintable(QString::number(refused)));
}

void TestSchema::schemasThatOnlyLookDifferentAreSound_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("rebuilt by VACUUM") << QByteArray("VACUUM");
    QTest::newRow("with statistics") << QByteArray("ANALYZE");
    QTest::newRow("with an index of somebody else's") << QByteArray("CREATE INDEX of_mine ON article (received)");
    QTest::newRow("of an older Dateline") << QByteArray(BackToSchema2);
    QTest::newRow("spaced and quoted otherwise")
        << QByteArray("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(replace(sql, '    ', '  '), 'CREATE TABLE content', 'CREATE TABLE \"content\" /* here */') "
                      "WHERE name IN ('content', 'article'); PRAGMA writable_schema = RESET");
    QTest::newRow("with other comments") << QByteArray("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '-- 1 read', '-- one: read') WHERE name = 'state'; "
                                                       "PRAGMA writable_schema = RESET");
}

void TestSchema::schemasThatOnlyLookDifferentAreSound()
{
    QFETCH(QByteArray, sql);
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    SQLite::Database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE).exec(sql.toStdString());
    temporary.reopen();
    const CheckReport report = valueOf(temporary.store->check(false));
    QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
    QCOMPARE(temporary.rows(QStringLiteral("alpha")).size(), 1);
}

QTEST_GUILESS_MAIN(TestSchema)
#include "test_schema.moc"
