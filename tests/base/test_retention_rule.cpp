#include "base/retention.h"

#include <QTest>

using namespace dateline;

class TestRetentionRule final : public QObject {
    Q_OBJECT
private slots:
    void aRuleReadsAsItIsWritten()
    {
        for (const char *text : {"", "all", "1d", "90d", "1", "500", "2147483647"}) {
            const std::optional<Retention> rule = Retention::fromText(QString::fromLatin1(text));
            QVERIFY2(rule, text);
            QCOMPARE(rule->toText(), QString::fromLatin1(text));
        }
        QCOMPARE(Retention::fromText(u"90d")->kind, Retention::Kind::Days);
        QCOMPARE(Retention::fromText(u"90d")->number, 90);
        QCOMPARE(Retention::fromText(u"500")->kind, Retention::Kind::Count);
        QCOMPARE(Retention::fromText(u"")->kind, Retention::Kind::Inherit);
    }

    void aClockThatIsBehindMakesNothingOld()
    {
        constexpr qint64 spring2026 = 1'775'000'000, spring2027 = 1'806'000'000;
        QCOMPARE(timeOfArrival(spring2026, 0), spring2026);
        QCOMPARE(timeOfArrival(spring2027, spring2026), spring2027);
        QCOMPARE(timeOfArrival(spring2026, spring2027), spring2027); // it was put back
        QVERIFY(timeOfArrival(0, 0) > 1'700'000'000);                // an empty battery
    }

    void whatIsNoRuleIsNone()
    {
        for (const char *text : {"0", "0d", "-5", "-5d", "+5", "d", "All", "90 d", "90D", "1.5d", "99999999999", "five"})
            QVERIFY2(!Retention::fromText(QString::fromLatin1(text)), text);
    }
};

QTEST_APPLESS_MAIN(TestRetentionRule)
#include "test_retention_rule.moc"
