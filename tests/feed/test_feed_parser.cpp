// Every odd feed is a fixture under tests/data/feed/faults, beside what must be read from it and its story.
#include "feed/feed_parser.h"
#include "feed/unpacking.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace dateline;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

struct Reading {
    Result<FeedOutcome> outcome;
    QList<ArticleContent> items;
};

Reading read(const QByteArray &bytes, const FeedOptions &options = {})
{
    Reading reading;
    reading.outcome = parseFeed(bytes, options, [&](ArticleContent &&item) {
        reading.items.append(std::move(item));
        return true;
    });
    return reading;
}

QJsonObject objectOf(const ArticleContent &item)
{
    return {{"title", item.title}, {"url", item.url}, {"guid", item.guid}, {"text", item.text}, {"image", item.image},
            {"published", item.published.toText()}, {"updated", item.updated.toText()}, {"language", item.language},
            {"source", item.sourceName}, {"authors", QJsonArray::fromStringList(item.authors)},
            {"categories", QJsonArray::fromStringList(item.categories)}, {"problems", item.problems.size()}};
}

QJsonObject objectOf(const FeedHead &head)
{
    return {{"title", head.title}, {"url", head.url}, {"site", head.site}, {"language", head.language}, {"image", head.image},
            {"format", head.format}, {"ttl", qint64(head.ttl.count())}};
}

void compare(const QJsonObject &actual, const QJsonObject &expected)
{
    for (auto field = expected.begin(); field != expected.end(); ++field) {
        const QByteArray got = QJsonDocument(QJsonArray{actual.value(field.key())}).toJson(QJsonDocument::Compact);
        const QByteArray wanted = QJsonDocument(QJsonArray{field.value()}).toJson(QJsonDocument::Compact);
        QVERIFY2(got == wanted, qPrintable(field.key() + ": " + QString::fromUtf8(got) + ", not " + QString::fromUtf8(wanted)));
    }
}

// "faults": what the sentences must hold; an empty list: there is none.
void compareFaults(const QString &actual, const QJsonObject &expected)
{
    const QJsonArray faults = expected.value("faults").toArray();
    QVERIFY2(!expected.contains("faults") || !faults.isEmpty() || actual.isEmpty(), qPrintable(actual));
    for (const QJsonValue fault : faults)
        QVERIFY2(actual.contains(fault.toString()), qPrintable(actual + ", not " + fault.toString()));
}

QByteArray feedOf(const QByteArray &items)
{
    return "<rss version=\"2.0\"><channel><title>T</title>" + items + "</channel></rss>";
}

} // namespace

class TestFeedParser final : public QObject {
    Q_OBJECT

private slots:
    void faultyFeedsReadAsTheirStoriesTell_data();
    void faultyFeedsReadAsTheirStoriesTell();
    void whatIsNoFeedIsRefusedWithWhatItIs_data();
    void whatIsNoFeedIsRefusedWithWhatItIs();
    void theReceiverMayStopEarly();
    void itemsBeyondTheMaximumAreLeftOut();
    void relativeLinksAreResolvedAgainstTheAddress();
    void anAtomIdIsALinkOnlyWhereItIsAPlace_data();
    void anAtomIdIsALinkOnlyWhereItIsAPlace();
    void theHttpCharsetIsBelieved();
    void aLongerDescriptionBeatsAShortBody();
    void plainDescriptionsKeepTheirParagraphs();
    void everyCutOfAFeedIsSurvived();
    void aMillionNestedElementsAreSurvived();
    void aTitleOfAnUnknownTypeIsWhatReadsAsText();
    void aPageIsRefusedWithTheFeedsThatItOffers();
    void aPackedFeedThatIsCutIsReadUpToTheCut();
    void aBombOfGzipIsBounded();
    void aFeedThatUnpacksToSuspiciouslyMuchIsRefused();
    void itemsWithNothingToReadAreNamedByTheirNumber();
    void wordsInNestedElementsStayApart();
    void ofATextThatIsTooLongTheBeginningIsKept();
    void aMillionOpenTagsOfEveryKindAreSurvived_data();
    void aMillionOpenTagsOfEveryKindAreSurvived();
    void aLongFeedIsHandedOverItemByItem();
};

void TestFeedParser::faultyFeedsReadAsTheirStoriesTell_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(TEST_DATA "/feed/faults"));
    const QStringList names = folder.entryList({"*.expected.json"}, QDir::Files, QDir::Name);
    QVERIFY(names.size() > 30);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name.chopped(14))) << folder.filePath(name);
}

