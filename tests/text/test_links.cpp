// What is cut from links, and which of them look like others.
#include "text/link_cleaning.h"
#include "text/link_disguise.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace dateline;

namespace {

TrackingParameters listed()
{
    QFile file(QString::fromLocal8Bit(qgetenv("DATELINE_RESOURCES")) + QStringLiteral("/words/tracking.tsv"));
    return file.open(QIODevice::ReadOnly) ? readTrackingParameters(QString::fromUtf8(file.readAll())) : TrackingParameters();
}

void row(const char *from, const char *to)
{
    QTest::newRow(from) << QString::fromUtf8(from) << QString::fromUtf8(to);
}

} // namespace

class TestLinks final : public QObject {
    Q_OBJECT

private slots:
    void theListIsReadWhole()
    {
        QFile file(QString::fromLocal8Bit(qgetenv("DATELINE_RESOURCES")) + QStringLiteral("/words/tracking.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        qsizetype lines = 0;
        for (const QByteArray &line : file.readAll().split('\n'))
            lines += !line.isEmpty() && !line.startsWith('#') ? 1 : 0;
        QVERIFY(lines > 60);
        QCOMPARE(listed().size(), lines);
        for (const TrackingParameter &one : listed())
            QVERIFY2(!one.whose.isEmpty(), qPrintable(one.name));
    }

    void onlySenseIsRead()
    {
        const TrackingParameters read = readTrackingParameters(u"# a remark\n\nutm_*\nfrom\texample.org News.example\twho\r\nsp ace\n*\n<b>\nsolo\t*\n");
        QCOMPARE(read, (TrackingParameters{{QStringLiteral("utm_*"), {}, {}},
                                           {QStringLiteral("from"), {QStringLiteral("example.org"), QStringLiteral("news.example")}, QStringLiteral("who")},
                                           {QStringLiteral("solo"), {}, {}}}));
    }

    void trackingIsCut_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        row("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a");
        row("https://example.org/a?id=7&utm_source=rss&page=2", "https://example.org/a?id=7&page=2");
        row("https://example.org/a?fbclid=IwAR0&q=a%20b+c%2F&x", "https://example.org/a?q=a%20b+c%2F&x");
        row("https://example.org/a?gclid=1#part", "https://example.org/a#part");
        row("https://example.org/a#xtor=RSS-3208", "https://example.org/a");
        row("https://example.org/a#utm_source=x&t=20", "https://example.org/a#t=20");
        row("https://example.org/a?%75tm_source=x", "https://example.org/a");
        row("https://www.youtube.com/watch?v=abc&si=xyz&t=10", "https://www.youtube.com/watch?v=abc&t=10");
        row("https://youtu.be/abc?si=xyz", "https://youtu.be/abc");
        row("https://www.bbc.co.uk/news/x-1?at_medium=RSS&at_campaign=KARANGA", "https://www.bbc.co.uk/news/x-1");
        // What may choose the page stays.
        row("https://example.org/?si=7", "https://example.org/?si=7");
        row("https://notyoutube.com/watch?si=7", "https://notyoutube.com/watch?si=7");
        row("https://example.org/?utmost=1&ref=a&source=b&id=3", "https://example.org/?utmost=1&ref=a&source=b&id=3");
        row("https://example.org/?q=utm_source=rss", "https://example.org/?q=utm_source=rss");
        row("https://example.org/app#/path?utm_source=x", "https://example.org/app#/path?utm_source=x");
        row("https://example.org/app#!utm_source=x", "https://example.org/app#!utm_source=x");
        row("https://example.org/?a=1&&b=2&", "https://example.org/?a=1&&b=2&");
        row("https://cdn.example/f?X-Amz-Signature=00&utm_source=x", "https://cdn.example/f?X-Amz-Signature=00&utm_source=x");
        row("https://user:pass@example.org:8443/a?utm_id=1", "https://user:pass@example.org:8443/a");
        row("mailto:desk@example.org?utm_source=x", "mailto:desk@example.org?utm_source=x");
        row("https://example.org/%E2%82%AC?gclid=1&name=%C3%A9", "https://example.org/%E2%82%AC?name=%C3%A9");
    }

    void trackingIsCut()
    {
        QFETCH(QString, from);
        const QString to = withoutTracking(QUrl(from), listed()).toString(QUrl::FullyEncoded);
        QTEST(to, "to");
        QCOMPARE(withoutTracking(QUrl(to), listed()).toString(QUrl::FullyEncoded), to);
    }

    void theReadersOwnNamesAreCutToo()
    {
        const TrackingParameters own = readTrackingParameters(u"from\nsrc_*\texample.org");
        QCOMPARE(withoutTracking(QUrl(QStringLiteral("https://a.example.org/?from=x&src_a=1&src=2")), own), QUrl(QStringLiteral("https://a.example.org/?src=2")));
        QCOMPARE(withoutTracking(QUrl(QStringLiteral("https://other.org/?from=x&src_a=1")), own), QUrl(QStringLiteral("https://other.org/?src_a=1")));
    }

    void pagesThatOnlyPassOnAreLeftOut_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        row("https://www.google.com/url?rct=j&sa=t&url=https://example.org/a%3Fb%3Dc&ct=ga", "https://example.org/a?b=c");
        row("https://www.google.co.uk/url?q=https%3A%2F%2Fexample.org%2F", "https://example.org/");
        row("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=AT0", "https://example.org/a");
        row("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=05", "https://example.org/");
        row("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252F", "https://example.org/");
        row("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)");
        row("https://www.google.com/url?q=/relative", "https://www.google.com/url?q=/relative");
        row("https://www.google.com/search?q=https://example.org/", "https://www.google.com/search?q=https://example.org/");
        row("https://evilgoogle.com/url?q=https://example.org/", "https://evilgoogle.com/url?q=https://example.org/");
        row("https://www.reddit.com/?url=https://example.org/", "https://www.reddit.com/?url=https://example.org/");
    }

