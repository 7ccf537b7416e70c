// The file of the facet index, its journal, and how a store comes to its index when it is opened.
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

#include <xxhash.h>

#include <ctime>
#include <thread>

using namespace dateline;

class TestIndexFile final : public QObject {
    Q_OBJECT
private slots:
    void aFileHoldsTheIndexAsItWasAndGoesOnFromThere();
    void noFlippedByteAndNoWrongLengthIsOverlooked();
    void aMadeUpFileDoesNoHarm();
    void daysAreThoseOfTheTimeZoneOfNow();
    void aChangeIsWhatItWasAfterTheJournal();
    void aDamagedChangeIsNone();
    void aFileThatFailsLeavesTheOldOne();
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

namespace {

constexpr quint32 Values = 60;

// Values, articles with few and many values, states, tags, removals.
IndexChange someChange(QRandomGenerator &chance, bool isFirst, quint32 lastArticle)
{
    IndexChange change;
    for (quint32 value = 1; isFirst && value <= Values; ++value) {
        const Facet facet = value <= 5 ? Facet::Tag : value == 6 ? Facet::Source : Facet::Person;
        change.values.push_back({value, facet, QStringLiteral("key %1").arg(value), QStringLiteral("Ñame %1").arg(value)});
    }
    if (isFirst)
        change.sources = {{{1}, 6, QStringLiteral("BBC"), QStringLiteral("https://example.org"), QStringLiteral("GB")}};
    for (int i = 0; i < 2000; ++i) {
        std::vector<quint32> row{6};
        for (int left = chance.bounded(8); left >= 0; --left)
            row.push_back(7 + chance.bounded(1 + chance.bounded(Values - 6)));
        const auto precision = static_cast<Moment::Precision>(chance.bounded(3));
        const qint64 day = chance.bounded(20'000);
        change.articles.push_back({chance.bounded(1u, lastArticle), day * 86'400 + (precision == Moment::Precision::Day ? 0 : chance.bounded(86'400)), precision,
                                   packFacetRow(row)});
    }
    for (int i = 0; i < 500; ++i) {
        change.states.push_back({change.articles[static_cast<size_t>(i)].id, static_cast<quint8>(chance.bounded(8))});
        change.tags.push_back({change.articles[static_cast<size_t>(i)].id, chance.bounded(1u, 6u), chance.bounded(3) > 0});
    }
    for (int i = 0; i < 50; ++i)
        change.removed.push_back(chance.bounded(1u, lastArticle));
    return change;
}

std::unique_ptr<FacetIndex> indexIn(const QString &file)
{
    const std::optional<IndexFile> opened = IndexFile::open(file);
    return opened ? FacetIndex::fromFile(*opened) : nullptr;
}

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

} // namespace

void TestIndexFile::aFileHoldsTheIndexAsItWasAndGoesOnFromThere()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(1);
    auto kept = std::make_unique<FacetIndex>();
    FacetIndex wanted;
    for (int round = 0; round < 12; ++round) {
        const IndexChange change = someChange(chance, round == 0, 200'000); // more than one chunk of ids
        kept->apply(change);
        wanted.apply(change);
        QVERIFY(kept->writeTo(file, {static_cast<quint64>(round), 7, 0}));
        const std::optional<IndexFile> opened = IndexFile::open(file);
        QVERIFY(opened);
        QCOMPARE(opened->origin().generation, static_cast<quint64>(round));
        QCOMPARE(opened->origin().stamp, 7);
        QCOMPARE(opened->size(), static_cast<quint64>(bytesOf(file).size()));
        std::unique_ptr<FacetIndex> read = FacetIndex::fromFile(*opened);
        QVERIFY(read);
        QCOMPARE(read->differences(wanted), QStringList());
        QCOMPARE(read->sources().size(), size_t(1));
        if (round % 3 != 2) // now and then the one that was never in a file goes on
            kept = std::move(read);
    }
    const QByteArray before = bytesOf(file);
    kept->apply(someChange(chance, false, 200'000));
    QCOMPARE(bytesOf(file), before); // what is changed in memory isn't changed there
}

void TestIndexFile::noFlippedByteAndNoWrongLengthIsOverlooked()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(2);
    FacetIndex index;
    index.apply(someChange(chance, true, 3000));
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray sound = bytesOf(file);
    QVERIFY(indexIn(file));
    for (int round = 0; round < 400; ++round) {
        QByteArray bytes = sound;
        if (round % 4 == 0)
            bytes.truncate(chance.bounded(static_cast<int>(bytes.size())));
        else if (round % 4 == 1)
            bytes += 'x';
        const int at = round < 100 ? round * 2 : chance.bounded(static_cast<int>(sound.size()));
        if (round % 4 > 1)
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << chance.bounded(8)));
        write(file, bytes);
        QVERIFY2(!indexIn(file), qPrintable(QStringLiteral("round %1 at %2").arg(round).arg(at)));
    }
    write(file, {});
    QVERIFY(!indexIn(file));
    QVERIFY(!indexIn(folder.path()));
    QVERIFY(!indexIn(folder.filePath(QStringLiteral("none"))));
}

