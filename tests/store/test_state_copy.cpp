// The daily copy of the reader's own work: what is in it, when it is made, and what comes back of it.
#include "samples.h"

#include "store/connection.h"
#include "store/gzip_file.h"
#include "store/state_copy.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

using namespace dateline;

namespace {

QStringList copiesIn(const QString &folder)
{
    return QDir(folder + QStringLiteral("/state")).entryList(QDir::Files, QDir::Name);
}

void removeDatabase(const QString &folder)
{
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(databaseIn(folder) + QLatin1String(suffix));
}

AnalysedArticle articleOf(const QString &title)
{
    AnalysedArticle article = sample(title, QStringLiteral("The whole text of %1. ").arg(title).repeated(30));
    article.content.url = u"https://example.org/" + title;
    return article;
}

} // namespace

class TestStateCopy final : public QObject {
    Q_OBJECT
private slots:
    void everythingOfTheReadersComesBack();
    void whatWasReadWaitsForItsArticle();
    void aLostDatabaseIsNotBegunAnew();
    void timesOfAFeedAreNotTheReadersWork();
    void aDamagedDatabaseKeepsItsLastCopy();
    void whatCanBeReadHoldsAgainstTheCopy();
    void aCopyOfTheTimeWhenLoginsWereStoredBringsNoneBack_data();
    void aCopyOfTheTimeWhenLoginsWereStoredBringsNoneBack();
    void aDamagedCopyIsPassedOver();
    void theLatestDaysAndWeeksAreKept();
    void anotherDatabasesCopyOfTodayIsKept();
    void whatCameAfterARestoredBackupIsPreferred();
    void aCopyOfNothingTakesNoPlaceOfOneThatHoldsSomething();
    void aCopyThatCannotBeReadIsNeverOverwritten();
    void theReadableLinesOfADamagedCopyComeBack_data();
    void theReadableLinesOfADamagedCopyComeBack();
    void theLastCopyOfAnotherHistoryIsKept();
    void whatDoesNotFitIsLeftOut();
};

void TestStateCopy::everythingOfTheReadersComesBack()
{
    TemporaryStore temporary;
    Source feed = feedSource(QStringLiteral("BBC"));
    feed.folder = {QStringLiteral("World"), QStringLiteral("Europe")};
    feed.country = QStringLiteral("GB");
    feed.retention = {Retention::Kind::Days, 90};
    feed.fullText = FullText::Always;
    const Source source = valueOf(temporary.store->ensureSource(feed));
    const QList<ArticleId> ids = valueOf(temporary.store->save(source.id, {articleOf(QStringLiteral("bookmarked")), articleOf(QStringLiteral("tagged")),
                                                                            articleOf(QStringLiteral("noted")), articleOf(QStringLiteral("corrected")),
                                                                            articleOf(QStringLiteral("plain"))})).added;
    StateChange bookmarked, tagged, noted;
    bookmarked.bookmarked = true;
    bookmarked.read = true;
    tagged.addTags = {QStringLiteral("Balkans"), QStringLiteral("ü & \"quotes\"")};
    noted.note = QStringLiteral("My note\nin two lines");
    valueOf(temporary.store->mark({ids[0]}, bookmarked));
    valueOf(temporary.store->mark({ids[1]}, tagged));
    valueOf(temporary.store->mark({ids[2]}, noted));
    valueOf(temporary.store->correct(Correction::country(ids[3], QStringLiteral("FR"), Correction::Bearing::About)));
    valueOf(temporary.store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Mr Speaker")})));
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    valueOf(temporary.store->setSetting(QStringLiteral("a.setting"), QStringLiteral("its value")));
    temporary.store.reset();
    QCOMPARE(copiesIn(temporary.folder.path()).size(), 1);
    removeDatabase(temporary.folder.path());

    const auto outcome = Store::salvage(temporary.folder.path());
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message + outcome.error().detail));
    QVERIFY(!outcome->regained.isEmpty() && outcome->damagedFile.isEmpty());
    temporary.reopen();
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(temporary.rows({}).size(), 4);
    const StoredArticle first = valueOf(temporary.store->article(temporary.rows(QStringLiteral("is:bookmarked")).value(0)));
    QCOMPARE(first.content, articleOf(QStringLiteral("bookmarked")).content);
    QVERIFY(first.state.read && first.state.bookmarked);
    QCOMPARE(valueOf(temporary.store->article(temporary.rows(QStringLiteral("tag:balkans")).value(0))).state.tags.size(), 2);
    QCOMPARE(valueOf(temporary.store->article(temporary.rows(QStringLiteral("\"noted\"")).value(0))).state.note, noted.note.value());
    QCOMPARE(valueOf(temporary.store->article(temporary.rows(QStringLiteral("country:FR")).value(0))).content.title, QStringLiteral("corrected"));
    QCOMPARE(valueOf(temporary.store->corrections()).size(), 2);
    QCOMPARE(valueOf(temporary.store->savedFilters()).value(0).query, QStringLiteral("tag:balkans"));
    QCOMPARE(valueOf(temporary.store->setting(QStringLiteral("a.setting"))), QStringLiteral("its value"));
    const Source again = valueOf(temporary.store->sources()).value(0);
    QCOMPARE(again.folder, feed.folder);
    QCOMPARE(again.country, feed.country);
    QCOMPARE(again.url, feed.url);
    QCOMPARE(again.retention, feed.retention);
    QCOMPARE(again.fullText, feed.fullText);
    // The source is fetched: the articles are those that are there.
    const SaveReport came = valueOf(temporary.store->save(again.id, {articleOf(QStringLiteral("bookmarked")), articleOf(QStringLiteral("plain"))}));
    QCOMPARE(came.added.size(), 1);
    QCOMPARE(came.unchanged, 1);
}

