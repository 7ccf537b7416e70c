#include "net/address_rule.h"

#include <QTest>
#include <QUrl>

using namespace dateline;

class TestAddressRule final : public QObject {
    Q_OBJECT
private slots:
    void only_addresses_of_the_public_internet_are_public_data()
    {
        QTest::addColumn<bool>("isPublic");
        for (const char *address : {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.167.1.1", "198.17.0.1",
                                    "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"})
            QTest::newRow(address) << true;
        for (const char *address : {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.9.1",
                                    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.0.1", "192.168.255.255",
                                    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.251", "239.255.255.250", "240.0.0.1",
                                    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::fb", "fec0::1",
                                    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::1",
                                    "2002:c0a8:101::1", "2001:0:808:808::f5ff:fffe", "2001:db8::1", "2001:10::1", "100::1", "3fff:1::1"})
            QTest::newRow(address) << false;
    }

    void only_addresses_of_the_public_internet_are_public()
    {
        const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!address.isNull());
        QFETCH(bool, isPublic);
        QCOMPARE(isPublicAddress(address), isPublic);
    }

    void what_is_no_address_is_not_public() { QVERIFY(!isPublicAddress(QHostAddress())); }

    void other_spellings_of_an_address_are_seen_through_data()
    {
        QTest::addColumn<bool>("unused");
        for (const char *host : {"2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0"})
            QTest::newRow(host) << true;
    }

    // QUrl reads them as the C library does; what it leaves as a name must at least be no public address.
    void other_spellings_of_an_address_are_seen_through()
    {
        const QUrl url(QStringLiteral("http://%1/").arg(QString::fromLatin1(QTest::currentDataTag())));
        const QHostAddress address(url.host());
        QVERIFY2(address.isNull() || !isPublicAddress(address), qPrintable(url.host()));
    }

    void names_of_the_own_network_are_known_data()
    {
        QTest::addColumn<bool>("isLocal");
        for (const char *name : {"localhost", "LOCALHOST.", "printer", "a.localhost", "nas.local", "router.home.arpa", "x.internal", "wiki.lan"})
            QTest::newRow(name) << true;
        for (const char *name : {"example.org", "local.example.org", "locals.org", "mylocal.news"})
            QTest::newRow(name) << false;
    }

    void names_of_the_own_network_are_known()
    {
        QFETCH(bool, isLocal);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(isLocalName(name), isLocal);
        QCOMPARE(isOwnNetworkHost(name), isLocal);
    }

    void an_address_says_itself_where_it_is()
    {
        for (const char *host : {"127.0.0.1", "192.168.1.1", "::1", "fe80::1", "169.254.169.254"})
            QVERIFY2(isOwnNetworkHost(QString::fromLatin1(host)), host);
        for (const char *host : {"93.184.216.34", "2606:2800:220:1::1", ""})
            QVERIFY2(!isOwnNetworkHost(QString::fromLatin1(host)), host);
    }

    void a_server_is_a_host_and_a_port()
    {
        const auto isSame = [](const char *trusted, const char *url) { return isSameServer(QUrl(QString::fromLatin1(trusted)), QUrl(QString::fromLatin1(url))); };
        QVERIFY(isSame("http://nas.local/feed", "http://nas.local:80/other"));
        QVERIFY(isSame("http://nas.local:8080/feed", "https://nas.local:8080/other"));
        QVERIFY(isSame("http://nas.local/feed", "https://nas.local/feed"));
        QVERIFY(!isSame("https://nas.local/feed", "http://nas.local/feed"));
        QVERIFY(!isSame("http://localhost:8951/feed", "http://localhost:8952/feed"));
        QVERIFY(!isSame("http://localhost:8951/feed", "https://localhost/feed"));
        QVERIFY(!isSame("http://localhost/feed", "http://127.0.0.1/feed"));
        QVERIFY(!isSame("", ""));
    }
};

QTEST_GUILESS_MAIN(TestAddressRule)
#include "test_address_rule.moc"
