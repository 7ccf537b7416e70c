#include "base/moment.h"

#include <QTest>

using namespace dateline;

class TestMoment : public QObject {
    Q_OBJECT

private slots:
    void keepsADayADay()
    {
        const Moment day = Moment::onDay(QDate(2025, 9, 11));
        QVERIFY(day.isKnown());
        QVERIFY(!day.hasTime());
        QCOMPARE(day.toText(), u"2025-09-11"_qs);
        QCOMPARE(day.day(), QDate(2025, 9, 11));
        QCOMPARE(Moment::fromText(day.toText()), day);
    }

    void keepsATimeInUtc()
    {
        const Moment time = Moment::fromText(u"2025-09-11T16:03:00+02:00");
        QVERIFY(time.hasTime());
        QCOMPARE(time.toText(), u"2025-09-11T14:03:00Z"_qs);
        QCOMPARE(Moment::fromText(time.toText()), time);
        QCOMPARE(Moment::fromText(u"2025-09-11T14:03:00"), time);
    }

    void saysTheDayInTheReadersZone()
    {
        qputenv("TZ", "Asia/Tokyo");
        tzset();
        QCOMPARE(Moment::fromText(u"2025-09-11T20:00:00Z").day(), QDate(2025, 9, 12));
        QCOMPARE(Moment::onDay(QDate(2025, 9, 11)).day(), QDate(2025, 9, 11));
        qputenv("TZ", "UTC");
        tzset();
    }

    void neverTurnsNonsenseIntoNow()
    {
        for (const char *text : {"", "soon", "2025-13-45", "2025-09-11T", "20250911", "11.09.2025"})
            QVERIFY2(!Moment::fromText(QString::fromLatin1(text)).isKnown(), text);
        QVERIFY(!Moment::onDay(QDate()).isKnown());
        QVERIFY(!Moment::at(QDateTime()).isKnown());
        QCOMPARE(Moment().toText(), QString());
        QVERIFY(!Moment().day().isValid());
    }

    void knowsTimesBefore1970()
    {
        QCOMPARE(Moment::atEpoch(-1).toText(), u"1969-12-31T23:59:59Z"_qs);
        QVERIFY(Moment::atEpoch(0).isKnown());
    }
};

QTEST_GUILESS_MAIN(TestMoment)
#include "test_moment.moc"
