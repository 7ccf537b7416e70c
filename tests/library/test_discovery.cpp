// What is found at an address, against a local server.
#include "library/library.h"

#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QTemporaryDir>

using namespace dateline;

class TestDiscovery final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;

    static QByteArray feed(const QByteArray &name, int items = 3, const QByteArray &text = "A short teaser of the article that is meant, no more than that.")
    {
        QByteArray xml = "<rss version=\"2.0\"><channel><title>" + name + "</title>";
        for (int i = 0; i < items; ++i) {
            xml += "<item><title>" + name + " " + QByteArray::number(i) + "</title><guid>" + QByteArray::number(i) + "</guid><pubDate>Thu, 1" + QByteArray::number(i)
                + " Sep 2025 10:00:00 GMT</pubDate><description>" + text + "</description></item>";
        }
        return xml + "</channel></rss>";
    }

    void page(const QByteArray &path, const QByteArray &head, const QByteArray &body = "<p>Hello</p>")
    {
        m_server->on(path, 200, "<!DOCTYPE html><html><head><title>Page</title>" + head + "</head><body>" + body + "</body></html>", "Content-Type: text/html\r\n");
    }

    QString at(const char *path) const { return m_server->address(QString::fromLatin1(path)).toString(); }
    Result<Discovery> discovered(const char *path) { return waited(m_library->discover(at(path))); }

    int asked(const QByteArray &path) const
    {
        return static_cast<int>(std::count_if(m_server->requests.begin(), m_server->requests.end(), [&](const QByteArray &request) { return request.startsWith(QByteArray("GET " + path + " ")); }));
    }

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    void a_feed_is_shown_as_it_is()
    {
        m_server->on("/feed", 200, feed("Gazette"));
        const auto found = discovered("/feed");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.size(), 1);
        const TriedFeed &feed = found->feeds.first();
        QCOMPARE(feed.title, QStringLiteral("Gazette"));
        QCOMPARE(feed.evidence, FeedEvidence::Itself);
        QCOMPARE(feed.items, 3);
        QCOMPARE(feed.newest, QDateTime(QDate(2025, 9, 12), QTime(10, 0), Qt::UTC));
        QCOMPARE(feed.headlines.value(0), QStringLiteral("Gazette 0"));
        QCOMPARE(feed.body, FeedBody::Teasers);
        QCOMPARE(feed.language, QStringLiteral("en"));
        QVERIFY(!found->isPage);
        QCOMPARE(m_server->requests.size(), 1);
    }

    void what_was_shown_is_subscribed_to_without_asking_again()
    {
        m_server->on("/feed", 200, feed("Gazette", 2, QByteArray("Long and longer words of a whole article. ").repeated(40)), "ETag: \"7\"\r\n");
        const auto found = discovered("/feed");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.value(0).body, FeedBody::FullText);
        const auto sources = waited(m_library->sources());
        VERIFY_RESULT(sources);
        QVERIFY2(sources->isEmpty(), "looking stores nothing");
        const auto source = waited(m_library->subscribe(found->feeds.first(), {QStringLiteral("World")}));
        VERIFY_RESULT(source);
        QCOMPARE(source->folder, QStringList{QStringLiteral("World")});
        QCOMPARE(source->etag, QStringLiteral("\"7\""));
        QCOMPARE(m_server->requests.size(), 1);
        const auto answer = waited(m_library->run({}));
        VERIFY_RESULT(answer);
        QCOMPARE(answer->rows.size(), 2);
    }

    void a_login_in_the_address_is_used_and_told_nobody()
    {
        const auto guarded = [this](const QByteArray &path, const QByteArray &type, const QByteArray &body) {
            Behaviour behaviour;
            behaviour.answer = [type, body](const QByteArray &request) {
                const QByteArray end = "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
                return request.contains("Authorization: Basic YW5hOnNlY3JldA==") ? QByteArray("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + end)
                                                                                 : QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"news\"\r\n" + end);
            };
            m_server->on(path, behaviour);
        };
        guarded("/site", "text/html", "<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml' href='/feed'>"
                                      "<link rel=alternate type='application/rss+xml' href='http://bo:secret@127.0.0.1:1/none'></head><body>x</body></html>");
        guarded("/feed", "text/xml", feed("Guarded"));
        QString address = at("/site");
        const auto found = waited(m_library->discover(address.replace(QStringLiteral("http://"), QStringLiteral("http://ana:secret@"))));
        VERIFY_RESULT(found);
        QCOMPARE(found->address.toString(), at("/site"));
        QCOMPARE(found->feeds.value(0).url, at("/feed"));
        QVERIFY2(!found->failures.join(u' ').contains(QStringLiteral("secret")), qPrintable(found->failures.join(u' ')));
        const auto source = waited(m_library->subscribe(found->feeds.first(), {}));
        VERIFY_RESULT(source);
        const auto stored = waited(m_library->sources());
        VERIFY_RESULT(stored);
        QCOMPARE(stored->value(0).url, at("/feed"));
        const auto refreshed = waited(m_library->refresh());
        VERIFY_RESULT(refreshed);
        QVERIFY2(refreshed->failures.isEmpty(), qPrintable(refreshed->failures.value(0).message));
        m_server->on("/gone", 410, {});
        for (const QString &wrong : {at("/gone").replace(QStringLiteral("http://"), QStringLiteral("http://ana:secret@")), QStringLiteral("ftp://ana:secret@a.example/f")}) {
            const auto failed = waited(m_library->discover(wrong));
            QVERIFY(!failed);
            QVERIFY2(!QString(failed.error().message + failed.error().detail).contains(QStringLiteral("secret")), qPrintable(failed.error().message));
        }
    }

    void an_address_that_was_handed_over_leads_nowhere_inside()
    {
        m_server->on("/feed", 200, feed("Inside"));
        const auto refused = waited(m_library->discover(QStringLiteral("feed:") + at("/feed"), false));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Usage);
        QVERIFY(m_server->requests.isEmpty());
        VERIFY_RESULT(waited(m_library->discover(QStringLiteral("feed:") + at("/feed"))));
    }

    void a_server_that_says_no_is_not_guessed_at_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("too many requests") << 429 << QByteArray();
        QTest::newRow("overloaded") << 503 << QByteArray();
        QTest::newRow("not before") << 403 << QByteArray("Retry-After: 60\r\n");
        QTest::newRow("a login is wanted") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
        QTest::newRow("the proxy wants a login") << 407 << QByteArray();
        QTest::newRow("gone") << 410 << QByteArray();
    }

    void a_server_that_says_no_is_not_guessed_at()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        m_server->on("/news", status, {}, headers);
        m_server->on("/feed", 200, feed("Guessed"));
        const auto found = discovered("/news");
        QVERIFY(!found);
        QVERIFY2(found.error().message.contains(QString::number(status)), qPrintable(found.error().message));
        QCOMPARE(m_server->requests.size(), 1);
        if (status == 401)
            QVERIFY2(found.error().message.contains(QStringLiteral("NAME:PASSWORD@127.0.0.1")), qPrintable(found.error().message));
    }

    void a_server_that_has_enough_is_left_alone()
    {
        page("/a/story.html", {});
        m_server->on("/", 429, {}, "Retry-After: 60\r\n");
        const auto found = discovered("/a/story.html");
        VERIFY_RESULT(found);
        QVERIFY(found->feeds.isEmpty());
        QCOMPARE(m_server->requests.size(), 2);
        QVERIFY2(found->failures.value(0).contains(QStringLiteral("429")), qPrintable(found->failures.join(u'\n')));
    }

    void a_page_leads_to_what_it_names()
    {
        page("/", "<link rel=alternate type='application/rss+xml' title='Comments' href='/comments/feed'><link rel=alternate type='application/rss+xml' href='/main'>"
                  "<link rel=alternate type='application/atom+xml' href='/gone'>", "<a href='/sport.rss'>Sport</a>");
        m_server->on("/main", 200, feed("Main"));
        m_server->on("/sport.rss", 200, feed("Sport"));
        m_server->on("/comments/feed", 200, feed("Remarks"));
        const auto found = discovered("/");
        VERIFY_RESULT(found);
        QVERIFY(found->isPage);
        QCOMPARE(found->feeds.size(), 3);
        QCOMPARE(found->feeds[0].title, QStringLiteral("Main"));
        QCOMPARE(found->feeds[1].title, QStringLiteral("Sport"));
        QVERIFY(found->feeds[2].isComments);
        QCOMPARE(found->failures.size(), 1);
        QVERIFY(found->failures[0].contains(QStringLiteral("/gone")));
        QCOMPARE(asked("/rss.xml"), 0);
        QVERIFY(m_server->mostOpen <= 2);
    }

    void a_page_of_feeds_is_followed()
    {
        page("/", {}, "<a href='/rss-overview'>RSS</a>");
        page("/rss-overview", {}, "<a href='/world.rss'>World</a><a href='/home.rss'>Home</a>");
        m_server->on("/world.rss", 200, feed("World"));
        m_server->on("/home.rss", 200, feed("Home"));
        const auto found = discovered("/");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.size(), 2);
        QCOMPARE(found->feeds[0].title, QStringLiteral("World"));
    }

    void the_front_page_and_well_known_paths_are_the_last_resort()
    {
        page("/a/story.html", {});
        page("/", {});
        m_server->on("/rss.xml", 200, feed("Hidden"));
        m_server->on("/feed.xml", 200, feed("Hidden"));
        m_server->on("/feed.json", 200, feed("Other"));
        const auto found = discovered("/a/story.html");
        VERIFY_RESULT(found);
        QVERIFY(!found->feeds.isEmpty());
        QCOMPARE(found->feeds[0].title, QStringLiteral("Hidden"));
        QCOMPARE(found->feeds[0].evidence, FeedEvidence::WellKnownPath);
        QCOMPARE(std::count_if(found->feeds.begin(), found->feeds.end(), [](const TriedFeed &feed) { return feed.title == QStringLiteral("Hidden"); }), 1);
        QVERIFY(m_server->requests.size() <= 26);
    }

    void a_front_page_names_what_an_article_does_not()
    {
        page("/a/story.html", {});
        page("/", "<link rel=alternate type='application/rss+xml' href='/main'>");
        m_server->on("/main", 200, feed("Main"));
        const auto found = discovered("/a/story.html");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.size(), 1);
        QCOMPARE(asked("/feed.json"), 0);
    }

    void a_page_that_is_refused_may_have_a_feed_all_the_same()
    {
        m_server->on("/", 403, {});
        m_server->on("/feed", 200, feed("Open"));
        const auto found = discovered("/");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.size(), 1);
        QVERIFY(!found->isPage);
        QVERIFY(found->failure.contains(QStringLiteral("403")));
    }

    void an_article_is_told_from_a_front_page()
    {
        const QByteArray text = "<article><h1>The harbour is closed</h1>" + QByteArray("<p>The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane "
                                "has to be taken down, and ships will be sent to the river quay instead.</p>").repeated(8) + "</article>";
        page("/story", {}, text);
        const auto found = discovered("/story");
        VERIFY_RESULT(found);
        QVERIFY(found->isPage);
        QVERIFY(found->feeds.isEmpty());
        QCOMPARE(found->articleTitle, QStringLiteral("The harbour is closed"));
    }

    void what_leads_nowhere_says_why_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        QTest::newRow("nothing there") << QStringLiteral("/nothing") << static_cast<int>(ErrorKind::Network);
        QTest::newRow("picture") << QStringLiteral("/picture") << static_cast<int>(ErrorKind::Input);
        QTest::newRow("list of feeds") << QStringLiteral("/list") << static_cast<int>(ErrorKind::Input);
        QTest::newRow("no address") << QString() << static_cast<int>(ErrorKind::Usage);
    }

    void what_leads_nowhere_says_why()
    {
        QFETCH(QString, path);
        m_server->on("/picture", 200, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\0", 12), "Content-Type: image/png\r\n");
        m_server->on("/list", 200, "<opml version=\"2.0\"><body/></opml>");
        const auto found = waited(m_library->discover(path.isEmpty() ? QStringLiteral("some words") : m_server->address(path).toString()));
        QVERIFY(!found);
        QTEST(static_cast<int>(found.error().kind), "kind");
        QVERIFY(!found.error().message.isEmpty());
    }

    void a_search_can_be_broken_off()
    {
        page("/", "<link rel=alternate type='application/rss+xml' href='/slow'>");
        Behaviour slow;
        slow.head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml";
        slow.body = feed("Slow");
        slow.dripMilliseconds = 1'000;
        m_server->on("/slow", slow);
        auto found = m_library->discover(at("/"));
        QTRY_VERIFY_WITH_TIMEOUT(asked("/slow") == 1, 30'000);
        found.cancel();
        QTRY_VERIFY(found.isFinished());
        QCOMPARE(found.resultCount(), 0);
    }

    void feeds_without_end_are_bounded()
    {
        QByteArray anchors;
        for (int i = 0; i < 500; ++i) {
            anchors += "<a href='/" + QByteArray::number(i) + ".rss'>RSS</a>";
            m_server->on("/" + QByteArray::number(i) + ".rss", 200, feed("Feed " + QByteArray::number(i)));
        }
        page("/", {}, anchors);
        const auto found = discovered("/");
        VERIFY_RESULT(found);
        QCOMPARE(found->feeds.size(), 24);
        QCOMPARE(m_server->requests.size(), 25);
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "test_discovery.moc"
