// When full texts are fetched: the pause between pages of one host, and the stop when the network is lost. The clock stands still but where
// a test moves it.
#include "library/full_text_fetcher.h"

#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QTemporaryDir>

using namespace dateline;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime noon(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
const QByteArray opening = "The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane has to be taken down.";
const QByteArray page = "<html lang=en><head><title>Port Bay harbour closes for crane</title></head><body><main><h1>Port Bay harbour closes for crane</h1><p>" + opening
    + "</p><p>Fishermen, who had asked for another date, said they would lose the best weeks of the season. The council of Port Bay wants ships to use the river quay "
      "while the crane is taken down. The harbour was last closed in 1987, when a storm damaged the old quay.</p></main></body></html>";

Error failed(ErrorKind kind, int status = 0)
{
    Error error{kind, u"failed"_s};
    error.status = status;
    return error;
}

} // namespace

class TestFullTextPace final : public QObject {
    Q_OBJECT
private:
    struct Appointment {
        std::chrono::milliseconds after;
        std::function<void()> then;
    };

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<HttpClient> m_client;
    QThreadPool m_pool;
    QDateTime m_now;
    QList<Appointment> m_appointments;

    // As many articles of the server, all wanted.
    void want(int count, int status = 200, const QByteArray &body = page)
    {
        Source source;
        source.title = u"The Port Post"_s;
        source.url = m_server->address(u"/feed"_s).toString();
        source.fullText = FullText::Always;
        const auto saved = waited(m_store->ensureSource(source));
        VERIFY_RESULT(saved);
        QList<AnalysedArticle> articles;
        for (int number = 1; number <= count; ++number) {
            AnalysedArticle article;
            article.content.title = u"Port Bay harbour closes for crane"_s;
            article.content.text = QString::fromLatin1(opening) + u" …"_s;
            article.content.guid = QString::number(number);
            article.content.url = m_server->address(u"/"_s + article.content.guid).toString();
            articles += article;
            m_server->on("/" + QByteArray::number(number), status, body, "Content-Type: text/html\r\n");
        }
        VERIFY_RESULT(waited(m_store->save(saved->id, articles)));
    }
    std::unique_ptr<FullTextFetcher> fetcher(bool hasNetwork = true)
    {
        FullTextPace pace;
        pace.sparesOwnMachine = false;
        FullTextSurroundings surroundings;
        surroundings.now = [this] { return m_now; };
        surroundings.later = [this](std::chrono::milliseconds after, QObject *, const std::function<void()> &then) { m_appointments += {after, then}; };
        surroundings.hasNetwork = [hasNetwork] { return hasNetwork; };
        return std::make_unique<FullTextFetcher>(*m_store, *m_client, m_pool, [](const QUrl &url) { return url; }, pace, nullptr, surroundings);
    }
    qsizetype asked() const { return m_server->requests.size(); }

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Store::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_store = std::move(*opened);
        m_client = std::make_unique<HttpClient>();
        m_now = QDateTime::currentDateTimeUtc(); // what is wanted is so from now on
        m_appointments.clear();
    }

    void cleanup()
    {
        m_pool.waitForDone();
        m_client.reset();
        m_store.reset();
        m_server.reset();
    }

    void pages_of_one_host_come_one_after_the_other_with_a_pause()
    {
        want(3);
        const auto fetching = fetcher();
        const auto run = fetching->fetchDue();
        for (int number = 1; number < 3; ++number) {
            QTRY_COMPARE(m_appointments.size(), number); // it waits for its turn, and nothing is under way
            QCOMPARE(asked(), number);
            QCOMPARE(m_appointments.last().after, 2'000ms);
            m_appointments.last().then(); // too early: it makes another appointment
            QCOMPARE(m_appointments.size(), number + 1);
            m_appointments.removeLast();
            m_now = m_now.addMSecs(2'000);
            m_appointments.last().then();
        }
        const auto report = waited(run);
        VERIFY_RESULT(report);
        QCOMPARE(report->fetched, 3);
        QCOMPARE(asked(), 3);
        QCOMPARE(m_server->mostOpen, 1);
    }

    void a_network_that_wants_a_login_stops_it_and_nobody_is_blamed()
    {
        want(3, 511, "<html>log in</html>");
        const auto report = waited(fetcher()->fetchDue());
        VERIFY_RESULT(report);
        QCOMPARE(asked(), 1);
        QCOMPARE(report->failures.size(), 1);
        QCOMPARE(report->failures.first().kind, ErrorKind::Portal);
        const auto wishes = waited(m_store->fullTextWishes(m_now, 10)); // all of them, as before
        VERIFY_RESULT(wishes);
        QCOMPARE(wishes->size(), 3);
        for (const FullTextWish &wish : *wishes)
            QCOMPARE(wish.attempts, 0);
    }

    void an_answer_that_is_too_large_is_not_asked_for_again()
    {
        want(1);
        Behaviour endless;
        endless.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        endless.body = QByteArray(1 << 20, ' ');
        endless.fixesLength = false;
        endless.isEndless = true;
        m_server->on("/1", endless);
        const auto report = waited(fetcher()->fetchDue());
        VERIFY_RESULT(report);
        QCOMPARE(report->failures.size(), 1);
        QCOMPARE(report->failures.first().kind, ErrorKind::Full);
        m_now = m_now.addDays(3);
        const auto wishes = waited(m_store->fullTextWishes(m_now, 10));
        VERIFY_RESULT(wishes);
        QVERIFY(wishes->isEmpty());
    }

    void a_failure_that_may_pass_is_tried_three_times()
    {
        want(1, 500, "");
        const auto fetching = fetcher();
        for (int attempt = 1; attempt <= 3; ++attempt) {
            const auto report = waited(fetching->fetchDue());
            VERIFY_RESULT(report);
            QCOMPARE(report->failures.size(), 1);
            QCOMPARE(asked(), attempt);
            m_now = m_now.addSecs(3 * 3600);
        }
        QCOMPARE(waited(fetching->fetchDue())->failures.size(), 0);
        QCOMPARE(asked(), 3);
    }

    void turns_of_hosts()
    {
        using Turn = FullTextTurns::Turn;
        const QString one = u"one.example"_s, two = u"two.example"_s;
        FullTextTurns turns;
        QCOMPARE(turns.turn(one, noon).turn, Turn::Now);
        turns.begin(one);
        QCOMPARE(turns.turn(one, noon.addDays(1)).turn, Turn::Soon);
        QVERIFY(!turns.turn(one, noon).at.isValid()); // when its page has come
        QCOMPARE(turns.turn(two, noon).turn, Turn::Now);
        turns.end(one, noon, 2s);
        QCOMPARE(turns.turn(one, noon.addMSecs(1'999)).turn, Turn::Soon);
        QCOMPARE(turns.turn(one, noon).at, noon.addSecs(2));
        QCOMPARE(turns.turn(one, noon.addSecs(2)).turn, Turn::Now);
        turns.begin(one);
        turns.leaveAlone(one, noon.addSecs(3600));
        turns.end(one, noon, 2s); // peace is longer than the pause
        QCOMPARE(turns.turn(one, noon).turn, Turn::Later);
        QCOMPARE(turns.turn(one, noon.addSecs(3'595)).turn, Turn::Soon);
        turns.begin(two);
        turns.forget(noon.addDays(1));
        QCOMPARE(turns.turn(one, noon).turn, Turn::Now);
        QCOMPARE(turns.turn(two, noon.addDays(1)).turn, Turn::Soon); // it is still on its way
        turns.end(two, noon, 0s);
        QCOMPARE(turns.turn(two, noon).turn, Turn::Now);
    }

    void several_hosts_that_cannot_be_reached_are_the_networks_fault()
    {
        FullTextTurns turns;
        const auto isLost = [&turns](const QString &host, const Error &error, bool hasNetwork = true) { return turns.isNetworkLost(host, error, hasNetwork); };
        QVERIFY(!isLost(u"a"_s, failed(ErrorKind::Offline)));
        QVERIFY(!isLost(u"a"_s, failed(ErrorKind::Offline))); // the same one again
        QVERIFY(!isLost(u"b"_s, failed(ErrorKind::Network)));
        QVERIFY(!isLost(u"b"_s, failed(ErrorKind::Offline)));
        QVERIFY(isLost(u"c"_s, failed(ErrorKind::Offline)));
        QVERIFY(!isLost(u"a"_s, failed(ErrorKind::Offline))); // it counts anew
        QVERIFY(!isLost(u"b"_s, failed(ErrorKind::Offline)));
        QVERIFY(!isLost(u"d"_s, failed(ErrorKind::Network, 404))); // an answer: there is a network
        QVERIFY(!isLost(u"c"_s, failed(ErrorKind::Offline)));
        turns.answered();
        QVERIFY(!isLost(u"b"_s, failed(ErrorKind::Offline)));
        QVERIFY(isLost(u"e"_s, failed(ErrorKind::Offline), false)); // the computer isn't connected
        QVERIFY(isLost(u"e"_s, failed(ErrorKind::Portal, 511)));
        QVERIFY(!isLost(u"e"_s, failed(ErrorKind::Portal, 511))); // it may be one server's whim
        turns.answered();
        QVERIFY(!isLost(u"e"_s, failed(ErrorKind::Portal, 511)));
        QVERIFY(isLost(u"f"_s, failed(ErrorKind::Portal)));
        QVERIFY(!isLost(u"a"_s, failed(ErrorKind::Unreachable))); // that is how https fails
        QVERIFY(!isLost(u"b"_s, failed(ErrorKind::Unreachable)));
        QVERIFY(isLost(u"c"_s, failed(ErrorKind::Unreachable)));
        QVERIFY(!isLost(u"a"_s, failed(ErrorKind::Network)));
        QVERIFY(isLost(u"a"_s, failed(ErrorKind::Network), false));
    }
};

QTEST_GUILESS_MAIN(TestFullTextPace)
#include "test_full_text_pace.moc"