void TestFeedParser::faultyFeedsReadAsTheirStoriesTell()
{
    QFETCH(QString, path);
    const QString stem = path.chopped(14);
    const QByteArray bytes = contentOf(stem + (QFile::exists(stem + ".xml") ? QStringLiteral(".xml") : QStringLiteral(".json")));
    const QJsonObject expected = QJsonDocument::fromJson(contentOf(path)).object();
    const QJsonArray items = expected.value("items").toArray();
    const Reading reading = read(bytes);
    QVERIFY2(reading.outcome, reading.outcome ? "" : qPrintable(reading.outcome.error().message));
    QCOMPARE(reading.items.size(), items.size());
    QCOMPARE(reading.outcome->items, int(items.size()));
    for (qsizetype i = 0; i < items.size(); ++i) {
        QJsonObject item = items[i].toObject();
        const QString fragment = item.take("htmlHas").toString();
        QVERIFY2(reading.items[i].html.contains(fragment), qPrintable(reading.items[i].html));
        compare(objectOf(reading.items[i]), item);
    }
    compare(objectOf(reading.outcome->head), expected.value("head").toObject());
    QVERIFY2(reading.outcome->problems.size() == expected.value("problems").toInt(), qPrintable(reading.outcome->problems.join("; ")));
    compareFaults(reading.outcome->faults.join("; "), expected);
}

void TestFeedParser::whatIsNoFeedIsRefusedWithWhatItIs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("blank") << QByteArray(" \n\t ") << "empty";
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html><body><p>Hello</p></body></html>") << "web page";
    QTest::newRow("list of feeds") << QByteArray("<opml version=\"2.0\"><body/></opml>") << "OPML";
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1", 24) << "no text";
    QTest::newRow("words") << QByteArray("Just a few words.") << "no feed";
    QTest::newRow("other JSON") << QByteArray("{\"a\": [1, 2]}") << "not a feed";
    QTest::newRow("other XML") << QByteArray("<svg><path d=\"M0 0\"/></svg>") << "no feed";
}

void TestFeedParser::whatIsNoFeedIsRefusedWithWhatItIs()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    const Reading reading = read(bytes);
    QVERIFY(!reading.outcome);
    QCOMPARE(reading.outcome.error().kind, ErrorKind::Input);
    QVERIFY2(reading.outcome.error().message.contains(message), qPrintable(reading.outcome.error().message));
}

void TestFeedParser::theReceiverMayStopEarly()
{
    for (const QByteArray &feed : {feedOf("<item><title>1</title></item><item><title>2</title></item><item><title>3</title></item>"),
                                   QByteArray(R"({"items":[{"title":"1"},{"title":"2"},{"title":"3"}]})")}) {
        int seen = 0;
        const auto outcome = parseFeed(feed, {}, [&](ArticleContent &&) { return ++seen < 2; });
        QVERIFY(outcome);
        QCOMPARE(seen, 2);
        QCOMPARE(outcome->items, 2);
    }
}

void TestFeedParser::itemsBeyondTheMaximumAreLeftOut()
{
    FeedOptions options;
    options.maximumItems = 2;
    const Reading reading = read(feedOf("<item><title>1</title></item><item><title>2</title></item><item><title>3</title></item>"), options);
    QCOMPARE(reading.items.size(), 2);
    QCOMPARE(reading.outcome->problems.size(), 1);
}

void TestFeedParser::relativeLinksAreResolvedAgainstTheAddress()
{
    FeedOptions options;
    options.address = QUrl("https://harbour.example/feeds/news.xml");
    const Reading reading = read(feedOf("<item><title>1</title><link>../1</link></item>"), options);
    QCOMPARE(reading.items.value(0).url, "https://harbour.example/1");
}

void TestFeedParser::anAtomIdIsALinkOnlyWhereItIsAPlace_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("url");
    QTest::newRow("absolute") << QByteArray("https://example.org/a") << QStringLiteral("https://example.org/a");
    QTest::newRow("a path") << QByteArray("/2025/a.html") << QStringLiteral("https://example.org/2025/a.html");
    QTest::newRow("a number") << QByteArray("12345") << QString();
    QTest::newRow("a word") << QByteArray("abc-def-guid") << QString();
    QTest::newRow("a tag") << QByteArray("tag:example.org,2025:1") << QString();
}

void TestFeedParser::anAtomIdIsALinkOnlyWhereItIsAPlace()
{
    QFETCH(QByteArray, id);
    const Reading feed = read("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://example.org/\"><title>T</title><entry><id>" + id
                           + "</id><title>One</title></entry></feed>");
    QCOMPARE(feed.items.size(), 1);
    QTEST(feed.items.first().url, "url");
    QCOMPARE(feed.items.first().guid, QString::fromLatin1(id));
}

void TestFeedParser::theHttpCharsetIsBelieved()
{
    FeedOptions options;
    options.charset = "windows-1251";
    const Reading reading = read(feedOf("<item><title>\xcc\xee\xf1\xea\xe2\xe0</title></item>"), options);
    QCOMPARE(reading.items.value(0).title, QString("Москва"));
}

