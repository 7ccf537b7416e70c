// The starter catalogue as it ships.
#include "library/catalogue.h"

#include "base/identity.h"

#include <QSet>
#include <QTest>

using namespace dateline;

class TestCatalogue final : public QObject {
    Q_OBJECT

private slots:
    void everyLineIsAFeed()
    {
        QFile file(qEnvironmentVariable("DATELINE_RESOURCES") + QStringLiteral("/catalogue/feeds.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines)
            QVERIFY2(line.startsWith(u'#') || catalogueFeed(line), qPrintable(line));
    }

    void manyCountriesAreThereAndNoFeedTwice()
    {
        const auto feeds = readCatalogue();
        QVERIFY2(feeds, feeds ? "" : qPrintable(feeds.error().message));
        QSet<QString> countries, addresses;
        for (const CatalogueFeed &feed : *feeds) {
            countries.insert(feed.country);
            QVERIFY2(!addresses.contains(addressKey(feed.url)), qPrintable(feed.url));
            addresses.insert(addressKey(feed.url));
            QVERIFY2(feed.language.isEmpty() || feed.language.size() == 2, qPrintable(feed.language));
        }
        QVERIFY2(countries.size() >= 100, qPrintable(QString::number(countries.size())));
        QVERIFY(std::is_sorted(feeds->begin(), feeds->end(), [](const auto &a, const auto &b) { return a.country < b.country; }));
    }

    void aForeignServiceIsPublishedElsewhere()
    {
        const auto feeds = readCatalogue();
        QVERIFY(feeds);
        const auto found = std::find_if(feeds->begin(), feeds->end(), [](const CatalogueFeed &feed) { return feed.url.contains(QStringLiteral("amharic")) || feed.url.contains(QStringLiteral("radiofarda")); });
        QVERIFY(found != feeds->end());
        QCOMPARE(sourceOf(*found).country, QStringLiteral("US"));
        QVERIFY(found->country != QStringLiteral("US"));
    }

    void whatIsNoFeedIsPassedOver()
    {
        QVERIFY(!catalogueFeed({}));
        QVERIFY(!catalogueFeed(QStringLiteral("# a\tb\tc\td\te\tf")));
        QVERIFY(!catalogueFeed(QStringLiteral("QQ\t\ten\tTitle\thttps://a.example/feed\t")));
        QVERIFY(!catalogueFeed(QStringLiteral("RS\t\tsr\tTitle\tjavascript:x\t")));
        QVERIFY(catalogueFeed(QStringLiteral("RS\t\tsr\tTitle\thttps://a.example/feed\t")));
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "test_catalogue.moc"
