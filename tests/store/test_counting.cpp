// Counts of the facet counter, by each of its ways, against the plainest count there is.
#include "samples.h"

#include "chance.h"
#include "store/facet_counter.h"

#include <map>

using namespace dateline;

class TestCounting final : public QObject {
    Q_OBJECT
    static QMap<Facet, QList<FacetCount>> countedOneByOne(const FacetIndex &index, const DenseSet &answer, int top);

private slots:
    void daysAreCountedHoweverFarApart();
    void allWaysOfCountingAgree();
    void aSourceOfNoKnownValueHasNoArticles_data();
    void aSourceOfNoKnownValueHasNoArticles();
};

// The plainest count there is.
QMap<Facet, QList<FacetCount>> TestCounting::countedOneByOne(const FacetIndex &index, const DenseSet &answer, int top)
{
    QMap<Facet, QList<FacetCount>> facets = FacetCounter(index, {}, top).facets(); // those without values
    for (Facet facet : {Facet::Person, Facet::Place}) {
        std::map<quint32, quint32> numbers;
        for (quint32 id : index.live()) {
            if (answer.contains(id))
                index.forward().forEachValueOf(id, [&](quint32 value) { numbers[value] += index.facet(value) == facet; });
        }
        QList<FacetCount> counts;
        for (const auto &[value, number] : numbers) {
            if (number > 0)
                counts += FacetCount{index.names().nameText(value), index.names().nameText(value), number};
        }
        std::sort(counts.begin(), counts.end(), [](const FacetCount &a, const FacetCount &b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
        facets[facet] = counts.mid(0, top);
    }
    facets[Facet::State] = {{QStringLiteral("unread"), QStringLiteral("Unread"), answer.count()}};
    return facets;
}

// Days of all centuries, also such as only a broken feed knows.
void TestCounting::daysAreCountedHoweverFarApart()
{
    Chance chance(8);
    FacetIndex index;
    IndexChange change;
    std::map<qint32, quint32> wanted;
    DenseSet answer;
    const QList<qint32> odd = {1, 1'721'426, 2'415'020, 2'415'021, 2'488'020, 2'488'021, 2'488'022, 5'373'484};
    for (quint32 id = 1; id <= 5000; ++id) {
        const qint32 day = chance.one(9) ? 0 : chance.one(5) ? chance.of(odd) : 2'460'000 + chance.below(1000);
        const Moment published = day == 0 ? Moment() : Moment::onDay(QDate::fromJulianDay(day));
        change.articles.push_back({id, published.epoch(), published.precision(), {}});
        if (chance.one(2)) {
            answer.add(id);
            ++wanted[day];
        }
    }
    index.apply(change);
    Answer counted;
    FacetCounter(index, answer, 5).countDays(counted);
    QCOMPARE(counted.undated, wanted[0]);
    wanted.erase(0);
    QList<DayCount> days;
    for (const auto &[day, number] : wanted)
        days += DayCount{QDate::fromJulianDay(day), number};
    QCOMPARE(counted.days, days);
}

// Enough articles for bitmaps instead of arrays, and answers of all sizes.
void TestCounting::allWaysOfCountingAgree()
{
    Chance chance(7);
    FacetIndex index;
    IndexChange change;
    constexpr quint32 Values = 900, Articles = 30'000;
    for (quint32 value = 1; value <= Values; ++value) {
        const Facet facet = value % 3 ? Facet::Person : Facet::Place;
        change.values.push_back({value, facet, QString::number(value), QString::number(value)});
    }
    for (quint32 id = 1; id <= Articles; ++id) {
        std::vector<quint32> row;
        for (int i = chance.below(12); i >= 0; --i)
            row.push_back(1 + static_cast<quint32>(chance.below(1 + chance.below(1 + chance.below(Values)))));
        change.articles.push_back({id, chance.below(1'000'000), Moment::Precision::Unknown, packFacetRow(row)});
    }
    index.apply(change);
    CountingMeans means;
    for (int round = 0; round < 13; ++round) { // the last is everything
        DenseSet answer;
        const int share = 1 + (1 << round);
        for (quint32 id = 1; id <= Articles; ++id) {
            if (chance.below(4096) < share)
                answer.add(id);
        }
        const int top = 1 + chance.below(80);
        const auto walked = FacetCounter(index, answer, top, FacetCounter::Way::WalkAnswer).facets();
        QVERIFY(walked == countedOneByOne(index, answer, top));
        QVERIFY(FacetCounter(index, answer, top, means).facets() == walked);
        QVERIFY(FacetCounter(index, answer, top, FacetCounter::Way::WalkAnswerDown).facets() == walked);
        QVERIFY(FacetCounter(index, answer, top, FacetCounter::Way::WalkRest).facets() == walked);
        QVERIFY(FacetCounter(index, answer, top, FacetCounter::Way::Intersect).facets() == walked);
        QVERIFY(FacetCounter(index, answer, top).facets() == walked);
    }
}

void TestCounting::aSourceOfNoKnownValueHasNoArticles_data()
{
    QTest::addColumn<quint32>("value");
    QTest::newRow("a gap") << 1u;
    QTest::newRow("just behind the last") << 3u;
    QTest::newRow("far behind it") << 1'000'000'000u;
}

// A damaged row may name any value.
void TestCounting::aSourceOfNoKnownValueHasNoArticles()
{
    QFETCH(quint32, value);
    FacetIndex index;
    IndexChange change;
    change.values.push_back({2, Facet::Person, QStringLiteral("ana"), QStringLiteral("Ana")});
    DenseSet answer;
    for (quint32 id = 1; id <= 10; ++id) {
        change.articles.push_back({id, 0, Moment::Precision::Second, {}});
        answer.add(id);
    }
    change.sources = std::vector<IndexedSource>{{SourceId{1}, value, QStringLiteral("Harbour"), QStringLiteral("https://harbour.example"), QStringLiteral("RS")}};
    index.apply(change);
    const QMap<Facet, QList<FacetCount>> facets = FacetCounter(index, answer, 5).facets();
    QVERIFY(facets[Facet::Source].isEmpty() && facets[Facet::From].isEmpty());
    QCOMPARE(index.postings(value).count(), 0u);
}

QTEST_GUILESS_MAIN(TestCounting)
#include "test_counting.moc"