void TestFeedParser::aLongerDescriptionBeatsAShortBody()
{
    const QByteArray longText(300, 'x');
    const Reading reading = read(feedOf("<item><description>" + longText + "</description><content:encoded>Read on</content:encoded></item>"
                                        "<item><description>" + longText + "</description><content:encoded>&lt;p&gt;" + longText + " y&lt;/p&gt;</content:encoded></item>"));
    QCOMPARE(reading.items.value(0).text, QString::fromUtf8(longText));
    QVERIFY(reading.items.value(1).text.endsWith(" y"));
}

void TestFeedParser::plainDescriptionsKeepTheirParagraphs()
{
    const Reading reading = read(feedOf("<item><description>One line\nwrapped.\n\nTwo.</description></item>"));
    QCOMPARE(reading.items.value(0).text, "One line wrapped.\n\nTwo.");
    QCOMPARE(reading.items.value(0).html, "<p>One line wrapped.</p>\n<p>Two.</p>");
}

void TestFeedParser::everyCutOfAFeedIsSurvived()
{
    for (const char *name : {"rss-20-whole.xml", "atom-03-modes.xml", "json-feed.json", "billion-laughs.xml", "cdata-without-end.xml"}) {
        const QByteArray whole = contentOf(QStringLiteral(TEST_DATA "/feed/faults/") + QLatin1String(name));
        const qsizetype most = read(whole).items.size();
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const Reading reading = read(whole.left(length));
            QVERIFY(reading.items.size() <= most + 1);
        }
    }
}

void TestFeedParser::aMillionNestedElementsAreSurvived()
{
    const QByteArray nested = QByteArray("<a>").repeated(1'000'000);
    const Reading reading = read(feedOf("<item><title>1</title><description>" + nested + "deep</description></item><item><title>2</title></item>"));
    QVERIFY(reading.outcome);
    QCOMPARE(reading.items.size(), 2);
    QCOMPARE(reading.items.value(0).text, "deep");
    QCOMPARE(reading.items.value(1).title, "2");
}

void TestFeedParser::aTitleOfAnUnknownTypeIsWhatReadsAsText()
{
    const Reading reading = read("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"application/x-custom\">test</title>"
                                 "<content type=\"application/x-custom\">SGFyYm91ciBvcGVucy4=</content></entry></feed>");
    QVERIFY(reading.outcome);
    QCOMPARE(reading.items.value(0).title, "test");
    QCOMPARE(reading.items.value(0).text, "Harbour opens.");
    const Reading encoded = read("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"application/octet-stream\">SGFyYm91ciBvcGVucw==</title></entry></feed>");
    QVERIFY(encoded.outcome);
    QCOMPARE(encoded.items.value(0).title, "Harbour opens");
}

void TestFeedParser::aPageIsRefusedWithTheFeedsThatItOffers()
{
    const QByteArray page = "<!DOCTYPE html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\"></head><body>Hi</body></html>";
    FeedOptions options;
    options.address = QUrl("https://harbour.example/news");
    const Reading reading = read(page, options);
    QVERIFY(!reading.outcome);
    QVERIFY2(reading.outcome.error().message.contains("https://harbour.example/feed"), qPrintable(reading.outcome.error().message));
}

void TestFeedParser::aPackedFeedThatIsCutIsReadUpToTheCut()
{
    const QByteArray packed = contentOf(QStringLiteral(TEST_DATA "/feed/faults/gzip-of-gzip.xml"));
    QCOMPARE(read(packed).items.size(), 1);
    for (qsizetype length = 0; length < packed.size(); ++length)
        QVERIFY(read(packed.left(length)).items.size() <= 1);
    const QByteArray inside = unpackedGzip(unpackedGzip(packed, 1000), 20);
    QCOMPARE(inside.size(), 20);
    QVERIFY(inside.startsWith("<?xml"));
    QCOMPARE(unpackedGzip("\x1f\x8b\x08 no gzip at all", 100), QByteArray());
}

// A thousand times as much as came; the parser's own limit is far above, but is there.
void TestFeedParser::aBombOfGzipIsBounded()
{
    const QByteArray zlib = qCompress(QByteArray(1 << 20, ' '), 9).mid(4);
    const QByteArray deflated = zlib.mid(2).chopped(4);
    const QByteArray gzip = QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + deflated;
    QCOMPARE(unpackedGzip(gzip, 1000).size(), 1000);
    QCOMPARE(unpackedGzip(gzip, 2 << 20).size(), 1 << 20);
}

