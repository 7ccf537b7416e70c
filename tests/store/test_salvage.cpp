// Damaged databases, in every way that can be thought of: nothing that SQLite can still read by its number may be lost, what is saved
// must be sound, and the damaged file must stay.
#include "salvage_profile.h"

#include "store/id_range.h"

#include "store/migrations.h"
#include "store/salvaged_profile.h"

#include <QDir>

#include <sqlite3.h>

using namespace dateline;

class TestSalvage final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aSoundProfileIsSavedWhole();
    void howFarItIsIsTold();
    void theNewDatabaseHasTheIndexesOfEveryDatabase();
    void theLogCountsToo();
    void bytesFlippedAnywhere_data();
    void bytesFlippedAnywhere();
    void anyPageLost_data();
    void anyPageLost();
    void pagesInEachOthersPlaces();
    void aFileCutAnywhere();
    void aLostHeadLosesNothingElse();
    void aLostHeadOfADatabaseWithoutPointerMapsLosesNothingElse();
    void aDamagedLogLosesWhatIsDamagedOnly();
    void whatHoldsNothingIsLeftAlone();
    void aNewerProfileIsLeftAlone();
    void readersMarksOutliveTheirArticle();
    void aProfileThatGaveManyIdsIsSavedWhole();
    void idsThatWereNeverGivenAreNotSaved();
    void aKillAtAnyStepLeavesTheOldOrTheNew();
    void aFullDiskLeavesTheOld();

private:
    QString folderWith(const QByteArray &bytes, const QByteArray &log = {});
    void salvaged(const QByteArray &bytes, const QByteArray &log = {});

    // In memory where there is such a place: some hundred databases are made, and each is synced several times.
    QTemporaryDir m_place{QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm/dateline-salvage-XXXXXX") : QDir::tempPath() + QStringLiteral("/dateline-salvage-XXXXXX")};
    int m_folders = 0;
    QByteArray m_sound, m_withLog, m_log;
    SalvageReport m_outcome;
    std::unique_ptr<Store> m_store;
};

void TestSalvage::initTestCase()
{
    QTemporaryDir whole, logged;
    makeProfile(whole.path(), false);
    m_sound = bytesOf(databaseIn(whole.path()));
    makeProfile(logged.path(), true);
    m_withLog = bytesOf(databaseIn(logged.path()));
    m_log = bytesOf(databaseIn(logged.path()) + QStringLiteral("-wal"));
    QVERIFY(m_sound.size() > 100 * Page && m_log.size() > 10 * Page);
}

QString TestSalvage::folderWith(const QByteArray &bytes, const QByteArray &log)
{
    m_store.reset();
    if (m_folders > 0)
        QDir(m_place.filePath(QString::number(m_folders))).removeRecursively();
    const QString folder = m_place.filePath(QString::number(++m_folders));
    QDir().mkpath(folder);
    write(databaseIn(folder), bytes);
    if (!log.isEmpty())
        write(databaseIn(folder) + QStringLiteral("-wal"), log);
    return folder;
}

// Saves what can be saved of these bytes, and holds it against what SQLite can read of them.
void TestSalvage::salvaged(const QByteArray &bytes, const QByteArray &log)
{
    const QString folder = folderWith(bytes, log);
    const QHash<quint32, Readable> readable = readableIn(folder);
    Result<SalvageReport> outcome = Store::salvage(folder);
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message + outcome.error().detail));
    m_outcome = *outcome;
    QCOMPARE(bytesOf(outcome->damagedFile), bytes);
    QCOMPARE(bytesOf(outcome->damagedFile + QStringLiteral("-wal")), log);
    auto opened = Store::open(folder);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_store = std::move(*opened);
    const CheckReport report = valueOf(m_store->check(false));
    QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
    for (auto each = readable.cbegin(); each != readable.cend(); ++each) {
        const auto found = m_store->article(ArticleId{each.key()}).result();
        QVERIFY2(found, qPrintable(QStringLiteral("article %1 is lost").arg(each.key())));
        QCOMPARE(found->content.title, each->title);
        QCOMPARE(found->content.text, each->text);
        if (!each->hasState || !log.isEmpty()) // of a damaged log we read later changes than SQLite does
            continue;
        QCOMPARE(found->state.read, bool(each->flags & 1));
        QCOMPARE(found->state.bookmarked, bool(each->flags & 2));
        QCOMPARE(found->state.note, each->note);
    }
    QCOMPARE(valueOf(m_store->run({})).rows.size(), outcome->articles);
}

