// What a page says of itself in many voices: which title, day and authors are believed.
#include "feed/page_extractor.h"

#include <QTest>

using namespace dateline;

namespace {

const QByteArray paragraph = "<p>The harbour of Port Bay will be closed for three weeks, the council said, because the old crane has to be taken down, and ships "
                             "will be sent to the river quay instead, which is deep enough for most of them.</p>";
const QByteArray text = paragraph.repeated(3);

ArticleContent extracted(const QByteArray &head, const QByteArray &body, const QByteArray &language = "en-GB",
                         const QString &address = QStringLiteral("https://www.portpost.example/news/harbour-to-close"))
{
    const QByteArray page = "<!DOCTYPE html><html lang=\"" + language + "\"><head>" + head + "</head><body>" + body + "</body></html>";
    const auto article = extractPage(page, {QUrl(address), {}, "page.html"});
    return article.value_or(ArticleContent());
}

QByteArray linked(const QByteArray &json)
{
    return "<script type=\"application/ld+json\">" + json + "</script>";
}

} // namespace

class TestPageMetadata final : public QObject {
    Q_OBJECT

private slots:
    void theTitleIsTheHeadlineThatIsSeen_data();
    void theTitleIsTheHeadlineThatIsSeen();
    void theDayOfPublicationIsFound_data();
    void theDayOfPublicationIsFound();
    void numbersAreReadInTheCountrysOrder_data();
    void numbersAreReadInTheCountrysOrder();
    void theWritersAreNamed_data();
    void theWritersAreNamed();
    void thePagesOwnArticleIsChosenAmongSeveral();
    void namesAreFoundByReference();
    void logosAreNoLeadImage();
    void whatScriptsWriteIsReadFromLinkedData();
    void aSummaryStandsInAndSaysSo();
    void whoMayReadItIsSaid();
    void twiceEncodedPagesAreMended();
};

void TestPageMetadata::theTitleIsTheHeadlineThatIsSeen_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    const QByteArray site = "<meta property='og:site_name' content='The Port Post'>";
    QTest::newRow("a first heading that is the site's name") << QByteArray(site + "<title>The Port Post: Harbour to close for weeks</title>") << QByteArray("<h1>The Port Post</h1><h1>Day 7</h1>");
    QTest::newRow("a second heading below the section's") << QByteArray(site + "<title>The Port Post - Harbour to close for weeks</title>") << QByteArray("<h1>Local</h1><h2>Harbour to close for weeks</h2>");
    QTest::newRow("a heading with the section behind a bar") << QByteArray(site + "<meta property='og:title' content='Harbour to close for weeks | Local'>") << QByteArray("<h1>Harbour to close for weeks | Local</h1>");
    QTest::newRow("capitals for looks") << QByteArray("<meta property='og:title' content='Harbour to close for weeks'>") << QByteArray("<h1>HARBOUR TO CLOSE FOR WEEKS</h1>");
    QTest::newRow("a menu of headings, one word of which is in the title") << QByteArray("<meta property='og:title' content='Harbour to close for weeks'><title>Harbour to close for weeks</title>") << QByteArray("<h1>Culture</h1><h1>Harbours</h1><h1>Sport</h1>");
    QTest::newRow("the most similar one of several") << QByteArray("<meta property='og:title' content='The harbour to close for weeks'>") << QByteArray("<h1>Harbour to close for weeks</h1><h1>Our free course by mail</h1>");
    QTest::newRow("a date within the heading") << QByteArray("<title>Harbour to close for weeks | The Port Post</title>") << QByteArray("<h1>Dec 18 2025 Harbour to close for weeks</h1>");
    QTest::newRow("a label within the heading") << QByteArray("<meta property='og:title' content='Harbour to close for weeks'>") << QByteArray("<h1>Blog: Harbour to close for weeks</h1>");
    QTest::newRow("source and number of comments within the heading") << QByteArray("<meta property='og:title' content='Harbour to close for weeks'>") << QByteArray("<h1>Harbour to close for weeks <span>(port-post.example)</span> 87</h1>");
    QTest::newRow("a part that only holds the site's name") << QByteArray("<meta property='og:site_name' content='Harbour'><meta property='og:title' content='Harbour to close for weeks'>") << QByteArray();
}

