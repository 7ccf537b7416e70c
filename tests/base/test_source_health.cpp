#include "base/source_health.h"

#include <QTest>

using namespace dateline;

class TestSourceHealth final : public QObject {
    Q_OBJECT
private:
    const QDateTime m_now{QDate(2026, 3, 4), QTime(12, 0), Qt::UTC};

    Source feed() const
    {
        Source source;
        source.lastSuccess = source.lastAttempt = m_now.addSecs(-600);
        source.fetch.scheduledAt = source.lastAttempt;
        source.fetch.nextDue = m_now.addSecs(1'200);
        source.total = 100;
        return source;
    }

    SourceHealth health(const Source &source, int inFourWeeks = 8, int inAQuarter = 20) const
    {
        return healthOf(source, {inFourWeeks, inAQuarter, 100}, m_now, true);
    }

private slots:
    void a_feed_that_comes_is_good()
    {
        const SourceHealth good = health(feed());
        QCOMPARE(good.state, HealthState::Good);
        QCOMPARE(good.articlesAWeek, 2.0);
        QCOMPARE(good.nextFetch, feed().fetch.nextDue);
        QVERIFY(good.advice.isEmpty() && !good.summary.isEmpty());
        QVERIFY(!good.isBroken() && !good.isStale());
    }

    void failures_count()
    {
        Source source = feed();
        source.lastError = QStringLiteral("It failed.");
        source.fetch.failures = 2;
        QCOMPARE(health(source).state, HealthState::Faltering);
        source.fetch.failures = 3;
        QCOMPARE(health(source).state, HealthState::Failing);
        QVERIFY(health(source).isBroken() && !health(source).advice.isEmpty());
        source.fetch.failures = 1;
        source.lastSuccess = QDateTime();
        QCOMPARE(health(source).state, HealthState::Failing);
    }

    void a_feed_with_faults_is_faulty()
    {
        Source source = feed();
        source.lastError = QStringLiteral("Only a part of the feed could be read.");
        QCOMPARE(health(source).state, HealthState::Partly);
        QVERIFY(health(source).isBroken());
    }

    void what_is_broken_is_so_whatever_it_published()
    {
        Source source = feed();
        QVERIFY(!isBroken(source));
        QVERIFY(!isBroken(Source()));
        source.lastError = QStringLiteral("It failed.");
        source.fetch.failures = 1;
        QVERIFY(!isBroken(source)); // it is tried again by itself
        QVERIFY(health(source).needsCare());
        source.fetch.failures = 3;
        QVERIFY(isBroken(source));
        source.fetch.failures = 0;
        QVERIFY(isBroken(source)); // read in part
    }

    void a_feed_that_wants_a_login_is_told_so()
    {
        Source source = feed();
        source.fetch.failures = 1;
        source.fetch.lastStatus = 401;
        QVERIFY(wantsLogin(source));
        QVERIFY2(health(source).advice.startsWith(QStringLiteral("Log in")), qPrintable(health(source).advice));
        source.fetch.failures = 0;
        QVERIFY(!wantsLogin(source));
    }

    void a_server_in_trouble_needs_nothing_of_the_reader()
    {
        for (const int status : {429, 500, 503}) {
            Source source = feed();
            source.fetch.failures = 5;
            source.fetch.lastStatus = status;
            QCOMPARE(health(source).state, HealthState::Failing);
            QVERIFY2(health(source).advice.startsWith(QStringLiteral("Its server has trouble")), qPrintable(health(source).advice));
        }
        Source missing = feed();
        missing.fetch.failures = 5;
        missing.fetch.lastStatus = 404;
        QVERIFY2(health(missing).advice.startsWith(QStringLiteral("Open its address")), qPrintable(health(missing).advice));
    }

    void harmless_faults_make_no_feed_faulty()
    {
        Source source = feed();
        source.fetch.faults = {QStringLiteral("an \"&\" is not written as \"&amp;\"")};
        QCOMPARE(health(source).state, HealthState::Good);
    }

    void what_needs_care_comes_before_what_does_not()
    {
        QVERIFY(urgency(HealthState::Gone) < urgency(HealthState::Faltering));
        QVERIFY(urgency(HealthState::Faltering) < urgency(HealthState::Stale));
        QVERIFY(urgency(HealthState::Stale) < urgency(HealthState::Good));
    }

    void silence_makes_a_feed_stale()
    {
        QCOMPARE(health(feed(), 0, 1).state, HealthState::Good);
        QCOMPARE(health(feed(), 0, 0).state, HealthState::Stale);
        QVERIFY(health(feed(), 0, 0).isStale());
    }

    void articles_without_dates_count_by_when_they_came()
    {
        Source source = feed();
        QCOMPARE(healthOf(source, {}, m_now, true).state, HealthState::Good); // nothing is known
        source.fetch.changes = {m_now.addDays(-89).toSecsSinceEpoch()};
        QCOMPARE(healthOf(source, {}, m_now, true).state, HealthState::Good);
        source.fetch.changes = {m_now.addDays(-91).toSecsSinceEpoch()};
        QCOMPARE(healthOf(source, {}, m_now, true).state, HealthState::Stale);
    }

    void a_feed_that_is_gone_is_not_fetched_again()
    {
        Source source = feed();
        source.fetch.isGone = true;
        source.fetch.failures = 1;
        QCOMPARE(health(source).state, HealthState::Gone);
        QVERIFY(!health(source).nextFetch.isValid());
    }

    void a_new_feed_is_fetched_now_where_feeds_are_fetched_by_themselves()
    {
        QCOMPARE(health(Source()).state, HealthState::New);
        QCOMPARE(health(Source()).nextFetch, m_now);
        QVERIFY(!healthOf(Source(), {}, m_now, false).nextFetch.isValid());
        QVERIFY(!healthOf(Source(), {}, m_now, false).advice.isEmpty());
    }

    void each_state_has_a_name_and_a_code_of_its_own()
    {
        QStringList names, codes;
        for (int state = 0; state <= static_cast<int>(HealthState::Stale); ++state) {
            names += stateName(static_cast<HealthState>(state));
            codes += stateCode(static_cast<HealthState>(state));
        }
        QCOMPARE(names.removeDuplicates(), 0);
        QCOMPARE(codes.removeDuplicates(), 0);
        QVERIFY(!names.contains(QString()) && !codes.contains(QString()));
    }
};

QTEST_GUILESS_MAIN(TestSourceHealth)
#include "test_source_health.moc"
