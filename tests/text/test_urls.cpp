#include "text/image_address.h"
#include "text/urls.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

class TestUrls final : public QObject {
    Q_OBJECT

private slots:
    void webAddressesAreResolved_data();
    void webAddressesAreResolved();
    void plainAddressesStayAsTheyAre();
    void onlyMailAddressesAreMail();
    void sitesAreNamedByTheirRegistrablePart_data();
    void sitesAreNamedByTheirRegistrablePart();
    void countriesComeFromTopLevelDomains_data();
    void countriesComeFromTopLevelDomains();
    void theBestImageIsTaken_data();
    void theBestImageIsTaken();
    void trackingPixelsAreKnown();
};

void TestUrls::webAddressesAreResolved_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *text, const char *address) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(address); };
    row("http://example.org/x", "http://example.org/x");
    row(" https://example.org/a b?q=ž ", "https://example.org/a%20b?q=%C5%BE");
    row("/top?x=1", "https://base.example/top?x=1");
    row("next.html", "https://base.example/news/next.html");
    row("//cdn.example/x.png", "https://cdn.example/x.png");
    row("#part", "https://base.example/news/page#part");
    row("HTTP://EXAMPLE.org/X", "http://example.org/X");
    row("ht\ntp://exam\tple.org/", "http://example.org/");
    row("http:\\\\example.org\\x", "http://example.org/x");
    row("http://пример.рф/", "http://xn--e1afmkfd.xn--p1ai/");
    row("javascript:alert(1)", "");
    row("java\nscript:alert(1)", "");
    row("\x01javascript:alert(1)", "");
    row("JaVaScRiPt:alert(1)", "");
    row("vbscript:x", "");
    row("data:text/html,x", "");
    row("file:///etc/passwd", "");
    row("ftp://example.org/", "");
    row("mailto:a@example.org", "");
    row("http://", "");
    row("http:///path", "");
    row("http://[::1", "");
    row("", "");
}

void TestUrls::webAddressesAreResolved()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    QCOMPARE(webAddress(text, QUrl(QStringLiteral("https://base.example/news/page"))).value_or(QString()), address);
    QVERIFY(!webAddress(u"/relative", QUrl()));
    QVERIFY(!webAddress(u"/relative", QUrl(QStringLiteral("file:///home"))));
    QVERIFY(!webAddress(QString(u"http://example.org/" + QString(9000, u'x')), QUrl()));
}

// The short way past QUrl gives what QUrl would.
void TestUrls::plainAddressesStayAsTheyAre()
{
    QRandomGenerator chance(7);
    const QString characters = QStringLiteral("aaaabcz..--__//??&&==AZ09%~+:@#;,!' ");
    for (int round = 0; round < 50'000; ++round) {
        QString address = round % 3 ? QStringLiteral("https://www.a-b.example/") : QStringLiteral("http://");
        for (int length = chance.bounded(12); length > 0; --length)
            address += characters[chance.bounded(int(characters.size()))];
        address = address.trimmed();
        const QUrl url(address, QUrl::TolerantMode);
        const QString wanted = url.isValid() && !url.host().isEmpty() ? url.toString(QUrl::FullyEncoded) : QString();
        QCOMPARE(webAddress(address, QUrl()).value_or(QString()), wanted);
    }
}

void TestUrls::onlyMailAddressesAreMail()
{
    QCOMPARE(mailAddress(u"mailto:desk@example.org").value_or(QString()), QStringLiteral("mailto:desk@example.org"));
    const auto mail = [](QStringView text) { return mailAddress(text).value_or(QString()); };
    // RFC 6068: who gets it and what it says, nothing that a mail program might take for an order.
    QCOMPARE(mail(u"mailto:a@b.example?subject=x%26y&body=1%0D%0A2&cc=c@d.example"), QStringLiteral("mailto:a@b.example?subject=x%26y&body=1%0D%0A2&cc=c@d.example"));
    QCOMPARE(mail(u"mailto:a@b.example?attach=/etc/passwd&body=x&ATTACHMENT=/etc/group&insert=/x"), QStringLiteral("mailto:a@b.example?body=x"));
    QCOMPARE(mail(u"MAILTO:a@b.example?Subject=x&%61ttach=/etc/passwd&bcc=e@f.example&from=g@h.example&in-reply-to=1"), QStringLiteral("mailto:a@b.example?subject=x"));
    QCOMPARE(mail(u"mailto:a@b.example?subject=x%0D%0AAttach:/etc/passwd&body"), QStringLiteral("mailto:a@b.example"));
    QCOMPARE(mail(u"mailto:a@b.example?attach=x"), QStringLiteral("mailto:a@b.example"));
    QCOMPARE(mail(u"mailto:a@b.example?subject=\u017elo&subject=again#attach"), QStringLiteral("mailto:a@b.example?subject=%C5%BElo"));
    QCOMPARE(mail(u"mailto:?to=a@b.example"), QStringLiteral("mailto:?to=a@b.example"));
    QVERIFY(!mailAddress(u"mailto:a@b.example%0D%0Abcc:c@d.example"));
    QVERIFY(!mailAddress(u"mailto:?subject=x"));
    QVERIFY(!mailAddress(u"mailto:"));
    QVERIFY(!mailAddress(u"javascript:mailto@x"));
    QVERIFY(!mailAddress(u"desk@example.org"));
}