void TestStateCopy::whatWasReadWaitsForItsArticle()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 1200; ++i)
        articles += sample(QString::number(i));
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, articles)).added;
    StateChange read;
    read.read = true;
    valueOf(temporary.store->mark(ids.first(1100), read));
    temporary.store.reset();
    valueOf(QtFuture::makeReadyFuture(writeStateCopy(databaseIn(temporary.folder.path()), QDate::currentDate())));
    removeDatabase(temporary.folder.path());
    QVERIFY(Store::salvage(temporary.folder.path()));
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 0);
    valueOf(temporary.store->save(temporary.source(), articles));
    QCOMPARE(temporary.rows(QStringLiteral("is:read")).size(), 1100);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    // Only once: who marks them unread and loses them again isn't told that they were read.
    valueOf(temporary.store->remove(temporary.rows({})));
    valueOf(temporary.store->save(temporary.source(), articles));
    QCOMPARE(temporary.rows(QStringLiteral("is:read")).size(), 0);
}

void TestStateCopy::aLostDatabaseIsNotBegunAnew()
{
    TemporaryStore temporary;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    removeDatabase(temporary.folder.path());
    QVERIFY(!Store::isMissing(temporary.folder.path()));
    const auto opened = Store::open(temporary.folder.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
    QVERIFY(opened.error().message.contains(QStringLiteral("check --repair")));
    QVERIFY(!QFile::exists(databaseIn(temporary.folder.path())));
    write(databaseIn(temporary.folder.path()), {}); // what a file system leaves of a file after a crash
    QCOMPARE(Store::open(temporary.folder.path()).error().kind, ErrorKind::Corrupt);
}

// A refresh tells of a thousand sources.
void TestStateCopy::timesOfAFeedAreNotTheReadersWork()
{
    TemporaryStore temporary;
    Source feed = valueOf(temporary.store->ensureSource(feedSource(QStringLiteral("BBC"))));
    temporary.store.reset();
    QDir(temporary.folder.filePath(QStringLiteral("state"))).removeRecursively();
    temporary.reopen();
    feed.lastSuccess = QDateTime::fromSecsSinceEpoch(1'757'599'380, Qt::UTC);
    feed.etag = QStringLiteral("1");
    valueOf(temporary.store->updateSource(feed));
    temporary.store.reset();
    QCOMPARE(copiesIn(temporary.folder.path()), QStringList());
    temporary.reopen();
    feed.folder = {QStringLiteral("World")};
    valueOf(temporary.store->updateSource(feed));
    temporary.store.reset();
    QCOMPARE(copiesIn(temporary.folder.path()).size(), 1);
}

void TestStateCopy::aDamagedDatabaseKeepsItsLastCopy()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {articleOf(QStringLiteral("one"))})).added;
    StateChange bookmark;
    bookmark.bookmarked = true;
    valueOf(temporary.store->mark(ids, bookmark));
    temporary.store.reset();
    const QDir copies(temporary.folder.filePath(QStringLiteral("state")));
    const QStringList before = copies.entryList(QDir::Files);
    QCOMPARE(before.size(), 1);
    const QByteArray bytes = bytesOf(copies.filePath(before[0]));
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM content");
    }
    QVERIFY_THROWS_EXCEPTION(SQLite::Exception, writeStateCopy(databaseIn(temporary.folder.path()), QDate::currentDate()));
    QCOMPARE(copies.entryList(QDir::Files), before);
    QCOMPARE(bytesOf(copies.filePath(before[0])), bytes);
}

