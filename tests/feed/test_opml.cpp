#include "feed/opml.h"

#include <QTest>

using namespace dateline;

namespace {

Source sourceOf(const QString &title, const QString &url, const QStringList &folder = {}, const QString &site = {}, const QString &language = {})
{
    Source source;
    source.title = title;
    source.url = url;
    source.folder = folder;
    source.site = site;
    source.language = language;
    return source;
}

QByteArray listOf(const QByteArray &outlines)
{
    return "<?xml version=\"1.0\"?>\n<opml version=\"1.0\"><head><title>Feeds</title></head><body>" + outlines + "</body></opml>";
}

} // namespace

class TestOpml final : public QObject {
    Q_OBJECT

private slots:
    void foldersNest();
    void attributesInAnyCaseAreRead();
    void categoriesAreFoldersWhereNothingNests();
    void duplicatesAreDropped();
    void addressesThatAreNoneAreNamed();
    void unescapedAmpersandsAreSurvived();
    void aTruncatedListYieldsWhatCouldBeRead();
    void whatIsNoListIsRefused();
    void whatIsWrittenReadsBackTheSame();
    void deepNestingIsSurvived();
    void outlinesWithoutAFeedAreNamed();
    void addressesOfOldProgramsAreRead();
    void whatTheReaderSetIsWrittenToo();
    void aFeedWithoutATitleStaysWithoutOne();
    void aLoginInAnAddressIsLeftOut();
    void fiveThousandFeedsWithEveryFaultAreRead();
};

void TestOpml::foldersNest()
{
    const auto outline = parseOpml(listOf(R"(<outline text="World"><outline title="Balkans" text="x"><outline type="rss" text="A" xmlUrl="https://a.example/f"
        htmlUrl="https://a.example/" language="sr"/></outline><outline text="B" xmlUrl="https://b.example/f"/></outline><outline text="C" xmlUrl="feed://c.example/f"/>)"));
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 3);
    QCOMPARE(outline->sources[0], sourceOf("A", "https://a.example/f", {"World", "Balkans"}, "https://a.example/", "sr"));
    QCOMPARE(outline->sources[1], sourceOf("B", "https://b.example/f", {"World"}));
    QCOMPARE(outline->sources[2], sourceOf("C", "http://c.example/f"));
    QVERIFY(outline->problems.isEmpty());
}

void TestOpml::attributesInAnyCaseAreRead()
{
    const auto outline = parseOpml("<OPML><BODY><OUTLINE TEXT='A' XMLURL='https://a.example/f'/><outline text='B' xmlurl='https://b.example/f'/>"
                                   "<outline type='rss' text='C' url='https://c.example/f'/></BODY></OPML>");
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 3);
    QCOMPARE(outline->sources[0].title, "A");
}

void TestOpml::categoriesAreFoldersWhereNothingNests()
{
    const auto outline = parseOpml(listOf(R"(<outline text="A" xmlUrl="https://a.example/f" category="/World/Balkans &amp;amp; more,/Other"/>)"));
    QVERIFY(outline);
    QCOMPARE(outline->sources.value(0).folder, (QStringList{"World", "Balkans & more"}));
}

void TestOpml::duplicatesAreDropped()
{
    const auto outline = parseOpml(listOf(R"(<outline text="A" xmlUrl="https://a.example/f"/><outline text="A2" xmlUrl="http://www.a.example/f/"/>)"));
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 1);
    QCOMPARE(outline->duplicates, 1);
}

void TestOpml::addressesThatAreNoneAreNamed()
{
    const auto outline = parseOpml(listOf("\n<outline text=\"A\" xmlUrl=\"javascript:alert(1)\"/><outline text=\"B\" xmlUrl=\"https://b.example/f\"/>"));
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 1);
    QCOMPARE(outline->problems.size(), 1);
    QVERIFY2(outline->problems[0].startsWith("line 3") && outline->problems[0].contains("javascript:alert(1)"), qPrintable(outline->problems[0]));
}

void TestOpml::unescapedAmpersandsAreSurvived()
{
    const auto outline = parseOpml(listOf(R"(<outline text="Food & Wine <new>" xmlUrl="https://a.example/f?a=1&b=2"/>)"));
    QVERIFY(outline);
    QCOMPARE(outline->sources.value(0).title, "Food & Wine <new>");
    QCOMPARE(outline->sources.value(0).url, "https://a.example/f?a=1&b=2");
}

void TestOpml::aTruncatedListYieldsWhatCouldBeRead()
{
    const auto outline = parseOpml(R"(<opml version="2.0"><body><outline text="W"><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xml)");
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 1);
    QCOMPARE(outline->sources[0].folder, QStringList{"W"});
    QCOMPARE(outline->problems.size(), 1);
}

void TestOpml::whatIsNoListIsRefused()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("words"), QByteArray("<rss><channel/></rss>"), QByteArray("\0\1\2\3\4\5\6\7", 8)}) {
        const auto outline = parseOpml(bytes);
        QVERIFY(!outline);
        QCOMPARE(outline.error().kind, ErrorKind::Input);
    }
}

