#include "feed/feed_discovery.h"
#include "feed/page_extractor.h"

#include <QTest>

using namespace dateline;

namespace {

const QByteArray first = "The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane has to be taken down, and ships will be sent to the river quay instead.";
const QByteArray second = "Fishermen, who had asked for another date, said they would lose the best weeks of the season, and that nobody had told them before the vote was taken last night.";
const QByteArray third = "The work will cost four million, most of which comes from the state, and will be done by a company from the north, according to the plans that were shown.";

QByteArray articleBody()
{
    return "<p>" + first + "</p><p>" + second + "</p><h2>Costs</h2><p>" + third + "</p>";
}

// A page as most newspapers build it: furniture around an article.
QByteArray pageOf(const QByteArray &head, const QByteArray &body)
{
    return "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">" + head + "</head><body>"
           "<header class=\"site-header\"><a href=\"/\">The Port Post</a></header>"
           "<nav><ul><li><a href=\"/news\">News</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav>"
           "<div class=\"cookie-wall\"><p>We use cookies, and so do our partners, to show you things that you may like, or not, as the case may be.</p></div>"
           "<main>" + body + "</main>"
           "<aside class=\"related\"><h3>Related</h3><p>Another long teaser, with commas, about something that is not the article at all, on and on.</p></aside>"
           "<section id=\"comments\"><p>A reader writes that he does not agree, at length, with commas, and that it was better before, as always.</p></section>"
           "<footer><p>Copyright The Port Post, all rights reserved, terms, privacy, imprint, contact and so on.</p></footer></body></html>";
}

ArticleContent extracted(const QByteArray &page, const QString &address = QStringLiteral("https://www.portpost.example/news/crane"))
{
    const auto article = extractPage(page, {QUrl(address), {}, "page.html"});
    if (!article)
        qWarning("%s", qPrintable(article.error().message));
    return article.value_or(ArticleContent());
}

} // namespace

class TestPageExtractor final : public QObject {
    Q_OBJECT

private slots:
    void theArticleIsFoundAmongFurniture_data();
    void theArticleIsFoundAmongFurniture();
    void themesThatNameEverythingAWidgetAreRead();
    void readersWhoWriteMoreThanTheArticleAreLeftOut();
    void foldedTextIsRead();
    void namesThatOnlyTellLooksAreNotAsked_data();
    void namesThatOnlyTellLooksAreNotAsked();
    void aButtonWithoutAnEndSwallowsNothing();
    void titlesAreFound_data();
    void titlesAreFound();
    void aHeadlineWithoutSpacesIsOne();
    void aCutHeadingEndsInAWord();
    void datesAreFound_data();
    void datesAreFound();
    void authorsAreFound_data();
    void authorsAreFound();
    void theRestOfTheMetadataIsRead();
    void theCanonicalLinkStandsInForTheAddress();
    void scriptsDoNotSurvive();
    void pagesWithoutTextAreRefused_data();
    void pagesWithoutTextAreRefused();
    void shortTextsAreRead();
    void deepPagesKeepTheirText_data();
    void deepPagesKeepTheirText();
    void hostilePagesAreSurvived_data();
    void hostilePagesAreSurvived();
};

void TestPageExtractor::theArticleIsFoundAmongFurniture_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray share = "<div class=\"share-bar\"><a href=\"#\">Share</a> <a href=\"#\">Tweet this article</a></div>";
    const QByteArray links = "<ul><li><a href=\"/a\">Another article</a></li><li><a href=\"/b\">And one more</a></li></ul>";
    QTest::newRow("article element") << "<article><h1>Harbour to close</h1>" + share + articleBody() + links + "</article>";
    QTest::newRow("plain divisions") << "<div><div><h1>Harbour to close</h1></div><div>" + articleBody() + share + "</div></div>" + links;
    QTest::newRow("named body") << "<div><h1>Harbour to close</h1><div itemprop=\"articleBody\">" + articleBody() + "</div></div>" + share;
    QTest::newRow("table layout") << "<table><tr><td>" + links + "</td><td><h1>Harbour to close</h1>" + articleBody() + "</td></tr></table>";
    QTest::newRow("paragraphs in boxes") << "<h1>Harbour to close</h1><div class=\"post\"><div><p>" + first + "</p></div><div><p>" + second
                                                + "</p></div>" + share + "<h2>Costs</h2><div><p>" + third + "</p></div></div>";
    QTest::newRow("form around everything") << "<form><h1>Harbour to close</h1><div>" + articleBody() + "</div></form>";
}

void TestPageExtractor::theArticleIsFoundAmongFurniture()
{
    QFETCH(QByteArray, body);
    const ArticleContent article = extracted(pageOf("<title>Harbour to close | The Port Post</title>", body));
    QCOMPARE(article.text, QString::fromUtf8(first + "\n\n" + second + "\n\nCosts\n\n" + third));
    QCOMPARE(article.title, "Harbour to close");
    QCOMPARE(article.ref, "page.html");
}

