// What HttpClient must not do: go where nobody sent it, believe a wrong certificate, give a login away.
#include "asking_test.h"

#include <QScopeGuard>

using namespace dateline;
using namespace std::chrono_literals;

class TestHttpSafety final : public AskingTest {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void a_name_is_asked_by_its_own_name()
    {
        m_server->on("/feed", 200, "here");
        HttpRequest request;
        request.url = QUrl(QStringLiteral("http://localhost:%1/feed").arg(m_server->serverPort()));
        request.trustedServer = request.url;
        const auto answer = wait(m_client->get(request));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->url, request.url);
        QVERIFY2(m_server->requests.first().contains(QByteArray("\r\nHost: localhost:" + QByteArray::number(m_server->serverPort()) + "\r\n")),
                 m_server->requests.first().constData());
    }

    void the_own_network_is_asked_only_where_the_reader_named_it_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "169.254.169.254"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }

    void the_own_network_is_asked_only_where_the_reader_named_it()
    {
        QFETCH(QString, host);
        const QString address = QStringLiteral("http://%1:%2/inside").arg(host).arg(m_server->serverPort());
        m_server->on("/inside", 200, "secret");
        HttpRequest request;
        request.url = QUrl(address);
        const auto direct = wait(m_client->get(request));
        QVERIFY(!direct);
        QVERIFY2(direct.error().message.contains(QStringLiteral("your own computer")), qPrintable(direct.error().message));
        QVERIFY(m_server->requests.isEmpty());

        // A redirect from a host that the reader named must not lead on to another one.
        m_server->on("/a", 302, "", "Location: " + address.toLatin1() + "\r\n");
        const QString named = QUrl(address).host() == u"127.0.0.1" ? QStringLiteral("localhost") : QStringLiteral("127.0.0.1");
        request.url = QUrl(QStringLiteral("http://%1:%2/a").arg(named).arg(m_server->serverPort()));
        request.trustedServer = request.url;
        const auto redirected = wait(m_client->get(request));
        QVERIFY(!redirected);
        QVERIFY2(redirected.error().message.contains(QStringLiteral("your own computer")), qPrintable(redirected.error().message));
        QCOMPARE(m_server->requests.size(), 1);
    }

    void the_own_network_is_trusted_by_the_port_too()
    {
        MisbehavingServer other;
        other.on("/inside", 200, "secret");
        m_server->on("/away", 302, "", "Location: " + other.address(QStringLiteral("/inside")).toEncoded() + "\r\n");
        const auto answer = get(QStringLiteral("/away"));
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(QStringLiteral("your own computer")), qPrintable(answer.error().message));
        QVERIFY(other.requests.isEmpty());
    }

    void a_certificate_that_nobody_signed_is_refused()
    {
        m_server->useTls();
        m_server->on("/feed", 200, "here");
        HttpRequest request;
        request.url = m_server->secureAddress(QStringLiteral("localhost"), QStringLiteral("/feed"));
        request.trustedServer = request.url;
        const auto answer = wait(m_client->get(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QVERIFY2(answer.error().message.contains(QStringLiteral("certificate")), qPrintable(answer.error().message));
        QVERIFY(m_server->requests.isEmpty());
    }

    void a_certificate_counts_for_the_name_that_was_asked_for()
    {
        m_server->useTls();
        m_server->on("/feed", 200, "here");
        m_server->on("/insecure", 302, "", "Location: http://localhost/feed\r\n");
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificates(QSslCertificate::fromPath(QStringLiteral(TEST_DATA "/net/localhost.pem")));
        QSslConfiguration::setDefaultConfiguration(trusting);
        const auto restored = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        const auto ask = [this](const QString &host, const QString &path) {
            HttpRequest request;
            request.url = m_server->secureAddress(host, path);
            request.trustedServer = request.url;
            return wait(m_client->get(request));
        };
        const auto right = ask(QStringLiteral("localhost"), QStringLiteral("/feed"));
        QVERIFY2(right, qPrintable(right ? QString() : right.error().message));
        QCOMPARE(right->body, QByteArray("here"));
        const auto wrong = ask(QStringLiteral("127.0.0.1"), QStringLiteral("/feed"));
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().message.contains(QStringLiteral("certificate")), qPrintable(wrong.error().message));
        const auto insecure = ask(QStringLiteral("localhost"), QStringLiteral("/insecure"));
        QVERIFY(!insecure);
        QVERIFY2(insecure.error().message.contains(QStringLiteral("insecure one")), qPrintable(insecure.error().message));
    }

    void a_login_is_sent_when_the_server_asks_and_to_no_other_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("basic") << QByteArray("Basic realm=\"news\"") << QByteArray("Authorization: Basic YW5hOnNlY3JldA==");
        QTest::newRow("digest") << QByteArray("Digest realm=\"news\", nonce=\"abc\", qop=\"auth\", algorithm=MD5") << QByteArray("Authorization: Digest ");
    }

    void a_login_is_sent_when_the_server_asks_and_to_no_other()
    {
        QFETCH(QByteArray, challenge);
        QFETCH(QByteArray, sent);
        MisbehavingServer other;
        Behaviour curious;
        curious.answer = [challenge](const QByteArray &) -> QByteArray {
            return "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        };
        other.on("/feed", curious);
        Behaviour guarded;
        guarded.answer = [=](const QByteArray &request) -> QByteArray {
            return request.contains(sent) ? QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere")
                                          : QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        };
        m_server->on("/feed", guarded);
        m_server->on("/away", 302, "", "Location: " + other.address(QStringLiteral("/feed")).toEncoded() + "\r\n");
        const auto withLogin = [](HttpRequest &request) {
            request.user = QStringLiteral("ana");
            request.password = QStringLiteral("secret");
        };
        const auto answer = get(QStringLiteral("/feed"), withLogin);
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->body, QByteArray("here"));
        QVERIFY(!m_server->requests.first().contains("Authorization"));
        const auto away = get(QStringLiteral("/away"), withLogin);
        QVERIFY(!away);
        QVERIFY2(other.requests.isEmpty(), "another port is another server");
        // Nothing is remembered for those who give no login.
        QVERIFY(!get(QStringLiteral("/feed")));
        // A wrong one is tried once.
        const qsizetype before = m_server->requests.size();
        m_server->on("/feed", curious);
        QVERIFY(!get(QStringLiteral("/feed"), withLogin));
        QVERIFY2(m_server->requests.size() - before <= 2, qPrintable(QString::number(m_server->requests.size() - before)));
    }

    void a_login_in_an_address_is_neither_sent_nor_told()
    {
        m_server->on("/feed", 404, "");
        const auto answer = get(QStringLiteral("/feed"), [](HttpRequest &request) { request.url.setUserInfo(QStringLiteral("ana:secret")); });
        QVERIFY(!answer);
        QVERIFY(!answer.error().message.contains(QStringLiteral("secret")) && !answer.error().detail.contains(QStringLiteral("secret")));
        QVERIFY(!m_server->requests.first().contains("Authorization"));
        QVERIFY(!toText(m_client->log().first()).contains(QStringLiteral("secret")));
    }

    void no_page_is_told_where_the_reader_came_from()
    {
        m_server->on("/a", 302, "", "Location: /b\r\nSet-Cookie: a=b\r\n");
        m_server->on("/b", 200, "here");
        QVERIFY(get(QStringLiteral("/a")));
        for (const QByteArray &request : m_server->requests)
            QVERIFY(!request.toLower().contains("referer") && !request.toLower().contains("cookie"));
    }
};

QTEST_GUILESS_MAIN(TestHttpSafety)
#include "test_http_safety.moc"
