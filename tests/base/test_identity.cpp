#include "base/identity.h"

#include <QTest>

using namespace dateline;

class TestIdentity : public QObject {
    Q_OBJECT

private slots:
    void whatIsNoAddressIsTheSameAsNothingElse()
    {
        QVERIFY(isSameAddress(QStringLiteral("http://www.example.org/a/"), QStringLiteral("https://example.org/a")));
        QVERIFY(!isSameAddress(QStringLiteral("https://example.org/a"), QStringLiteral("https://example.org/b")));
        QVERIFY(!isSameAddress(QStringLiteral("The Gazette"), QString()));
        QVERIFY(!isSameAddress(QStringLiteral("The Gazette"), QStringLiteral("the post")));
    }

    void takesTheseLinksForOneArticle_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        const auto row = [](const char *name, const char *one, const char *other) { QTest::newRow(name) << QString::fromUtf8(one) << QString::fromUtf8(other); };
        row("http and https", "http://example.org/a", "https://example.org/a");
        row("www", "https://www.example.org/a", "https://example.org/a");
        row("host in capitals", "https://Example.ORG/a", "https://example.org/a");
        row("a slash at the end", "https://example.org/a/", "https://example.org/a");
        row("a fragment", "https://example.org/a#top", "https://example.org/a");
        row("the standard port", "https://example.org:443/a", "https://example.org/a");
        row("tracking", "https://example.org/a?utm_source=x&id=3&fbclid=y", "https://example.org/a?id=3");
        row("only tracking", "https://example.org/a?utm_source=x", "https://example.org/a");
        row("space around", " https://example.org/a ", "https://example.org/a");
    }

    void takesTheseLinksForOneArticle()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QCOMPARE(addressKey(one), addressKey(other));
        QVERIFY(!addressKey(one).isEmpty());
    }

    void keepsDifferentLinksApart()
    {
        QVERIFY(addressKey(u"https://example.org/a?id=3"_qs) != addressKey(u"https://example.org/a?id=4"_qs));
        QVERIFY(addressKey(u"https://example.org/A"_qs) != addressKey(u"https://example.org/a"_qs));
        QVERIFY(addressKey(u"https://example.org:8080/a"_qs) != addressKey(u"https://example.org/a"_qs));
        QCOMPARE(addressKey(QString()), QString());
    }

    void identifiesByGuidThenLinkThenContent()
    {
        ArticleContent article;
        article.title = u"Title"_qs;
        article.text = u"Text"_qs;
        const QString byContent = identityKey(article);
        QVERIFY(byContent.startsWith(u"h:"));
        article.url = u"https://example.org/a"_qs;
        QCOMPARE(identityKey(article), u"u:example.org/a"_qs);
        article.guid = u"tag:example.org,2025:1"_qs;
        QCOMPARE(identityKey(article), u"g:tag:example.org,2025:1"_qs);
    }

    void noticesEveryChangeOfContent()
    {
        ArticleContent article;
        article.title = u"ab"_qs;
        article.text = u"c"_qs;
        const QByteArray hash = contentHash(article);
        QCOMPARE(hash.size(), 16);
        ArticleContent shifted = article;
        shifted.title = u"a"_qs;
        shifted.text = u"bc"_qs;
        QVERIFY(contentHash(shifted) != hash);
        ArticleContent author = article;
        author.authors = QStringList{u"x"_qs};
        ArticleContent category = article;
        category.categories = QStringList{u"x"_qs};
        QVERIFY(contentHash(author) != hash);
        QVERIFY(contentHash(author) != contentHash(category));
        QCOMPARE(contentHash(article), hash);
    }
};

QTEST_GUILESS_MAIN(TestIdentity)
#include "test_identity.moc"