void TestUrls::sitesAreNamedByTheirRegistrablePart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("site");
    const auto row = [](const char *url, const char *site) { QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(site); };
    row("https://www.bbc.co.uk/news", "bbc.co.uk");
    row("https://news.example.com:8080/x", "example.com");
    row("https://b92.net", "b92.net");
    row("http://www.abc.net.au/", "abc.net.au");
    row("http://192.0.2.7/x", "192.0.2.7");
    row("http://localhost/", "localhost");
    row("http://co.uk/", "co.uk");
    row("nonsense", "");
    row("", "");
}

void TestUrls::sitesAreNamedByTheirRegistrablePart()
{
    QFETCH(QString, url);
    QFETCH(QString, site);
    QCOMPARE(siteName(url), site);
}

void TestUrls::countriesComeFromTopLevelDomains_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("country");
    const auto row = [](const char *url, const char *country) { QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(country); };
    row("https://www.politika.rs/", "RS");
    row("https://www.bbc.co.uk/", "GB");
    row("https://www.vijesti.me/", "ME");
    row("https://www.eltiempo.com.co/", "CO");
    row("https://t.co/x", "");
    row("https://www.nytimes.com/2025/09/11/world/x.html", "US");
    row("https://timesofindia.indiatimes.com/x", "IN");
    row("https://g1.globo.com/", "BR");
    row("https://www.theguardian.com/world", "GB");
    row("https://meduza.io/feed", "RU");
    row("https://notnytimes.com/", "");
    row("https://www.state.gov/", "US");
    row("https://www.ara.cat/", "ES");
    row("https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/", "RU");
    row("https://www.twitch.tv/", "");
    row("https://openai.ai/", "");
    row("https://github.io/", "");
    row("https://example.com/", "");
    row("https://europa.eu/", "");
    row("http://192.0.2.7/", "");
    row("", "");
}

void TestUrls::countriesComeFromTopLevelDomains()
{
    QFETCH(QString, url);
    QFETCH(QString, country);
    QCOMPARE(countryOfAddress(url), country);
}

void TestUrls::theBestImageIsTaken_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("lazy");
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("address");
    const QString none;
    const QString grey = QStringLiteral("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    QTest::newRow("plain") << QStringLiteral("a.jpg") << none << none << QStringLiteral("https://base.example/a.jpg");
    QTest::newRow("lazy") << grey << QStringLiteral("/b.jpg") << none << QStringLiteral("https://base.example/b.jpg");
    QTest::newRow("widest of a set") << none << none << QStringLiteral("s.jpg 320w, m.jpg 800w,huge.jpg 5000w") << QStringLiteral("https://base.example/m.jpg");
    QTest::newRow("densities") << none << none << QStringLiteral("one.jpg, two.jpg 2x") << QStringLiteral("https://base.example/two.jpg");
    QTest::newRow("only a placeholder") << grey << none << none << none;
    QTest::newRow("script") << QStringLiteral("javascript:x") << none << none << none;
    QTest::newRow("svg data") << QString(u"data:image/svg+xml;base64," + QString(2000, u'A')) << none << none << none;
    const QString picture = u"data:image/png;base64," + QString(4000, u'A');
    QTest::newRow("data") << picture << none << none << picture;
    QTest::newRow("data in capitals") << QString(u"DATA:Image/PNG;Base64," + QString(4000, u'A')) << none << none << picture;
    QTest::newRow("data with a quote") << QString(picture + u"\"onload=") << none << none << none;
    QTest::newRow("too much data") << QString(u"data:image/png;base64," + QString(100000, u'A')) << none << none << none;
    QTest::newRow("a hostile set") << none << none << QStringLiteral(", ").repeated(100000) << none;
}

void TestUrls::theBestImageIsTaken()
{
    QFETCH(QString, source);
    QFETCH(QString, lazy);
    QFETCH(QString, set);
    QFETCH(QString, address);
    QCOMPARE(imageAddress({source, lazy, set}, QUrl(QStringLiteral("https://base.example/"))), address);
}

void TestUrls::trackingPixelsAreKnown()
{
    const QString address = QStringLiteral("https://example.org/x.gif");
    QVERIFY(isTrackingPixel(address, QStringLiteral("1"), {}, {}));
    QVERIFY(isTrackingPixel(address, {}, QStringLiteral("0px"), {}));
    QVERIFY(isTrackingPixel(address, {}, {}, QStringLiteral("border:0; width: 1px; height:1px")));
    QVERIFY(isTrackingPixel(address, QStringLiteral("1.0"), {}, {}));
    QVERIFY(isTrackingPixel(address, {}, QStringLiteral(" 0.5em"), {}));
    QVERIFY(isTrackingPixel(address, QStringLiteral("0%"), {}, {}));
    QVERIFY(isTrackingPixel(address, QStringLiteral("640"), QStringLiteral("480"), QStringLiteral("display:none")));
    QVERIFY(isTrackingPixel(QStringLiteral("https://pixel.wp.com/b.gif"), {}, {}, {}));
    QVERIFY(!isTrackingPixel(address, QStringLiteral("100%"), QStringLiteral("auto"), QStringLiteral("max-width:100%")));
    QVERIFY(!isTrackingPixel(address, QStringLiteral("2%"), QStringLiteral("2.5"), {}));
    QVERIFY(!isTrackingPixel(address, {}, {}, {}));
    QVERIFY(!isTrackingPixel(address, QStringLiteral("640"), QStringLiteral("480"), QStringLiteral("border-width:1px")));
}

QTEST_GUILESS_MAIN(TestUrls)
#include "test_urls.moc"
