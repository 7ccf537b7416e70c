// Feeds by the shape of an address.
#include "feed/feed_addresses.h"

#include <QSet>
#include <QTest>

using namespace dateline;

class TestFeedAddresses final : public QObject {
    Q_OBJECT

private slots:
    void anAddressThatLooksLikeAFeedsIsRecognised_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isFeed");
        for (const char *url : {"https://a.example/feed", "https://a.example/feed/", "https://a.example/world/rss.xml", "https://a.example/index.xml", "https://a.example/news.atom",
                                "https://a.example/?feed=rss2", "https://a.example/list?format=rss", "https://feeds.a.example/top", "https://rss.a.example/top",
                                "https://a.example/rss_feeds/12", "https://a.example/feeds/news.xml", "https://a.example/?service=Rss", "https://a.example/x?alt=rss"})
            QTest::newRow(url) << QString::fromLatin1(url) << true;
        for (const char *url : {"https://a.example/", "https://a.example/across/the/sea", "https://a.example/feedback", "https://a.example/sitemap.xml", "https://feeds.a.example/",
                                "https://a.example/atomic-age", "https://a.example/newsletter", "https://a.example/search?q=rss"})
            QTest::newRow(url) << QString::fromLatin1(url) << false;
    }

    void anAddressThatLooksLikeAFeedsIsRecognised()
    {
        QFETCH(QString, url);
        QTEST(looksLikeFeedAddress(QUrl(url)), "isFeed");
    }

    void sitesOfAKnownKindHaveTheirFeedsWhereTheyAre_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("first");
        const auto row = [](const char *address, const char *feed) { QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(feed); };
        row("https://www.youtube.com/channel/UCabc123", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc123");
        row("https://www.youtube.com/playlist?list=PLx", "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx");
        row("https://www.youtube.com/@name", "");
        row("https://www.reddit.com/r/worldnews/top/", "https://www.reddit.com/r/worldnews/.rss");
        row("https://github.com/owner/project/issues", "https://github.com/owner/project/releases.atom");
        row("https://github.com/owner", "https://github.com/owner.atom");
        row("https://mastodon.example/@name", "https://mastodon.example/@name.rss");
        row("https://mastodon.example/@name/113", "https://mastodon.example/@name.rss");
        row("https://name.substack.com/p/post", "https://name.substack.com/feed");
        row("https://medium.com/@name/a-post", "https://medium.com/feed/@name");
        row("https://medium.com/tag/news", "https://medium.com/feed/tag/news");
        row("https://name.medium.com/", "https://name.medium.com/feed");
        row("https://name.blogspot.com/2020/01/x.html", "https://name.blogspot.com/feeds/posts/default");
        row("https://bsky.app/profile/name.example", "https://bsky.app/profile/name.example/rss");
        row("https://notgithub.com/owner/project", "");
        row("https://news.example/world", "");
    }

    void sitesOfAKnownKindHaveTheirFeedsWhereTheyAre()
    {
        QFETCH(QString, address);
        QTEST(siteFeedAddresses(QUrl(address)).value(0), "first");
    }

    void wellKnownPathsBeginInTheFolder()
    {
        const QStringList paths = wellKnownFeedAddresses(QUrl(QStringLiteral("http://a.example:8080/blog/2020/post.html?x=1#y")));
        QCOMPARE(paths.value(0), QStringLiteral("http://a.example:8080/blog/feed"));
        QVERIFY(paths.contains(QStringLiteral("http://a.example:8080/rss.xml")));
        QVERIFY(paths.contains(QStringLiteral("http://a.example:8080/?feed=rss2")));
        QCOMPARE(QSet<QString>(paths.begin(), paths.end()).size(), paths.size());
        QCOMPARE(wellKnownFeedAddresses(QUrl(QStringLiteral("https://a.example/page.html"))).value(0), QStringLiteral("https://a.example/feed"));
    }
};

QTEST_GUILESS_MAIN(TestFeedAddresses)
#include "test_feed_addresses.moc"