// Somebody who gives the file a right checksum gets wrong answers at most. (What it would break shows under AddressSanitizer.)
void TestIndexFile::aMadeUpFileDoesNoHarm()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(3);
    FacetIndex index;
    index.apply(someChange(chance, true, 70'000));
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray sound = bytesOf(file);
    int used = 0;
    for (int round = 0; round < 150; ++round) {
        QByteArray bytes = sound;
        for (int changes = chance.bounded(1, 4); changes > 0; --changes) {
            const int at = chance.bounded(round % 3 == 0 ? 400 : static_cast<int>(bytes.size()) - 8);
            bytes[at] = static_cast<char>(chance.bounded(256));
        }
        const quint64 checksum = XXH3_64bits(bytes.constData(), static_cast<size_t>(bytes.size()) - sizeof(checksum));
        std::memcpy(bytes.data() + bytes.size() - static_cast<qsizetype>(sizeof(checksum)), &checksum, sizeof(checksum));
        write(file, bytes);
        const std::unique_ptr<FacetIndex> read = indexIn(file);
        if (!read)
            continue;
        ++used;
        QVERIFY(read->differences(index).size() < 100);
        read->apply(someChange(chance, false, 70'000));
    }
    QVERIFY(used > 0);
}

void TestIndexFile::daysAreThoseOfTheTimeZoneOfNow()
{
    const QByteArray before = qgetenv("TZ");
    const auto back = qScopeGuard([&before] {
        qputenv("TZ", before);
        tzset();
    });
    const auto moveTo = [](const char *zone) {
        qputenv("TZ", zone);
        tzset();
    };
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(4);
    const IndexChange change = someChange(chance, true, 5000);
    for (const char *zone : {"UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"}) {
        moveTo("UTC");
        FacetIndex index;
        index.apply(change);
        QVERIFY(index.writeTo(file, {1, 2, 0}));
        moveTo(zone);
        FacetIndex wanted;
        wanted.apply(change);
        const std::unique_ptr<FacetIndex> read = indexIn(file);
        QVERIFY(read);
        QCOMPARE(read->differences(wanted), QStringList());
        QCOMPARE(index.differences(wanted).isEmpty(), QByteArray(zone) == "UTC"); // or there is nothing to see
        QVERIFY(index.writeTo(file, {1, 2, 0})); // by a program that still has the old zone's days
        QCOMPARE(indexIn(file)->differences(wanted), QStringList());
    }
}

void TestIndexFile::aChangeIsWhatItWasAfterTheJournal()
{
    QRandomGenerator chance(5);
    IndexChange change = someChange(chance, true, 100'000);
    change.articles.push_back({7, -62'135'596'800, Moment::Precision::Second, {}}); // the year 1
    change.articles.push_back({0x7fff'ffff, 253'402'300'799, Moment::Precision::Day, packFacetRow({1, 0xffff'fff0})});
    change.addedSources.push_back({{2}, 9, QStringLiteral("Ž"), QString(), QString()});
    const QByteArray bytes = packChange(change);
    const std::optional<IndexChange> read = unpackChange(bytes);
    QVERIFY(read);
    QCOMPARE(packChange(*read), bytes);
    FacetIndex wanted, found;
    wanted.apply(change);
    found.apply(*read);
    QCOMPARE(found.differences(wanted), QStringList());
    QVERIFY(unpackChange(packChange({})));
    QVERIFY(!unpackChange(packChange({}))->sources);
    change = {};
    change.sources.emplace();
    QVERIFY(unpackChange(packChange(change))->sources); // that there are none
}

void TestIndexFile::aDamagedChangeIsNone()
{
    QRandomGenerator chance(6);
    IndexChange change = someChange(chance, true, 1000);
    change.articles.resize(20);
    const QByteArray bytes = packChange(change);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!unpackChange(QByteArrayView(bytes).first(size)));
    QVERIFY(!unpackChange(QByteArray(bytes + 'x')));
    for (int round = 0; round < 5000; ++round) { // whatever it becomes, it can be read
        QByteArray other = bytes;
        other[chance.bounded(static_cast<int>(other.size()))] = static_cast<char>(chance.bounded(256));
        (void)unpackChange(other);
    }
}

void TestIndexFile::aFileThatFailsLeavesTheOldOne()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    FacetIndex index;
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray before = bytesOf(file);
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("index.new"))); // where the new one would be written
    const Result<quint64> failed = index.writeTo(file, {2, 3, 0});
    QVERIFY(!failed);
    QVERIFY(failed.error().message.contains(file));
    QCOMPARE(bytesOf(file), before);
}

void TestIndexFile::theFileIsUsedWhenAStoreIsOpened()
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

static qint64 journalBytes(const QString &folder)
{
    Connection connection(databaseIn(folder), Connection::Use::Reading);
    return IndexJournal(connection).bytesAfter(0);
}

void TestIndexFile::theJournalIsBounded()
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
void TestIndexFile::aFileOfAnotherHistoryIsNotUsed()
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

void TestIndexFile::aProfileFromBeforeTheJournalOpens()
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

void TestIndexFile::theCheckFindsADamagedFileAndRepairsIt()
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

void TestIndexFile::aSecondConnectionSeesTheIndexOfItsInstant()
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

void TestIndexFile::aJournalOfIdsThatWereNeverGivenIsNotFollowed_data()
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
void TestIndexFile::aJournalOfIdsThatWereNeverGivenIsNotFollowed()
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

void TestIndexFile::aStoreForReadingTakesFileAndJournal()
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

void TestIndexFile::whoeverAsksForAnIndexThatCannotBeHadHearsWhy()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), someArticles(0, 5))).added;
    temporary.store.reset();
    QFile::remove(indexFileIn(temporary.folder.path()));
    {
        SQLite::Database database(databaseIn(temporary.folder.path()).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("ALTER TABLE tagged RENAME TO was_tagged");
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
        database.exec("ALTER TABLE was_tagged RENAME TO tagged");
    }
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 5);
}

void TestIndexFile::readersWaitForTheIndex()
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

QTEST_GUILESS_MAIN(TestIndexFile)
#include "test_index_file.moc"
