// The parts of the facet index, each against the plainest container that does the same.
#include "store/date_order.h"
#include "store/facet_index.h"
#include "store/local_days.h"

#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

#include <ctime>
#include <map>
#include <set>

using namespace dateline;

class TestIndexes final : public QObject {
    Q_OBJECT
private slots:
    void aDenseSetIsASet();
    void aPostingListIsASet();
    void theDateOrderIsAlwaysSorted();
    void theForwardIndexGivesTheLastRow();
    void valuesStandInTheStepOfTheirCount();
    void aBuiltIndexDiffersInNothingFromAGrownOne();
    void aLocalDayIsTheMomentsDay_data();
    void aLocalDayIsTheMomentsDay();
};

// Against sets of the library, of all its kinds of containers: arrays, bitsets, runs.
void TestIndexes::aDenseSetIsASet()
{
    QRandomGenerator chance(9);
    const auto some = [&] {
        IdBitmap ids;
        for (int i = chance.bounded(200); i > 0; --i)
            ids.add(chance.bounded(400'000u));
        if (chance.bounded(2) == 0) {
            for (int i = 0; i < 30'000; ++i)
                ids.add(chance.bounded(70'000u)); // enough for a bitset
        }
        for (int i = chance.bounded(3); i > 0; --i) {
            const quint32 start = chance.bounded(300'000u);
            ids.addRange(start, start + chance.bounded(100'000u));
        }
        if (chance.bounded(2) == 0)
            ids.runOptimize();
        return ids;
    };
    for (int round = 0; round < 40; ++round) {
        const IdBitmap a = some(), b = some();
        const DenseSet dense(a);
        QCOMPARE(dense.count(), static_cast<quint32>(a.cardinality()));
        QCOMPARE(dense.isEmpty(), a.isEmpty());
        QCOMPARE(dense.countOf(b), static_cast<quint32>(a.and_cardinality(b)));
        std::vector<quint32> ids(b.cardinality()), found;
        b.toUint32Array(ids.data());
        QCOMPARE(dense.countOf(ids.data(), ids.size()), static_cast<quint32>(a.and_cardinality(b)));
        dense.forEach([&](quint32 id) { found.push_back(id); });
        QVERIFY(IdBitmap(found.size(), found.data()) == a);
        DenseSet both(a), either(a), rest(a), one;
        both &= DenseSet(b);
        either |= DenseSet(b);
        rest -= DenseSet(b);
        for (quint32 id : b)
            one.add(id);
        QVERIFY(both == DenseSet(a & b));
        QVERIFY(either == DenseSet(a | b));
        QVERIFY(rest == DenseSet(a - b));
        QVERIFY(one == DenseSet(b));
        for (int i = 0; i < 100; ++i) {
            const quint32 id = chance.bounded(600'000u);
            QCOMPARE(dense.contains(id), a.contains(id));
        }
    }
}

void TestIndexes::aPostingListIsASet()
{
    QRandomGenerator chance(1);
    PostingLists lists;
    PostingPlace place;
    std::set<quint32> wanted;
    for (int step = 0; step < 20'000; ++step) {
        const quint32 id = chance.bounded(3000u);
        const bool removes = chance.bounded(3) == 0;
        QCOMPARE(removes ? lists.remove(place, id) : lists.add(place, id), removes ? wanted.erase(id) > 0 : wanted.insert(id).second);
        QCOMPARE(place.count, static_cast<quint32>(wanted.size()));
        QCOMPARE(PostingList(lists, place).contains(id), wanted.contains(id));
    }
    const PostingList list(lists, place);
    const std::vector<quint32> ids(wanted.begin(), wanted.end());
    const IdBitmap all(ids.size(), ids.data());
    QVERIFY(list.toBitmap() == all);
    IdBitmap half;
    half.addRange(0, 1500);
    QCOMPARE(list.countIn(DenseSet(half)), static_cast<quint32>(all.and_cardinality(half)));
    DenseSet added(half);
    list.addTo(added);
    QVERIFY(added == DenseSet(all | half));
}

void TestIndexes::theDateOrderIsAlwaysSorted()
{
    QRandomGenerator chance(2);
    DateOrder order;
    std::map<quint32, qint64> times;
    for (int step = 0; step < 200; ++step) {
        std::vector<std::pair<quint32, qint64>> batch;
        std::set<quint32> inBatch;
        for (int i = chance.bounded(20); i >= 0; --i) {
            const quint32 id = chance.bounded(1u, 500u);
            if (inBatch.insert(id).second)
                batch.emplace_back(id, qint64(chance.bounded(50)) - 25); // many at one time, some before 1970
        }
        order.put(batch);
        for (const auto &[id, time] : batch)
            times[id] = time;
        if (chance.bounded(4) == 0) {
            IdBitmap ids;
            for (int i = chance.bounded(3) == 0 ? 40 : chance.bounded(1, 6); i > 0; --i) { // few, and too many to be looked for
                const quint32 gone = chance.bounded(1u, 900u);                             // some were never there
                ids.add(gone);
                times.erase(gone);
            }
            order.remove(ids);
        }
        std::vector<std::pair<qint64, quint32>> wanted;
        IdBitmap all, some;
        for (const auto &[id, time] : times) {
            wanted.emplace_back(time, id);
            all.add(id);
            if (id % 100 == 7)
                some.add(id); // few: the other way of ordering
        }
        std::sort(wanted.rbegin(), wanted.rend());
        QList<ArticleId> rows, someRows;
        for (const auto &[time, id] : wanted) {
            rows += ArticleId{id};
            if (some.contains(id))
                someRows += ArticleId{id};
        }
        QCOMPARE(order.newestFirst(DenseSet(all)), rows);
        QCOMPARE(order.newestFirst(DenseSet(some)), someRows);
    }
}

void TestIndexes::theForwardIndexGivesTheLastRow()
{
    QRandomGenerator chance(3);
    ForwardIndex forward;
    std::map<quint32, std::vector<quint32>> wanted;
    for (int step = 0; step < 60'000; ++step) { // some blocks full
        const quint32 id = chance.bounded(1u, 5000u);
        std::set<quint32> values;
        for (int i = chance.bounded(30); i > 0; --i)
            values.insert(chance.bounded(1u, 100'000u));
        wanted[id] = {values.begin(), values.end()};
        forward.set(id, packFacetRow(wanted[id]));
    }
    forward.clear(17);
    wanted[17].clear();
    for (const auto &[id, values] : wanted) {
        std::vector<quint32> found;
        forward.forEachValueOf(id, [&](quint32 value) { found.push_back(value); });
        QCOMPARE(found, values);
    }
    forward.forEachValueOf(999'999, [](quint32) { QFAIL("there is no such row"); });
}

void TestIndexes::valuesStandInTheStepOfTheirCount()
{
    QRandomGenerator chance(4);
    FacetIndex index;
    IndexChange change;
    for (quint32 value = 1; value <= 40; ++value)
        change.values.push_back({value, value % 2 ? Facet::Person : Facet::Tag, QString::number(value), QString::number(value)});
    index.apply(change);
    for (int step = 0; step < 300; ++step) {
        IndexChange next;
        std::vector<quint32> row;
        for (int i = 0; i < 5; ++i)
            row.push_back(1 + 2 * chance.bounded(20u));
        const quint32 id = chance.bounded(1u, 100u);
        if (chance.bounded(3) == 0)
            next.removed.push_back(id);
        else {
            next.articles.push_back({id, 0, Moment::Precision::Unknown, packFacetRow(row)});
            next.tags.push_back({id, 2 + 2 * chance.bounded(20u), chance.bounded(2) == 0});
        }
        index.apply(next);
        size_t seen = 0;
        for (Facet facet : {Facet::Person, Facet::Tag}) {
            for (int width = 0; width <= FacetIndex::WidestCount; ++width) {
                for (quint32 value : index.valuesOfWidth(facet, width)) {
                    QCOMPARE(std::bit_width(index.postings(value).count()), width);
                    QCOMPARE(index.facet(value), facet);
                    QVERIFY((index.postings(value).toBitmap() - index.live()).isEmpty());
                    ++seen;
                }
            }
        }
        QCOMPARE(seen, size_t(40));
    }
}

void TestIndexes::aBuiltIndexDiffersInNothingFromAGrownOne()
{
    const auto change = [](quint32 first, quint32 last) {
        IndexChange made;
        for (quint32 id = first; id <= last; ++id)
            made.articles.push_back({id, id * 7 % 50, static_cast<Moment::Precision>(id % 3), packFacetRow({1 + id % 4})});
        return made;
    };
    IndexChange values;
    for (quint32 value = 1; value <= 4; ++value)
        values.values.push_back({value, Facet::Topic, QString::number(value), QString::number(value)});
    FacetIndex built, grown;
    built.apply(values);
    built.apply(change(1, 100));
    grown.apply(values);
    grown.apply(change(50, 120));
    grown.apply(change(1, 60));
    QVERIFY(!grown.differences(built).isEmpty());
    IndexChange removal;
    for (quint32 id = 101; id <= 120; ++id)
        removal.removed.push_back(id);
    grown.apply(removal);
    QCOMPARE(grown.differences(built), QStringList());
    IndexChange read;
    read.states.push_back({5, ReadFlag});
    grown.apply(read);
    QCOMPARE(grown.differences(built), QStringList{QStringLiteral("states")});
}

void TestIndexes::aLocalDayIsTheMomentsDay_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "Europe/Belgrade", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestIndexes::aLocalDayIsTheMomentsDay()
{
    QFETCH(QByteArray, zone);
    const QByteArray before = qgetenv("TZ");
    const auto back = qScopeGuard([&before] {
        qputenv("TZ", before);
        tzset();
    });
    qputenv("TZ", zone);
    tzset();
    LocalDays days;
    QRandomGenerator chance(6);
    for (int i = 0; i < 5000; ++i) {
        const Moment moment = Moment::atEpoch(static_cast<qint64>(chance.generate64() % 4'000'000'000ull) - 1'000'000'000);
        QCOMPARE(days.day(moment), static_cast<qint32>(moment.day().toJulianDay()));
    }
    QCOMPARE(days.day({}), 0);
    QCOMPARE(days.day(Moment::onDay(QDate(2025, 9, 11))), static_cast<qint32>(QDate(2025, 9, 11).toJulianDay()));
}

QTEST_GUILESS_MAIN(TestIndexes)
#include "test_indexes.moc"