void TestSalvage::aSoundProfileIsSavedWhole()
{
    for (const bool inLog : {false, true}) {
        salvaged(inLog ? m_withLog : m_sound, inLog ? m_log : QByteArray());
        QCOMPARE(m_outcome.lost, QStringList());
        QCOMPARE(m_outcome.articles, Articles - 10);
        const Answer saved = valueOf(m_store->run({}));
        const QList<Correction> corrections = valueOf(m_store->corrections());
        const QList<SavedFilter> filters = valueOf(m_store->savedFilters());
        const QList<Source> sources = valueOf(m_store->sources());
        const quint64 generation = m_store->generation();
        QCOMPARE(valueOf(m_store->setting(QStringLiteral("a.setting"))), QStringLiteral("its value"));
        QCOMPARE(valueOf(m_store->run(Query::parse(QStringLiteral("\"Title 7\" OR \"Title 8\"")).value())).rows.size(), 2);
        const QString before = folderWith(inLog ? m_withLog : m_sound, inLog ? m_log : QByteArray());
        const auto store = Store::open(before);
        Answer damaged = valueOf((*store)->run({}));
        damaged.generation = saved.generation;
        QCOMPARE(damaged, saved);
        QCOMPARE(valueOf((*store)->corrections()), corrections);
        QCOMPARE(valueOf((*store)->savedFilters()), filters);
        QCOMPARE(valueOf((*store)->sources()), sources);
        QVERIFY((*store)->generation() < generation); // what was made of the damaged one doesn't pass for what is of the new one
    }
}

void TestSalvage::howFarItIsIsTold()
{
    const QTemporaryDir many;
    {
        const auto store = Store::open(many.path());
        const SourceId source = valueOf((*store)->ensureSource(feedSource(QStringLiteral("BBC")))).id;
        QList<AnalysedArticle> articles;
        for (int i = 0; i < 1200; ++i)
            articles += sample(QStringLiteral("Title %1").arg(i), QStringLiteral("text"));
        valueOf((*store)->save(source, articles));
    }
    QFile file(databaseIn(many.path()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(100, '\0'));
    file.close();
    QList<SalvageProgress> told;
    const auto saved = Store::salvage(many.path(), [&told](const SalvageProgress &progress) { told += progress; });
    QVERIFY(saved);
    QCOMPARE(saved->articles, 1200);
    QVERIFY(std::any_of(told.begin(), told.end(), [](const SalvageProgress &each) { return each.done >= 1000 && each.total == 0; }));
    QVERIFY(std::any_of(told.begin(), told.end(), [](const SalvageProgress &each) { return each.done == 1000 && each.total == 1200; }));
}

// They are dropped while it is being filled.
void TestSalvage::theNewDatabaseHasTheIndexesOfEveryDatabase()
{
    const auto schema = [](const QString &folder) {
        Connection connection(databaseIn(folder), Connection::Use::Reading);
        Statement select = connection.prepare("SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)");
        return select.step() ? select.text(0) : QString();
    };
    salvaged(m_sound, {});
    m_store.reset();
    const QTemporaryDir fresh;
    QVERIFY(Store::open(fresh.path()));
    QCOMPARE(schema(m_place.filePath(QString::number(m_folders))), schema(fresh.path()));
}

void TestSalvage::theLogCountsToo()
{
    // Without its log, the database knows less.
    salvaged(m_withLog, m_log);
    QCOMPARE(valueOf(m_store->savedFilters()).size(), 1);
}

void TestSalvage::bytesFlippedAnywhere_data()
{
    QTest::addColumn<int>("flips");
    QTest::addColumn<int>("rounds");
    QTest::newRow("one") << 1 << 10;
    QTest::newRow("twenty") << 20 << 10;
    QTest::newRow("three hundred") << 300 << 8;
}

void TestSalvage::bytesFlippedAnywhere()
{
    QFETCH(int, flips);
    QFETCH(int, rounds);
    const int factor = qEnvironmentVariableIntValue("DATELINE_LONG_TESTS") > 0 ? 40 : 1;
    for (int round = 0; round < rounds * factor; ++round) {
        QRandomGenerator random(static_cast<quint32>(round * 1000 + flips));
        QByteArray bytes = m_sound;
        for (int i = 0; i < flips; ++i) {
            const qsizetype at = random.bounded(bytes.size());
            bytes[at] = static_cast<char>(bytes[at] ^ (1 + random.bounded(255)));
        }
        salvaged(bytes);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("in round %1").arg(round)));
    }
}