void TestPageMetadata::theTitleIsTheHeadlineThatIsSeen()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QCOMPARE(extracted(head, body + text).title, "Harbour to close for weeks");
}

void TestPageMetadata::theDayOfPublicationIsFound_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    const QByteArray h1 = "<h1>Harbour to close for weeks</h1>";
    QTest::newRow("a stamp of the last build beside the true day") << QByteArray(linked(R"({"@type":"Article","datePublished":"2026-01-05T10:00:00Z","dateModified":"2026-01-05T10:00:00Z"})")) << QByteArray(h1 + "<div>Published <span>September 11, 2025</span></div>" + text);
    QTest::newRow("the machines' day where it is not the last change") << QByteArray(linked(R"({"@type":"Article","datePublished":"2025-09-11","dateModified":"2026-01-05"})")) << QByteArray(h1 + "<div>May 2, 2025</div>" + text);
    QTest::newRow("a day between a name and a reading time") << QByteArray() << QByteArray(h1 + "<div>Jane Doe September 11, 2025 · 3 min read</div>" + text);
    QTest::newRow("a day beside the headline rather than a teaser's above") << QByteArray() << QByteArray("<div class='card'>June 1, 2024</div>" + paragraph.repeated(3) + h1 + "<div>11 September 2025</div>" + text);
    QTest::newRow("not what day it is") << QByteArray() << QByteArray("<p id='todays-date'><b>Friday</b>, December 19, 2025</p>" + h1 + "<p>11 September 2025</p>" + text);
    QTest::newRow("not when it was updated") << QByteArray() << QByteArray(h1 + "<div>Updated: October 3, 2025</div><div>Published: September 11, 2025</div>" + text);
    QTest::newRow("not when a reader wrote") << QByteArray() << QByteArray(h1 + text + "<time datetime='2025-09-11'>then</time><div id='comments'><time datetime='2025-09-12'>x</time></div>");
    QTest::newRow("at the article's foot, which says so") << QByteArray() << QByteArray(h1 + text.repeated(4) + "<p>This article was originally published on 11 September 2025 and is kept up to date.</p>");
    QTest::newRow("what the page's program was given") << QByteArray("<script>x={\"published_at\":\"2025-09-11T08:00:00Z\"}</script>") << QByteArray(h1 + text);
    QTest::newRow("what an island of a program was given") << QByteArray() << QByteArray(h1 + text + "<astro-island props='{\"title\":[0,\"Harbour to close for weeks and for months, or for years\"],\"datePublished\":[0,\"2025-09-11\"]}'></astro-island>");
    QTest::newRow("not a video's upload") << QByteArray() << QByteArray(h1 + "<div itemscope itemtype='https://schema.org/VideoObject'><meta itemprop='datePublished uploadDate' content='2024-01-06'></div><p>11 September 2025</p>" + text);
    QTest::newRow("the change where nothing else is known") << QByteArray("<meta property='article:modified_time' content='2025-09-11'>") << QByteArray(h1 + text.repeated(4) + "<div class='slider'><span>July 17, 2025</span></div>");
}

void TestPageMetadata::theDayOfPublicationIsFound()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QCOMPARE(extracted(head, body).published.toText().left(10), "2025-09-11");
}

void TestPageMetadata::numbersAreReadInTheCountrysOrder_data()
{
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("published");
    const QByteArray day = "<p class='date'>3/4/2025</p>";
    QTest::newRow("American") << QByteArray("en-US") << QByteArray(day) << "https://x.example/" << "2025-03-04";
    QTest::newRow("British") << QByteArray("en-GB") << QByteArray(day) << "https://x.example/" << "2025-04-03";
    QTest::newRow("English of no country") << QByteArray("en") << QByteArray(day) << "https://x.com/" << "2025-03-04";
    QTest::newRow("English at a British address") << QByteArray("en") << QByteArray(day) << "https://x.co.uk/" << "2025-04-03";
    QTest::newRow("French") << QByteArray("fr") << QByteArray(day) << "https://x.com/" << "2025-04-03";
    QTest::newRow("another date of the page decides") << QByteArray("en") << QByteArray(day + "<footer><p>23/12/2024</p></footer>") << "https://x.com/" << "2025-04-03";
    QTest::newRow("address with a month's name") << QByteArray("en") << QByteArray() << "https://x.com/2025/october/03/crane" << "2025-10-03";
}