void TestPageExtractor::themesThatNameEverythingAWidgetAreRead()
{
    QByteArray body;
    for (const QByteArray &paragraph : {first, second, third})
        body += "<div class=\"promo related-box share\"><p>" + paragraph + "</p></div>";
    const ArticleContent article = extracted("<html><body><div class=\"sidebar\">" + body + "</div></body></html>");
    QCOMPARE(article.text, QString::fromUtf8(first + "\n\n" + second + "\n\n" + third));
}

void TestPageExtractor::readersWhoWriteMoreThanTheArticleAreLeftOut()
{
    const QByteArray reader = "<li class=\"entry\"><p>I have lived at the quay for forty years, and nobody ever asked me, or my neighbours, about any of it.</p></li>";
    const QByteArray page = "<html><body><article>" + articleBody() + "<ol class=\"commentlist\">" + reader.repeated(60) + "</ol></article></body></html>";
    QCOMPARE(extracted(page).text, QString::fromUtf8(first + "\n\n" + second + "\n\nCosts\n\n" + third));
}

void TestPageExtractor::foldedTextIsRead()
{
    const QByteArray body = "<article><p>" + first + "</p><div><button aria-expanded=\"false\">When?</button><div aria-hidden=\"true\"><p>" + second
        + "</p></div></div><div class=\"accordion-panel\" style=\"display: none\"><p>" + third + "</p></div><div aria-hidden=\"true\"><p>"
        + QByteArray("Not seen by anybody, and no part of the text, however long it may be, and it is long.") + "</p></div></article>";
    const QString text = extracted(pageOf({}, body)).text;
    QVERIFY(text.contains(QString::fromUtf8(second)) && text.contains(QString::fromUtf8(third)));
    QVERIFY(!text.contains("Not seen"));
}

void TestPageExtractor::namesThatOnlyTellLooksAreNotAsked_data()
{
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("a place in a grid") << QByteArray("class=\"md:[grid-area:sidebar] max-w-[--sidebar-width]\"");
    QTest::newRow("hidden on telephones") << QByteArray("class=\"hidden md:block\"");
    QTest::newRow("what flows over is hidden") << QByteArray("class=\"overflow-hidden\"");
    QTest::newRow("a label is hidden") << QByteArray("class=\"field field--label-hidden\"");
    QTest::newRow("on the first page too") << QByteArray("class=\"node node--promoted\"");
    QTest::newRow("a heading's anchor") << QByteArray("id=\"menu-planning-for-weddings-and-more\"");
}

void TestPageExtractor::namesThatOnlyTellLooksAreNotAsked()
{
    QFETCH(QByteArray, names);
    const QByteArray body = "<article><p>" + first + "</p><p>" + third + "</p><div " + names + "><p>" + second + "</p></div></article>";
    QVERIFY(extracted(pageOf({}, body)).text.contains(QString::fromUtf8(second)));
}

void TestPageExtractor::aButtonWithoutAnEndSwallowsNothing()
{
    const QByteArray poll = "<div><button>Yes</button></div><div><button><span>No</span></div>";
    const ArticleContent article = extracted(pageOf({}, "<div>" + poll + "</div><article>" + articleBody() + "</article><button>Back to top</button>"));
    QVERIFY(article.text.startsWith(QString::fromUtf8(first)) && article.text.endsWith(QString::fromUtf8(third)));
}

void TestPageExtractor::titlesAreFound_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("heading");
    QTest::newRow("site's name behind") << QByteArray("<title>Harbour to close - The Port Post</title>") << QByteArray();
    QTest::newRow("site's name in front") << QByteArray("<title>The Port Post: Harbour to close</title><title>The Port Post - Harbour to close</title><meta property='og:site_name' content='The Port Post'>") << QByteArray("<h1>Harbour to close</h1>");
    QTest::newRow("social title") << QByteArray("<title>x</title><meta property=\"og:title\" content=\"Harbour to close\">") << QByteArray();
    QTest::newRow("linked data") << QByteArray(R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour to close"}</script>)") << QByteArray();
    QTest::newRow("linked data in a graph") << QByteArray(R"(<script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"P"},{"@type":["Article"],"headline":"Harbour to close"}]}</script>)") << QByteArray();
    QTest::newRow("heading") << QByteArray("<title>Harbour to close, says council | News</title>") << QByteArray("<h1>Harbour to close</h1>");
    QTest::newRow("heading alone") << QByteArray() << QByteArray("<h1>Harbour to <em>close</em></h1>");
    QTest::newRow("rewritten for search engines")
        << QByteArray("<meta property='og:title' content='Best reasons why our harbour has to close now: 2025 guide'>")
        << QByteArray("<h1>Menu</h1><h1>Harbour to close</h1>");
    QTest::newRow("a heading about something else") << QByteArray("<meta property='og:title' content='Harbour to close'>")
                                                    << QByteArray("<h1>Select one of many options here</h1>");
    QTest::newRow("hyphen in the headline") << QByteArray("<title>Harbour to close &#8211; The Port Post</title>") << QByteArray();
}

