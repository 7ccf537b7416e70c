#include "asking_test.h"

using namespace dateline;
using namespace std::chrono_literals;

class TestHttpClient final : public AskingTest {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void a_body_comes_with_its_validators_and_charset()
    {
        m_server->on("/feed", 200, "<rss/>", "Content-Type: text/xml; charset=koi8-r\r\nETag: \"v1\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
        const auto answer = get(QStringLiteral("/feed"));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, QByteArray("<rss/>"));
        QCOMPARE(answer->contentType, QByteArray("text/xml"));
        QCOMPARE(answer->charset, QByteArray("koi8-r"));
        QCOMPARE(answer->etag, QStringLiteral("\"v1\""));
        QCOMPARE(answer->lastModified, QStringLiteral("Sun, 06 Nov 1994 08:49:37 GMT"));
        QVERIFY(!answer->movedPermanently);
    }

    void it_says_what_it_is_and_sends_no_cookies()
    {
        m_server->on("/one", 200, "x", "Set-Cookie: watched=yes; Path=/\r\n");
        QVERIFY(get(QStringLiteral("/one")));
        QVERIFY(get(QStringLiteral("/one")));
        QCOMPARE(m_server->requests.size(), 2);
        const QByteArray request = m_server->requests.last();
        QVERIFY2(request.contains("User-Agent: Dateline/"), request.constData());
        QVERIFY(request.contains("Accept: application/rss+xml"));
        QVERIFY(!request.toLower().contains("cookie"));
        QVERIFY(!request.contains("If-None-Match"));
        QVERIFY2(request.contains("\r\nAccept-Language: *\r\n"), "the reader's language is nobody's business");
        QVERIFY2(!request.contains("Cache-Control") && !request.contains("Pragma"), "caches on the way may answer");
    }