void TestPageMetadata::numbersAreReadInTheCountrysOrder()
{
    QFETCH(QByteArray, language);
    QFETCH(QByteArray, body);
    QFETCH(QString, address);
    QFETCH(QString, published);
    QCOMPARE(extracted({}, "<h1>Harbour to close for weeks</h1>" + body + text, language, address).published.toText(), published);
}

void TestPageMetadata::theWritersAreNamed_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("authors");
    const QStringList jane{"Jane Doe"};
    const QByteArray siteName = "<meta property='og:site_name' content='The Port Post'>";
    QTest::newRow("several in the head") << QByteArray("<meta name='citation_author' content='Doe, Jane'><meta name='citation_author' content='John Roe'>") << QByteArray() << QStringList{"Jane Doe", "John Roe"};
    QTest::newRow("several in a line") << QByteArray() << QByteArray("<p class='byline'>By Jane Doe, Max Moe and John Roe</p>") << QStringList{"Jane Doe", "Max Moe", "John Roe"};
    QTest::newRow("an office behind the name") << QByteArray() << QByteArray("<p class='byline'>Jane Doe, Senior Editor</p>") << QStringList{"Jane Doe, Senior Editor"};
    QTest::newRow("a person rather than the site") << QByteArray(siteName + linked(R"({"@type":"Article","author":{"name":"The Port Post"}})")) << QByteArray("<a rel='author' href='/jane'>Jane Doe</a>") << jane;
    QTest::newRow("the site where nobody else is named") << QByteArray(siteName + linked(R"({"@type":"Article","author":{"name":"The Port Post"}})")) << QByteArray() << QStringList{"The Port Post"};
    QTest::newRow("the site behind the name") << QByteArray(siteName + "<meta name='author' content='Jane Doe, The Port Post'>") << QByteArray() << jane;
    QTest::newRow("not how long it takes") << QByteArray("<meta name='twitter:data1' content='12 minutes'>") << QByteArray("<p>by Jane Doe</p>") << jane;
    QTest::newRow("a day behind the name") << QByteArray() << QByteArray("<p class='author'>Jane Doe Updated February 27, 2026</p>") << jane;
    QTest::newRow("a day before the name") << QByteArray() << QByteArray("<p class='author'>Dec 17, 2025Jane Doe</p>") << jane;
    QTest::newRow("a link to an author's page") << QByteArray() << QByteArray("<a href='/authors/jane-doe'>Jane Doe</a>") << jane;
    QTest::newRow("a label above") << QByteArray() << QByteArray("<div><p>Written by</p><p>Jane Doe</p></div>") << jane;
    QTest::newRow("not a name in a template") << QByteArray("<meta name='author' content='page.head.extra.author'>") << QByteArray() << QStringList{};
    QTest::newRow("not who comments") << QByteArray() << QByteArray(text + "<div class='comments'><p class='comment-author'>Jibal Joe says:</p></div>") << QStringList{};
    QTest::newRow("a name that begins like a word for by") << QByteArray("<meta name='author' content='Von Trapp'>") << QByteArray() << QStringList{"Von Trapp"};
}

void TestPageMetadata::theWritersAreNamed()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, authors);
    QCOMPARE(extracted(head, "<h1>Harbour to close for weeks</h1>" + body + text).authors, authors);
}

void TestPageMetadata::thePagesOwnArticleIsChosenAmongSeveral()
{
    const QByteArray block = linked(R"({"@graph":[{"@type":"NewsArticle","headline":"Bridge to open","datePublished":"2024-01-01","url":"https://www.portpost.example/news/bridge"},
        {"@type":"NewsArticle","headline":"Harbour to close","datePublished":"2025-09-11","url":"http://portpost.example/news/harbour-to-close/?from=feed"}]})");
    const ArticleContent article = extracted(block, text);
    QCOMPARE(article.title, "Harbour to close");
    QCOMPARE(article.published.toText(), "2025-09-11");
}

