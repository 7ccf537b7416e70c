// How a store comes to its index when it is opened: from the file and the journal, or by building it; and what readers wait for.
#include "samples.h"

#include "store/change_codec.h"
#include "store/facet_index_gate.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_journal.h"
#include "store/index_opening.h"

#include <QFile>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QSignalSpy>

#include <thread>

using namespace dateline;

namespace {

QString indexFileIn(const QString &folder)
{
    return folder + QStringLiteral("/dateline.index");
}

// Whether the next open of the closed profile can use the file.
bool isFileOfUse(const QString &folder)
{
    Connection connection(databaseIn(folder), Connection::Use::Reading);
    const Snapshot snapshot(connection);
    return indexFromFile(connection, indexFileIn(folder)).index != nullptr;
}

QList<AnalysedArticle> someArticles(int first, int count)
{
    QList<AnalysedArticle> articles;
    for (int i = first; i < first + count; ++i) {
        AnalysedArticle article = sample(QString::number(i), QStringLiteral("text"));
        article.annotations.entities = {{QStringLiteral("Person %1").arg(i % 37), EntityKind::Person, 1, {}}};
        articles += article;
    }
    return articles;
}

qint64 journalBytes(const QString &folder)
{
    Connection connection(databaseIn(folder), Connection::Use::Reading);
    return IndexJournal(connection).bytesAfter(0);
}

} // namespace

class TestIndexOpening final : public QObject {
    Q_OBJECT
private slots:
    void theFileIsUsedWhenAStoreIsOpened();
    void theJournalIsBounded();
    void aFileOfAnotherHistoryIsNotUsed();
    void aProfileFromBeforeTheJournalOpens();
    void theCheckFindsADamagedFileAndRepairsIt();
    void aSecondConnectionSeesTheIndexOfItsInstant();
    void aJournalOfIdsThatWereNeverGivenIsNotFollowed_data();
    void aJournalOfIdsThatWereNeverGivenIsNotFollowed();
    void aStoreForReadingTakesFileAndJournal();
    void whoeverAsksForAnIndexThatCannotBeHadHearsWhy();
    void readersWaitForTheIndex();
};

void TestIndexOpening::theFileIsUsedWhenAStoreIsOpened()
{
    TemporaryStore temporary;
    temporary.limits.journalBytesAtClose = 10'000'000;
    const SourceId source = temporary.source();
    valueOf(temporary.store->save(source, someArticles(0, 50)));
    temporary.reopen(); // writes the first file, and then none any more
    const QByteArray first = bytesOf(indexFileIn(temporary.folder.path()));
    QVERIFY(!first.isEmpty());
    for (int round = 1; round < 5; ++round) {
        valueOf(temporary.store->save(source, someArticles(round * 50, 50)));
        StateChange tagged;
        tagged.read = true;
        tagged.addTags = {QStringLiteral("tag %1").arg(round)};
        valueOf(temporary.store->mark(temporary.rows(QStringLiteral("person:\"person %1\"").arg(round)), tagged));
        const Answer before = valueOf(temporary.store->run({}));
        temporary.store.reset();
        QCOMPARE(bytesOf(indexFileIn(temporary.folder.path())), first);
        QVERIFY(isFileOfUse(temporary.folder.path()));
        temporary.reopen();
        QCOMPARE(valueOf(temporary.store->run({})), before);
        QVERIFY(valueOf(temporary.store->check(false)).sound);
    }
    temporary.store.reset();
    temporary.limits.journalBytesAtClose = 0;
    temporary.reopen();
    temporary.store.reset();
    QVERIFY(bytesOf(indexFileIn(temporary.folder.path())) != first);
    QVERIFY(isFileOfUse(temporary.folder.path()));
}

void TestIndexOpening::theJournalIsBounded()
{
    TemporaryStore temporary;
    temporary.store.reset();
    temporary.limits = {5000, 0.25, 0};
    temporary.reopen();
    const SourceId source = temporary.source();
    for (int round = 0; round < 100; ++round)
        valueOf(temporary.store->save(source, someArticles(round * 20, 20)));
    // The file is written beside; sooner or later the journal is short.
    QTRY_VERIFY(journalBytes(temporary.folder.path()) < 20'000 + bytesOf(indexFileIn(temporary.folder.path())).size() / 4
                    || (valueOf(temporary.store->save(source, someArticles(QRandomGenerator::global()->bounded(1'000'000), 1))), false));
    temporary.store.reset();
    QVERIFY(journalBytes(temporary.folder.path()) < 5000);
    QVERIFY(isFileOfUse(temporary.folder.path()));
}