void TestPageExtractor::titlesAreFound()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, heading);
    QCOMPARE(extracted(pageOf(head, heading + "<article>" + articleBody() + "</article>"), "https://www.theportpost.example/1").title, "Harbour to close");
}

void TestPageExtractor::aHeadlineWithoutSpacesIsOne()
{
    const QByteArray page = pageOf("<title>速報</title>", "<h1>港は閉鎖へ</h1><article>" + articleBody() + "</article>");
    QCOMPARE(extracted(page).title, QString::fromUtf8("港は閉鎖へ"));
}

void TestPageExtractor::aCutHeadingEndsInAWord()
{
    const QByteArray heading = "<h1>" + QByteArray(999, 'a') + " harbour</h1>"; // of which a thousand characters are read
    QCOMPARE(extracted(pageOf("", heading + "<article>" + articleBody() + "</article>")).title, QString(999, u'a'));
}

void TestPageExtractor::datesAreFound_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("published");
    const QString plain = "https://x.example/1";
    QTest::newRow("linked data") << QByteArray(R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-09-11T14:03:00Z"}</script><meta name="date" content="2001-01-01">)") << QByteArray() << plain << "2025-09-11T14:03:00Z";
    QTest::newRow("meta") << QByteArray("<meta property=\"article:published_time\" content=\"2025-09-11T16:03:00+02:00\">") << QByteArray() << plain << "2025-09-11T14:03:00Z";
    QTest::newRow("microdata") << QByteArray() << QByteArray("<span itemprop=\"datePublished\" content=\"2025-09-11\">last week</span>") << plain << "2025-09-11";
    QTest::newRow("time") << QByteArray() << QByteArray("<time datetime=\"2025-09-11\">Thursday</time>") << plain << "2025-09-11";
    QTest::newRow("time's text") << QByteArray() << QByteArray("<time>11 September 2025</time>") << plain << "2025-09-11";
    QTest::newRow("address") << QByteArray() << QByteArray() << "https://x.example/2025/09/11/crane" << "2025-09-11";
    QTest::newRow("visible line") << QByteArray() << QByteArray("<div class=\"meta\">Published on September 11, 2025</div>") << plain << "2025-09-11";
    QTest::newRow("visible text") << QByteArray() << QByteArray("<div><span>11 September 2025</span></div>") << plain << "2025-09-11";
    QTest::newRow("none") << QByteArray() << QByteArray() << plain << "";
    QTest::newRow("nonsense") << QByteArray("<meta name=\"date\" content=\"soon\">") << QByteArray() << plain << "";
}

void TestPageExtractor::datesAreFound()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QString, address);
    QFETCH(QString, published);
    QCOMPARE(extracted(pageOf(head, body + articleBody()), address).published.toText(), published);
}

void TestPageExtractor::authorsAreFound_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("authors");
    QTest::newRow("linked data") << QByteArray(R"(<script type="application/ld+json">[{"@type":"Article","author":[{"@type":"Person","name":"Jane Doe"},{"name":"John Roe"}]}]</script>)") << QByteArray() << QStringList{"Jane Doe", "John Roe"};
    QTest::newRow("meta") << QByteArray("<meta name=\"author\" content=\"By Jane Doe\">") << QByteArray() << QStringList{"Jane Doe"};
    QTest::newRow("link") << QByteArray("<meta property=\"article:author\" content=\"https://x.example/jane\">") << QByteArray("<a rel=\"author\" href=\"/jane\">Jane Doe</a>") << QStringList{"Jane Doe"};
    QTest::newRow("byline") << QByteArray() << QByteArray("<p class=\"byline\">By Jane Doe</p>") << QStringList{"Jane Doe"};
    QTest::newRow("none") << QByteArray() << QByteArray() << QStringList{};
}

void TestPageExtractor::authorsAreFound()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, authors);
    QCOMPARE(extracted(pageOf(head, body + articleBody())).authors, authors);
}

void TestPageExtractor::theRestOfTheMetadataIsRead()
{
    const ArticleContent article = extracted(pageOf("<meta property=\"og:image\" content=\"/lead.jpg\"><meta property=\"og:site_name\" content=\"The Port Post\">"
                                                    "<meta property=\"article:modified_time\" content=\"2025-09-12\"><meta property=\"article:tag\" content=\"Ports\">", articleBody()));
    QCOMPARE(article.image, "https://www.portpost.example/lead.jpg");
    QCOMPARE(article.sourceName, "The Port Post");
    QCOMPARE(article.updated.toText(), "2025-09-12");
    QCOMPARE(article.language, "en-GB");
    QCOMPARE(article.categories, QStringList{"Ports"});
    QCOMPARE(article.url, "https://www.portpost.example/news/crane");
}

