// When feeds are fetched again, by a clock that the tests set.
#include "base/fetch_state.h"

#include <QTest>

using namespace dateline;
using namespace std::chrono_literals;

class TestFetchSchedule final : public QObject {
    Q_OBJECT
private:
    const QDateTime m_noon{QDate(2026, 3, 4), QTime(12, 0), Qt::UTC}; // a Wednesday

    static FetchOutcome outcome(FetchOutcome::Kind kind, const QDateTime &at, int status = 200)
    {
        FetchOutcome made;
        made.kind = kind;
        made.at = at;
        made.status = status;
        made.chance = 0;
        return made;
    }

    FetchState failed(int times, int status = 500) const
    {
        FetchState state;
        for (int i = 0; i < times; ++i)
            state = afterFetch(state, outcome(FetchOutcome::Kind::Failed, m_noon, status));
        return state;
    }

    // A feed that changes each `gap`, asked whenever it is due.
    static FetchState lived(std::chrono::seconds gap, const QDateTime &from, int changes)
    {
        FetchState state;
        QDateTime now = from, nextChange = from;
        for (int seen = 0; seen < changes;) {
            const bool isChanged = nextChange <= now;
            state = afterFetch(state, outcome(isChanged ? FetchOutcome::Kind::Changed : FetchOutcome::Kind::Unchanged, now));
            while (nextChange <= now)
                nextChange = nextChange.addSecs(gap.count());
            seen += isChanged ? 1 : 0;
            now = state.nextDue;
        }
        return state;
    }

    static qint64 planned(const FetchState &state) { return state.scheduledAt.secsTo(state.nextDue); }

private slots:
    void a_feed_that_nobody_fetched_is_due()
    {
        QVERIFY(isDue(FetchState(), m_noon));
        QVERIFY(isAllowed(FetchState(), m_noon));
        QVERIFY(wantsWhole(FetchState(), m_noon));
    }

    void intervals_follow_how_often_a_feed_changes_data()
    {
        QTest::addColumn<int>("gap");
        QTest::addColumn<int>("fewest");
        QTest::addColumn<int>("most");
        QTest::newRow("each minute") << 60 << 900 << 900;
        QTest::newRow("each hour") << 3'600 << 1'700 << 3'600;
        QTest::newRow("each four hours") << 4 * 3'600 << 2 * 3'600 - 600 << 3 * 3'600;
        QTest::newRow("daily") << 86'400 << 10 * 3'600 << 16 * 3'600;
        QTest::newRow("weekly") << 7 * 86'400 << 86'400 << 86'400;
    }

    void intervals_follow_how_often_a_feed_changes()
    {
        QFETCH(int, gap);
        QFETCH(int, fewest);
        QFETCH(int, most);
        const FetchState state = lived(std::chrono::seconds(gap), m_noon, 14);
        QVERIFY2(planned(state) >= fewest && planned(state) <= most, qPrintable(QString::number(planned(state))));
    }