// Ten thousand times as much as came: refused, and not read in part, so that it costs no more each time.
void TestFeedParser::aFeedThatUnpacksToSuspiciouslyMuchIsRefused()
{
    const auto packed = [](const QByteArray &bytes) -> QByteArray { return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + qCompress(bytes, 9).mid(6).chopped(4); };
    const QByteArray feed = feedOf("<item><title>1</title></item>");
    const QByteArray bomb = "<rss><channel>" + QByteArray(11 << 20, ' ') + "<item><title>1</title></item></channel></rss>";
    for (const QByteArray &bytes : {packed(bomb), packed(packed(bomb))}) {
        const Reading reading = read(bytes);
        QVERIFY(!reading.outcome);
        QVERIFY2(reading.outcome.error().message.contains("suspiciously much"), qPrintable(reading.outcome.error().message));
        QCOMPARE(reading.items.size(), 0);
    }
    const Reading wide = read(packed(feed + QByteArray(9 << 20, ' '))); // what is small enough may be mostly blanks
    QVERIFY(wide.outcome);
    QCOMPARE(wide.items.size(), 1);
}

void TestFeedParser::itemsWithNothingToReadAreNamedByTheirNumber()
{
    const QByteArray rss = feedOf("<item><title>1</title></item><item><guid>2</guid></item><item><title>3</title></item><item/>");
    const QByteArray atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>1</title></entry><entry><id>urn:2</id></entry>"
                            "<entry><title>3</title></entry><entry/></feed>";
    const QByteArray json = R"({"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "1"}, {"id": "2"}, {"title": "3"}, {}]})";
    for (const QByteArray &feed : {rss, atom, json}) {
        const Reading reading = read(feed);
        QVERIFY(reading.outcome);
        QCOMPARE(reading.items.size(), 4);
        QCOMPARE(reading.outcome->problems, (QStringList{"item 2 holds nothing to read", "item 4 holds nothing to read"}));
    }
    const Reading mixed = read(R"({"version": "https://jsonfeed.org/version/1.1", "items": ["x", {"id": "2"}]})");
    QVERIFY(mixed.outcome);
    QCOMPARE(mixed.outcome->problems, (QStringList{"item 1 could not be read", "item 2 holds nothing to read"}));
}

void TestFeedParser::wordsInNestedElementsStayApart()
{
    const QByteArray start = QByteArray("<div>").repeated(20'000);
    const QByteArray end = QByteArray("</div>").repeated(20'000);
    const Reading reading = read("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>1</title><content type=\"xhtml\">" + start
                                 + "<p>One.</p><p>Two.</p>" + end + "</content></entry><entry><title>2</title></entry></feed>");
    QVERIFY(reading.outcome);
    QCOMPARE(reading.items.size(), 2);
    QCOMPARE(reading.items.value(0).text.split(u' ', Qt::SkipEmptyParts), (QStringList{"One.", "Two."}));
}

void TestFeedParser::ofATextThatIsTooLongTheBeginningIsKept()
{
    const QByteArray text = QByteArray("word ").repeated(1'000'000);
    const Reading reading = read(feedOf("<item><title>1</title><description><![CDATA[Begins " + text + "]]></description></item>"));
    QVERIFY(reading.outcome);
    QCOMPARE(reading.outcome->problems.size(), 1);
    QVERIFY(reading.items.value(0).text.startsWith(u"Begins word"));
    QVERIFY(reading.items.value(0).text.size() > 4'000'000);
}

void TestFeedParser::aMillionOpenTagsOfEveryKindAreSurvived_data()
{
    QTest::addColumn<QByteArray>("piece");
    for (const char *piece : {"<![CDATA[", "<!--", "<?x ", "<!DOCTYPE a [", "<!", "<", "</", "<a b=\"", "<a b='", "<a b=\"<a b='", "&a", "&xyz;",
                              "<a xmlns:b=\"c\">", "<a xml:base=\"b/\">", "<a xml:lang=\"b\">", "</a>", "]]>", "<item>", "<item><description><![CDATA["})
        QTest::newRow(piece) << QByteArray(piece);
}

void TestFeedParser::aMillionOpenTagsOfEveryKindAreSurvived()
{
    QFETCH(QByteArray, piece);
    FeedOptions options;
    options.maximumItems = 1000;
    const Reading reading = read("<rss><channel><item><title>1</title><description>" + piece.repeated(300'000), options);
    QVERIFY(reading.outcome);
    QCOMPARE(reading.items.value(0).title, "1");
}

void TestFeedParser::aLongFeedIsHandedOverItemByItem()
{
    const QByteArray item = "<item><title>Title</title><link>https://harbour.example/1</link><description>" + QByteArray(400, 'x') + "</description></item>\n";
    const int count = 10'000;
    int seen = 0;
    const auto outcome = parseFeed(feedOf(item.repeated(count)), {}, [&](ArticleContent &&content) {
        seen += content.title == u"Title" && content.text.size() == 400;
        return true;
    });
    QVERIFY(outcome);
    QCOMPARE(seen, count);
    QVERIFY(outcome->problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestFeedParser)
#include "test_feed_parser.moc"
