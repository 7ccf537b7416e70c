#include "feed/feed_parser.h"

#include <QTest>

using namespace dateline;

class TestFeedWishes final : public QObject {
    Q_OBJECT
private:
    static FeedHead headOf(const QByteArray &elements)
    {
        const QByteArray feed = "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel><title>T</title>" + elements
            + "<item><title>One</title></item></channel></rss>";
        const auto outcome = parseFeed(feed, {}, [](ArticleContent &&) { return true; });
        return outcome ? outcome->head : FeedHead();
    }

private slots:
    void hours_and_days_to_skip_are_read()
    {
        const FeedHead head = headOf("<skipHours><hour>0</hour><hour> 5 </hour><hour>24</hour><hour>25</hour><hour>-1</hour><hour>noon</hour></skipHours>"
                                     "<skipDays><day>Monday</day><day>SUNDAY</day><day>Someday</day></skipDays>");
        QCOMPARE(head.skipHours, 1u | 1u << 5);
        QCOMPARE(head.skipDays, 1 | 1 << 6);
    }

    void the_module_syndication_is_read_data()
    {
        QTest::addColumn<QByteArray>("elements");
        QTest::addColumn<int>("period");
        QTest::addColumn<int>("frequency");
        QTest::newRow("nothing") << QByteArray() << 0 << 1;
        QTest::newRow("hourly") << QByteArray("<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>") << 60 << 1;
        QTest::newRow("twice a day") << QByteArray("<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>daily</sy:updatePeriod>") << 24 * 60 << 2;
        QTest::newRow("rubbish") << QByteArray("<sy:updatePeriod>often</sy:updatePeriod><sy:updateFrequency>-3</sy:updateFrequency>") << 0 << 1;
        QTest::newRow("never") << QByteArray("<sy:updatePeriod>yearly</sy:updatePeriod><sy:updateFrequency>999999999999</sy:updateFrequency>") << 365 * 24 * 60 << 1;
    }

    void the_module_syndication_is_read()
    {
        QFETCH(QByteArray, elements);
        const FeedHead head = headOf(elements);
        QTEST(static_cast<int>(head.updatePeriod.count()), "period");
        QTEST(head.updateFrequency, "frequency");
    }
};

QTEST_GUILESS_MAIN(TestFeedWishes)
#include "test_feed_wishes.moc"