void TestPageMetadata::namesAreFoundByReference()
{
    const QByteArray block = linked(R"({"@graph":[{"@type":"Article","headline":"H","author":{"@id":"#/person/1"}},
        {"@type":"WebPage","datePublished":"2025-09-11"},{"@type":"Person","@id":"#/person/1","name":"Jane Doe"}]})");
    const ArticleContent article = extracted(block, text);
    QCOMPARE(article.authors, QStringList{"Jane Doe"});
    QCOMPARE(article.published.toText(), "2025-09-11"); // which only the page's object has
}

void TestPageMetadata::logosAreNoLeadImage()
{
    const QByteArray head = "<meta property='og:image' content='/img/site-logo.png'><meta property='og:image' content='/img/crane.jpg'>";
    QCOMPARE(extracted(head, text).image, "https://www.portpost.example/img/crane.jpg");
    const QByteArray body = "<article>" + paragraph + "<img src='/face.jpg' width='48' height='48'><img src='/quay.jpg' width='800'>" + text + "</article>";
    QCOMPARE(extracted("<meta property='og:image' content='/default.png'>", body).image, "https://www.portpost.example/quay.jpg");
}

void TestPageMetadata::whatScriptsWriteIsReadFromLinkedData()
{
    const QByteArray sentence = "The harbour of Port Bay will be closed for three weeks, the council said. ";
    const ArticleContent article = extracted(linked(R"({"@type":"Article","headline":"H","articleBody":")" + sentence.repeated(20) + "\"}"), "<div id='app'>Loading</div>");
    QVERIFY(article.text.startsWith("The harbour of Port Bay") && article.text.size() > 1000);
}

void TestPageMetadata::aSummaryStandsInAndSaysSo()
{
    const QByteArray head = "<title>Harbour to close</title><meta property='og:description' content='The harbour will be closed for three weeks.'>";
    const ArticleContent article = extracted(head, "<script>app()</script>");
    QCOMPARE(article.text, "The harbour will be closed for three weeks.");
    QCOMPARE(article.problems.size(), 1);
}

void TestPageMetadata::whoMayReadItIsSaid()
{
    const auto accessOf = [](const QByteArray &data, const QByteArray &body) {
        const QByteArray page = "<html><head><script type='application/ld+json'>" + data + "</script></head><body><article>" + text + body + "</article></body></html>";
        const auto reading = readPage(page, {});
        return reading ? reading->access : PageAccess();
    };
    const QByteArray paid = R"({"@type":"NewsArticle","headline":"Harbour","isAccessibleForFree":"False","wordCount":"900",)"
                            R"("hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".Paid-Part"}})";
    PageAccess access = accessOf(paid, "<div class='paid-part'>Log in</div>");
    QVERIFY(access.isPaid && !access.hasPaidPart);
    QCOMPARE(access.statedWords, 900);
    QVERIFY(accessOf(paid, "<div class='x paid-part'>" + text + text + "</div>").hasPaidPart);
    QVERIFY(!accessOf(R"({"@type":"NewsArticle","headline":"Harbour","isAccessibleForFree":true,"hasPart":[{"cssSelector":7},"x"],"wordCount":-3})", {}).isPaid);
    QVERIFY(!accessOf(R"({"@type":"NewsArticle","headline":"Harbour"})", {}).isPaid);
    access = accessOf(R"({"@type":"NewsArticle","isAccessibleForFree":"http://schema.org/False","wordCount":1e99})", {});
    QVERIFY(access.isPaid && access.statedWords <= 1'000'000);
}

void TestPageMetadata::twiceEncodedPagesAreMended()
{
    const QString apostrophe = QString::fromLatin1(QString(u'\u2019').toUtf8()); // as somebody's program read it
    const QByteArray mangled = QString(u"<meta charset=utf-8><h1>The harbour" + apostrophe + u"s long pause</h1>").toUtf8();
    QCOMPARE(extracted({}, mangled + text).title, QStringLiteral("The harbour\u2019s long pause"));
    // without a control character it may be meant
    const QString meant = QStringLiteral("\u00c3\u00a9 is how some programs show an accent, and it is meant here, at length, with commas.");
    QVERIFY(extracted({}, QString(u"<meta charset=utf-8><p>" + meant + u"</p>").toUtf8() + text).text.startsWith(meant));
}

QTEST_GUILESS_MAIN(TestPageMetadata)
#include "test_page_metadata.moc"