    void validators_are_sent_and_304_is_an_answer()
    {
        m_server->on("/feed", 304, "", "ETag: \"v1\"\r\n");
        const auto answer = get(QStringLiteral("/feed"), [](HttpRequest &request) {
            request.etag = QStringLiteral("\"v1\"");
            request.lastModified = QStringLiteral("Sun, 06 Nov 1994 08:49:37 GMT");
        });
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->status, 304);
        QVERIFY(m_server->requests.first().contains("If-None-Match: \"v1\""));
        QVERIFY(m_server->requests.first().contains("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    void validators_are_for_the_host_that_gave_them()
    {
        const QByteArray other = "http://localhost:" + QByteArray::number(m_server->serverPort());
        const auto withValidators = [](HttpRequest &request) {
            request.etag = QStringLiteral("\"v1\"");
            request.lastModified = QStringLiteral("Sun, 06 Nov 1994 08:49:37 GMT");
        };
        m_server->on("/feed", 200, "here");
        QVERIFY(get(QStringLiteral("/feed"), [&](HttpRequest &request) {
            withValidators(request);
            request.validatorHost = QStringLiteral("elsewhere.example");
        }));
        QVERIFY2(!m_server->requests.last().contains("If-"), m_server->requests.last().constData());
        HttpRequest request;
        request.url = QUrl(QString::fromLatin1(other + "/feed"));
        request.trustedServer = request.url;
        withValidators(request);
        QVERIFY(wait(m_client->get(request)));
        QVERIFY2(m_server->requests.last().contains("If-None-Match"), m_server->requests.last().constData());
    }

    void a_304_that_nobody_asked_for_is_a_failure()
    {
        m_server->on("/feed", 304, "");
        QVERIFY(!get(QStringLiteral("/feed")));
    }

    void statuses_say_what_to_do_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("words");
        QTest::newRow("401") << 401 << QByteArray() << QStringLiteral("login");
        QTest::newRow("403") << 403 << QByteArray() << QStringLiteral("refuses");
        QTest::newRow("404") << 404 << QByteArray() << QStringLiteral("new address");
        QTest::newRow("410") << 410 << QByteArray() << QStringLiteral("Unsubscribe");
        QTest::newRow("429") << 429 << QByteArray("Retry-After: 600\r\n") << QStringLiteral("Try again after ");
        QTest::newRow("500") << 500 << QByteArray() << QStringLiteral("later");
        QTest::newRow("503") << 503 << QByteArray("Retry-After: 36000\r\n") << QStringLiteral("Try again after ");
        QTest::newRow("204") << 204 << QByteArray() << QStringLiteral("no use");
        QTest::newRow("418") << 418 << QByteArray() << QStringLiteral("no use");
    }

    void statuses_say_what_to_do()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        QFETCH(QString, words);
        m_server->on("/feed", status, status == 204 ? "" : "<html>sorry</html>", headers);
        const auto answer = get(QStringLiteral("/feed"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
    }

    void redirects_are_followed_and_permanent_ones_reported_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<bool>("isPermanent");
        QTest::newRow("both permanent") << 301 << 308 << true;
        QTest::newRow("one temporary") << 301 << 302 << false;
        QTest::newRow("see other") << 303 << 301 << false;
        QTest::newRow("temporary") << 307 << 307 << false;
    }

    void redirects_are_followed_and_permanent_ones_reported()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        m_server->on("/a", first, "", "Location: /b?x=1\r\n");
        m_server->on("/b?x=1", second, "moved", "Location: " + m_server->address(QStringLiteral("/c")).toEncoded() + "\r\n");
        m_server->on("/c", 200, "here");
        const auto answer = get(QStringLiteral("/a"));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->body, QByteArray("here"));
        QCOMPARE(answer->url, m_server->address(QStringLiteral("/c")));
        QTEST(answer->movedPermanently, "isPermanent");
    }

    void a_redirect_loop_ends_after_ten()
    {
        m_server->on("/a", 302, "", "Location: /b\r\n");
        m_server->on("/b", 302, "", "Location: /a\r\n");
        const auto answer = get(QStringLiteral("/a"));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("without an end")), qPrintable(answer.error().message));
        QCOMPARE(m_server->requests.size(), 11);
    }

    void redirects_to_what_is_not_the_web_are_refused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("ftp") << QByteArray("ftp://example.org/x");
        QTest::newRow("data") << QByteArray("data:text/xml,<rss/>");
        QTest::newRow("missing") << QByteArray();
    }

    void redirects_to_what_is_not_the_web_are_refused()
    {
        QFETCH(QByteArray, location);
        m_server->on("/a", 302, "", location.isEmpty() ? QByteArray() : "Location: " + location + "\r\n");
        QVERIFY(!get(QStringLiteral("/a")));
        QCOMPARE(m_server->requests.size(), 1);
    }

    void what_is_not_the_web_is_refused()
    {
        HttpRequest request;
        request.url = QUrl(QStringLiteral("file:///etc/passwd"));
        const auto answer = wait(m_client->get(request));
        QVERIFY(!answer);
        QVERIFY(answer.error().message.contains(QStringLiteral("not a web address")));
    }

    void a_slow_drip_runs_into_the_time_limit()
    {
        Behaviour drip;
        drip.head = "HTTP/1.1 200 OK\r\n";
        drip.body = QByteArray(10'000, 'x');
        drip.dripMilliseconds = 5;
        m_server->on("/drip", drip);
        const auto answer = get(QStringLiteral("/drip"), [](HttpRequest &request) { request.timeout = 300ms; });
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("too long")), qPrintable(answer.error().message));
    }

    void an_endless_body_is_cut_off()
    {
        Behaviour endless;
        endless.head = "HTTP/1.1 200 OK\r\n";
        endless.body = QByteArray(64 * 1024, 'x');
        endless.fixesLength = false;
        endless.isEndless = true;
        m_server->on("/endless", endless);
        const auto answer = get(QStringLiteral("/endless"), [](HttpRequest &request) { request.maximumBytes = 2 * 1024 * 1024; });
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("larger than 2 MiB")), qPrintable(answer.error().message));
    }

    void a_body_shorter_than_announced_is_a_failure()
    {
        Behaviour shortened;
        shortened.head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n";
        shortened.body = "<rss>only this";
        shortened.fixesLength = false;
        m_server->on("/short", shortened);
        const auto answer = get(QStringLiteral("/short"));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("broke off")), qPrintable(answer.error().message));
    }

    void a_dropped_connection_is_a_failure()
    {
        Behaviour dropped;
        dropped.dropsAtOnce = true;
        m_server->on("/drop", dropped);
        QVERIFY(!get(QStringLiteral("/drop")));
    }

    void a_refused_connection_says_so()
    {
        HttpRequest request;
        {
            MisbehavingServer gone;
            request.url = gone.address(QStringLiteral("/feed"));
            request.trustedServer = request.url;
        }
        const auto answer = wait(m_client->get(request));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("refuses the connection")), qPrintable(answer.error().message));
    }

    void an_answer_that_is_no_http_is_a_failure()
    {
        Behaviour rubbish;
        rubbish.answer = [](const QByteArray &) { return QByteArray("\0\1\2 this is not HTTP\r\n\r\n", 25); };
        m_server->on("/rubbish", rubbish);
        QVERIFY(!get(QStringLiteral("/rubbish"), [](HttpRequest &request) { request.timeout = 2s; }));
    }

    void a_host_that_is_refreshed_often_gets_its_pauses()
    {
        HttpLimits limits;
        limits.burst = 3;
        limits.pause = 60s;
        limits.sparesOwnMachine = false;
        m_client = std::make_unique<HttpClient>(nullptr, limits);
        m_server->on("/feed", 200, "here");
        QList<QFuture<Result<HttpResponse>>> answers;
        for (int i = 0; i < 5; ++i) {
            HttpRequest request;
            request.url = m_server->address(QStringLiteral("/feed"));
            request.trustedServer = request.url;
            request.cause = RequestCause::Refresh;
            answers.append(m_client->get(request));
        }
        for (int i = 0; i < 3; ++i)
            QVERIFY(wait(answers[i]));
        QVERIFY(get(QStringLiteral("/feed"))); // what the reader asks for himself isn't held up
        QCOMPARE(m_server->requests.size(), 4);
        QVERIFY(!answers[3].isFinished() && !answers[4].isFinished());
        for (auto &answer : answers)
            answer.cancel();
    }

    void a_page_is_not_called_a_feed()
    {
        const auto asPage = [](HttpRequest &request) {
            request.cause = RequestCause::FullText;
            request.maximumBytes = 1024;
        };
        m_server->on("/403", 403, "");
        m_server->on("/410", 410, "");
        m_server->on("/large", 200, QByteArray(4096, 'x'));
        for (const char *path : {"/403", "/404", "/410", "/large"}) {
            const auto answer = get(QLatin1String(path), asPage);
            QVERIFY(!answer);
            QVERIFY2(!answer.error().message.contains(QLatin1String("feed")), qPrintable(answer.error().message));
        }
        QVERIFY(m_server->requests.first().contains("Accept: text/html"));
        QCOMPARE(m_client->log().last().cause, RequestCause::FullText);
        QVERIFY(toText(m_client->log().last()).contains(QLatin1String("\tFull text\t")));
    }

    void a_client_logs_what_it_asked_for()
    {
        m_server->on("/a?key=hidden", 302, "", "Location: /b\r\n");
        m_server->on("/b", 200, "here");
        QVERIFY(get(QStringLiteral("/a?key=hidden")));
        QVERIFY(!get(QStringLiteral("/nothing")));
        const QList<RequestRecord> log = m_client->log();
        QCOMPARE(log.size(), 3);
        QCOMPARE(log[0].status, 302);
        QCOMPARE(log[0].address, m_server->address(QStringLiteral("/a")).toString() + QStringLiteral("?…"));
        QCOMPARE(log[1].status, 200);
        QCOMPARE(log[1].bytes, 4);
        QCOMPARE(log[1].cause, RequestCause::Subscription);
        QVERIFY(log[1].at.isValid() && log[1].milliseconds >= 0 && log[1].error.isEmpty());
        QCOMPARE(log[2].status, 404);
        QVERIFY(!log[2].error.isEmpty());
        QVERIFY2(toText(log[2]).contains(QStringLiteral("\t404\t")), qPrintable(toText(log[2])));
    }

    void a_network_that_wants_a_login_says_so()
    {
        m_server->on("/feed", 511, "<html>log in</html>");
        const auto answer = get(QStringLiteral("/feed"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Portal);
    }

    void a_host_that_cannot_be_found_may_be_for_want_of_a_network()
    {
        HttpRequest request;
        request.url = QUrl(QStringLiteral("http://no-such-host.invalid/feed"));
        const auto answer = wait(m_client->get(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Offline);
    }

    void one_host_is_asked_by_two_at_once()
    {
        Behaviour slow;
        slow.head = "HTTP/1.1 200 OK\r\n";
        slow.body = "x";
        slow.dripMilliseconds = 1;
        m_server->on("/slow", slow);
        QList<QFuture<Result<HttpResponse>>> answers;
        for (int i = 0; i < 8; ++i) {
            HttpRequest request;
            request.url = m_server->address(QStringLiteral("/slow"));
            request.trustedServer = request.url;
            answers.append(m_client->get(request));
        }
        for (const auto &answer : answers)
            QVERIFY(wait(answer));
        QVERIFY2(m_server->mostOpen <= 2, qPrintable(QString::number(m_server->mostOpen)));
    }

    void cancelling_aborts_and_lets_the_next_one_through()
    {
        Behaviour silent;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        silent.closes = false;
        m_server->on("/silent", silent);
        m_server->on("/feed", 200, "here");
        HttpRequest request;
        request.url = m_server->address(QStringLiteral("/silent"));
        request.trustedServer = request.url;
        auto first = m_client->get(request);
        auto second = m_client->get(request);
        QVERIFY(QTest::qWaitFor([&] { return m_server->requests.size() == 2; }));
        request.url = m_server->address(QStringLiteral("/feed"));
        const auto third = m_client->get(request);
        QTest::qWait(20);
        QVERIFY(!third.isFinished());
        first.cancel();
        QVERIFY(wait(third));
        QVERIFY(QTest::qWaitFor([&] { return first.isFinished(); }));
        QCOMPARE(first.resultCount(), 0);
        second.cancel();
    }

    void destroying_the_client_cancels_what_runs()
    {
        Behaviour silent;
        silent.closes = false;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        m_server->on("/silent", silent);
        HttpRequest request;
        request.url = m_server->address(QStringLiteral("/silent"));
        request.trustedServer = request.url;
        const auto answer = m_client->get(request);
        QVERIFY(QTest::qWaitFor([&] { return !m_server->requests.isEmpty(); }));
        m_client.reset();
        QVERIFY(answer.isFinished());
        QVERIFY(answer.isCanceled());
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "test_http_client.moc"
