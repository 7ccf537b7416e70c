// Rules of retention in a library that goes on fetching, and a clock that can't be trusted.
#include "served_library_test.h"

using namespace dateline;

class TestLibraryRetention final : public ServedLibraryTest {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void what_a_rule_removed_stays_away_while_the_feed_carries_it()
    {
        const QString address = at(QStringLiteral("/feed"));
        m_server->on("/feed", 200, feed("Long", 5));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(address))));
        VERIFY_RESULT(waited(m_library->setRetention(*Retention::fromText(u"2"))));
        QCOMPARE(*waited(m_library->countExpired(*Retention::fromText(u"4"))), 1);
        QCOMPARE(*waited(m_library->applyRetention(false)), 3);
        for (int items : {6, 7}) { // one new item each time, and the old ones still
            m_server->on("/feed", 200, feed("Long", items));
            const auto report = waited(m_library->refresh());
            VERIFY_RESULT(report);
            QCOMPARE(report->added, 1);
            QCOMPARE(*waited(m_library->applyRetention(false)), 1);
            QCOMPARE(sourceAt(address).total, 2);
        }
        m_server->on("/feed", 200, feed("Long", 1)); // the feed was cut
        VERIFY_RESULT(waited(m_library->refresh()));
        m_server->on("/feed", 200, feed("Long", 3)); // and has old items again: the two that it left out are unknown by now
        const auto report = waited(m_library->refresh());
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 2);
    }

    void a_rule_that_is_chosen_during_a_refresh_loses_nothing_of_it()
    {
        const QString address = at(QStringLiteral("/feed"));
        m_server->on("/feed", 200, feed("Busy", 2));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(address))));
        const Source before = sourceAt(address);
        m_server->on("/feed", 200, feed("Busy", 3));
        const auto refresh = m_library->refresh();
        const auto choice = m_library->changeSource(before.id, [](Source &source) { source.retention = *Retention::fromText(u"1"); });
        VERIFY_RESULT(waited(choice));
        VERIFY_RESULT(waited(refresh));
        const Source after = sourceAt(address);
        QCOMPARE(after.retention, *Retention::fromText(u"1"));
        QVERIFY(after.bodyHash != before.bodyHash);
        QCOMPARE(*waited(m_library->applyRetention(true)), 2);
        QCOMPARE(waited(m_library->changeSource({999}, [](Source &) {})).error().kind, ErrorKind::NotFound);
    }

    void a_clock_far_ahead_removes_nothing_unasked()
    {
        m_server->on("/feed", 200, feed("Clock", 4));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        VERIFY_RESULT(waited(m_library->setRetention(*Retention::fromText(u"1"))));
        const qint64 longAgo = QDateTime::currentSecsSinceEpoch() - 400 * 86'400;
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.looked"), QString::number(longAgo))));
        for (int look = 0; look < 3; ++look)
            QCOMPARE(*waited(m_library->applyRetention(false)), 0);
        const auto asked = waited(m_library->applyRetention(true)); // the reader is told why
        QVERIFY(!asked && asked.error().kind == ErrorKind::Input); // a command ends with 1: the rule itself was chosen
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.doubted"), QString::number(QDateTime::currentSecsSinceEpoch() - 86'401))));
        QCOMPARE(*waited(m_library->applyRetention(false)), 3); // it has been so for a day
        QVERIFY(waited(m_library->setting(QStringLiteral("retention.doubted")))->isEmpty());
    }

    void what_came_while_the_clock_was_behind_is_not_old_when_it_is_put_right()
    {
        VERIFY_RESULT(waited(m_library->setRetention(*Retention::fromText(u"90d"))));
        QCOMPARE(*waited(m_library->applyRetention(true)), 0);
        // From here on the clock is half a year behind what was believed a moment ago.
        const qint64 before = QDateTime::currentSecsSinceEpoch() + 180 * 86'400;
        VERIFY_RESULT(waited(m_library->setSetting(ClockBelievedSetting, QString::number(before))));
        for (int look = 0; look < 2; ++look)
            QCOMPARE(*waited(m_library->applyRetention(false)), 0); // as the window does a minute after it was opened
        m_server->on("/feed", 200, feed("Behind", 3));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        const auto answer = waited(m_library->run({}));
        VERIFY_RESULT(answer);
        const auto heads = waited(m_library->heads(answer->rows));
        VERIFY_RESULT(heads);
        QCOMPARE(heads->size(), 3);
        for (const ArticleHead &head : *heads)
            QVERIFY(head.received.toSecsSinceEpoch() >= before);
        // When it has been so for a day, it was the other clock that was wrong.
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.doubted"), QString::number(now - 86'401))));
        QCOMPARE(*waited(m_library->applyRetention(false)), 0);
        QVERIFY(waited(m_library->setting(ClockBelievedSetting))->toLongLong() <= now + 60);
    }

    void a_doubt_that_a_clock_is_behind_says_nothing_of_one_that_is_ahead()
    {
        m_server->on("/feed", 200, feed("Both", 4));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        VERIFY_RESULT(waited(m_library->setRetention(*Retention::fromText(u"1"))));
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        VERIFY_RESULT(waited(m_library->setSetting(ClockBelievedSetting, QString::number(now - 400 * 86'400))));
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.doubted"), QString::number(now - 800 * 86'400)))); // while it was behind
        QCOMPARE(*waited(m_library->applyRetention(false)), 0);
    }

    void a_clock_that_is_put_right_was_never_believed()
    {
        m_server->on("/feed", 200, feed("Right", 4));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        VERIFY_RESULT(waited(m_library->setRetention(*Retention::fromText(u"1"))));
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.looked"), QString::number(now - 60)))); // before it jumped ahead
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("retention.doubted"), QString::number(now + 400 * 86'400))));
        QCOMPARE(*waited(m_library->applyRetention(false)), 3);
        QVERIFY(waited(m_library->setting(QStringLiteral("retention.doubted")))->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLibraryRetention)
#include "test_library_retention.moc"
