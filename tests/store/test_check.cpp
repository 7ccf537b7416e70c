// What the check finds of damage, and what its repair puts right.
#include "samples.h"

#include "store/connection.h"
#include "store/id_range.h"
#include "store/migrations.h"

#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace dateline;

namespace {

void damage(const QString &folder, const QByteArray &sql)
{
    SQLite::Database database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec(sql.constData());
}

} // namespace

class TestCheck final : public QObject {
    Q_OBJECT
private slots:
    void aFlippedByteIsFoundByTheCheck();
    void damagedPagesAreNamedAndLeftAsTheyAre();
    void anIdThatWasNeverGivenIsDamage_data();
    void anIdThatWasNeverGivenIsDamage();
    void aDamagedCountOfGivenIdsMakesTheIndexNoLonger_data();
    void aDamagedCountOfGivenIdsMakesTheIndexNoLonger();
    void idsAreBelievedThatTheRowsExplain_data();
    void idsAreBelievedThatTheRowsExplain();
    void damageToAVirtualTableIsDamageToo();
    void aLostTextIndexIsBuiltAnew();
    void rowsThatBelongToNothingAreRemoved_data();
    void rowsThatBelongToNothingAreRemoved();
    void anArticleWithoutASourceIsNoSuchRow();
};

void TestCheck::aFlippedByteIsFoundByTheCheck()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 200; ++i)
        articles += sample(QString::number(i), QStringLiteral("words %1 of article ").arg(i).repeated(40));
    valueOf(temporary.store->save(source, articles));
    temporary.store.reset();
    QByteArray bytes = bytesOf(databaseIn(temporary.folder.path()));
    // In a packed body: its zlib stream no longer has the sum it says.
    const qsizetype at = bytes.lastIndexOf(QByteArray::fromHex("789c")) + 20;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    write(databaseIn(temporary.folder.path()), bytes);
    temporary.reopen();
    const CheckReport report = valueOf(temporary.store->check(false));
    QVERIFY(!report.sound);
    QVERIFY(!report.found.isEmpty());
    QVERIFY(report.isDamaged && !report.isRepairable);
}

void TestCheck::damagedPagesAreNamedAndLeftAsTheyAre()
{
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 200; ++i)
        articles += sample(QString::number(i), QStringLiteral("words %1 of article ").arg(i).repeated(40));
    valueOf(temporary.store->save(temporary.source(), articles));
    temporary.store.reset();
    constexpr qsizetype page = 8192;
    const QByteArray sound = bytesOf(databaseIn(temporary.folder.path()));
    int opened = 0;
    for (qsizetype at = page; at < sound.size(); at += page) {
        QTemporaryDir folder;
        QByteArray bytes = sound;
        bytes.replace(at, page, QByteArray(page, '\xab'));
        write(databaseIn(folder.path()), bytes);
        auto store = Store::open(folder.path());
        if (store) {
            ++opened;
            const CheckReport report = valueOf((*store)->check(true));
            QVERIFY(report.isDamaged && !report.isRepairable);
            QVERIFY(!report.found.isEmpty() && report.repaired.isEmpty());
            store->reset();
        } else {
            QCOMPARE(store.error().kind, ErrorKind::Corrupt);
            QVERIFY2(store.error().message.contains(QStringLiteral("check --repair")), qPrintable(store.error().message));
        }
        QCOMPARE(bytesOf(databaseIn(folder.path())), bytes);
    }
    QVERIFY(opened > 5);
}

void TestCheck::anIdThatWasNeverGivenIsDamage_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("an article's") << QStringLiteral("UPDATE article SET id = 4000000000");
    QTest::newRow("a value's") << QStringLiteral("UPDATE value SET id = 4294967295 WHERE id = (SELECT max(id) FROM value)");
    QTest::newRow("a value's, and the count of those given too")
        << QStringLiteral("UPDATE value SET id = 4000000000 WHERE id = (SELECT max(id) FROM value); UPDATE sqlite_sequence SET seq = 4000000000");
    QTest::newRow("below all") << QStringLiteral("UPDATE article SET id = -1");
    QTest::newRow("beyond 32 bits") << QStringLiteral("UPDATE article SET id = 4294967297"); // as a number of 32 bits it would be 1
}