void TestStateCopy::whatCanBeReadHoldsAgainstTheCopy()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {articleOf(QStringLiteral("one")), articleOf(QStringLiteral("two"))})).added;
    StateChange bookmark, unmark;
    bookmark.bookmarked = true;
    unmark.bookmarked = false;
    valueOf(temporary.store->mark(ids, bookmark));
    temporary.store.reset();
    valueOf(QtFuture::makeReadyFuture(writeStateCopy(databaseIn(temporary.folder.path()), QDate::currentDate())));
    const QString copy = temporary.folder.filePath(u"state/" + copiesIn(temporary.folder.path()).value(0)), aside = temporary.folder.filePath(QStringLiteral("aside"));
    QVERIFY(QFile::rename(copy, aside));
    temporary.reopen();
    valueOf(temporary.store->mark({ids[0]}, unmark));
    valueOf(temporary.store->remove({ids[1]}));
    temporary.store.reset();
    QFile::remove(copy);
    QVERIFY(QFile::rename(aside, copy));
    QVERIFY(Store::salvage(temporary.folder.path()));
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 1);
    QCOMPARE(temporary.rows(QStringLiteral("is:bookmarked")).size(), 0);
}

void TestStateCopy::aCopyOfTheTimeWhenLoginsWereStoredBringsNoneBack_data()
{
    QTest::addColumn<bool>("isLost");
    QTest::newRow("to a database that is lost") << true;
    QTest::newRow("to one that was cleaned of them, and is damaged") << false;
}

void TestStateCopy::aCopyOfTheTimeWhenLoginsWereStoredBringsNoneBack()
{
    QFETCH(bool, isLost);
    TemporaryStore temporary;
    const SourceId plain = temporary.source(QStringLiteral("plain")), second = temporary.source(QStringLiteral("second"));
    StateChange bookmark;
    bookmark.bookmarked = true;
    valueOf(temporary.store->mark(valueOf(temporary.store->save(plain, {articleOf(QStringLiteral("one"))})).added, bookmark));
    valueOf(temporary.store->mark(valueOf(temporary.store->save(second, {articleOf(QStringLiteral("two"))})).added, bookmark));
    temporary.store.reset();
    {
        Connection connection(databaseIn(temporary.folder.path()), Connection::Use::Writing);
        connection.run("UPDATE source SET url = 'https://ana:secret@example.org/feed', title = 'https://ana:secret@example.org/feed', "
                       "site = 'https://ana:secret@example.org/' WHERE id = 1;"
                       "UPDATE source SET url = 'https://bo:secret@example.org/feed' WHERE id = 2; UPDATE profile SET generation = generation + 1");
    }
    valueOf(QtFuture::makeReadyFuture(writeStateCopy(databaseIn(temporary.folder.path()), QDate::currentDate())));
    if (isLost) {
        removeDatabase(temporary.folder.path());
    } else {
        Connection connection(databaseIn(temporary.folder.path()), Connection::Use::Writing);
        connection.run("UPDATE source SET url = 'https://example.org/feed', title = 'One', site = '' WHERE id = 1; UPDATE source SET url = 'https://example.org/feed#2' WHERE id = 2;"
                       "PRAGMA foreign_keys = OFF; DELETE FROM article; DELETE FROM content; DELETE FROM state");
        const auto page = connection.number("SELECT rootpage FROM sqlite_schema WHERE name = 'article'");
        connection.emptyLog();
        QFile file(databaseIn(temporary.folder.path()));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((page - 1) * 8192));
        file.write(QByteArray(8192, '\xab'));
    }
    QVERIFY(Store::salvage(temporary.folder.path()));
    temporary.reopen();
    const QList<Source> sources = valueOf(temporary.store->sources());
    QCOMPARE(sources.size(), isLost ? 1 : 2);
    for (const Source &source : sources) {
        QVERIFY(!QStringList({source.url, source.title, source.site}).join(u' ').contains(QStringLiteral("secret")));
        QVERIFY(source.url.startsWith(QStringLiteral("https://example.org/feed")));
        QCOMPARE(source.total, isLost ? 2 : 1);
    }
    QCOMPARE(temporary.rows(QStringLiteral("is:bookmarked")).size(), 2);
}

