// The file of the facet index, and the changes in its journal.
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

#include <cerrno>
#include <ctime>
#include <thread>

#include <sys/syscall.h>
#include <unistd.h>

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
    void aSectionOfAnotherLengthDoesNoHarm();
    void aFileThatFailsLeavesTheOldOne();
    void aFullDiskLeavesTheOldOne();
    void aNameThatIsTakenLeavesNothingBehind();
    void bytesThatDoNotReachTheDiskLeaveTheOldOne();
    void aProfileWorksWhereItsIndexFileCanNotBeWritten();
};

namespace {

bool fileSyncsFail = false; // of the file of an index that is being written

} // namespace

// Of this program, in place of the system's: a disk that takes bytes and says later that they are lost.
extern "C" int fsync(int file)
{
    char name[4096];
    const ssize_t size = fileSyncsFail ? ::readlink(qPrintable(QStringLiteral("/proc/self/fd/%1").arg(file)), name, sizeof name) : 0;
    if (size > 0 && QByteArray(name, size).endsWith("index.new")) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fsync, file));
}

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

// A file whose checksum is right may tell of any section that it is shorter or longer than the others need.
void TestIndexFile::aSectionOfAnotherLengthDoesNoHarm()
{
    constexpr qsizetype FirstPlace = 48, PlaceBytes = 16; // in the header: offset and bytes of each section
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(7);
    FacetIndex index;
    index.apply(someChange(chance, true, 70'000));
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray sound = bytesOf(file);
    const auto withBytes = [&](IndexSection section, const std::function<quint64(quint64)> &changed) {
        QByteArray bytes = sound;
        char *const place = bytes.data() + FirstPlace + static_cast<qsizetype>(section) * PlaceBytes + 8;
        quint64 size = 0;
        std::memcpy(&size, place, sizeof(size));
        size = changed(size);
        std::memcpy(place, &size, sizeof(size));
        const quint64 checksum = XXH3_64bits(bytes.constData(), static_cast<size_t>(bytes.size()) - sizeof(checksum));
        std::memcpy(bytes.data() + bytes.size() - static_cast<qsizetype>(sizeof(checksum)), &checksum, sizeof(checksum));
        write(file, bytes);
        return indexIn(file);
    };
    QVERIFY(withBytes(IndexSection::Days, [](quint64 bytes) { return bytes; }));
    // More articles than days, or a list that isn't told of: refused.
    QVERIFY(!withBytes(IndexSection::Days, [](quint64 bytes) { return bytes - 4; }));
    QVERIFY(!withBytes(IndexSection::Days, [](quint64) { return quint64(0); }));
    for (const IndexSection section : {IndexSection::StatePlaces, IndexSection::States, IndexSection::Values, IndexSection::Postings, IndexSection::Steps, IndexSection::Sources})
        QVERIFY(!withBytes(section, [](quint64 bytes) { return bytes + 40; }));
    for (size_t section = 0; section < IndexSections; ++section) {
        for (const int more : {-100'000, -4096, -40, -8, -4, -1, 1, 4, 8, 20, 40, 4096}) {
            const auto read = withBytes(static_cast<IndexSection>(section), [more](quint64 bytes) { return quint64(std::max<qint64>(0, static_cast<qint64>(bytes) + more)); });
            if (!read)
                continue;
            QVERIFY(read->differences(index).size() < 100);
            read->apply(someChange(chance, false, 70'000));
        }
    }
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

void TestIndexFile::aFullDiskLeavesTheOldOne()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(8);
    FacetIndex index;
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray before = bytesOf(file);
    index.apply(someChange(chance, true, 70'000));
    for (const rlim_t bytes : {rlim_t(0), rlim_t(1), rlim_t(5000), rlim_t(300'000)}) { // none of it, in the header, in a section
        const Result<quint64> failed = onAFullDisk(bytes, [&] { return index.writeTo(file, {2, 3, 0}); });
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::Full);
        QCOMPARE(bytesOf(file), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("index")));
    }
    QVERIFY(index.writeTo(file, {2, 3, 0}));
    QCOMPARE(indexIn(file)->differences(index), QStringList());
}

void TestIndexFile::aNameThatIsTakenLeavesNothingBehind()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QVERIFY(QDir(file).mkpath(QStringLiteral("full"))); // a folder where the file should be can't be replaced
    const Result<quint64> failed = FacetIndex().writeTo(file, {1, 2, 0});
    QVERIFY(!failed);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
    QVERIFY(QDir(file).removeRecursively());
    QVERIFY(FacetIndex().writeTo(file, {1, 2, 0}));
}

void TestIndexFile::bytesThatDoNotReachTheDiskLeaveTheOldOne()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("index"));
    QRandomGenerator chance(9);
    FacetIndex index;
    QVERIFY(index.writeTo(file, {1, 2, 0}));
    const QByteArray before = bytesOf(file);
    index.apply(someChange(chance, true, 5000));
    fileSyncsFail = true;
    const Result<quint64> failed = index.writeTo(file, {2, 3, 0});
    fileSyncsFail = false;
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Unreadable);
    QCOMPARE(bytesOf(file), before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("index")));
}

void TestIndexFile::aProfileWorksWhereItsIndexFileCanNotBeWritten()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const auto saveSome = [&](const QString &title) { valueOf(temporary.store->save(source, {sample(title + u" one", QStringLiteral("text")), sample(title + u" two", QStringLiteral("text"))})); };
    saveSome(QStringLiteral("first"));
    temporary.reopen(); // with a file
    const QString file = temporary.folder.filePath(QLatin1String(IndexFileName));
    const QByteArray before = bytesOf(file);
    QVERIFY(!before.isEmpty());
    fileSyncsFail = true;
    const auto back = qScopeGuard([] { fileSyncsFail = false; });
    temporary.limits = {1, 0, 0}; // with each change, and at the end
    for (int round = 0; round < 4; ++round) {
        temporary.reopen();
        for (int i = 0; i < 8; ++i)
            saveSome(QStringLiteral("round %1.%2").arg(round).arg(i));
        QCOMPARE(temporary.rows({}).size(), 2 + 16 * (round + 1));
        QVERIFY(valueOf(temporary.store->check(false)).sound);
        temporary.store.reset();
        const QByteArray left = bytesOf(file);
        QVERIFY(left == before || left.isEmpty());
        QVERIFY(!QFile::exists(file + QStringLiteral(".new")));
    }
    fileSyncsFail = false;
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 66);
    temporary.store.reset();
    QVERIFY(indexIn(file));
    temporary.reopen();
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

QTEST_GUILESS_MAIN(TestIndexFile)
#include "test_index_file.moc"