void TestSalvage::anyPageLost_data()
{
    QTest::addColumn<int>("filler");
    QTest::newRow("zeros") << 0;
    QTest::newRow("garbage") << 0xab;
}

void TestSalvage::anyPageLost()
{
    QFETCH(int, filler);
    const int step = qEnvironmentVariableIntValue("DATELINE_LONG_TESTS") > 0 ? 1 : 16;
    for (qsizetype at = filler == 0 ? 0 : 2 * Page; at < m_sound.size(); at += (at < 10 * Page ? 1 : step) * Page) {
        QByteArray bytes = m_sound;
        bytes.replace(at, Page, QByteArray(Page, static_cast<char>(filler)));
        salvaged(bytes);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("page %1").arg(at / Page + 1)));
        QVERIFY(m_outcome.articles + m_outcome.articlesLost >= Articles - 10);
    }
}

void TestSalvage::pagesInEachOthersPlaces()
{
    for (quint32 round = 0; round < 10; ++round) {
        QRandomGenerator random(round);
        QByteArray bytes = m_sound;
        const qsizetype one = random.bounded(bytes.size() / Page) * Page, other = random.bounded(bytes.size() / Page) * Page;
        const QByteArray kept = bytes.mid(one, Page);
        bytes.replace(one, Page, bytes.mid(other, Page));
        bytes.replace(other, Page, kept);
        salvaged(bytes);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("in round %1").arg(round)));
    }
}

void TestSalvage::aFileCutAnywhere()
{
    for (int part = 1; part <= 12; ++part) {
        const qsizetype size = m_sound.size() * part / 13;
        salvaged(m_sound.left(size));
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("at %1").arg(size)));
    }
}

void TestSalvage::aLostHeadLosesNothingElse()
{
    for (const qsizetype lost : {qsizetype(16), qsizetype(100), qsizetype(4096), Page}) {
        salvaged(QByteArray(lost, '\0') + m_sound.mid(lost));
        QCOMPARE(m_outcome.articles, Articles - 10);
        QCOMPARE(m_outcome.articlesInPart, 0);
        QCOMPARE(valueOf(m_store->run(Query::parse(QStringLiteral("is:bookmarked")).value())).rows.size(), 41);
        QCOMPARE(valueOf(m_store->corrections()).size(), 2);
        QCOMPARE(valueOf(m_store->savedFilters()).size(), 1);
        QCOMPARE(valueOf(m_store->sources()).size(), 2);
        QCOMPARE(valueOf(m_store->run(Query::parse(QStringLiteral("tag:\"Tag 1\"")).value())).rows.size(), 6);
    }
}

// Its tables lie one page nearer to the beginning.
void TestSalvage::aLostHeadOfADatabaseWithoutPointerMapsLosesNothingElse()
{
    const QTemporaryDir old;
    {
        Connection connection(databaseIn(old.path()), Connection::Use::Writing, false);
        QVERIFY(migrate(connection));
        QCOMPARE(connection.number("PRAGMA auto_vacuum"), 0);
    }
    {
        const auto store = Store::open(old.path());
        QVERIFY(store);
        const SourceId source = valueOf((*store)->ensureSource(feedSource(QStringLiteral("BBC")))).id;
        QList<AnalysedArticle> articles;
        for (int i = 0; i < 100; ++i)
            articles += sample(QStringLiteral("Title %1").arg(i), QStringLiteral("text"));
        valueOf((*store)->save(source, articles));
    }
    const QByteArray sound = bytesOf(databaseIn(old.path()));
    write(databaseIn(old.path()), QByteArray(Page, '\0') + sound.mid(Page));
    const auto saved = Store::salvage(old.path());
    QVERIFY(saved);
    QCOMPARE(saved->articles, 100);
    const auto store = Store::open(old.path());
    QVERIFY(store);
    QCOMPARE(valueOf((*store)->sources()).size(), 1);
}

void TestSalvage::aDamagedLogLosesWhatIsDamagedOnly()
{
    for (quint32 round = 0; round < 12; ++round) {
        QRandomGenerator random(round);
        QByteArray log = m_log;
        const qsizetype at = round == 0 ? 20 : round == 1 ? 2 : random.bounded(log.size());
        log[at] = static_cast<char>(log[at] ^ 0x41);
        salvaged(m_withLog, log);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("in round %1").arg(round)));
        // One page at most is older than it should be.
        QVERIFY2(m_outcome.articles >= Articles - 60, qPrintable(QString::number(m_outcome.articles)));
    }
}