void TestStateCopy::aDamagedCopyIsPassedOver()
{
    TemporaryStore temporary;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    const QString folder = temporary.folder.filePath(QStringLiteral("state"));
    const QString file = folder + u'/' + copiesIn(temporary.folder.path()).value(0);
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    const QByteArray whole = bytes.readAll();
    for (qsizetype size = 0; size < whole.size() * 3 / 4; size += 7) {
        QFile cut(folder + QStringLiteral("/dateline-state-2090-01-01.jsonl.gz"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(whole.left(size));
        cut.close();
        QCOMPARE(newestStateCopy(folder).file, file);
    }
    for (qsizetype at = 0; at < whole.size(); at += 5) {
        QFile flipped(folder + QStringLiteral("/dateline-state-2090-01-01.jsonl.gz"));
        QVERIFY(flipped.open(QIODevice::WriteOnly));
        flipped.write(QByteArray(whole).replace(at, 1, QByteArray(1, static_cast<char>(whole[at] ^ 0x10))));
        flipped.close();
        QVERIFY(!newestStateCopy(folder).file.isEmpty()); // and it doesn't crash
    }
}

void TestStateCopy::theLatestDaysAndWeeksAreKept()
{
    TemporaryStore temporary;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    QDir(temporary.folder.filePath(QStringLiteral("state"))).removeRecursively();
    const QDate last(2025, 9, 14); // a Sunday
    for (int day = 60; day >= 0; --day)
        QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), last.addDays(-day)));
    QStringList expected;
    for (const char *day : {"2025-08-17", "2025-08-24", "2025-08-31", "2025-09-07", "2025-09-08", "2025-09-09", "2025-09-10", "2025-09-11", "2025-09-12", "2025-09-13", "2025-09-14"})
        expected += QStringLiteral("dateline-state-%1.jsonl.gz").arg(QLatin1String(day));
    QCOMPARE(copiesIn(temporary.folder.path()), expected);
}

void TestStateCopy::anotherDatabasesCopyOfTodayIsKept()
{
    TemporaryStore temporary, other;
    for (int i = 0; i < 5; ++i)
        valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    other.store.reset();
    const QDate day(2025, 9, 14);
    QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), day));
    removeDatabase(temporary.folder.path());
    QVERIFY(QFile::copy(databaseIn(other.folder.path()), databaseIn(temporary.folder.path())));
    for (int i = 0; i < 3; ++i)
        QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), day));
    int holdingFilters = 0;
    for (const QString &name : copiesIn(temporary.folder.path())) {
        GzipFile file(temporary.folder.filePath(u"state/" + name), GzipFile::Use::Reading);
        bool holds = false;
        while (const auto line = file.line())
            holds = holds || line->contains("\"filter\"");
        holdingFilters += holds && name.contains(QStringLiteral("2025-09-14"));
    }
    QCOMPARE(holdingFilters, 1);
}

