// Room that removals left is given back to the disk, and what removed sources left goes, whatever comes in between.
#include "samples.h"

#include "store/connection.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

constexpr int Incremental = 2;

QString madeUpText(quint32 seed)
{
    QRandomGenerator random(seed);
    QString text;
    for (int i = 0; i < 350; ++i)
        text += u"word%1 "_s.arg(random.bounded(20'000));
    return text;
}

QList<AnalysedArticle> many(int from, int count)
{
    QList<AnalysedArticle> articles;
    for (int i = from; i < from + count; ++i)
        articles += sample(u"title%1"_s.arg(i), madeUpText(static_cast<quint32>(i)));
    return articles;
}

// A store with articles 0 to 399 of two sources; those of the second are in `gone`.
struct FilledStore : TemporaryStore {
    FilledStore()
    {
        kept = source(u"Kept"_s);
        leaving = source(u"Leaving"_s);
        valueOf(store->save(kept, many(0, 100)));
        gone = valueOf(store->save(leaving, many(100, 300))).added;
    }
    qint64 bytes() const { return QFileInfo(databaseIn(folder.path())).size() + QFileInfo(databaseIn(folder.path()) + u"-wal"_s).size(); }
    int number(const char *sql)
    {
        SQLite::Database database(databaseIn(folder.path()).toStdString());
        return database.execAndGet(sql).getInt();
    }
    QList<int> numbers(const char *sql)
    {
        SQLite::Database database(databaseIn(folder.path()).toStdString());
        SQLite::Statement select(database, sql);
        QList<int> found;
        while (select.executeStep())
            found += select.getColumn(0).getInt();
        return found;
    }
    void change(const QString &sql) { SQLite::Database(databaseIn(folder.path()).toStdString(), SQLite::OPEN_READWRITE).exec(sql.toStdString()); }
    // As databases were made before free pages could be given back.
    void makeOld()
    {
        store.reset();
        SQLite::Database(databaseIn(folder.path()).toStdString(), SQLite::OPEN_READWRITE).exec("PRAGMA auto_vacuum = NONE; VACUUM");
        QCOMPARE(number("PRAGMA auto_vacuum"), 0);
        reopen();
    }

    SourceId kept, leaving;
    QList<ArticleId> gone;
};

} // namespace

class TestSpace final : public QObject {
    Q_OBJECT
private slots:
    void roomOfRemovedArticlesIsGivenBack_data()
    {
        QTest::addColumn<bool>("isOld");
        QTest::newRow("a new database") << false;
        QTest::newRow("one that was made before") << true;
    }

    void roomOfRemovedArticlesIsGivenBack()
    {
        QFETCH(bool, isOld);
        FilledStore filled;
        if (isOld)
            filled.makeOld();
        else
            QCOMPARE(filled.number("PRAGMA auto_vacuum"), Incremental);
        const QList<ArticleId> word = filled.rows(u"title7"_s);
        valueOf(filled.store->remove(filled.gone));
        const SpaceReport given = valueOf(filled.store->giveBackSpace(SpaceWanted::All));
        QVERIFY2(given.bytesAfter < given.bytesBefore, qPrintable(u"%1 %2"_s.arg(given.bytesBefore).arg(given.bytesAfter)));
        QVERIFY(valueOf(filled.store->check(false)).sound);
        QCOMPARE(filled.rows({}).size(), 100);
        QCOMPARE(filled.rows(u"title7"_s), word);
        QVERIFY(filled.rows(u"title107"_s).isEmpty());
        filled.store.reset();
        QCOMPARE(filled.number("PRAGMA freelist_count"), 0);
        QCOMPARE(filled.number("PRAGMA auto_vacuum"), Incremental);
        FilledStore alike; // that never held more takes hardly less
        valueOf(alike.store->remove(alike.gone));
        alike.store.reset();
        QVERIFY(filled.bytes() * 2 < alike.bytes());
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 100);
        valueOf(filled.store->save(filled.kept, many(500, 50)));
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    void littleRoomIsLeftForWhatComesNext()
    {
        FilledStore filled;
        valueOf(filled.store->remove(filled.gone));
        valueOf(filled.store->giveBackSpace(SpaceWanted::Worthwhile));
        filled.store.reset();
        QVERIFY(filled.number("PRAGMA freelist_count") > 0);
        filled.limits.freeBytes = 1;
        filled.limits.removedArticles = 1;
        filled.reopen();
        valueOf(filled.store->giveBackSpace(SpaceWanted::Worthwhile));
        QVERIFY(valueOf(filled.store->check(false)).sound);
        filled.store.reset();
        QCOMPARE(filled.number("PRAGMA freelist_count"), 0);
    }

    void changesHaveTheirTurnMeanwhile()
    {
        FilledStore filled;
        valueOf(filled.store->remove(filled.gone));
        QList<QFuture<Result<SaveReport>>> saves;
        const QFuture<Result<SpaceReport>> giving = filled.store->giveBackSpace(SpaceWanted::All);
        for (int i = 0; i < 20; ++i)
            saves += filled.store->save(filled.kept, many(1000 + i * 5, 5));
        for (const auto &save : saves)
            QCOMPARE(valueOf(save).added.size(), 5);
        valueOf(giving);
        QCOMPARE(filled.rows({}).size(), 200);
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    void itIsBrokenOffWhenItIsToStopOrTheStoreIsClosed_data() { roomOfRemovedArticlesIsGivenBack_data(); }

    void itIsBrokenOffWhenItIsToStopOrTheStoreIsClosed()
    {
        QFETCH(bool, isOld);
        FilledStore filled;
        if (isOld)
            filled.makeOld();
        valueOf(filled.store->remove(filled.gone));
        int asked = 0; // of the store's thread
        const auto stopped = filled.store->giveBackSpace(SpaceWanted::All, [&asked] { return ++asked > 6; }).result();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QVERIFY(valueOf(filled.store->check(false)).sound);
        const QFuture<Result<SpaceReport>> closed = filled.store->giveBackSpace(SpaceWanted::All);
        filled.store.reset();
        const Result<SpaceReport> result = closed.result();
        QVERIFY(result || result.error().kind == ErrorKind::Cancelled);
        filled.reopen();
        QVERIFY(valueOf(filled.store->check(false)).sound);
        valueOf(filled.store->giveBackSpace(SpaceWanted::All));
        QCOMPARE(filled.rows({}).size(), 100);
        filled.store.reset();
        QCOMPARE(filled.number("PRAGMA freelist_count"), 0);
    }

    void aProgramThatHoldsOnToThePastIsSaid()
    {
        FilledStore filled;
        filled.limits.logBytes = 100'000;
        filled.reopen();
        valueOf(filled.store->remove(filled.gone));
        auto other = Store::openReadOnly(filled.folder.path());
        QVERIFY(other);
        QCOMPARE((*other)->giveBackSpace(SpaceWanted::All).result().error().kind, ErrorKind::Locked); // it reads only
        valueOf(filled.store->save(filled.kept, many(600, 100)));
        const auto given = filled.store->giveBackSpace(SpaceWanted::All).result();
        QVERIFY(!given);
        QCOMPARE(given.error().kind, ErrorKind::Locked);
        QCOMPARE(valueOf((*other)->run({})).rows.size(), 100); // as it was
        other->reset();
        valueOf(filled.store->giveBackSpace(SpaceWanted::All));
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    void aFullDiskIsSaidAndLosesNothing_data() { roomOfRemovedArticlesIsGivenBack_data(); }

    void aFullDiskIsSaidAndLosesNothing()
    {
        QFETCH(bool, isOld);
        FilledStore filled;
        if (isOld)
            filled.makeOld();
        valueOf(filled.store->remove(filled.gone));
        filled.reopen(); // with an empty log
        const auto given = onAFullDisk(20'000, [&] { return filled.store->giveBackSpace(SpaceWanted::All).result(); });
        QVERIFY(!given); // of what kind the error is, tests/crash/test_hard_places asks a disk that is really full
        QCOMPARE(filled.rows({}).size(), 100);
        QVERIFY(valueOf(filled.store->check(false)).sound);
        valueOf(filled.store->giveBackSpace(SpaceWanted::All));
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    void aRemovedSourceIsGoneAtOnceAndItsRowsGoLater()
    {
        FilledStore filled;
        filled.limits.articlesAtOnce = 3;
        filled.reopen();
        const ArticleId one = filled.gone.first();
        QCOMPARE(valueOf(filled.store->removeSource(filled.leaving)), 300);
        // While rows are still there:
        QCOMPARE(filled.rows({}).size(), 100);
        QVERIFY(filled.rows(u"title107"_s).isEmpty());
        QCOMPARE(valueOf(filled.store->sources()).size(), 1);
        QCOMPARE(filled.store->article(filled.gone.last()).result().error().kind, ErrorKind::NotFound);
        QVERIFY(valueOf(filled.store->heads({filled.gone.last()})).isEmpty());
        StateChange read;
        read.read = true;
        QCOMPARE(filled.store->mark({filled.gone.last()}, read).result().error().kind, ErrorKind::NotFound);
        QCOMPARE(filled.store->askFullText({filled.gone.last()}).result().error().kind, ErrorKind::NotFound);
        QCOMPARE(valueOf(filled.store->saveAnalyses({{filled.gone.last(), many(399, 1).first()}})), 0);
        QCOMPARE(filled.store->removeSource(filled.leaving).result().error().kind, ErrorKind::NotFound);
        QCOMPARE(filled.store->save(filled.leaving, many(100, 1)).result().error().kind, ErrorKind::NotFound);
        QVERIFY(valueOf(filled.store->check(false)).sound);
        const SourceId again = filled.source(u"Leaving"_s);
        QVERIFY(again.value != filled.leaving.value);
        QCOMPARE(valueOf(filled.store->save(again, many(100, 1))).added.size(), 1);
        // Closing breaks it off; the next open goes on.
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 101);
        QVERIFY(valueOf(filled.store->check(false)).sound);
        QCOMPARE(filled.store->article(one).result().error().kind, ErrorKind::NotFound);
        valueOf(filled.store->giveBackSpace(SpaceWanted::Worthwhile)); // which takes them first
        filled.store.reset();
        QCOMPARE(filled.number("SELECT count(*) FROM source WHERE kind < 0"), 0);
        QCOMPARE(filled.number("SELECT count(*) FROM article"), 101);
        QCOMPARE(filled.number("SELECT count(*) FROM content"), 101);
    }

    void whatARemovedSourceLeftDoesNotComeBackWithAnIndexBuiltAnew()
    {
        FilledStore filled;
        filled.limits.articlesAtOnce = 1;
        filled.reopen();
        valueOf(filled.store->removeSource(filled.leaving));
        filled.store.reset();
        QVERIFY(filled.number("SELECT count(*) FROM article") > 100); // closing broke it off
        QFile::remove(filled.folder.filePath(u"dateline.index"_s));
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 100);
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    void salvageDoesNotBringItBackEither()
    {
        FilledStore filled;
        filled.limits.articlesAtOnce = 1;
        filled.reopen();
        valueOf(filled.store->removeSource(filled.leaving));
        filled.store.reset();
        QVERIFY(filled.number("SELECT count(*) FROM article") > 100);
        QVERIFY(Store::salvage(filled.folder.path()));
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 100);
        QCOMPARE(valueOf(filled.store->sources()).size(), 1);
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    // A page of the log is lost, and the row as it was before its article moved to those that are kept comes back.
    void salvageKeepsWhatTheReaderMarkedOfIt()
    {
        FilledStore filled;
        filled.limits.articlesAtOnce = 1;
        filled.reopen();
        StateChange bookmark;
        bookmark.bookmarked = true;
        valueOf(filled.store->mark({filled.gone.last()}, bookmark));
        valueOf(filled.store->removeSource(filled.leaving));
        filled.store.reset();
        filled.change(u"UPDATE article SET source = %1 WHERE id = %2"_s.arg(filled.leaving.value).arg(filled.gone.last().value));
        const auto salvaged = Store::salvage(filled.folder.path());
        QVERIFY(salvaged);
        QVERIFY(!salvaged->lost.join(u' ').contains(u"source"));
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 101);
        QCOMPARE(filled.rows(u"is:bookmarked"_s), QList<ArticleId>{filled.gone.last()});
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }

    // Of its articles only the index of identities still tells where they belong.
    void salvageDoesNotBringItBackWhereTheRowsOfItsArticlesAreLost()
    {
        FilledStore filled;
        filled.limits.articlesAtOnce = 1;
        filled.reopen();
        valueOf(filled.store->removeSource(filled.leaving));
        filled.store.reset();
        QVERIFY(filled.number("SELECT count(*) FROM article") > 100);
        QByteArray bytes = bytesOf(databaseIn(filled.folder.path()));
        for (int page : filled.numbers("SELECT pageno FROM dbstat WHERE name = 'article'"))
            bytes.replace((page - 1) * 8192, 8192, QByteArray(8192, '\xab'));
        write(databaseIn(filled.folder.path()), bytes);
        QVERIFY(Store::salvage(filled.folder.path()));
        filled.reopen();
        QCOMPARE(filled.rows({}).size(), 100);
        QCOMPARE(valueOf(filled.store->sources()).size(), 1);
        QVERIFY(valueOf(filled.store->check(false)).sound);
    }
};

QTEST_GUILESS_MAIN(TestSpace)
#include "test_space.moc"