// A profile is copied, goes on in both places by as many changes, and then the one's database comes to the other's index file.
void TestIndexOpening::aFileOfAnotherHistoryIsNotUsed()
{
    TemporaryStore one, other;
    one.limits.journalBytesAtClose = other.limits.journalBytesAtClose = 0;
    one.reopen();
    const SourceId source = one.source();
    valueOf(one.store->save(source, someArticles(0, 20)));
    one.store.reset();
    other.store.reset();
    for (const auto &path : {databaseIn(other.folder.path()), indexFileIn(other.folder.path())})
        QFile::remove(path);
    QVERIFY(QFile::copy(databaseIn(one.folder.path()), databaseIn(other.folder.path())));
    QVERIFY(QFile::copy(indexFileIn(one.folder.path()), indexFileIn(other.folder.path())));
    QVERIFY(isFileOfUse(other.folder.path()));
    one.reopen();
    other.reopen();
    valueOf(one.store->save(source, someArticles(100, 5)));
    valueOf(other.store->save(source, someArticles(200, 5)));
    valueOf(other.store->save(source, someArticles(300, 5)));
    const Answer wanted = valueOf(one.store->run({}));
    QCOMPARE(one.store->generation() + 1, other.store->generation());
    one.store.reset();
    other.store.reset();
    QFile::remove(indexFileIn(one.folder.path()));
    QVERIFY(QFile::copy(indexFileIn(other.folder.path()), indexFileIn(one.folder.path())));
    QVERIFY(!isFileOfUse(one.folder.path())); // of the future
    one.reopen();
    valueOf(one.store->save(source, someArticles(400, 5)));
    one.store.reset();
    QFile::remove(indexFileIn(one.folder.path()));
    QVERIFY(QFile::copy(indexFileIn(other.folder.path()), indexFileIn(one.folder.path())));
    QVERIFY(!isFileOfUse(one.folder.path())); // of the same generation
    one.reopen();
    QCOMPARE(one.rows({}).size(), wanted.rows.size() + 5);
    QVERIFY(valueOf(one.store->check(false)).sound);
}

void TestIndexOpening::aProfileFromBeforeTheJournalOpens()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), someArticles(0, 30)));
    const Answer before = valueOf(temporary.store->run({}));
    temporary.store.reset();
    QFile::remove(indexFileIn(temporary.folder.path()));
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec(BackToSchema2);
    }
    temporary.reopen();
    QCOMPARE(valueOf(temporary.store->run({})), before);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    temporary.store.reset();
    QVERIFY(isFileOfUse(temporary.folder.path()));
}

void TestIndexOpening::theCheckFindsADamagedFileAndRepairsIt()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), someArticles(0, 30)));
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 30); // it has read its file
    const QString file = indexFileIn(temporary.folder.path());
    QByteArray bytes = bytesOf(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    QFile::remove(file); // the store goes on with the one that it has
    write(file, bytes);
    const CheckReport found = valueOf(temporary.store->check(false));
    QVERIFY(!found.sound && found.isRepairable && !found.isDamaged);
    QCOMPARE(valueOf(temporary.store->check(true)).repaired, QStringList{QStringLiteral("The filter index was built anew.")});
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    temporary.store.reset();
    QVERIFY(isFileOfUse(temporary.folder.path()));
}

void TestIndexOpening::aSecondConnectionSeesTheIndexOfItsInstant()
{
    TemporaryStore temporary;
    temporary.store.reset();
    temporary.limits = {3000, 0, 0};
    temporary.reopen();
    const SourceId source = temporary.source();
    Connection connection(databaseIn(temporary.folder.path()), Connection::Use::Reading);
    std::atomic_bool isDone = false;
    std::thread writer([&] {
        for (int round = 0; round < 60; ++round)
            valueOf(temporary.store->save(source, someArticles(round * 10, 10)));
        isDone = true;
    });
    int looked = 0;
    do {
        quint64 generation = 0;
        const std::unique_ptr<FacetIndex> index = indexOfNow(connection, indexFileIn(temporary.folder.path()), generation);
        QVERIFY(index);
        QCOMPARE(index->live().cardinality() % 10, quint64(0));
        const Snapshot snapshot(connection);
        if (storedGeneration(connection) != generation)
            continue;
        QCOMPARE(index->differences(*loadFacetIndex(connection)), QStringList());
        ++looked;
    } while (!isDone || looked == 0);
    writer.join();
}

