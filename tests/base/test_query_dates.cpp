#include "base/query.h"

#include <QTest>

using namespace dateline;

class TestQueryDates : public QObject {
    Q_OBJECT

private slots:
    void meansTheseDays_data()
    {
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QDate>("last");
        const QDate today(2025, 3, 31);
        QTest::newRow("a day") << Field::Date << u"2025-09-11"_qs << QDate(2025, 9, 11) << QDate(2025, 9, 11);
        QTest::newRow("a month") << Field::Date << u"2024-02"_qs << QDate(2024, 2, 1) << QDate(2024, 2, 29);
        QTest::newRow("a year") << Field::Date << u"2023"_qs << QDate(2023, 1, 1) << QDate(2023, 12, 31);
        QTest::newRow("today") << Field::Date << u"today"_qs << today << today;
        QTest::newRow("yesterday") << Field::Date << u"yesterday"_qs << QDate(2025, 3, 30) << QDate(2025, 3, 30);
        QTest::newRow("one day is today") << Field::Date << u"1d"_qs << today << today;
        QTest::newRow("seven days, today included") << Field::Date << u"7d"_qs << QDate(2025, 3, 25) << today;
        QTest::newRow("two weeks") << Field::Date << u"2w"_qs << QDate(2025, 3, 18) << today;
        QTest::newRow("a month back from a long one") << Field::Date << u"1m"_qs << QDate(2025, 3, 1) << today;
        QTest::newRow("a range") << Field::Date << u"2024..2025-02"_qs << QDate(2024, 1, 1) << QDate(2025, 2, 28);
        QTest::newRow("an open end") << Field::Date << u"2024-05-02.."_qs << QDate(2024, 5, 2) << QDate();
        QTest::newRow("an open start") << Field::Date << u"..2024-05-02"_qs << QDate() << QDate(2024, 5, 2);
        QTest::newRow("after holds its own day") << Field::After << u"2025-09-01"_qs << QDate(2025, 9, 1) << QDate();
        QTest::newRow("before leaves its own day out") << Field::Before << u"2025-10-01"_qs << QDate() << QDate(2025, 9, 30);
        QTest::newRow("before a month") << Field::Before << u"2025-10"_qs << QDate() << QDate(2025, 9, 30);
    }

    void meansTheseDays()
    {
        QFETCH(Field, field);
        QFETCH(QString, value);
        QFETCH(QDate, first);
        QFETCH(QDate, last);
        const auto range = dayRange({field, value}, QDate(2025, 3, 31));
        QVERIFY(range.has_value());
        QCOMPARE(*range, (DayRange{first, last}));
    }

    void refusesWhatMakesNoSense_data()
    {
        QTest::addColumn<QString>("value");
        for (const char *value : {"2025-02-30", "2025-00", "2025-1-0", "1200", "9999", "0d", "7x", "d", "..", "2025..2024", "2025....2026", "tomorrow", "-5d", "99999999d"})
            QTest::newRow(value) << QString::fromLatin1(value);
    }

    void refusesWhatMakesNoSense()
    {
        QFETCH(QString, value);
        QVERIFY(!dayRange({Field::Date, value}, QDate(2025, 3, 31)));
    }
};

QTEST_GUILESS_MAIN(TestQueryDates)
#include "test_query_dates.moc"