    void a_feed_that_falls_silent_is_asked_more_rarely()
    {
        FetchState state = lived(3'600s, m_noon, 12);
        qint64 before = planned(state);
        for (int day = 1; day <= 30; ++day)
            state = afterFetch(state, outcome(FetchOutcome::Kind::Unchanged, state.scheduledAt.addDays(1)));
        QVERIFY(planned(state) > before);
        QCOMPARE(planned(state), 86'400);
    }

    void failures_double_the_interval_up_to_a_day()
    {
        const QList<qint64> expected = {300, 600, 1'200, 2'400, 4'800, 9'600, 19'200, 38'400, 76'800, 86'400, 86'400};
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(planned(failed(i + 1)), expected[i]);
        QCOMPARE(planned(failed(200)), 86'400);
        QCOMPARE(failed(3).failures, 3);
        QCOMPARE(planned(failed(1, 404)), 3'600);
        const FetchState mended = afterFetch(failed(5), outcome(FetchOutcome::Kind::Unchanged, m_noon.addDays(1)));
        QCOMPARE(mended.failures, 0);
    }

    void jitter_spreads_but_never_hurries()
    {
        FetchOutcome late = outcome(FetchOutcome::Kind::Failed, m_noon, 500);
        late.chance = 1;
        QCOMPARE(planned(afterFetch({}, late)), 360);
        late.chance = 7; // whatever the caller throws
        QCOMPARE(planned(afterFetch({}, late)), 360);
    }

    void what_a_server_asks_for_holds_for_the_reader_too()
    {
        FetchOutcome refused = outcome(FetchOutcome::Kind::Failed, m_noon, 429);
        refused.retryAfter = 7'200s;
        const FetchState state = afterFetch({}, refused);
        QCOMPARE(planned(state), 7'200);
        QVERIFY(!isAllowed(state, m_noon.addSecs(7'199)));
        QVERIFY(isAllowed(state, m_noon.addSecs(7'200)));
        refused.retryAfter = std::chrono::seconds(400LL * 86'400);
        QCOMPARE(planned(afterFetch({}, refused)), 86'400);
        QVERIFY(isAllowed(failed(4), m_noon)); // an ordinary failure doesn't keep the reader from trying
    }

    void a_feed_that_is_gone_stays_so()
    {
        const FetchState gone = failed(1, 410);
        QVERIFY(gone.isGone);
        QVERIFY(!isDue(gone, m_noon.addYears(1)));
        QVERIFY(!isAllowed(gone, m_noon.addYears(1)));
        QVERIFY(!isDue(gone, m_noon.addYears(-1)));
    }

    void wishes_are_granted_within_a_day()
    {
        FetchState state = lived(60s, m_noon, 12);
        state.wishes.interval = 7'200s;
        QCOMPARE(planned(afterFetch(state, outcome(FetchOutcome::Kind::Unchanged, state.nextDue))), 7'200);
        FetchOutcome fresh = outcome(FetchOutcome::Kind::Unchanged, state.nextDue);
        fresh.freshFor = 10'800s;
        QCOMPARE(planned(afterFetch(state, fresh)), 10'800);
        state.wishes.interval = std::chrono::seconds(366LL * 86'400);
        QCOMPARE(planned(afterFetch(state, fresh)), 86'400);
    }

    void skipped_hours_and_days_are_skipped()
    {
        FetchState state;
        state.wishes.skipHours = 1u << 13 | 1u << 14;
        QCOMPARE(afterFetch(state, outcome(FetchOutcome::Kind::Unchanged, m_noon)).nextDue, m_noon.addSecs(3 * 3'600));
        state.wishes.skipHours = 0;
        state.wishes.skipDays = 1 << 2 | 1 << 3; // Wednesday and Thursday
        QCOMPARE(afterFetch(state, outcome(FetchOutcome::Kind::Unchanged, m_noon)).nextDue.date(), QDate(2026, 3, 6));
        state.wishes.skipDays = 0x7F;
        state.wishes.skipHours = 0xFFFFFF;
        QCOMPARE(afterFetch(state, outcome(FetchOutcome::Kind::Unchanged, m_noon)).nextDue, m_noon.addSecs(3'600));
    }

    void a_clock_that_is_set_back_stops_no_feed()
    {
        const QDateTime wrong = m_noon.addYears(5);
        FetchState state = afterFetch({}, outcome(FetchOutcome::Kind::Changed, wrong));
        QVERIFY(isDue(state, m_noon));
        FetchOutcome refused = outcome(FetchOutcome::Kind::Failed, wrong, 503);
        refused.retryAfter = 3'600s;
        QVERIFY(isAllowed(afterFetch({}, refused), m_noon));
        QVERIFY(wantsWhole([&] { FetchState seen; seen.lastWhole = wrong; return seen; }(), m_noon));
        // Changes of the future are forgotten with the first of the present.
        state = afterFetch(state, outcome(FetchOutcome::Kind::Changed, m_noon));
        QCOMPARE(state.changes, QList<qint64>{m_noon.toSecsSinceEpoch()});
        QVERIFY(planned(state) >= 900 && planned(state) <= 86'400);
    }

    void a_clock_that_jumps_ahead_makes_all_due_and_no_interval_odd()
    {
        FetchState state = lived(3'600s, m_noon, 12);
        const QDateTime ahead = m_noon.addYears(20);
        QVERIFY(isDue(state, ahead));
        state = afterFetch(state, outcome(FetchOutcome::Kind::Changed, ahead));
        QVERIFY(planned(state) >= 900 && planned(state) <= 86'400);
    }

    void a_move_is_believed_when_it_was_seen_thrice_over_two_days()
    {
        FetchState state;
        const QString target = QStringLiteral("https://new.example.org/feed");
        QVERIFY(!believesMove(state, target, m_noon));
        QVERIFY(!believesMove(state, target, m_noon.addSecs(60)));
        QVERIFY(!believesMove(state, target, m_noon.addSecs(120)));
        QVERIFY(!believesMove(state, QStringLiteral("https://login.hotel.example/"), m_noon.addDays(3))); // begins anew
        QVERIFY(!believesMove(state, target, m_noon.addDays(4)));
        QVERIFY(!believesMove(state, QString(), m_noon.addDays(5)));
        QCOMPARE(state, FetchState());
        QVERIFY(!believesMove(state, target, m_noon));
        QVERIFY(!believesMove(state, target, m_noon.addDays(1)));
        QVERIFY(believesMove(state, target, m_noon.addDays(2)));
        QCOMPARE(state, FetchState());
    }

    void a_feed_is_wanted_whole_after_a_week()
    {
        FetchState state;
        state.lastWhole = m_noon;
        QVERIFY(!wantsWhole(state, m_noon.addDays(6)));
        QVERIFY(wantsWhole(state, m_noon.addDays(7)));
    }

    void a_state_survives_its_text()
    {
        QCOMPARE(FetchState().toText(), QString());
        FetchState state = lived(3'600s, m_noon, 14);
        state.wishes = {3'600s, 0xFFF, 0x41};
        state.notBefore = m_noon.addDays(1);
        state.failures = 3;
        state.isGone = true;
        state.isOwnNetwork = true;
        state.lastWhole = m_noon;
        QVERIFY(!believesMove(state, QStringLiteral("https://new.example.org/\"feed\""), m_noon));
        state.faults = {QStringLiteral("line 3: an \"&\" is not written as \"&amp;\""), QStringLiteral("the items are not in the order of their dates")};
        QCOMPARE(FetchState::fromText(state.toText()), state);
        FetchState faulty = state;
        faulty.isGone = true;
        faulty.faults = QStringList(1'000, QString(1'000, u'"') + QString(3, QChar(1)));
        QCOMPARE(FetchState::fromText(faulty.toText()).faults, boundedFaults(faulty.faults));
        QVERIFY(FetchState::fromText(faulty.toText()).isGone);
        QCOMPARE(boundedFaults(faulty.faults).size(), 20);
        QCOMPARE(boundedFaults({QStringLiteral("a\u0001\nb"), QStringLiteral(" \u202e ")}), QStringList(QStringLiteral("a b")));
        for (const char *text : {"", "{", "[]", "null", "{\"failures\": -7, \"changes\": \"x\", \"due\": \"soon\"}"})
            QCOMPARE(FetchState::fromText(QString::fromLatin1(text)), FetchState());
        QCOMPARE(FetchState::fromText(QString(100'000, u'{')), FetchState());
    }
};

QTEST_GUILESS_MAIN(TestFetchSchedule)
#include "test_fetch_schedule.moc"
