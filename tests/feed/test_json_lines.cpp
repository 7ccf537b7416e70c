#include "feed/json_lines.h"

#include <QTest>

using namespace dateline;

class TestJsonLines final : public QObject {
    Q_OBJECT

private slots:
    void everyFieldIsRead();
    void textIsTakenExactlyAsItIs();
    void htmlIsSanitised();
    void numbersAreIds();
    void anExportKeepsTheRefsThatArticlesHad();
    void whatIsTheReadersIsNeverCutSilently();
    void aByteOrderMarkIsPassedOver();
    void aMissingTitleIsMadeFromTheText();
    void aLinkAloneIsAnArticle();
    void aDateThatIsNoneIsAProblem();
    void correctionsComeWithAnArticleOrAlone();
    void correctionsThatMakeNoSenseAreLeftOut();
    void linesThatAreNoArticleAreNamed_data();
    void linesThatAreNoArticleAreNamed();
};

void TestJsonLines::everyFieldIsRead()
{
    const auto article = parseJsonArticle(R"({"id":"a1","title":"Talks &amp; more","text":"Text.","published":"2025-09-11T14:03:00+02:00","updated":"2025-09-12",
        "url":"https://harbour.example/1","source":"The Post","authors":["Jane Doe",{"name":"John Roe"}],"language":"en","image":"/i.jpg","categories":"Ports","guid":"g"})", "x:1");
    QVERIFY(article);
    QCOMPARE(article->ref, "a1");
    QCOMPARE(article->guid, "g");
    QCOMPARE(article->title, "Talks & more");
    QCOMPARE(article->html, "<p>Text.</p>");
    QCOMPARE(article->published.toText(), "2025-09-11T12:03:00Z");
    QCOMPARE(article->updated.toText(), "2025-09-12");
    QCOMPARE(article->url, "https://harbour.example/1");
    QCOMPARE(article->sourceName, "The Post");
    QCOMPARE(article->authors, (QStringList{"Jane Doe", "John Roe"}));
    QCOMPARE(article->language, "en");
    QCOMPARE(article->image, "https://harbour.example/i.jpg");
    QCOMPARE(article->categories, QStringList{"Ports"});
}

void TestJsonLines::textIsTakenExactlyAsItIs()
{
    const auto article = parseJsonArticle(R"({"text":"  A <b>  &amp;\r\n\n\n\tB\u00a0 \ud83c\udf0d  ","html":"<p>Other</p>"})", "x:1");
    QVERIFY(article);
    QCOMPARE(article->text, QString("  A <b>  &amp;\r\n\n\n\tB\u00a0 🌍  "));
    QCOMPARE(article->html, "<p>Other</p>");
}

