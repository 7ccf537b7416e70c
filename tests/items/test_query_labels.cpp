#include "items/query_labels.h"

#include <QTest>

using namespace dateline;

class TestQueryLabels : public QObject {
    Q_OBJECT
private slots:
    void agesFitAList_data()
    {
        QTest::addColumn<QString>("moment");
        QTest::addColumn<QString>("age");
        QTest::newRow("now") << u"2024-03-09T11:59:30Z"_qs << u"now"_qs;
        QTest::newRow("a clock a little ahead") << u"2024-03-09T12:00:30Z"_qs << u"now"_qs;
        QTest::newRow("minutes") << u"2024-03-09T11:15:00Z"_qs << u"45 min"_qs;
        QTest::newRow("hours") << u"2024-03-09T03:00:00Z"_qs << u"9 h"_qs;
        QTest::newRow("yesterday") << u"2024-03-08T03:00:00Z"_qs << u"yesterday"_qs;
        QTest::newRow("this week") << u"2024-03-05T03:00:00Z"_qs << u"Tue"_qs;
        QTest::newRow("this year") << u"2024-01-05"_qs << u"5 Jan"_qs;
        QTest::newRow("another year") << u"2022-01-05"_qs << u"5 Jan 2022"_qs;
        QTest::newRow("only the day is known") << u"2024-03-09"_qs << u"today"_qs;
        QTest::newRow("tomorrow") << u"2024-03-12"_qs << u"12 Mar"_qs;
        QTest::newRow("unknown") << QString() << QString();
    }

    void agesFitAList()
    {
        QFETCH(QString, moment);
        QFETCH(QString, age);
        const QDateTime now(QDate(2024, 3, 9), QTime(12, 0), Qt::UTC);
        QCOMPARE(shortAge(Moment::fromText(moment), now, QLocale::c()), age);
    }

    void spansAreSaidShortly_data()
    {
        QTest::addColumn<QDate>("first");
        QTest::addColumn<QDate>("last");
        QTest::addColumn<QString>("label");
        QTest::newRow("a day") << QDate(2025, 9, 11) << QDate(2025, 9, 11) << u"11 September 2025"_qs;
        QTest::newRow("within a month") << QDate(2025, 9, 1) << QDate(2025, 9, 11) << u"1–11 September 2025"_qs;
        QTest::newRow("a month") << QDate(2024, 2, 1) << QDate(2024, 2, 29) << u"February 2024"_qs;
        QTest::newRow("within a year") << QDate(2025, 8, 1) << QDate(2025, 9, 11) << u"1 August–11 September 2025"_qs;
        QTest::newRow("a year") << QDate(2025, 1, 1) << QDate(2025, 12, 31) << u"2025"_qs;
        QTest::newRow("years") << QDate(2024, 1, 1) << QDate(2025, 12, 31) << u"1 January 2024–31 December 2025"_qs;
        QTest::newRow("since") << QDate(2024, 1, 1) << QDate() << u"since 1 January 2024"_qs;
        QTest::newRow("until") << QDate() << QDate(2024, 1, 1) << u"until 1 January 2024"_qs;
        QTest::newRow("always") << QDate() << QDate() << QString();
    }

    void spansAreSaidShortly()
    {
        QFETCH(QDate, first);
        QFETCH(QDate, last);
        QFETCH(QString, label);
        QCOMPARE(daysLabel({first, last}, QLocale::c()), label);
    }
};

QTEST_GUILESS_MAIN(TestQueryLabels)
#include "test_query_labels.moc"