// The facet index would be as long as the highest id: gigabytes for one flipped bit.
void TestCheck::anIdThatWasNeverGivenIsDamage()
{
    QFETCH(QString, change);
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    QVERIFY(QFile::remove(temporary.folder.filePath(QStringLiteral("dateline.index"))) || !QFile::exists(temporary.folder.filePath(QStringLiteral("dateline.index"))));
    SQLite::Database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE).exec(change.toStdString());
    const auto store = Store::open(temporary.folder.path());
    if (!store) {
        QCOMPARE(store.error().kind, ErrorKind::Corrupt);
        return;
    }
    const Result<Answer> answer = (*store)->run(Query(), {}).result();
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().kind, ErrorKind::Corrupt);
    const CheckReport report = valueOf((*store)->check(false));
    QVERIFY(report.isDamaged);
}

void TestCheck::aDamagedCountOfGivenIdsMakesTheIndexNoLonger_data()
{
    QTest::addColumn<QString>("table");
    QTest::newRow("values") << QStringLiteral("value");
    QTest::newRow("articles") << QStringLiteral("article");
    QTest::newRow("sources") << QStringLiteral("source");
}

// The next row would get an id of thousands of millions, and the index file as many entries.
void TestCheck::aDamagedCountOfGivenIdsMakesTheIndexNoLonger()
{
    QFETCH(QString, table);
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    damage(temporary.folder.path(), QStringLiteral("UPDATE sqlite_sequence SET seq = 1500000000 WHERE name = '%1'").arg(table).toUtf8());
    temporary.reopen();
    if (table == u"article") {
        const auto saved = temporary.store->save(temporary.source(), {sample(QStringLiteral("beta"))}).result();
        QVERIFY(!saved.has_value());
        QCOMPARE(saved.error().kind, ErrorKind::Corrupt);
    } else if (table == u"source") {
        const auto made = temporary.store->ensureSource(feedSource(QStringLiteral("New"))).result();
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().kind, ErrorKind::Corrupt);
    } else {
        const auto marked = temporary.store->mark({ArticleId{1}}, {{}, {}, {QStringLiteral("new")}, {}, {}}).result();
        QVERIFY(!marked.has_value());
        QCOMPARE(marked.error().kind, ErrorKind::Corrupt);
    }
    QCOMPARE(valueOf(temporary.store->run(Query(), {})).rows.size(), 1); // what was there can be read
}

void TestCheck::idsAreBelievedThatTheRowsExplain_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<qint64>("id");
    QTest::addColumn<bool>("isBelieved");
    const qint64 always = 33'554'432;
    QTest::newRow("none, since there is no such id") << 0 << qint64(0) << false;
    QTest::newRow("18 million ids, of which 4,000 articles are kept") << 4'000 << qint64(18'000'000) << true;
    QTest::newRow("as many as an index may always have") << 0 << always << true;
    QTest::newRow("one more") << 0 << always + 1 << false;
    QTest::newRow("one more, of one that is there") << 1 << always + 4096 << true;
    QTest::newRow("more than one explains") << 1 << always + 4097 << false;
    QTest::newRow("as many again as are always believed") << 10'000 << 2 * always + 640'000 << true;
    QTest::newRow("more than those explain") << 10'000 << 2 * always + 640'001 << false;
    QTest::newRow("of thousands of millions") << 10'000 << qint64(4'000'000'000) << false;
    QTest::newRow("beyond 32 bits") << 10'000 << (qint64(1) << 32) + 1 << false;
}

