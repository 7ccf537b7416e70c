#include "text/entities.h"
#include "text/html_sanitiser.h"
#include "text/plain_text.h"
#include "text/text_builder.h"

#include <QTest>

using namespace dateline;

class TestPlainText final : public QObject {
    Q_OBJECT

private slots:
    void titlesBecomeOneLine_data();
    void titlesBecomeOneLine();
    void markupIsToldFromText_data();
    void markupIsToldFromText();
    void textBecomesParagraphs();
    void whiteSpaceIsFolded();
    void excerptsAreCutBetweenWords();
    void referencesAreDecodedOnce_data();
    void referencesAreDecodedOnce();
    void escapedTextIsOnlyText();
    void theBuilderKeepsBlocksApart();
    void hostileTitlesTakeNoTime();
};

void TestPlainText::titlesBecomeOneLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *text, const char *title) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(title); };
    row("AT&amp;amp;T &lt;b&gt;wins&lt;/b&gt;", "AT&T wins");
    row("a < b", "a < b");
    row("<i>x</i>", "x");
    row("  Two\n lines\xc2\xa0here ", "Two lines here");
    row("Tom &amp; Jerry", "Tom & Jerry");
    row("I <3 you", "I <3 you");
    row("x <y and z> w", "x <y and z> w");
    row("std::vector<int> explained", "std::vector<int> explained");
    row("Caf&eacute; &#8217;s &#x2019; &#146;", "Café ’s ’ ’");
    row("one<br>two", "one two");
    row("O<b>n</b>e", "One");
    row("AT&T", "AT&T");
    row("&notareference; &", "&notareference; &");
    row("a<!-- hidden -->b", "ab");
    row("soft\xc2\xadhyphen zero\xe2\x80\x8bwidth", "softhyphen zero width");
    // What is left open would turn whatever stands behind it in the list.
    row("\xe2\x80\xaetitle \xe2\x81\xa7name\xe2\x81\xa9 &#x202E;end &#8238;", "title name end");
    row("\xd7\xa9\xe2\x80\x8f!", "\xd7\xa9\xe2\x80\x8f!");
    row("&lt;p&gt;Five &amp;lt; six&lt;/p&gt;", "Five < six");
    row("", "");
}

void TestPlainText::titlesBecomeOneLine()
{
    QFETCH(QString, text);
    QFETCH(QString, title);
    QCOMPARE(plainTitle(text), title);
}

void TestPlainText::markupIsToldFromText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("html");
    QTest::newRow("tag") << QStringLiteral("a <b>bold</b> word") << true;
    QTest::newRow("break") << QStringLiteral("one<br/>two") << true;
    QTest::newRow("reference") << QStringLiteral("Tom &amp; Jerry") << true;
    QTest::newRow("plain") << QStringLiteral("a < b && c > d") << false;
    QTest::newRow("generic") << QStringLiteral("vector<int>") << false;
    QTest::newRow("address") << QStringLiteral("<me@example.org>") << false;
    QTest::newRow("query") << QStringLiteral("https://example.org/?a=1&b=2") << false;
    QTest::newRow("comment") << QStringLiteral("x <!-- y --> z") << true;
    QTest::newRow("a million <") << QString(1000000, u'<') << false;
    QTest::newRow("a million <b") << QStringLiteral("<b ").repeated(300000) << false;
}

void TestPlainText::markupIsToldFromText()
{
    QFETCH(QString, text);
    QFETCH(bool, html);
    QCOMPARE(looksLikeHtml(text), html);
}

void TestPlainText::textBecomesParagraphs()
{
    QCOMPARE(htmlFromText(u"One\ntwo\n\nThree & <four>"), QStringLiteral("<p>One<br>\ntwo</p>\n<p>Three &amp; &lt;four&gt;</p>"));
    QCOMPARE(htmlFromText(u"\r\n\r\nOne\r\n \r\n\r\nTwo\r\n"), QStringLiteral("<p>One</p>\n<p>Two</p>"));
    QCOMPARE(htmlFromText(u""), QString());
    QCOMPARE(htmlFromText(u" \n \n"), QString());
}

void TestPlainText::whiteSpaceIsFolded()
{
    QCOMPARE(simplified(u"  a \t\n b\u00a0\u200bc\u0007 "), QStringLiteral("a b c"));
    QCOMPARE(simplified(u""), QString());
    QCOMPARE(simplified(u"\u3000日本\u3000"), QStringLiteral("日本"));
}