// The line of copies before a backup was restored has higher generations, but what the reader did since is in the later one.
void TestStateCopy::whatCameAfterARestoredBackupIsPreferred()
{
    TemporaryStore temporary;
    const QTemporaryDir outside;
    const QString backup = outside.filePath(QStringLiteral("backup")), database = databaseIn(temporary.folder.path());
    QVERIFY(temporary.store->backup(backup).result());
    for (int i = 0; i < 20; ++i)
        valueOf(temporary.store->saveFilter({{}, QStringLiteral("Before %1").arg(i), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    QVERIFY(writeStateCopy(database, QDate(2025, 9, 13)));
    removeDatabase(temporary.folder.path());
    QVERIFY(Store::restore(backup, temporary.folder.path()));
    temporary.reopen();
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Since"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    QVERIFY(writeStateCopy(database, QDate(2025, 9, 14)));
    removeDatabase(temporary.folder.path());
    QVERIFY(Store::salvage(temporary.folder.path()));
    temporary.reopen();
    const QList<SavedFilter> filters = valueOf(temporary.store->savedFilters());
    QCOMPARE(filters.size(), 21); // but nothing of the time before is lost with the database
    QCOMPARE(filters.first().name, QStringLiteral("Since"));
}

// As after a database that vanished was begun anew.
void TestStateCopy::aCopyOfNothingTakesNoPlaceOfOneThatHoldsSomething()
{
    TemporaryStore temporary, fresh;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    valueOf(fresh.store->setSetting(QStringLiteral("window"), QStringLiteral("large")));
    fresh.store.reset();
    const QString folder = temporary.folder.path();
    const QStringList before = copiesIn(folder);
    removeDatabase(folder);
    QVERIFY(QFile::copy(databaseIn(fresh.folder.path()), databaseIn(folder)));
    for (int day = 0; day < 3; ++day)
        QVERIFY(writeStateCopy(databaseIn(folder), QDate::currentDate().addDays(day)));
    QCOMPARE(copiesIn(folder), before);
    // One from elsewhere doesn't outrank it either.
    QVERIFY(QFile::rename(fresh.folder.filePath(u"state/" + copiesIn(fresh.folder.path()).value(0)), folder + QStringLiteral("/state/dateline-state-2025-09-14-2.jsonl.gz")));
    QCOMPARE(newestStateCopy(folder + QStringLiteral("/state")).file, folder + u"/state/" + before[0]);
    removeDatabase(folder);
    QVERIFY(Store::salvage(folder));
    temporary.reopen();
    QCOMPARE(valueOf(temporary.store->savedFilters()).size(), 1);
}

void TestStateCopy::aCopyThatCannotBeReadIsNeverOverwritten()
{
    TemporaryStore temporary;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    const QString folder = temporary.folder.filePath(QStringLiteral("state"));
    const QString name = copiesIn(temporary.folder.path()).value(0);
    const QByteArray whole = bytesOf(folder + u'/' + name);
    for (const QByteArray &left : {QByteArray("garbage"), whole.first(whole.size() / 2), whole.first(whole.size() * 2 / 3)}) {
        write(folder + u'/' + name, left);
        QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), QDate::currentDate()));
        QVERIFY(newestStateCopy(folder).isWhole);
        bool isThere = false;
        for (const QString &other : copiesIn(temporary.folder.path()))
            isThere = isThere || bytesOf(folder + u'/' + other) == left;
        QVERIFY(isThere);
    }
    QCOMPARE(copiesIn(temporary.folder.path()).size(), 4);
}

void TestStateCopy::theReadableLinesOfADamagedCopyComeBack_data()
{
    QTest::addColumn<bool>("isCut");
    QTest::newRow("cut") << true;
    QTest::newRow("with a flipped byte") << false;
}