// Counted for an index as a whole, and for one id.
void TestCheck::idsAreBelievedThatTheRowsExplain()
{
    QFETCH(int, rows);
    QFETCH(qint64, id);
    QFETCH(bool, isBelieved);
    const QString table = QStringLiteral("given");
    Connection connection(QStringLiteral(":memory:"), Connection::Use::Writing);
    connection.run("CREATE TABLE given (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO given VALUES (1)");
    connection.run("DELETE FROM given");
    connection.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) INSERT INTO given SELECT i FROM n WHERE ?1 > 0").bind(1, rows).run();
    connection.prepare("UPDATE sqlite_sequence SET seq = ?").bind(1, id).run();
    QCOMPARE(IdRange(connection, table).holds(id), isBelieved);
    if (isBelieved)
        QCOMPARE(IdRange::given(connection, table, id), static_cast<quint32>(id));
    else
        QVERIFY_EXCEPTION_THROWN(IdRange::given(connection, table, id), SQLite::Exception);
}

// SQLite tells of it by an extended code (SQLITE_CORRUPT_VTAB), where it is asked at all: no such table is ours.
void TestCheck::damageToAVirtualTableIsDamageToo()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("DROP TABLE content; CREATE VIRTUAL TABLE content USING rtree (id, low, high, +hash, +url, +title, +lead, +annotations, +body);"
                      "DELETE FROM content_node");
    }
    const auto opened = Store::open(temporary.folder.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
    QVERIFY(Store::salvage(temporary.folder.path()));
}

void TestCheck::aLostTextIndexIsBuiltAnew()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha")), sample(QStringLiteral("beta"))}));
    temporary.store.reset();
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("INSERT INTO article_text (article_text) VALUES ('delete-all')");
    }
    temporary.reopen();
    QVERIFY(temporary.rows(QStringLiteral("alpha")).isEmpty());
    QVERIFY(!valueOf(temporary.store->check(false)).sound);
    const CheckReport repaired = valueOf(temporary.store->check(true));
    QVERIFY(!repaired.sound);
    QCOMPARE(repaired.repaired.size(), 1);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(temporary.rows(QStringLiteral("alpha")).size(), 1);
}

void TestCheck::rowsThatBelongToNothingAreRemoved_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("a correction of a lost article") << QByteArray("INSERT INTO correction VALUES (NULL, 2, 99, 0, '', 0, '', 'FR', 0, 0, 0)");
    QTest::newRow("an entity found that has no name") << QByteArray("INSERT INTO found_entity VALUES (99, 1)");
    QTest::newRow("another spelling of nobody") << QByteArray("INSERT INTO alias VALUES ('nobody', 99)");
    QTest::newRow("the state of a lost article") << QByteArray("INSERT INTO state VALUES (99, 1, '')");
    QTest::newRow("a tag on a lost article") << QByteArray("INSERT INTO tagged VALUES (99, 1)");
    QTest::newRow("a tag without a name") << QByteArray("INSERT INTO tagged VALUES (1, 99)");
}

void TestCheck::rowsThatBelongToNothingAreRemoved()
{
    QFETCH(QByteArray, damage);
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))})).added;
    valueOf(temporary.store->correct(Correction::country(ids[0], QStringLiteral("FR"), Correction::Bearing::About)));
    valueOf(temporary.store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Mr Speaker")})));
    temporary.store.reset();
    ::damage(temporary.folder.path(), damage);
    temporary.reopen();
    const CheckReport found = valueOf(temporary.store->check(false));
    QVERIFY(!found.sound && found.isRepairable);
    QCOMPARE(valueOf(temporary.store->check(true)).repaired, QStringList{QStringLiteral("Rows that belong to nothing were removed.")});
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(valueOf(temporary.store->corrections()).size(), 2);
    QCOMPARE(temporary.rows(QStringLiteral("country:FR alpha")), ids);
}

void TestCheck::anArticleWithoutASourceIsNoSuchRow()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    ::damage(temporary.folder.path(), "DELETE FROM source");
    temporary.reopen();
    const CheckReport report = valueOf(temporary.store->check(true));
    QVERIFY(!report.sound && report.isDamaged);
    QCOMPARE(report.repaired, QStringList()); // salvage() puts it right
    QCOMPARE(temporary.rows(QStringLiteral("alpha")).size(), 1);
    temporary.store.reset();
    QVERIFY(Store::salvage(temporary.folder.path()));
    temporary.reopen();
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(temporary.rows(QStringLiteral("alpha")).size(), 1);
}

QTEST_GUILESS_MAIN(TestCheck)
#include "test_check.moc"