void TestPlainText::excerptsAreCutBetweenWords()
{
    QCOMPARE(excerpt(u"Short enough", 20), QStringLiteral("Short enough"));
    QCOMPARE(excerpt(u"The government resigned, today", 18), QStringLiteral("The government…"));
    QCOMPARE(excerpt(u"The government resigned, today", 25), QStringLiteral("The government resigned…"));
    QCOMPARE(excerpt(u"Donaudampfschifffahrt", 6), QStringLiteral("Donau…"));
    QCOMPARE(excerpt(u"ab\U0001F600cd", 4), QStringLiteral("ab…")); // never half a character
    QCOMPARE(excerpt(u"abc", 0), QString());
    QCOMPARE(excerpt(u"abc", -5), QString());
    QCOMPARE(excerpt(u"abc", 1), QStringLiteral("…"));
    const QString book = QStringLiteral("word ").repeated(1000000);
    QVERIFY(excerpt(book, 80).size() <= 80);
}

void TestPlainText::referencesAreDecodedOnce_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("decoded");
    QTest::newRow("once") << QStringLiteral("&amp;lt;") << QStringLiteral("&lt;");
    QTest::newRow("rare") << QStringLiteral("&CounterClockwiseContourIntegral; &zwnj;") << QStringLiteral("∳ \u200c");
    QTest::newRow("nul") << QStringLiteral("&#0;") << QStringLiteral("\ufffd");
    QTest::newRow("surrogate") << QStringLiteral("&#xD800;") << QStringLiteral("\ufffd");
    QTest::newRow("too big") << QStringLiteral("&#99999999999;") << QStringLiteral("\ufffd");
    QTest::newRow("astral") << QStringLiteral("&#128512;") << QStringLiteral("\U0001F600");
    QTest::newRow("without a semicolon") << QStringLiteral("&amp &copy 2025") << QStringLiteral("&amp &copy 2025");
    QTest::newRow("half") << QStringLiteral("&#; &#x; &;") << QStringLiteral("&#; &#x; &;");
}

void TestPlainText::referencesAreDecodedOnce()
{
    QFETCH(QString, text);
    QFETCH(QString, decoded);
    QCOMPARE(withEntitiesDecoded(text), decoded);
}

void TestPlainText::escapedTextIsOnlyText()
{
    QCOMPARE(escaped(u"<a href=\"x\">&</a>"), QStringLiteral("&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;"));
    const char16_t controls[] = {u'a', 0, 1, u'\n', 0x85, u'b'};
    QCOMPARE(escaped(QStringView(controls, 6)), QStringLiteral("a\ufffd\nb"));
    // The sanitiser leaves it as it is only where nothing stands in it that a parser would replace.
    const char16_t none[] = {u'a', 0xd83d, 0xde00, 0xd800, u'b', 0xdc00, 0xffff, 0xfdd0, 0xd83f, 0xdfff, u'c'};
    const QString html = htmlFromText(QStringView(none, std::size(none)));
    QCOMPARE(html, QStringLiteral("<p>a\U0001f600\ufffdb\ufffd\ufffd\ufffd\ufffdc</p>"));
    QCOMPARE(sanitiseHtml(html).html, html);
}

void TestPlainText::theBuilderKeepsBlocksApart()
{
    TextBuilder builder;
    builder.endParagraph();
    builder.add(u" one ", false);
    builder.add(u" two\u00a0three ", false);
    builder.endParagraph();
    builder.endLine();
    builder.add(u"four", false);
    builder.endCell();
    builder.add(u"five", false);
    builder.breakLine();
    builder.breakLine();
    builder.breakLine();
    builder.add(u"  six\n    seven\n\n\n\neight", true);
    builder.endParagraph();
    QCOMPARE(builder.take(), QStringLiteral("one two three\n\nfour\tfive\n\n  six\n    seven\n\neight"));
}

void TestPlainText::hostileTitlesTakeNoTime()
{
    for (const char *piece : {"<", "<!--", "&#1", "&amp;", "<b ", "</", "&a;"})
        QVERIFY(plainTitle(QString::fromLatin1(piece).repeated(1000000)).size() <= 64 * 1024);
    const QChar loners[] = {QChar(0xd800), u'<', QChar(0xdc00), QChar(0)};
    plainTitle(QString(loners, 4));
}

QTEST_GUILESS_MAIN(TestPlainText)
#include "test_plain_text.moc"