void TestSalvage::whatHoldsNothingIsLeftAlone()
{
    for (const QByteArray &bytes : {QByteArray("Dear diary").repeated(2000), QByteArray("x"), QByteArray(20 * Page, '\0'), QByteArray("SQLite format 3\0", 16)}) {
        const QString folder = folderWith(bytes);
        const auto outcome = Store::salvage(folder);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::Corrupt);
        QCOMPARE(bytesOf(databaseIn(folder)), bytes);
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2); // the database and the lock
    }
    QTemporaryDir empty;
    QCOMPARE(Store::salvage(empty.path()).error().kind, ErrorKind::NotFound);
}

void TestSalvage::aNewerProfileIsLeftAlone()
{
    const QByteArray newer = QByteArray(m_sound).replace(60, 4, QByteArray("\0\0\x03\xe7", 4));
    const QString folder = folderWith(newer);
    const auto outcome = Store::salvage(folder);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::TooNew);
    QCOMPARE(bytesOf(databaseIn(folder)), newer);
}

// All articles and contents are gone, rows and pages: only their state is left, and the index.
void TestSalvage::readersMarksOutliveTheirArticle()
{
    const QString folder = folderWith(m_sound);
    {
        SQLite::Database database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA foreign_keys = OFF; DELETE FROM content WHERE id < 100");
    }
    const auto outcome = Store::salvage(folder);
    QVERIFY(outcome);
    auto store = std::move(*Store::open(folder));
    QVERIFY(valueOf(store->check(false)).sound);
    QCOMPARE(valueOf(store->run(Query::parse(QStringLiteral("is:bookmarked")).value())).rows.size(), 41);
    QCOMPARE(valueOf(store->run(Query::parse(QStringLiteral("tag:\"Tag 1\"")).value())).rows.size(), 6);
    const StoredArticle noted = valueOf(store->article(ArticleId{14}));
    QCOMPARE(noted.state.note, QStringLiteral("Note on 13"));
    QVERIFY(noted.content.title.startsWith(QStringLiteral("Lost article")));
    QVERIFY(outcome->articlesInPart > 0 && outcome->articlesLost > 0);
    QVERIFY(!outcome->lost.isEmpty());
    // It comes again, and is what it was: 13 was noted, 4 was only read.
    const SourceId source = valueOf(store->ensureSource(feedSource(QStringLiteral("BBC")))).id;
    const SaveReport came = valueOf(store->save(source, {article(27), article(7)}));
    QCOMPARE(came.updated, QList<ArticleId>{ArticleId{14}});
    QCOMPARE(valueOf(store->article(ArticleId{14})).content.title, QStringLiteral("Title 27"));
    QCOMPARE(valueOf(store->article(ArticleId{14})).state.note, QStringLiteral("Note on 13"));
    QCOMPARE(came.added.size(), 1);
    QVERIFY(valueOf(store->article(came.added.first())).state.read);
}

namespace {

void change(const QString &folder, const char *sql)
{
    SQLite::Database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE).exec(std::string("PRAGMA foreign_keys = OFF;") + sql);
}

} // namespace