void TestPageExtractor::theCanonicalLinkStandsInForTheAddress()
{
    const ArticleContent article = extracted(pageOf("<link rel=\"canonical\" href=\"https://x.example/c\">", articleBody() + "<p>" + first + " <a href=\"d\">more</a></p>"), {});
    QCOMPARE(article.url, "https://x.example/c");
    QVERIFY(article.html.contains("https://x.example/d"));
}

void TestPageExtractor::scriptsDoNotSurvive()
{
    const ArticleContent article = extracted(pageOf("", "<article>" + articleBody() + "<script>alert(1)</script><p onclick=\"x()\">" + second + "<a href=\"javascript:x()\">y</a></p></article>"));
    QVERIFY(!article.html.contains("script") && !article.html.contains("onclick") && !article.text.contains("alert"));
}

void TestPageExtractor::pagesWithoutTextAreRefused_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    QTest::newRow("script only") << QByteArray("<html><body><script>app()</script><div id=\"root\"></div></body></html>");
}

void TestPageExtractor::pagesWithoutTextAreRefused()
{
    QFETCH(QByteArray, page);
    const auto article = extractPage(page, {});
    QVERIFY(!article);
    QCOMPARE(article.error().kind, ErrorKind::Input);
}

void TestPageExtractor::shortTextsAreRead()
{
    QCOMPARE(extracted("<html><body><div>The bridge is open.</div></body></html>").text, "The bridge is open.");
    QCOMPARE(extracted(pageOf("", "<p>The bridge</p><p>is open.</p>")).text.contains("The bridge\n\nis open."), true);
}

void TestPageExtractor::deepPagesKeepTheirText_data()
{
    QTest::addColumn<QByteArray>("page");
    for (const char *tag : {"div", "section", "article", "x-y", "ul", "blockquote", "center"}) {
        const QByteArray name(tag);
        const QByteArray start = QByteArray("<" + name + ">").repeated(20'000);
        const QByteArray end = QByteArray("</" + name + ">").repeated(20'000);
        QTest::addRow("%s", tag) << start + articleBody() + end;
        QTest::addRow("unclosed %s", tag) << start + articleBody();
        QTest::addRow("before and after %s", tag) << "<p>" + first + "</p>" + start + "<p>" + second + "</p>" + end + "<p>" + third + "</p>";
        QByteArray everywhere = "<p>" + first + "</p>";
        for (int level = 0; level < 20'000; ++level) {
            const QByteArray text = level == 300 ? second : level == 15'000 ? third : QByteArray("One of many paragraphs.");
            everywhere += "<" + name + "><p>" + text + "</p>";
        }
        QTest::addRow("at every level of %s", tag) << everywhere;
    }
}

void TestPageExtractor::deepPagesKeepTheirText()
{
    QFETCH(QByteArray, page);
    const ArticleContent article = extracted("<html><head><title>Harbour to close</title></head><body>" + page + "</body></html>");
    for (const QByteArray &paragraph : {first, second, third}) {
        QVERIFY(article.text.contains(QString::fromUtf8(paragraph)));
        QVERIFY(!article.text.contains(QString::fromUtf8(paragraph) + u'T') && !article.text.contains(QString::fromUtf8(paragraph) + u'F'));
    }
}

void TestPageExtractor::hostilePagesAreSurvived_data()
{
    QTest::addColumn<QByteArray>("page");
    for (const char *piece : {"<div>", "<b>", "<a href=x>", "<table><tr><td>", "<p>x", "<li>", "<!--", "<div class=\"", "</p>", "<h1>x", "<svg>", "<template>", "<input type=email>", "<div><input>", "<h3>2 Kommentare</h3>",
                              "<figure>", "<div class=a><p>One, two, three.</p></div>"})
        QTest::newRow(piece) << QByteArray(piece).repeated(100'000) + "<p>" + first + "</p>";
    QTest::newRow("nested JSON") << "<script type=\"application/ld+json\">" + QByteArray("{\"@graph\":[").repeated(50'000) + "</script><p>" + first + "</p>";
}

void TestPageExtractor::hostilePagesAreSurvived()
{
    QFETCH(QByteArray, page);
    const auto article = extractPage(page, {});
    QVERIFY(article || article.error().kind == ErrorKind::Input);
    offeredFeeds(page, {});
}

QTEST_GUILESS_MAIN(TestPageExtractor)
#include "test_page_extractor.moc"
