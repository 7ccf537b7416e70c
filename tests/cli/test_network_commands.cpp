// subscribe, refresh and unsubscribe against a local server.
#include "command_runner.h"

#include "../net/misbehaving_server.h"

#include <QThread>

using namespace Qt::StringLiterals;

class TestNetworkCommands final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CommandRunner> m_command;
    MisbehavingServer m_server;
    MisbehavingServer m_bare; // without any feed

    static QByteArray feed(const QByteArray &title)
    {
        return "<rss version=\"2.0\"><channel><title>Harbour News</title><item><title>" + title + "</title><guid>" + title
            + "</guid><description>Ships came to Hamburg.</description></item></channel></rss>";
    }

    // The server lives on this thread, so the command runs beside it.
    Outcome run(const QStringList &words)
    {
        Outcome outcome;
        std::unique_ptr<QThread> thread(QThread::create([&] { outcome = m_command->run(words); }));
        thread->start();
        if (!QTest::qWaitFor([&] { return thread->isFinished(); }, 60'000))
            thread->wait();
        return outcome;
    }

private slots:
    void init() { m_command = std::make_unique<CommandRunner>(); }

    void a_feed_is_subscribed_to_refreshed_and_given_up()
    {
        const QString address = m_server.address(u"/feed"_s).toString();
        m_server.on("/feed", 200, feed("First ship"), "Content-Type: application/rss+xml\r\n");
        const Outcome subscribed = run({u"subscribe"_s, address});
        QVERIFY2(subscribed.code == 0, subscribed.err.constData());
        QVERIFY2(subscribed.out.contains("Harbour News"), subscribed.out.constData());
        QCOMPARE(run({u"list"_s, u"--json"_s}).json().size(), 1);

        m_server.on("/feed", 200, feed("Second ship"));
        const Outcome refreshed = run({u"refresh"_s});
        QCOMPARE(refreshed.code, 0);
        QVERIFY2(refreshed.out.contains("1 new"), refreshed.out.constData());
        const Outcome unchanged = run({u"refresh"_s, u"--all"_s});
        QVERIFY2(unchanged.out.contains("1 unchanged"), unchanged.out.constData());

        m_server.on("/feed", 410, "");
        const Outcome gone = run({u"refresh"_s, address});
        QCOMPARE(gone.code, 1);
        QVERIFY2(gone.err.contains("Unsubscribe"), gone.err.constData());
        const Outcome broken = run({u"sources"_s, u"--broken"_s, u"--json"_s});
        QCOMPARE(broken.json().size(), 1);
        QCOMPARE(broken.json().first().value(u"state"_s).toString(), u"gone"_s);
        QCOMPARE(run({u"sources"_s, u"--stale"_s, u"--json"_s}).json().size(), 0);
        QVERIFY(run({u"sources"_s}).out.contains("Harbour News"));
        const Outcome passedOver = run({u"refresh"_s});
        QCOMPARE(passedOver.code, 0);
        QVERIFY2(passedOver.err.contains("start it again"), passedOver.err.constData());
        m_server.on("/feed", 200, feed("Second ship"));
        QCOMPARE(run({u"refresh"_s, u"--again"_s}).code, 2);
        const Outcome again = run({u"refresh"_s, u"--again"_s, address});
        QCOMPARE(again.code, 0);
        QVERIFY2(again.out.contains("Feeds: 1"), again.out.constData());
        QCOMPARE(run({u"unsubscribe"_s, address}).code, 0);
        QCOMPARE(run({u"list"_s, u"--json"_s}).json().size(), 0);
    }

    void a_page_that_names_its_feed_will_do()
    {
        m_server.on("/page", 200, "<!DOCTYPE html><html><head><title>Site</title><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/found\"></head><body><p>Hello</p></body></html>",
                    "Content-Type: text/html\r\n");
        m_server.on("/found", 200, feed("Third ship"));
        const Outcome subscribed = run({u"subscribe"_s, m_server.address(u"/page"_s).toString()});
        QVERIFY2(subscribed.code == 0, subscribed.err.constData());
        QVERIFY(subscribed.out.contains("/found"));
    }

    void all_feeds_of_a_page_are_listed_and_the_best_is_taken()
    {
        m_server.on("/several", 200, "<!DOCTYPE html><html><head><link rel=alternate type=\"application/rss+xml\" href=\"/several/comments/feed\">"
                    "<link rel=alternate type=\"application/rss+xml\" href=\"/several/main\"></head><body><a href=\"/several/sport.rss\">Sport (RSS)</a></body></html>",
                    "Content-Type: text/html\r\n");
        m_server.on("/several/main", 200, feed("Main ship"));
        m_server.on("/several/sport.rss", 200, feed("Regatta"));
        m_server.on("/several/comments/feed", 200, feed("Aye"));
        const QString address = m_server.address(u"/several"_s).toString();
        QVERIFY2(run({u"catalogue"_s, u"--country"_s, u"RS"_s, u"--subscribe"_s}).code == 0, "makes the profile");
        const Outcome found = run({u"discover"_s, address, u"--json"_s});
        QVERIFY2(found.code == 0, found.err.constData());
        const auto feeds = found.json();
        QCOMPARE(feeds.size(), 3);
        QVERIFY(feeds[0][u"url"_s].toString().endsWith(u"/several/main"));
        QCOMPARE(feeds[0][u"evidence"_s].toString(), u"link"_s);
        QCOMPARE(feeds[0][u"headlines"_s].toArray().first().toString(), u"Main ship"_s);
        QCOMPARE(feeds[0][u"items"_s].toInt(), 1);
        QCOMPARE(feeds[1][u"evidence"_s].toString(), u"anchor"_s);
        QVERIFY(feeds[2][u"comments"_s].toBool());
        QVERIFY(run({u"discover"_s, address}).out.contains("1 item"));

        const Outcome subscribed = run({u"subscribe"_s, address});
        QVERIFY2(subscribed.code == 0, subscribed.err.constData());
        QVERIFY2(subscribed.out.contains("/several/main"), subscribed.out.constData());
        QVERIFY2(subscribed.err.contains("/several/sport.rss"), subscribed.err.constData());
    }

    void a_feed_that_is_cut_off_is_done_in_part()
    {
        const QString address = m_server.address(u"/cut"_s).toString();
        const QByteArray whole = "<rss version=\"2.0\">\n<channel><title>Cut News</title>\n<item><title>Whole item</title></item>\n"
                                 "<item><title>Second item</title><description>It goes on and";
        m_server.on("/cut", 200, whole);
        const Outcome subscribed = run({u"subscribe"_s, address});
        QCOMPARE(subscribed.code, 1);
        QVERIFY2(subscribed.out.contains("Subscribed to Cut News"), subscribed.out.constData());
        QVERIFY2(subscribed.err.startsWith(QByteArray("dateline: " + address.toUtf8() + ": ")), subscribed.err.constData());
        QVERIFY2(subscribed.err.contains("line 4, column "), subscribed.err.constData());
        QCOMPARE(run({u"list"_s, u"--json"_s}).json().size(), 2);

        const Outcome unchanged = run({u"refresh"_s});
        QCOMPARE(unchanged.code, 1);
        QVERIFY2(unchanged.out.contains("0 failed"), unchanged.out.constData());
        QVERIFY2(unchanged.err.contains("line 4, column "), unchanged.err.constData());

        m_server.on("/cut", 200, whole + " still");
        const Outcome refreshed = run({u"refresh"_s});
        QCOMPARE(refreshed.code, 1);
        QVERIFY2(refreshed.err.startsWith(QByteArray("dateline: " + address.toUtf8() + ": ")), refreshed.err.constData());

        m_server.on("/cut", 200, whole + ".</description></item></channel></rss>");
        const Outcome mended = run({u"refresh"_s});
        QCOMPARE(mended.code, 0);
        QVERIFY2(mended.err.isEmpty(), mended.err.constData());
    }

    void an_address_without_a_scheme_falls_back_to_http_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << u"127.0.0.1"_s;
        QTest::newRow("name") << u"localhost"_s;
    }

    void an_address_without_a_scheme_falls_back_to_http()
    {
        QFETCH(QString, host);
        m_server.on("/feed", 200, feed("First ship"));
        m_server.on("/", 200, feed("First ship"));
        const int greetings = m_server.greetings;
        const QString port = QString::number(m_server.serverPort());
        for (const QString &path : {QString(), u"/feed"_s}) {
            const Outcome subscribed = run({u"subscribe"_s, QString(host + u':' + port + path)});
            QVERIFY2(subscribed.code == 0, subscribed.err.constData());
            QVERIFY2(subscribed.out.contains(QString(u"(http://" + host + u':' + port).toUtf8()), subscribed.out.constData());
        }
        QCOMPARE(m_server.greetings, greetings + 2);
        // Who asks for https gets nothing else.
        const qsizetype requests = m_server.requests.size();
        const Outcome secure = run({u"subscribe"_s, QString(u"https://" + host + u':' + port + u"/feed")});
        QCOMPARE(secure.code, 1);
        QVERIFY2(secure.err.contains(QByteArray("https://" + host.toUtf8())), secure.err.constData());
        QCOMPARE(m_server.requests.size(), requests);
    }

    void a_page_is_saved_by_its_address()
    {
        m_server.on("/story", 200, "<html><head><title>Cranes of Hamburg</title></head><body><article><h1>Cranes of Hamburg</h1><p>The oldest crane of the harbour, which has "
                                   "stood there since 1887, is to be taken down, the council said on Thursday.</p><p>Ships use the river quay meanwhile, and fishermen protest, "
                                   "as they had asked for another date.</p></article></body></html>", "Content-Type: text/html\r\n");
        const Outcome saved = run({u"import"_s, m_server.address(u"/story"_s).toString()});
        QVERIFY2(saved.code == 0, saved.err.constData());
        const auto listed = run({u"list"_s, u"--json"_s}).json();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed.first()[u"title"].toString(), u"Cranes of Hamburg"_s);
        QVERIFY(listed.first()[u"text"].toString().contains(u"fishermen protest"_s));
        QCOMPARE(listed.first()[u"url"].toString(), m_server.address(u"/story"_s).toString());
        QCOMPARE(run({u"import"_s, m_server.address(u"/missing"_s).toString()}).code, 1);
    }

    void full_texts_are_fetched_as_chosen()
    {
        const QByteArray opening = "The harbour of Port Bay will be closed for three weeks because the old crane has to be taken down.";
        const QByteArray rest = "Fishermen lose the best weeks of the season, and ships use the river quay while the crane of Port Bay is taken down. The harbour was last "
                                "closed when a storm damaged the lighthouse, and the council expects it to open again in spring.";
        const auto items = [&](int count) -> QByteArray {
            QByteArray xml = "<rss version=\"2.0\"><channel><title>Port Post</title>";
            for (int i = 1; i <= count; ++i) {
                const QByteArray number = QByteArray::number(i);
                xml += "<item><title>Harbour closes " + number + "</title><guid>" + number + "</guid><link>" + m_server.address(u"/page"_s + QString::number(i)).toEncoded()
                    + "</link><description>" + opening + "</description></item>";
                m_server.on("/page" + number, 200, "<html><head><title>Harbour closes " + number + "</title></head><body><p>" + opening + "</p><p>" + rest + "</p></body></html>",
                            "Content-Type: text/html\r\n");
            }
            return xml + "</channel></rss>";
        };
        m_server.on("/post", 200, items(1));
        QCOMPARE(run({u"subscribe"_s, m_server.address(u"/post"_s).toString()}).code, 0);
        QVERIFY(run({u"fulltext"_s}).out.contains("Feeds: never"));
        QVERIFY(!run({u"refresh"_s}).out.contains("Full texts"));
        QVERIFY(!run({u"show"_s, u"1"_s, u"--json"_s}).json().value(0).contains(u"feedText"_s));
        // One by its number.
        const Outcome one = run({u"fulltext"_s, u"1"_s});
        QVERIFY2(one.code == 0, one.err.constData());
        const QJsonObject shown = run({u"show"_s, u"1"_s, u"--json"_s}).json().value(0);
        QVERIFY(shown[u"text"].toString().contains(u"lighthouse"_s));
        QCOMPARE(shown[u"feedText"].toString(), QString::fromLatin1(opening));
        QVERIFY(shown.contains(u"feedHtml"_s));
        // By a rule of the source.
        QCOMPARE(run({u"fulltext"_s, u"short"_s, u"--source"_s, u"Port Post"_s}).code, 0);
        QVERIFY(run({u"fulltext"_s}).out.contains("Port Post: when the feed has only a teaser"));
        m_server.on("/post", 200, items(3));
        const Outcome refreshed = run({u"refresh"_s});
        QVERIFY2(refreshed.out.contains("Full texts fetched: 2"), refreshed.out.constData());
        QCOMPARE(run({u"list"_s, u"--json"_s, u"lighthouse"_s}).json().size(), 3);
        // An export holds what is shown, and comes back as it is.
        const Outcome lines = run({u"export"_s, u"--format"_s, u"jsonl"_s});
        CommandRunner other;
        QCOMPARE(other.run({u"import"_s, u"-"_s}, lines.out).code, 0);
        QCOMPARE(other.run({u"list"_s, u"--json"_s, u"lighthouse"_s}).json().size(), 3);
        QCOMPARE(other.run({u"show"_s, u"1"_s, u"--json"_s}).json().value(0)[u"text"].toString(), lines.json().value(0)[u"text"].toString());
        for (const QStringList &wrong : {QStringList{u"fulltext"_s, u"sometimes"_s}, QStringList{u"fulltext"_s, u"inherit"_s},
                                         QStringList{u"fulltext"_s, u"always"_s, u"--source"_s, u"Nobody"_s}, QStringList{u"fulltext"_s, u"--source"_s, u"Port Post"_s}})
            QCOMPARE(run(wrong).code, 2);
        QCOMPARE(run({u"fulltext"_s, u"inherit"_s, u"--source"_s, u"Port Post"_s}).code, 0);
        QVERIFY(!run({u"fulltext"_s}).out.contains("Port Post"));
    }

    void what_cannot_be_subscribed_to_is_said_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing there") << m_server.address(u"/nothing"_s).toString() << 1;
        QTest::newRow("no web address") << u"file:///etc/passwd"_s << 2;
        QTest::newRow("a person's address") << u"mailto:desk@example.org"_s << 2;
        QTest::newRow("several words") << u"foo bar"_s << 2;
        QTest::newRow("half an address") << u"http://[bad"_s << 2;
        m_bare.on("/plain", 200, "<html><body><p>No feed here</p></body></html>", "Content-Type: text/html\r\n");
        QTest::newRow("page without feed") << m_bare.address(u"/plain"_s).toString() << 1;
    }

    void what_cannot_be_subscribed_to_is_said()
    {
        QFETCH(QString, address);
        const Outcome failed = run({u"subscribe"_s, address});
        QTEST(failed.code, "code");
        QVERIFY2(failed.err.startsWith(QByteArray("dateline: " + address.toUtf8() + ": ")), failed.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestNetworkCommands)
#include "test_network_commands.moc"
