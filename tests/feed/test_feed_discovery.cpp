// A page's feeds: by link tags, shape and anchors.
#include "feed/feed_discovery.h"

#include <QTest>

using namespace dateline;

namespace {

QList<FeedCandidate> candidates(const QByteArray &head, const QByteArray &body = {}, const QString &address = QStringLiteral("https://news.example/world/"))
{
    return feedCandidates(QByteArray("<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>"), QUrl(address));
}

QStringList urls(const QList<FeedCandidate> &found)
{
    QStringList all;
    for (const FeedCandidate &one : found)
        all.append(one.url);
    return all;
}

} // namespace

class TestFeedDiscovery final : public QObject {
    Q_OBJECT

private slots:
    void linkTagsComeFirstAndCommentsLast()
    {
        const auto found = candidates("<link rel=alternate type='application/rss+xml' title='Post &raquo; Comments Feed' href='/comments/feed/'>"
                                      "<link rel=alternate type='application/rss+xml; charset=utf-8' title='Post &amp;amp; more' href='/feed/'>"
                                      "<link rel='ALTERNATE home' type='application/feed+json' href='feed.json'>",
                                      "<a href='/rss'>RSS</a>");
        QCOMPARE(urls(found), (QStringList{"https://news.example/feed/", "https://news.example/world/feed.json", "https://news.example/rss", "https://news.example/comments/feed/"}));
        QCOMPARE(found[0].title, QStringLiteral("Post & more"));
        QCOMPARE(found[0].evidence, FeedEvidence::LinkTag);
        QCOMPARE(found[2].evidence, FeedEvidence::Anchor);
        QVERIFY(found[3].isComments && !found[0].isComments);
    }

    void whatIsNoFeedAmongLinkTagsIsLeftOut()
    {
        QVERIFY(candidates("<link rel=alternate hreflang=de href='/de/'><link rel=alternate type='application/json+oembed' href='/oembed?url=feed'>"
                           "<link rel=alternate type='application/json' href='/wp-json/wp/v2/posts/1'><link rel=stylesheet type='text/css' href='/feed.css'>"
                           "<link rel=alternate type='application/rss+xml' href='javascript:alert(1)'><link rel=alternate media=handheld href='https://m.news.example/'>").isEmpty());
    }

    void vagueTypesCountWhereTheAddressSpeaks()
    {
        QCOMPARE(urls(candidates("<link rel=alternate type='text/xml' href='/rss/top.xml'><link rel=feed href='/updates'>")),
                 (QStringList{"https://news.example/rss/top.xml", "https://news.example/updates"}));
    }

    void aBaseMovesRelativeLinks()
    {
        QCOMPARE(urls(candidates("<base href='https://cdn.example/x/'><base href='https://other.example/'><link rel=alternate type='application/atom+xml' href='a.xml'>")),
                 QStringList{"https://cdn.example/x/a.xml"});
    }

    void anchorsAreFoundByAddressWordsAndIcons()
    {
        const auto found = candidates({}, "<a href='/about'>About</a> <a href='/subscribe/12'>RSS</a> <a href='/flux'><img src='/i/rss.png'></a> <a href='/x' class='icon-rss'></a>"
                                          "<a href='/news.atom'>Latest</a> <a href='feed://news.example/old'>x</a> <a href='/list/politics.rss'>RSS</a>");
        QCOMPARE(urls(found).size(), 6);
        QCOMPARE(urls(found).first(), QStringLiteral("https://news.example/old"));
        QCOMPARE(urls(found)[1], QStringLiteral("https://news.example/list/politics.rss"));
        QCOMPARE(urls(found)[2], QStringLiteral("https://news.example/news.atom"));
        for (const char *expected : {"https://news.example/subscribe/12", "https://news.example/flux", "https://news.example/x"})
            QVERIFY2(urls(found).contains(QString::fromLatin1(expected)), expected);
        QVERIFY(!urls(found).contains(QStringLiteral("https://news.example/about")));
    }

    void otherSitesAndServicesComeLaterOrNotAtAll()
    {
        const auto found = candidates({}, "<a href='https://blog.other.example/feed'>Their feed</a><a href='/feed'>Our feed</a>"
                                          "<a href='https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Fnews.example%2Ffeed'>RSS</a><a href='#rss'>RSS</a><a href='/world/#rss'>RSS</a>");
        QCOMPARE(urls(found), (QStringList{"https://news.example/feed", "https://blog.other.example/feed"}));
    }

    void aFeedNamedTwiceIsOne()
    {
        QCOMPARE(candidates("<link rel=alternate type='application/rss+xml' href='http://www.news.example/feed'>", "<a href='https://news.example/feed/'>RSS</a>").size(), 1);
    }

    void aChannelIsKnownByItsAddress()
    {
        const auto found = candidates({}, {}, QStringLiteral("https://www.youtube.com/channel/UCabc"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].evidence, FeedEvidence::SiteShape);
    }

    void hostilePagesAreBounded()
    {
        QByteArray many;
        for (int i = 0; i < 20'000; ++i)
            many += "<a href='/feed/" + QByteArray::number(i) + ".rss'>RSS</a>";
        QCOMPARE(candidates({}, many).size(), 60);
        QVERIFY(candidates({}, QByteArray("<div>").repeated(100'000)).isEmpty());
        QVERIFY(feedCandidates(QByteArray("\0\1\2\3", 4), QUrl(QStringLiteral("https://news.example/"))).isEmpty());
        QVERIFY(feedCandidates({}, {}).isEmpty());
    }

    void commentsAreKnownInManyLanguages_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("isComments");
        QTest::newRow("English") << QStringLiteral("News » Comments Feed") << true;
        QTest::newRow("German") << QStringLiteral("Zeitung » Kommentar-Feed") << true;
        QTest::newRow("French") << QStringLiteral("Flux des commentaires") << true;
        QTest::newRow("commentary") << QStringLiteral("Commentary") << false;
        QTest::newRow("feed") << QStringLiteral("News Feed") << false;
    }

    void commentsAreKnownInManyLanguages()
    {
        QFETCH(QString, title);
        QTEST(isCommentsFeed(title, QStringLiteral("https://news.example/feed")), "isComments");
    }

    void whatAPageNamesAsItsFeedsIsListedInOrder()
    {
        const QStringList links = offeredFeeds("<html><head><link rel=\"stylesheet\" href=\"s.css\"><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\">"
                                               "<link rel=\"Alternate\" type=\"application/atom+xml; charset=utf-8\" href=\"atom.xml\"><link rel=\"alternate\" hreflang=\"de\" href=\"/de\">"
                                               "<link rel=\"alternate\" type=\"application/feed+json\" href=\"https://y.example/feed.json\"><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\">"
                                               "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"javascript:x\"></head><body><a href=\"/other.rss\">RSS</a></body></html>",
                                               QUrl(QStringLiteral("https://x.example/a/b")));
        QCOMPARE(links, (QStringList{QStringLiteral("https://x.example/feed"), QStringLiteral("https://x.example/a/atom.xml"), QStringLiteral("https://y.example/feed.json")}));
    }
};

QTEST_GUILESS_MAIN(TestFeedDiscovery)
#include "test_feed_discovery.moc"
