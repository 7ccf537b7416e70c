#include "items/timeline.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

namespace {

double sixAWord(const QString &text)
{
    return 6.0 * double(text.size());
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private slots:
    void takesTheFinestUnitThatFits_data()
    {
        QTest::addColumn<QDate>("last");
        QTest::addColumn<int>("unit");
        QTest::newRow("a month") << QDate(2024, 1, 31) << int(BinUnit::Day);
        QTest::newRow("a year") << QDate(2024, 12, 31) << int(BinUnit::Week);
        QTest::newRow("five years") << QDate(2028, 12, 31) << int(BinUnit::Month);
        QTest::newRow("twenty years") << QDate(2043, 12, 31) << int(BinUnit::Quarter);
        QTest::newRow("a century") << QDate(2123, 12, 31) << int(BinUnit::Year);
    }

    void takesTheFinestUnitThatFits()
    {
        QFETCH(QDate, last);
        QFETCH(int, unit);
        const Timeline timeline({QDate(2024, 1, 1), last}, 100, QLocale(QLocale::English, QLocale::UnitedKingdom));
        QCOMPARE(int(timeline.unit()), unit);
        QVERIFY(timeline.bins().size() <= 101);
    }

    void binsFollowEachOtherAndCountEveryDay()
    {
        QRandomGenerator random(9);
        for (int round = 0; round < 200; ++round) {
            const QDate first = QDate(2010, 1, 1).addDays(random.bounded(3000));
            const DayRange span{first, first.addDays(random.bounded(5000))};
            QList<DayCount> days;
            quint32 total = 0;
            for (QDate day = span.first; day <= span.last; day = day.addDays(1 + random.bounded(40))) {
                days += DayCount{day, quint32(random.bounded(100))};
                total += days.last().count;
            }
            Timeline timeline(span, 20 + random.bounded(200));
            timeline.count(days, {});
            quint32 counted = 0;
            for (qsizetype i = 0; i < timeline.bins().size(); ++i) {
                counted += timeline.bins().at(i).all;
                QVERIFY(i == 0 || timeline.bins().at(i - 1).last.addDays(1) == timeline.bins().at(i).first);
                QCOMPARE(timeline.binOf(timeline.bins().at(i).first), int(i));
                QCOMPARE(timeline.binOf(timeline.bins().at(i).last), int(i));
            }
            QCOMPARE(counted, total);
            QVERIFY(timeline.bins().first().first <= span.first && timeline.bins().last().last >= span.last);
        }
    }

    void labelsNeverOverlap()
    {
        QRandomGenerator random(10);
        for (int round = 0; round < 300; ++round) {
            const QDate first = QDate(1990, 1, 1).addDays(random.bounded(9000));
            const Timeline timeline({first, first.addDays(random.bounded(12000))}, 10 + random.bounded(150));
            const double binWidth = 3 + random.bounded(30);
            const QList<AxisLabel> labels = timeline.labels(binWidth, 8, sixAWord);
            QVERIFY(!labels.isEmpty());
            for (qsizetype i = 1; i < labels.size(); ++i)
                QVERIFY((labels.at(i).bin - labels.at(i - 1).bin) * binWidth >= sixAWord(labels.at(i - 1).text) + 8);
        }
    }

    void anEmptySpanHasNoBins()
    {
        QVERIFY(Timeline(DayRange{}, 50).bins().isEmpty());
        QVERIFY(Timeline({QDate(2024, 2, 1), QDate(2024, 1, 1)}, 50).bins().isEmpty());
        QCOMPARE(Timeline().binOf(QDate(2024, 1, 1)), -1);
        QVERIFY(Timeline().labels(5, 5, sixAWord).isEmpty());
    }

    void aWrongClockDoesNotSqueezeTheRest()
    {
        QList<DayCount> days = {{QDate(1970, 1, 1), 1}};
        for (int i = 0; i < 60; ++i)
            days += DayCount{QDate(2024, 1, 1).addDays(i), 20};
        days += DayCount{QDate(2099, 1, 1), 1};
        QCOMPARE(mainSpan(days), (DayRange{QDate(2024, 1, 1), QDate(2024, 1, 1).addDays(59)}));
    }

    void fewDaysAreAllShown()
    {
        QCOMPARE(mainSpan({{QDate(1999, 1, 1), 1}, {QDate(2024, 1, 1), 1}}), (DayRange{QDate(1999, 1, 1), QDate(2024, 1, 1)}));
        QCOMPARE(mainSpan({}), DayRange());
    }

    void aBinIsCalledByItsDays()
    {
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        QCOMPARE(Timeline({QDate(2024, 2, 3), QDate(2024, 2, 5)}, 50, english).binLabel(0), u"3 February 2024"_qs);
        QCOMPARE(Timeline({QDate(2020, 2, 3), QDate(2024, 2, 5)}, 60, english).binLabel(0), u"February 2020"_qs);
        QCOMPARE(Timeline({QDate(1950, 2, 3), QDate(2024, 2, 5)}, 90, english).binLabel(1), u"1951"_qs);
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "test_timeline.moc"