void TestOpml::whatIsWrittenReadsBackTheSame()
{
    const QList<Source> sources = {sourceOf("Root <&> \"quoted\"", "https://r.example/f?a=1&b=2", {}, "https://r.example/", "en-GB"),
                                   sourceOf("Ćirilica Ћ 🌍", "https://a.example/f", {"Balkans"}), sourceOf("B", "https://b.example/f", {"Balkans", "North & South"}),
                                   sourceOf("C", "https://c.example/f", {"World"})};
    const QByteArray bytes = writeOpml(sources, "My feeds");
    QVERIFY(bytes.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    const auto outline = parseOpml(bytes);
    QVERIFY(outline);
    QCOMPARE(outline->sources, sources);
    QVERIFY(outline->problems.isEmpty());
    QCOMPARE(writeOpml(outline->sources, "My feeds"), bytes);
}

void TestOpml::deepNestingIsSurvived()
{
    const auto outline = parseOpml(listOf(QByteArray("<outline text='x'>").repeated(100'000) + "<outline text='A' xmlUrl='https://a.example/f'/>"));
    QVERIFY(outline);
    QVERIFY(!outline->problems.isEmpty());
}

void TestOpml::outlinesWithoutAFeedAreNamed()
{
    const auto outline = parseOpml(listOf("\n<outline text=\"A\" type=\"rss\"/>\n<outline text=\"B\" htmlUrl=\"https://b.example/\"/>\n<outline text=\"Empty\"/>"
                                          "<outline text=\"Site\" htmlUrl=\"https://c.example/\"><outline text=\"C\" xmlUrl=\"https://c.example/f\"/></outline>"));
    QVERIFY(outline);
    QCOMPARE(outline->sources, QList<Source>{sourceOf("C", "https://c.example/f", {"Site"})});
    QCOMPARE(outline->problems.size(), 2);
    QVERIFY2(outline->problems[0].startsWith("line 3, ") && outline->problems[0].contains("\"A\" comes without"), qPrintable(outline->problems[0]));
    QVERIFY2(outline->problems[1].startsWith("line 4, "), qPrintable(outline->problems[1]));
}

void TestOpml::addressesOfOldProgramsAreRead()
{
    const auto outline = parseOpml(listOf(R"(<outline text="A" xmlUrl="feed:https://a.example/f"/><outline text="B" xmlUrl="itpc://b.example/f"/>
        <outline text="C" xmlUrl="www.c.example/f?x=1"/><outline text="D" xmlUrl=" HTTPS://d.example/f "/><outline text="E" xmlUrl="ftp://e.example/f"/>
        <outline text="F" xmlUrl="file:///etc/passwd"/><outline text="G" xmlUrl="words only"/><outline text="H" type="atom" url="https://h.example/f"/>)"));
    QVERIFY(outline);
    QStringList addresses;
    for (const Source &source : outline->sources)
        addresses.append(source.url);
    QCOMPARE(addresses, (QStringList{"https://a.example/f", "http://b.example/f", "http://www.c.example/f?x=1", "https://d.example/f", "https://h.example/f"}));
    QCOMPARE(outline->problems.size(), 3);
}

void TestOpml::whatTheReaderSetIsWrittenToo()
{
    Source source = sourceOf("A", "https://a.example/f", {"Balkans"}, "https://a.example/", "sr");
    source.country = "RS";
    source.retention = {Retention::Kind::Days, 30};
    source.fullText = FullText::WhenShort;
    const auto outline = parseOpml(writeOpml({source}, "My feeds"));
    QVERIFY(outline);
    QCOMPARE(outline->sources, QList<Source>{source});
    const auto foreign = parseOpml(listOf(R"(<outline text="A" xmlUrl="https://a.example/f" country="RS" dateline:country="nowhere" dateline:keep="often" dateline:fullText="sometimes"/>)"));
    QVERIFY(foreign);
    QCOMPARE(foreign->sources, QList<Source>{sourceOf("A", "https://a.example/f")});
}

void TestOpml::aFeedWithoutATitleStaysWithoutOne()
{
    const QList<Source> sources = {sourceOf({}, "https://a.example/f")};
    const auto outline = parseOpml(writeOpml(sources, "My feeds"));
    QVERIFY(outline);
    QCOMPARE(outline->sources, sources);
}

void TestOpml::aLoginInAnAddressIsLeftOut()
{
    const auto outline = parseOpml("<opml><body><outline xmlUrl='https://ana:secret@a.example/f' htmlUrl='https://ana:secret@a.example/'/>"
                                   "<outline xmlUrl='ana:secret@b.example/f' text='B'/><outline xmlUrl='ftp://ana:secret@c.example/f'/></body></opml>");
    QVERIFY(outline);
    QCOMPARE(outline->sources.value(0).url, "https://a.example/f");
    for (const Source &source : outline->sources) {
        for (const QString &text : {source.url, source.title, source.site})
            QVERIFY2(!text.contains("secret"), qPrintable(text));
    }
    for (const QString &problem : outline->problems)
        QVERIFY2(!problem.contains("secret"), qPrintable(problem));
}

// In Windows-1251, with bare ampersands, folders that are never ended, attributes in any case, and each tenth feed listed again.
void TestOpml::fiveThousandFeedsWithEveryFaultAreRead()
{
    QByteArray list = "  <?xml version='1.0' encoding='windows-1251'?>\n<opml><head><title>R&D</title></head><body>\n";
    for (int number = 0; number < 5000; ++number) {
        const QByteArray text = QByteArray::number(number);
        if (number % 100 == 0)
            list += QByteArray(number % 200 || number == 0 ? "" : "</outline>") + "<outline text='\xcf\xe0\xef\xea\xe0 & " + text + "'>\n";
        if (number % 3)
            list += "<outline type=rss TEXT='Feed " + text + "' xmlURL=\"https://host" + text + ".example/f?a=1&b=2\">\n";
        else
            list += "<outline title=\"Feed <" + text + ">\" XmlUrl='https://host" + text + ".example/f?a=1&amp;b=2' htmlUrl='/'/>\n";
        if (number % 10 == 0)
            list += "<outline text='again' xmlUrl='http://www.host" + text + ".example:80/f?a=1&b=2'/>";
        if (number % 500 == 0)
            list += "<outline text='Only a page' htmlUrl='https://page.example/'/><outline xmlUrl='mailto:desk@example.org' text='Desk'/>";
        if (number % 3)
            list += "</outline>";
    }
    const auto outline = parseOpml(list);
    QVERIFY(outline);
    QCOMPARE(outline->sources.size(), 5000);
    QCOMPARE(outline->duplicates, 500);
    QCOMPARE(outline->sources[1].url, "https://host1.example/f?a=1&b=2");
    QCOMPARE(outline->sources[1].folder.value(0), QString("Папка & 0"));
    QCOMPARE(outline->problems.filter("comes without").size(), 10);
    QCOMPARE(outline->problems.filter("mailto:").size(), 10);
    const auto again = parseOpml(writeOpml(outline->sources, "My feeds"));
    QVERIFY(again);
    QCOMPARE(again->sources.size(), 5000);
}

QTEST_GUILESS_MAIN(TestOpml)
#include "test_opml.moc"