void TestJsonLines::htmlIsSanitised()
{
    const auto article = parseJsonArticle(R"({"url":"https://harbour.example/n/1","html":"<p onclick=x>A <a href='2'>b</a><script>c</script></p>"})", "x:1");
    QVERIFY(article);
    QCOMPARE(article->text, "A b");
    QVERIFY(article->html.contains("https://harbour.example/n/2") && !article->html.contains("script") && !article->html.contains("onclick"));
}

void TestJsonLines::numbersAreIds()
{
    QCOMPARE(parseJsonArticle(R"({"id":7,"title":"t"})", "x:1")->ref, "7");
    QCOMPARE(parseJsonArticle(R"({"id":9007199254740993,"title":"t"})", "x:1")->guid, "9007199254740993");
    QCOMPARE(parseJsonArticle(R"({"id":1.5,"title":"t"})", "x:1")->ref, "1.5");
    QCOMPARE(parseJsonArticle(R"({"id":-1,"title":"t"})", "x:1")->ref, "-1");
}

void TestJsonLines::anExportKeepsTheRefsThatArticlesHad()
{
    QCOMPARE(parseJsonArticle(R"({"id":287,"ref":"load-1-281","guid":"g","title":"t"})", "x:1")->ref, QStringLiteral("load-1-281"));
    QCOMPARE(parseJsonArticle(R"({"id":287,"ref":"","guid":"g","title":"t"})", "x:1")->ref, QStringLiteral("287"));
    // No export: what others call so may be the same for many.
    const auto foreign = parseJsonArticle(R"({"id":1,"ref":"AP","title":"t"})", "x:1");
    QCOMPARE(foreign->ref, QStringLiteral("1"));
    QCOMPARE(foreign->guid, QStringLiteral("1"));
}

void TestJsonLines::whatIsTheReadersIsNeverCutSilently()
{
    const QByteArray note(150'000, 'n'), tag(201, 't');
    const QByteArray line = R"({"title":"t","state":{"note":")" + note + R"(","tags":["a",")" + tag + R"("]}})";
    const auto record = parseJsonRecord(line, "x:1");
    QVERIFY(record && record->article && record->state);
    QCOMPARE(record->state->note, QString::fromLatin1(note));
    QCOMPARE(record->state->tags, QStringList{"a"});
    QCOMPARE(record->article->problems.size(), 1);
    QVERIFY(record->article->problems.first().startsWith("x:1"));
    QByteArray many;
    for (int i = 0; i < 5000; ++i)
        many += ",\"tag" + QByteArray::number(i) + "\",1";
    const QByteArray longLine = R"({"title":"t","state":{"tags":["a")" + many + "]}}";
    const auto bounded = parseJsonRecord(longLine, "x:1");
    QCOMPARE(bounded->state->tags.size(), 1000);
    QCOMPARE(bounded->article->problems.size(), 1); // a line doesn't fill the memory with what is wrong with it
}

void TestJsonLines::aByteOrderMarkIsPassedOver()
{
    QVERIFY(parseJsonArticle("\xEF\xBB\xBF{\"title\":\"t\"}", "x:1"));
    // Within a text it is a character like any other: offsets count it.
    for (const char *line : {"{\"text\":\"\xEF\xBB\xBF‡ a\xEF\xBB\xBF\"}", R"({"text":"\ufeff‡ a\ufeff"})"})
        QCOMPARE(parseJsonArticle(line, "x:1")->text, QStringLiteral("\ufeff‡ a\ufeff"));
}

void TestJsonLines::aMissingTitleIsMadeFromTheText()
{
    const auto article = parseJsonArticle(R"({"text":"The bridge is open. All is well."})", "x:1");
    QVERIFY(article);
    QCOMPARE(article->title, "The bridge is open.");
}

void TestJsonLines::aLinkAloneIsAnArticle()
{
    const auto article = parseJsonArticle(R"({"url": "https://www.harbour.example/2025/crane"})", "line 1");
    QVERIFY(article);
    QCOMPARE(article->title, "harbour.example/2025/crane");
}

void TestJsonLines::aDateThatIsNoneIsAProblem()
{
    const auto article = parseJsonArticle(R"({"title":"t","published":"soon"})", "x:7");
    QVERIFY(article);
    QVERIFY(!article->published.isKnown());
    QCOMPARE(article->problems.size(), 1);
    QVERIFY(article->problems[0].contains("x:7") && article->problems[0].contains("soon"));
}

void TestJsonLines::correctionsComeWithAnArticleOrAlone()
{
    const auto record = parseJsonRecord(R"({"title":"t","state":{"read":true,"corrections":[
        {"kind":"same-entity","entity":{"kind":"person","name":"NATO"},"instead":{"kind":"organisation","name":"NATO"},"made":"2025-09-11T14:03:00Z"},
        {"kind":"country","code":"RS","bearing":"not-about"},{"kind":"topic","id":"medtop:11000000","bearing":"about"}]}})", "x:1");
    QVERIFY(record && record->article);
    QCOMPARE(record->corrections.size(), 3);
    QVERIFY(record->corrections[0].saysTheSameAs(Correction::sameEntity({EntityKind::Person, "NATO"}, {EntityKind::Organisation, "NATO"})));
    QCOMPARE(record->corrections[0].made, QDateTime(QDate(2025, 9, 11), QTime(14, 3), Qt::UTC));
    QVERIFY(record->corrections[1].saysTheSameAs(Correction::country({}, "RS", Correction::Bearing::NotAbout)));
    QVERIFY(record->corrections[2].saysTheSameAs(Correction::topic({}, "medtop:11000000", true)));
    const auto alone = parseJsonRecord(R"({"id":3,"article":null,"correction":{"kind":"not-an-entity","entity":{"kind":"place","name":" A  b "}}})", "x:1");
    QVERIFY(alone && !alone->article);
    QCOMPARE(alone->corrections.value(0).entity, (EntityName{EntityKind::Place, "A b"}));
}

void TestJsonLines::correctionsThatMakeNoSenseAreLeftOut()
{
    const auto record = parseJsonRecord(R"({"title":"t","state":{"corrections":[1,{"kind":"wish"},{"kind":"not-an-entity","entity":{"kind":"person","name":" "}},
        {"kind":"not-an-entity","entity":"x"},{"kind":"same-entity","entity":{"kind":"person","name":"x"}},{"kind":"country","code":"ZZ","bearing":"about"},
        {"kind":"country","code":"RS","bearing":"perhaps"},{"kind":"topic","id":"gossip","bearing":"about"}]}})", "x:1");
    QVERIFY(record && record->article);
    QVERIFY(record->corrections.isEmpty());
    QVERIFY(parseJsonRecord(R"({"title":"t","state":"read"})", "x:1"));
}

void TestJsonLines::linesThatAreNoArticleAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"title":"t)");
    QTest::newRow("array") << QByteArray("[1]");
    QTest::newRow("words") << QByteArray("words");
    QTest::newRow("nothing in it") << QByteArray(R"({"id":1})");
    QTest::newRow("two objects") << QByteArray(R"({"title":"t"}{"title":"u"})");
}

void TestJsonLines::linesThatAreNoArticleAreNamed()
{
    QFETCH(QByteArray, line);
    const auto article = parseJsonArticle(line, "articles.jsonl:12");
    QVERIFY(!article);
    QCOMPARE(article.error().kind, ErrorKind::Input);
    QVERIFY(article.error().message.startsWith("articles.jsonl:12"));
}

QTEST_GUILESS_MAIN(TestJsonLines)
#include "test_json_lines.moc"
