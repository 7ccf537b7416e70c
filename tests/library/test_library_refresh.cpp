// Subscribing and refreshing against a local server that misbehaves.
#include "served_library_test.h"

#include "library/refresher.h"
#include "net/feed_fetcher.h"
#include "net/http_client.h"
#include "store/store.h"

#include <QSignalSpy>

using namespace dateline;

class TestLibraryRefresh final : public ServedLibraryTest {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void a_feed_is_subscribed_by_its_address()
    {
        m_server->on("/feed", 200, feed("Gazette", 3), "ETag: \"1\"\r\n");
        const auto source = waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))), {QStringLiteral("Balkans")}));
        VERIFY_RESULT(source);
        const Source stored = sourceAt(at(QStringLiteral("/feed")));
        QCOMPARE(stored.title, QStringLiteral("Gazette"));
        QCOMPARE(stored.folder, QStringList{QStringLiteral("Balkans")});
        QCOMPARE(stored.country, QStringLiteral("RS"));
        QCOMPARE(stored.etag, QStringLiteral("\"1\""));
        QCOMPARE(stored.total, 3);
        QVERIFY(stored.lastSuccess.isValid());
    }

    void a_page_that_offers_a_feed_leads_to_it_and_another_is_saved()
    {
        m_server->on("/site", 200, "<html><head><link rel=alternate type=\"application/atom+xml\" href=\"/feed\"></head><body>x</body></html>", "Content-Type: text/html\r\n");
        m_server->on("/feed", 200, feed("Offered", 1));
        const auto found = waited(m_library->addAddress(QUrl(at(QStringLiteral("/site")))));
        VERIFY_RESULT(found);
        QCOMPARE(found->kind, SourceKind::Feed);
        QCOMPARE(found->title, QStringLiteral("Offered"));
        QFile page(QStringLiteral(TEST_DATA "/cli/saved-page.html"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        m_server->on("/page", 200, page.readAll(), "Content-Type: text/html\r\n");
        const auto saved = waited(m_library->addAddress(QUrl(at(QStringLiteral("/page")))));
        VERIFY_RESULT(saved);
        QCOMPARE(saved->kind, SourceKind::Page);
        QVERIFY(!waited(m_library->subscribe(QUrl(at(QStringLiteral("/page"))))));
    }

    void a_page_may_not_offer_a_feed_of_the_own_network()
    {
        const QByteArray inside = QStringLiteral("http://localhost:%1/feed").arg(m_server->serverPort()).toLatin1();
        m_server->on("/site", 200, "<html><head><link rel=alternate type=\"application/atom+xml\" href=\"" + inside + "\"></head><body>x</body></html>", "Content-Type: text/html\r\n");
        m_server->on("/feed", 200, feed("Inside", 1));
        const auto found = waited(m_library->subscribe(QUrl(at(QStringLiteral("/site")))));
        QVERIFY(!found);
        QVERIFY2(found.error().message.contains(QStringLiteral("your own computer")), qPrintable(found.error().message));
        QCOMPARE(m_server->requests.size(), 1);
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(QString::fromLatin1(inside))))); // by the reader himself
    }

    void what_the_reader_did_not_name_does_not_lead_into_the_own_network()
    {
        m_server->on("/feed", 200, feed("Inside", 1));
        const auto found = waited(m_library->addAddress(QUrl(at(QStringLiteral("/feed"))), false));
        QVERIFY(!found);
        QVERIFY2(found.error().message.contains(QStringLiteral("your own")), qPrintable(found.error().message));
        QVERIFY(m_server->requests.isEmpty());
    }

    // The server speaks http only, so that https fails before anything is said.
    void a_login_for_https_is_not_told_over_http()
    {
        m_server->on("/feed", 401, "", "WWW-Authenticate: Basic realm=\"n\"\r\n");
        const QString host = QStringLiteral("127.0.0.1:%1/feed").arg(m_server->serverPort());
        QVERIFY(!waited(m_library->discover(u"ana:secret@" + host)));
        QVERIFY(!waited(m_library->subscribe(QUrl(u"//ana:secret@" + host))));
        for (const QByteArray &request : m_server->requests)
            QVERIFY2(!request.startsWith("GET "), request.constData());
    }

    void what_is_no_feed_leaves_no_source_behind()
    {
        m_server->on("/cut", 200, "<rss version=\"2.0\"><channel><ti");
        m_server->on("/binary", 200, QByteArray(1000, '\0'));
        for (const QString &path : {QStringLiteral("/missing"), QStringLiteral("/binary")}) {
            const auto failed = waited(m_library->subscribe(QUrl(at(path))));
            QVERIFY(!failed);
            QVERIFY2(failed.error().message.startsWith(at(path)), qPrintable(failed.error().message));
        }
        QVERIFY(!waited(m_library->subscribe(QUrl(QStringLiteral("javascript:alert(1)")))));
        QVERIFY(waited(m_library->sources())->isEmpty());
    }

    void a_refresh_tells_good_feeds_from_bad_ones()
    {
        for (const char *path : {"/good", "/same", "/gone"})
            m_server->on(path, 200, feed(path + 1, 1));
        QList<SourceId> ids;
        for (const QString &path : {QStringLiteral("/good"), QStringLiteral("/same"), QStringLiteral("/gone")}) {
            const auto source = waited(m_library->subscribe(QUrl(at(path))));
            VERIFY_RESULT(source);
            ids.append(source->id);
        }
        m_server->on("/good", 200, feed("good", 4));
        m_server->on("/gone", 410, "");
        QSignalSpy progress(m_library.get(), &Library::progressed);
        QSignalSpy finished(m_library.get(), &Library::finished);
        const auto report = waited(m_library->refresh());
        VERIFY_RESULT(report);
        QCOMPARE(report->sources, 3);
        QCOMPARE(report->unchanged, 1);
        QCOMPARE(report->failed, 1);
        QCOMPARE(report->added, 3);
        QCOMPARE(report->failures.size(), 1);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(progress.last().first().value<Progress>().done, 3);
        QVERIFY(sourceAt(at(QStringLiteral("/gone"))).lastError.contains(QStringLiteral("Unsubscribe")));
        QVERIFY(sourceAt(at(QStringLiteral("/good"))).lastError.isEmpty());
        m_server->on("/gone", 200, feed("gone", 1));
        const qsizetype asked = m_server->requests.size();
        const auto refused = waited(m_library->refresh({ids[2]}));
        VERIFY_RESULT(refused);
        QCOMPARE(refused->sources, 0);
        QCOMPARE(refused->passedOver.size(), 1);
        QCOMPARE(m_server->requests.size(), asked);
        VERIFY_RESULT(waited(m_library->startAgain(ids[2])));
        const auto again = waited(m_library->refresh({ids[2]}));
        VERIFY_RESULT(again);
        QCOMPARE(again->sources, 1);
        QVERIFY(sourceAt(at(QStringLiteral("/gone"))).lastError.isEmpty());
    }

    void a_feed_that_turns_into_a_page_keeps_its_error_until_it_is_mended()
    {
        m_server->on("/feed", 200, feed("Mended", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        m_server->on("/feed", 200, "<html><body>Maintenance</body></html>");
        for (int i = 0; i < 2; ++i) { // the second time, the same bytes must not pass for unchanged
            const auto report = waited(m_library->refresh());
            VERIFY_RESULT(report);
            QCOMPARE(report->failed, 1);
            QVERIFY(!sourceAt(at(QStringLiteral("/feed"))).lastError.isEmpty());
        }
    }

    void a_feed_that_is_cut_off_stays_marked_until_a_whole_one_comes()
    {
        const QByteArray whole = feed("Cut", 3);
        const QString address = at(QStringLiteral("/feed"));
        m_server->on("/feed", 200, whole.left(whole.lastIndexOf("</item>")), "ETag: \"1\"\r\n");
        const auto source = waited(m_library->subscribe(QUrl(address)));
        VERIFY_RESULT(source);
        QVERIFY2(source->lastError.contains(QStringLiteral("line 1, column")), qPrintable(source->lastError));
        QCOMPARE(sourceAt(address).total, 3);
        const QString mark = sourceAt(address).lastError;

        // The same bytes again, and then a server that says that they are the same.
        for (int answer : {200, 304}) {
            if (answer == 304)
                m_server->on("/feed", 304, "");
            const auto same = waited(m_library->refresh());
            VERIFY_RESULT(same);
            QCOMPARE(same->unchanged, answer == 304 ? 1 : 0);
            QCOMPARE(same->failed, 0);
            QCOMPARE(same->added, 0);
            QCOMPARE(same->failures.size(), 1);
            QVERIFY2(same->failures.first().message.startsWith(address + u": "), qPrintable(same->failures.first().message));
            QCOMPARE(sourceAt(address).lastError, mark);
        }

        // A fault of the server's in between must not make the mark be forgotten.
        m_server->on("/feed", 500, "");
        VERIFY_RESULT(waited(m_library->refresh()));
        m_server->on("/feed", 200, whole.left(whole.lastIndexOf("</item>")), "ETag: \"1\"\r\n");
        VERIFY_RESULT(waited(m_library->refresh()));
        QCOMPARE(sourceAt(address).lastError, mark);

        m_server->on("/feed", 200, whole, "ETag: \"2\"\r\n");
        const auto mended = waited(m_library->refresh());
        VERIFY_RESULT(mended);
        QVERIFY(mended->failures.isEmpty());
        QCOMPARE(sourceAt(address).lastError, QString());
        QCOMPARE(sourceAt(address).total, 3);
        m_server->on("/feed", 304, "");
        QVERIFY(waited(m_library->refresh())->failures.isEmpty());
    }

    void harmless_faults_stay_with_the_feed_until_it_comes_without_them()
    {
        const QByteArray whole = feed("Ampersand", 2);
        QByteArray faulty = whole;
        faulty.replace("Ampersand 1", "Salt & pepper");
        const QString address = at(QStringLiteral("/feed"));
        m_server->on("/feed", 200, faulty, "ETag: \"1\"\r\n");
        const auto source = waited(m_library->subscribe(QUrl(address)));
        VERIFY_RESULT(source);
        QCOMPARE(source->lastError, QString());
        QCOMPARE(sourceAt(address).fetch.faults.size(), 1);
        const QString fault = sourceAt(address).fetch.faults.first();
        QVERIFY2(fault.contains(QStringLiteral("&amp;")), qPrintable(fault));
        for (int answer : {304, 500}) {
            m_server->on("/feed", answer, "");
            VERIFY_RESULT(waited(m_library->refresh()));
            QCOMPARE(sourceAt(address).fetch.faults, QStringList(fault));
        }
        m_server->on("/feed", 200, whole, "ETag: \"2\"\r\n");
        VERIFY_RESULT(waited(m_library->refresh()));
        QCOMPARE(sourceAt(address).fetch.faults, QStringList());
    }

    void what_the_reader_renamed_stays_renamed()
    {
        m_server->on("/feed", 200, feed("Its own name", 1));
        auto source = waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed")))));
        VERIFY_RESULT(source);
        source->title = QStringLiteral("My name for it");
        VERIFY_RESULT(waited(m_library->updateSource(*source)));
        m_server->on("/feed", 200, feed("Its own name", 2));
        VERIFY_RESULT(waited(m_library->refresh()));
        QCOMPARE(sourceAt(at(QStringLiteral("/feed"))).title, QStringLiteral("My name for it"));
    }

    void a_moved_feed_is_asked_at_its_new_address()
    {
        m_server->on("/old", 200, feed("Moving", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/old"))))));
        m_server->on("/old", 301, "", "Location: /new\r\n");
        m_server->on("/new", 200, feed("Moving", 2));
        VERIFY_RESULT(waited(m_library->refresh()));
        Source moving = sourceAt(at(QStringLiteral("/old")));
        QCOMPARE(moving.total, 2);
        QCOMPARE(moving.fetch.movedTo, at(QStringLiteral("/new")));
        moving.fetch.movedSince = moving.fetch.movedSince.addDays(-3); // as if it had begun then
        moving.fetch.movedSeen = 2;
        VERIFY_RESULT(waited(m_library->updateSource(moving)));
        VERIFY_RESULT(waited(m_library->refresh()));
        QCOMPARE(sourceAt(at(QStringLiteral("/new"))).total, 2);
        QVERIFY(!sourceAt(at(QStringLiteral("/old"))).id.isValid());
    }

    void a_move_to_a_page_is_not_believed()
    {
        m_server->on("/old", 200, feed("Moving", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/old"))))));
        m_server->on("/old", 301, "", "Location: /login\r\n");
        m_server->on("/login", 200, "<html><body>Log in</body></html>");
        for (int i = 0; i < 4; ++i)
            QCOMPARE(waited(m_library->refresh())->failed, 1);
        const Source source = sourceAt(at(QStringLiteral("/old")));
        QVERIFY(source.fetch.movedTo.isEmpty());
        QCOMPARE(source.fetch.failures, 4);
    }

    void a_server_that_asks_for_peace_gets_it()
    {
        m_server->on("/feed", 200, feed("Busy", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        m_server->on("/feed", 429, "", "Retry-After: 600\r\n");
        VERIFY_RESULT(waited(m_library->refresh()));
        const Source source = sourceAt(at(QStringLiteral("/feed")));
        QCOMPARE(source.fetch.lastStatus, 429);
        QCOMPARE(source.fetch.scheduledAt.secsTo(source.fetch.notBefore), 600);
        QVERIFY(source.fetch.nextDue >= source.fetch.notBefore);
        const qsizetype asked = m_server->requests.size();
        const auto report = waited(m_library->refresh());
        VERIFY_RESULT(report);
        QCOMPARE(report->passedOver.size(), 1);
        QVERIFY(report->failures.isEmpty());
        QCOMPARE(m_server->requests.size(), asked);
    }

    void what_a_feed_wishes_is_remembered()
    {
        QByteArray xml = feed("Wishes", 1);
        xml.replace("<link>", "<ttl>90</ttl><skipHours><hour>2</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays><link>");
        m_server->on("/feed", 200, xml);
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        const FetchState state = sourceAt(at(QStringLiteral("/feed"))).fetch;
        QCOMPARE(state.wishes.interval, std::chrono::seconds(5'400));
        QCOMPARE(state.wishes.skipHours, 1u << 2 | 1u);
        QCOMPARE(state.wishes.skipDays, 1 << 6);
        QCOMPARE(state.changes.size(), 1);
        QVERIFY(state.scheduledAt.secsTo(state.nextDue) >= 5'400);
    }

    void health_tells_of_each_feed_and_what_to_do()
    {
        for (const char *path : {"/good", "/missing"}) {
            m_server->on(path, 200, feed(path + 1, 2));
            VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QString::fromLatin1(path))))));
        }
        m_server->on("/missing", 404, "");
        for (int i = 0; i < 3; ++i)
            QCOMPARE(waited(m_library->refresh())->failed, 1);
        const auto health = waited(m_library->health());
        VERIFY_RESULT(health);
        QCOMPARE(health->size(), 2);
        const auto find = [&](const QString &path) {
            return *std::find_if(health->begin(), health->end(), [&](const SourceHealth &one) { return one.source.url == at(path); });
        };
        QCOMPARE(find(QStringLiteral("/good")).state, HealthState::Good);
        QCOMPARE(find(QStringLiteral("/good")).source.fetch.lastStatus, 200);
        QVERIFY(find(QStringLiteral("/good")).nextFetch > QDateTime::currentDateTimeUtc());
        QCOMPARE(find(QStringLiteral("/missing")).state, HealthState::Failing);
        QVERIFY(find(QStringLiteral("/missing")).isBroken());
        QCOMPARE(find(QStringLiteral("/missing")).source.fetch.failures, 3);
        VERIFY_RESULT(waited(m_library->setSetting(RefreshSetting, RefreshNever)));
        const auto manual = waited(m_library->health());
        VERIFY_RESULT(manual);
        for (const SourceHealth &one : *manual)
            QVERIFY(!one.nextFetch.isValid());
        QVERIFY(m_library->requestLog().size() >= 8);
        QCOMPARE(m_library->requestLog().last().cause, RequestCause::Refresh);
    }

    void only_what_is_due_is_fetched_by_itself()
    {
        QStringList addresses;
        for (const char *path : {"/due", "/later"}) {
            m_server->on(path, 200, feed(path + 1, 1));
            const auto source = waited(m_library->subscribe(QUrl(at(QString::fromLatin1(path)))));
            VERIFY_RESULT(source);
            addresses += source->url;
        }
        Source due = sourceAt(addresses.first());
        QVERIFY(due.fetch.nextDue > QDateTime::currentDateTimeUtc());
        due.fetch.nextDue = due.fetch.scheduledAt;
        VERIFY_RESULT(waited(m_library->updateSource(due)));
        m_server->on("/due", 200, feed("due", 2));
        const qsizetype before = m_server->requests.size();
        m_library->keepRefreshing();
        QVERIFY(QTest::qWaitFor([&] { return sourceAt(addresses.first()).total == 2; }, 60'000));
        QCOMPARE(m_server->requests.size(), before + 1);
        QVERIFY(m_server->requests.last().startsWith("GET /due "));
    }

    // A slow feed that is being fetched by itself when the reader refreshes is asked once more, but not twice at once.
    void what_the_reader_asks_for_takes_the_place_of_what_is_due()
    {
        auto store = Store::open(m_folder->filePath(QStringLiteral("due")));
        VERIFY_RESULT(store);
        Source slow;
        slow.kind = SourceKind::Feed;
        slow.title = slow.url = at(QStringLiteral("/slow"));
        VERIFY_RESULT(waited((*store)->ensureSource(slow)));
        Behaviour silent;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        silent.closes = false;
        m_server->on("/slow", silent);
        HttpClient client;
        FeedFetcher fetcher(client);
        QThreadPool pool;
        {
            Refresher refresher(**store, fetcher, pool);
            auto due = refresher.refreshDue();
            QTRY_COMPARE(m_server->open, 1);
            m_server->on("/slow", 200, feed("slow", 2));
            const auto asked = refresher.refresh({});
            const auto meanwhile = waited(refresher.refreshDue());
            QCOMPARE(meanwhile->sources, 0);
            QCOMPARE(waited(asked)->added, 2);
            QVERIFY(due.isCanceled());
            QCOMPARE(m_server->requests.size(), 2);
            QCOMPARE(m_server->mostOpen, 1);
        }
        pool.waitForDone();
        QCOMPARE(waited((*store)->sources())->first().fetch.failures, 0); // nobody blames a feed that was broken off
    }

    void a_login_in_an_address_is_used_and_not_stored()
    {
        Behaviour guarded;
        guarded.answer = [](const QByteArray &request) -> QByteArray {
            const QByteArray body = feed("Guarded", 1);
            return request.contains("Authorization: Basic YW5hOnNlY3JldA==") ? "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body
                                                                         : QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"n\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        };
        m_server->on("/guarded", guarded);
        QUrl address(at(QStringLiteral("/guarded")));
        address.setUserInfo(QStringLiteral("ana:secret"));
        const auto source = waited(m_library->subscribe(address));
        VERIFY_RESULT(source);
        QCOMPARE(source->url, at(QStringLiteral("/guarded")));
        QCOMPARE(waited(m_library->refresh())->failed, 0);
        for (const RequestRecord &record : m_library->requestLog())
            QVERIFY(!toText(record).contains(QStringLiteral("secret")));
        m_library->setLogin(source->url, {});
        QCOMPARE(waited(m_library->refresh())->failed, 1);
        QVERIFY(!sourceAt(source->url).lastError.contains(QStringLiteral("secret")));
    }

    // Two hosts, as far as names go.
    void a_network_that_answers_for_everybody_is_not_taken_for_the_feeds()
    {
        QStringList addresses;
        for (const QString &host : {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}) {
            addresses += QStringLiteral("http://%1:%2/feed").arg(host).arg(m_server->serverPort());
            m_server->on("/feed", 200, feed(host.toUtf8(), 1));
            VERIFY_RESULT(waited(m_library->subscribe(QUrl(addresses.last()))));
        }
        m_server->on("/feed", 200, "<html><body>Welcome to the hotel. Log in.</body></html>");
        const auto report = waited(m_library->refresh());
        VERIFY_RESULT(report);
        QVERIFY(report->network);
        QCOMPARE(report->network->kind, ErrorKind::Portal);
        QCOMPARE(report->failures.size(), 1);
        for (const QString &address : addresses) {
            QCOMPARE(sourceAt(address).fetch.failures, 0);
            QCOMPARE(sourceAt(address).lastError, QString());
            QCOMPARE(sourceAt(address).total, 1);
        }
        // With a real feed among the rest, which is asked as a witness, those two are at fault.
        MisbehavingServer other(QHostAddress(QStringLiteral("127.0.0.2"))); // a third host; on Linux all of 127/8 is this machine
        const QString elsewhere = other.address(QStringLiteral("/other")).toString();
        other.on("/other", 200, feed("Other", 1));
        QList<SourceId> chosen;
        for (const QString &address : addresses)
            chosen += sourceAt(address).id;
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(elsewhere))));
        const qsizetype before = other.requests.size();
        const auto proven = waited(m_library->refresh(chosen));
        VERIFY_RESULT(proven);
        QVERIFY(!proven->network);
        QCOMPARE(other.requests.size(), before + 1);
        QCOMPARE(proven->failed, 2);
        QCOMPARE(sourceAt(addresses.first()).fetch.failures, 1);
    }

    void a_cancelled_refresh_ends_soon()
    {
        m_server->on("/feed", 200, feed("Silent", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        Behaviour silent;
        silent.closes = false;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        m_server->on("/feed", silent);
        auto future = m_library->refresh();
        QVERIFY(QTest::qWaitFor([&] { return m_server->open == 1; }));
        future.cancel();
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished() && m_server->open == 0; }));
        m_server->on("/feed", 200, feed("Silent", 2));
        VERIFY_RESULT(waited(m_library->refresh()));
    }

    void destroying_the_library_ends_a_refresh()
    {
        m_server->on("/feed", 200, feed("Silent", 1));
        VERIFY_RESULT(waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))));
        Behaviour silent;
        silent.closes = false;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        m_server->on("/feed", silent);
        const auto future = m_library->refresh();
        QVERIFY(QTest::qWaitFor([&] { return m_server->open == 1; }));
        m_library.reset();
        QVERIFY(future.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestLibraryRefresh)
#include "test_library_refresh.moc"