// After years of ten thousand articles a day, of which few are kept.
void TestSalvage::aProfileThatGaveManyIdsIsSavedWhole()
{
    const QString folder = folderWith(m_sound);
    change(folder, "UPDATE article SET id = id + 34000000; UPDATE content SET id = id + 34000000; UPDATE state SET article = article + 34000000;"
                   "UPDATE tagged SET article = article + 34000000; UPDATE correction SET article = article + 34000000 WHERE article IS NOT NULL;"
                   "UPDATE found_entity SET article = article + 34000000; UPDATE sqlite_sequence SET seq = 34000300 WHERE name = 'article'");
    const auto outcome = Store::salvage(folder);
    QVERIFY(outcome);
    QCOMPARE(outcome->articles, Articles - 10);
    QCOMPARE(outcome->articlesLost, 0);
    Connection connection(databaseIn(folder), Connection::Use::Reading);
    QCOMPARE(connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'article'"), 34'000'300);
    QCOMPARE(connection.number("SELECT count(*) FROM article WHERE id > 34000000"), Articles - 10);
    QCOMPARE(connection.number("SELECT count(*) FROM state WHERE flags & 2"), 41);
    QVERIFY(IdRange(connection, QStringLiteral("article")).holds(34'000'300));
}

// What was saved must open: an id that would be taken for damage then isn't.
void TestSalvage::idsThatWereNeverGivenAreNotSaved()
{
    const QString folder = folderWith(m_sound);
    change(folder, "UPDATE article SET id = 60000000 WHERE id = 7; UPDATE content SET id = 60000000 WHERE id = 7;"
                   "UPDATE value SET id = 60000000 WHERE id = (SELECT max(id) FROM value WHERE facet = 4);"
                   "INSERT INTO tagged VALUES (8, 60000001); INSERT INTO state VALUES (60000002, 2, 'n');"
                   "UPDATE sqlite_sequence SET seq = 62000000");
    const auto outcome = Store::salvage(folder);
    QVERIFY(outcome);
    QCOMPARE(outcome->articles, Articles - 11);
    QVERIFY(outcome->articlesLost > 0);
    {
        Connection connection(databaseIn(folder), Connection::Use::Reading);
        for (const char *table : {"article", "value", "source"}) {
            const qint64 given = connection.number(std::string("SELECT seq FROM sqlite_sequence WHERE name = '") + table + "'");
            QVERIFY2(given < 10'000, table);
        }
    }
    auto store = std::move(*Store::open(folder));
    QVERIFY(valueOf(store->check(false)).sound);
    QCOMPARE(valueOf(store->run({})).rows.size(), Articles - 11);
    const SourceId source = valueOf(store->ensureSource(feedSource(QStringLiteral("New")))).id;
    QCOMPARE(valueOf(store->save(source, {article(400)})).added.size(), 1);
}

void TestSalvage::aKillAtAnyStepLeavesTheOldOrTheNew()
{
    // The names as a kill between two steps leaves them: what is saved is whole, the rest is under way.
    QTemporaryDir made;
    write(databaseIn(made.path()), m_withLog);
    write(databaseIn(made.path()) + QStringLiteral("-wal"), m_log);
    QVERIFY(Store::salvage(made.path()));
    const QByteArray saved = bytesOf(databaseIn(made.path()));
    for (int step = 0; step < 4; ++step) {
        const QString folder = folderWith(m_withLog, m_log);
        const QString database = databaseIn(folder), damaged = database + QStringLiteral(".damaged-20250911-140300");
        write(database + QStringLiteral(".salvaged-20250911-140300"), saved);
        if (step >= 1)
            QVERIFY(QFile::rename(database + QStringLiteral("-wal"), damaged + QStringLiteral("-wal")));
        if (step == 2)
            QFile::link(database, damaged); // a symbolic one leads to the same file
        if (step == 3)
            QVERIFY(QFile::rename(database, damaged));
        QVERIFY(!Store::isMissing(folder));
        {
            const auto store = Store::open(folder);
            QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
            QVERIFY(valueOf((*store)->check(false)).sound);
            QCOMPARE(valueOf((*store)->run({})).rows.size(), Articles - 10);
        }
        QVERIFY(!isReplacementUnfinished(folder));
        QCOMPARE(bytesOf(damaged + QStringLiteral("-wal")), m_log);
        if (step != 2)
            QCOMPARE(bytesOf(damaged), m_withLog);
    }
    // Before that, it is nothing yet.
    const QString folder = folderWith(m_sound);
    write(databaseIn(folder) + QStringLiteral(".unfinished"), saved.left(3 * Page));
    QVERIFY(Store::open(folder));
    QVERIFY(Store::salvage(folder));
    QVERIFY(!QFile::exists(databaseIn(folder) + QStringLiteral(".unfinished")));
}

void TestSalvage::aFullDiskLeavesTheOld()
{
    const QString folder = folderWith(m_sound);
    const auto outcome = onAFullDisk(400'000, [&] { return Store::salvage(folder); });
    QVERIFY(!outcome);
    QVERIFY(outcome.error().kind == ErrorKind::Full || outcome.error().kind == ErrorKind::Unreadable);
    QCOMPARE(bytesOf(databaseIn(folder)), m_sound);
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 2);
    QVERIFY(Store::salvage(folder));
}

QTEST_GUILESS_MAIN(TestSalvage)
#include "test_salvage.moc"