void TestIndexOpening::aJournalOfIdsThatWereNeverGivenIsNotFollowed_data()
{
    QTest::addColumn<IndexChange>("change");
    IndexChange article, removed, state, tag, value, source;
    article.articles.push_back({4'000'000'000u, 0, Moment::Precision::Day, {}});
    removed.removed = {4'000'000'000u};
    state.states.push_back({4'000'000'000u, ReadFlag});
    tag.tags.push_back({1, 4'000'000'000u, true});
    value.values.push_back({4'000'000'000u, Facet::Person, QStringLiteral("key"), QStringLiteral("name")});
    source.addedSources.push_back({{7}, 4'000'000'000u, QStringLiteral("title"), {}, {}});
    QTest::newRow("an article") << article;
    QTest::newRow("a removed article") << removed;
    QTest::newRow("a state") << state;
    QTest::newRow("a tag") << tag;
    QTest::newRow("a value") << value;
    QTest::newRow("a source's value") << source;
}

// One flipped bit of a row would ask for gigabytes.
void TestIndexOpening::aJournalOfIdsThatWereNeverGivenIsNotFollowed()
{
    QFETCH(IndexChange, change);
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), someArticles(0, 30)));
    temporary.reopen();
    valueOf(temporary.store->save(temporary.source(), someArticles(30, 3)));
    const Answer before = valueOf(temporary.store->run({}));
    temporary.store.reset();
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        const QByteArray bytes = packChange(change);
        SQLite::Statement damage(database, "UPDATE index_journal SET change = ? WHERE generation = (SELECT max(generation) FROM index_journal)");
        damage.bind(1, bytes.constData(), static_cast<int>(bytes.size()));
        QCOMPARE(damage.exec(), 1);
        Connection connection(databaseIn(temporary.folder.path()), Connection::Use::Reading);
        QVERIFY(!indexFromFile(connection, indexFileIn(temporary.folder.path())).index);
    }
    temporary.reopen();
    QCOMPARE(valueOf(temporary.store->run({})), before);
}

void TestIndexOpening::aStoreForReadingTakesFileAndJournal()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), someArticles(0, 30)));
    temporary.reopen();
    QVERIFY(isFileOfUse(temporary.folder.path()));
    const QList<ArticleId> later = valueOf(temporary.store->save(temporary.source(), someArticles(30, 10))).added; // in the journal only
    StateChange read;
    read.read = true;
    valueOf(temporary.store->mark(later, read));
    const Answer before = valueOf(temporary.store->run({}));
    const auto beside = Store::openReadOnly(temporary.folder.path());
    QVERIFY(beside);
    QCOMPARE(valueOf((*beside)->run({})), before);
    valueOf(temporary.store->save(temporary.source(), someArticles(40, 5)));
    QCOMPARE(valueOf((*beside)->run({})), before); // its own instant
    QCOMPARE(valueOf(temporary.store->run({})).rows.size(), 45);
}

void TestIndexOpening::whoeverAsksForAnIndexThatCannotBeHadHearsWhy()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), someArticles(0, 5))).added;
    temporary.store.reset();
    QFile::remove(indexFileIn(temporary.folder.path()));
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE value SET id = 4000000000 WHERE id = 1"); // which no index has room for
    }
    temporary.reopen();
    StateChange read;
    read.read = true;
    QVERIFY(!temporary.store->run({}).result());
    QVERIFY(!temporary.store->run(Query::parse(QStringLiteral("text")).value()).result());
    QVERIFY(!temporary.store->mark(ids, read).result());
    QVERIFY(!temporary.store->save(SourceId{1}, someArticles(10, 1)).result());
    QVERIFY(!temporary.store->isBuildingIndex());
    temporary.store.reset();
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE value SET id = 1 WHERE id = 4000000000");
    }
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 5);
}

void TestIndexOpening::readersWaitForTheIndex()
{
    FacetIndexGate gate;
    gate.forget(5);
    QCOMPARE(gate.generation(), quint64(5));
    QVERIFY(!gate.hasIndex());
    std::thread reader([&] {
        QCOMPARE(gate.read().generation(), quint64(6));
        QVERIFY(gate.readAt(6));
    });
    gate.replace(std::make_unique<FacetIndex>(), 6);
    reader.join();
    gate.fail({ErrorKind::Corrupt, QStringLiteral("why"), {}});
    const Result<void> failed = guarded([&]() -> Result<void> {
        gate.await();
        return {};
    });
    QVERIFY(!failed);
    QCOMPARE(failed.error().message, QStringLiteral("why"));
}

QTEST_GUILESS_MAIN(TestIndexOpening)
#include "test_index_opening.moc"
