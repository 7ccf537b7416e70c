#include "net/feed_fetcher.h"

#include "misbehaving_server.h"

#include <QTest>

using namespace dateline;

class TestFeedFetcher final : public QObject {
    Q_OBJECT
private:
    Result<FetchedFeed> fetch(const Source &source)
    {
        const auto future = m_fetcher->fetch(source);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000) || future.resultCount() == 0)
            return failure(ErrorKind::Cancelled, QStringLiteral("no answer"));
        return future.result();
    }

    Source sourceAt(const QString &path) const
    {
        Source source;
        source.url = m_server->address(path).toString();
        source.title = QStringLiteral("The reader's own name");
        source.lastError = QStringLiteral("old error");
        return source;
    }

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<FeedFetcher> m_fetcher;

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_client = std::make_unique<HttpClient>();
        m_fetcher = std::make_unique<FeedFetcher>(*m_client);
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void a_second_fetch_with_the_validators_finds_nothing_new()
    {
        Behaviour careful;
        careful.answer = [](const QByteArray &request) {
            return request.contains("If-None-Match: \"v1\"")
                ? QByteArray("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n")
                : QByteArray("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<rss/>");
        };
        m_server->on("/feed", careful);
        const auto first = fetch(sourceAt(QStringLiteral("/feed")));
        QVERIFY(first);
        QVERIFY(!first->unchanged);
        QCOMPARE(first->body, QByteArray("<rss/>"));
        QCOMPARE(first->source.etag, QStringLiteral("\"v1\""));
        QVERIFY(first->source.lastSuccess.isValid());
        QVERIFY(first->source.lastError.isEmpty());
        QCOMPARE(first->source.title, QStringLiteral("The reader's own name"));
        const auto second = fetch(first->source);
        QVERIFY(second);
        QVERIFY(second->unchanged);
        QVERIFY(second->body.isEmpty());
        QCOMPARE(second->source.etag, QStringLiteral("\"v1\""));
        QCOMPARE(second->source.bodyHash, first->source.bodyHash);
    }

    void the_same_body_without_validators_is_unchanged()
    {
        m_server->on("/feed", 200, "<rss/>");
        const auto first = fetch(sourceAt(QStringLiteral("/feed")));
        QVERIFY(first && !first->unchanged);
        const auto second = fetch(first->source);
        QVERIFY(second && second->unchanged);
        m_server->on("/feed", 200, "<rss>new</rss>");
        const auto third = fetch(second->source);
        QVERIFY(third && !third->unchanged);
    }

    void validators_are_forgotten_after_a_week()
    {
        Behaviour stubborn; // 304 to whatever has a validator
        stubborn.answer = [](const QByteArray &request) {
            return request.contains("If-None-Match") ? QByteArray("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
                                                     : QByteArray("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<rss/>");
        };
        m_server->on("/feed", stubborn);
        auto source = fetch(sourceAt(QStringLiteral("/feed")))->source;
        QVERIFY(source.fetch.lastWhole.isValid());
        QCOMPARE(fetch(source)->status, 304);
        source.fetch.lastWhole = source.fetch.lastWhole.addDays(-8);
        const auto whole = fetch(source);
        QCOMPARE(whole->status, 200);
        QVERIFY(whole->source.fetch.lastWhole > source.fetch.lastWhole);
    }

    void what_a_server_says_of_freshness_is_handed_on()
    {
        m_server->on("/feed", 200, "<rss/>", "Cache-Control: public, max-age=1800\r\n");
        QCOMPARE(fetch(sourceAt(QStringLiteral("/feed")))->freshFor, std::chrono::seconds(1'800));
    }

    void a_permanent_move_changes_the_address_in_time_and_a_temporary_one_does_not()
    {
        m_server->on("/old", 301, "", "Location: /new\r\n");
        m_server->on("/today", 302, "", "Location: /new\r\n");
        m_server->on("/new", 200, "<rss/>");
        const auto moved = fetch(sourceAt(QStringLiteral("/old")));
        QVERIFY(moved);
        QCOMPARE(moved->source.url, m_server->address(QStringLiteral("/old")).toString());
        QCOMPARE(moved->source.fetch.movedTo, m_server->address(QStringLiteral("/new")).toString());
        Source seenOften = fetch(moved->source)->source;
        seenOften.fetch.movedSince = seenOften.fetch.movedSince.addDays(-3);
        QCOMPARE(fetch(seenOften)->source.url, m_server->address(QStringLiteral("/new")).toString());
        const auto lent = fetch(sourceAt(QStringLiteral("/today")));
        QVERIFY(lent);
        QCOMPARE(lent->source.url, m_server->address(QStringLiteral("/today")).toString());
        QCOMPARE(lent->url, m_server->address(QStringLiteral("/new")));
    }

    void the_own_network_is_where_it_was_when_the_reader_subscribed()
    {
        m_server->on("/feed", 200, "<rss/>");
        const auto future = m_fetcher->fetch(sourceAt(QStringLiteral("/feed")), m_server->address(QStringLiteral("/feed")));
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }, 20'000));
        QVERIFY(future.result());
        QVERIFY(future.result()->source.fetch.isOwnNetwork);
        const auto again = fetch(sourceAt(QStringLiteral("/feed"))); // a refresh learns nothing of that
        QVERIFY(again);
        QVERIFY(!again->source.fetch.isOwnNetwork);

        const QString wide = QStringLiteral("https://news.example.org/feed"), nas = QStringLiteral("http://nas.local:8080/feed");
        QVERIFY2(trustedServer(wide, false).isEmpty(), "what a public name leads to may be another address by now");
        QCOMPARE(trustedServer(wide, true), QUrl(wide));
        QCOMPARE(trustedServer(nas, false), QUrl(nas));
        QVERIFY(trustedServer(QStringLiteral("Saved pages"), false).isEmpty());
    }

    void cancelling_a_fetch_aborts_the_request()
    {
        Behaviour silent;
        silent.closes = false;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        m_server->on("/silent", silent);
        auto future = m_fetcher->fetch(sourceAt(QStringLiteral("/silent")));
        QVERIFY(QTest::qWaitFor([&] { return m_server->open == 1; }));
        future.cancel();
        QVERIFY(QTest::qWaitFor([&] { return m_server->open == 0; }));
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }));
    }

    void a_failure_is_handed_on()
    {
        const auto missing = fetch(sourceAt(QStringLiteral("/nothing")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Network);
    }
};

QTEST_GUILESS_MAIN(TestFeedFetcher)
#include "test_feed_fetcher.moc"