void TestStateCopy::theReadableLinesOfADamagedCopyComeBack()
{
    QFETCH(bool, isCut);
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    QRandomGenerator random(5);
    for (int i = 0; i < 300; ++i) {
        QString text; // that takes room also when it is packed
        for (int word = 0; word < 100; ++word)
            text += QString::number(random.generate(), 36) + u' ';
        articles += sample(QStringLiteral("Title %1").arg(i), text);
    }
    StateChange bookmark;
    bookmark.bookmarked = true;
    valueOf(temporary.store->mark(valueOf(temporary.store->save(temporary.source(), articles)).added, bookmark));
    temporary.store.reset();
    const QString folder = temporary.folder.path();
    QVERIFY(writeStateCopy(databaseIn(folder), QDate::currentDate()));
    const QString copy = folder + u"/state/" + copiesIn(folder).value(0);
    QByteArray bytes = bytesOf(copy);
    const qsizetype at = bytes.size() * 2 / 3;
    if (isCut)
        bytes.truncate(at);
    else
        bytes.replace(at, 40, QByteArray(40, '\xff'));
    write(copy, bytes);
    removeDatabase(folder);
    QCOMPARE(Store::open(folder).error().kind, ErrorKind::Corrupt);
    const auto saved = Store::salvage(folder);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    QVERIFY2(saved->articles > 150, qPrintable(QString::number(saved->articles)));
    QCOMPARE(bytesOf(copy), bytes);
    temporary.reopen();
    QCOMPARE(temporary.rows(QStringLiteral("is:bookmarked")).size(), saved->articles);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestStateCopy::theLastCopyOfAnotherHistoryIsKept()
{
    TemporaryStore temporary, other;
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    temporary.store.reset();
    QDir(temporary.folder.filePath(QStringLiteral("state"))).removeRecursively();
    const QDate first(2025, 1, 1);
    QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), first));
    valueOf(other.store->saveFilter({{}, QStringLiteral("Others"), QStringLiteral("tag:x")}));
    other.store.reset();
    removeDatabase(temporary.folder.path());
    QVERIFY(QFile::copy(databaseIn(other.folder.path()), databaseIn(temporary.folder.path())));
    for (int day = 1; day < 90; ++day)
        QVERIFY(writeStateCopy(databaseIn(temporary.folder.path()), first.addDays(day)));
    QVERIFY(copiesIn(temporary.folder.path()).contains(QStringLiteral("dateline-state-2025-01-01.jsonl.gz")));
    QCOMPARE(copiesIn(temporary.folder.path()).size(), 12);
}

void TestStateCopy::whatDoesNotFitIsLeftOut()
{
    QTemporaryDir folder;
    QDir().mkpath(folder.filePath(QStringLiteral("state")));
    {
        GzipFile file(folder.filePath(QStringLiteral("state/dateline-state-2025-09-14.jsonl.gz")), GzipFile::Use::Writing);
        for (const char *line : {R"({"datelineState":{"form":7,"generation":12,"made":"2025-09-14T10:00:00Z"}})", R"({"unheard":{"of":1}})", "no JSON", "[1,2]",
                                 R"({"source":{"id":3,"kind":99,"title":7,"url":"https://example.org/f","folder":"none"}})", R"({"article":{"source":3}})",
                                 R"({"article":{"source":4,"identity":"ff","title":"Of no source","flags":2}})",
                                 R"({"article":{"source":3,"identity":"fe","title":"T","flags":255,"tags":["",5,"x"],"body":"!!!","corrections":[7,{"kind":"country","value":"??"}]}})",
                                 R"({"read":{"source":3,"flags":1,"identities":["zz","1",5]}})", R"({"end":{"lines":9}})"})
            file.write(line);
        QVERIFY(file.close());
    }
    const auto outcome = Store::salvage(folder.path());
    QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message));
    const auto store = Store::open(folder.path());
    QVERIFY(store);
    QVERIFY(valueOf((*store)->check(false)).sound);
    QCOMPARE(valueOf((*store)->run(Query::parse(QStringLiteral("is:bookmarked tag:x")).value())).rows.size(), 1);
    QVERIFY((*store)->generation() > 12);
}

QTEST_GUILESS_MAIN(TestStateCopy)
#include "test_state_copy.moc"