    void pagesThatOnlyPassOnAreLeftOut()
    {
        QFETCH(QString, from);
        QTEST(withoutPassage(QUrl(from)).toString(QUrl::FullyEncoded), "to");
    }

    void wordsThatAreAnAddressNameAHost_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("host");
        row("https://www.bbc.co.uk/news", "www.bbc.co.uk");
        row(" BBC.co.uk ", "bbc.co.uk");
        row("www.example.museum", "www.example.museum");
        row("example.org:8080/x", "example.org");
        row("http://bbc.co.uk@evil.example/", "bbc.co.uk");
        row("nytimes.com/2024/01/…", "nytimes.com");
        row("Node.js", "");
        row("e.g.", "");
        row("U.S.", "");
        row("3.14", "");
        row("read it at bbc.co.uk", "");
        row("desk@example.org", "");
        row("the talks", "");
        row("", "");
    }

    void wordsThatAreAnAddressNameAHost()
    {
        QFETCH(QString, words);
        QTEST(namedHost(words), "host");
    }

    void aLinkThatSaysAnotherSiteIsDisguised_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isDisguised");
        const auto link = [](const char *words, const char *url, bool is) { QTest::addRow("%s to %s", words, url) << QString::fromUtf8(words) << QString::fromUtf8(url) << is; };
        link("www.bbc.co.uk/news", "https://bbc.co.uk/news", false);
        link("news.bbc.co.uk", "https://www.bbc.co.uk/", false);
        link("bbc.co.uk", "https://bbc.co.uk.evil.example/", true);
        link("https://paypal.com", "https://paypa1.com/", true);
        link("the talks", "https://anywhere.example/", false);
        link("bücher.de", "https://xn--bcher-kva.de/", false);
        link("desk@example.org", "mailto:desk@example.org", false);
    }

    void aLinkThatSaysAnotherSiteIsDisguised()
    {
        QFETCH(QString, words);
        QFETCH(QString, url);
        QTEST(isDisguised(words, QUrl(url)), "isDisguised");
    }

    void anAddressIsShownSoThatItsHostCantBeMistaken_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        row("https://example.org/a%20b?q=%C3%A9#x", "https://example.org/a b?q=é#x");
        row("https://user:secret@example.org/", "https://example.org/");
        row("https://xn--bcher-kva.example/", "https://bücher.example/");
        row("https://xn--80aesfpebagmfblc0a.xn--p1ai/", "https://стопкоронавирус.рф/");
        row("https://xn--e1afmkfd.xn--p1ai/", "https://пример.рф/");
        row("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"); // "apple" in Cyrillic letters
        row("https://xn--pypal-4ve.com/", "https://xn--pypal-4ve.com/");   // one Cyrillic letter among Latin ones
        row("https://example.org:8443/", "https://example.org:8443/");
        row("mailto:desk@example.org", "mailto:desk@example.org");
    }

    void anAddressIsShownSoThatItsHostCantBeMistaken()
    {
        QFETCH(QString, from);
        QTEST(addressForPeople(QUrl(from)), "to");
    }
};

QTEST_GUILESS_MAIN(TestLinks)
#include "test_links.moc"
