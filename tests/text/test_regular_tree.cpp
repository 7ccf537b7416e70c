// RegularTree may refuse any markup, but what it reads it has to read as gumbo does: both trees are compared on random markup, most of it regular.
#include "text/gumbo_tree.h"
#include "text/html_sanitiser.h"
#include "text/markup_guard.h"
#include "text/regular_tree.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

namespace {

// Tags, attributes and texts in a form that can be compared; neighbouring texts are one.
void describe(const GumboNode *node, QByteArray &into)
{
    if (node->type != GUMBO_NODE_ELEMENT) {
        const bool joins = into.endsWith("\"") && !into.endsWith("=\"");
        if (joins)
            into.chop(1);
        into += (joins ? "" : "\n\"") + QByteArray(node->v.text.text) + '"';
        return;
    }
    const GumboElement &element = node->v.element;
    into += QByteArray("\n<") + gumbo_normalized_tagname(element.tag);
    for (unsigned at = 0; at < element.attributes.length; ++at) {
        const auto *attribute = static_cast<const GumboAttribute *>(element.attributes.data[at]);
        into += QByteArray(" ") + attribute->name + "='" + attribute->value + '\'';
    }
    into += '>';
    for (unsigned at = 0; at < element.children.length; ++at)
        describe(static_cast<const GumboNode *>(element.children.data[at]), into);
    into += QByteArray("\n</") + gumbo_normalized_tagname(element.tag) + '>';
}

QByteArray described(const GumboNode *root)
{
    QByteArray text;
    describe(root, text);
    return text;
}

template <qsizetype size>
QByteArray oneOf(QRandomGenerator &chance, const char *const (&choices)[size])
{
    return choices[chance.bounded(int(size))];
}

QByteArray words(QRandomGenerator &chance)
{
    if (chance.bounded(12))
        return oneOf(chance, {"Words ", "a &amp; b", "caf&eacute;", "&#8217;s &#x2014; ", " ", "\n", "1 &lt; 2", "\xd0\x9f\xd1\x80", "&nbsp;", "& so", "x > y"});
    return oneOf(chance, {"AT&T", "&unknown;",
                          "&copy", "\xf0\x9f\x8c\x8d", "&#10;", "&#0;", "&#150;", "&Alpha;&hellip;", "\xef\xbb\xbf", "\xc2\x85", "\t", "-->"});
}

QByteArray attributes(QRandomGenerator &chance)
{
    return oneOf(chance, {"", "", "", "", "", "", " href=\"https://a.example/?x=1&y=2&amp;z=3\"", " href='/q?a=&quot;1&quot;' title=\"a &eacute; b\"", " class=x lang=en LANG=fr", " title='&copy'",
                          " src=\"i.jpg\" alt=\"\" width=1", " dir", " title=\"a\nb\"", " title='&lt&gt;'", " href=\"&amp=1\""});
}

QByteArray markup(QRandomGenerator &chance, int depth)
{
    QByteArray text;
    for (int pieces = chance.bounded(1, 5); pieces > 0; --pieces) {
        const int kind = chance.bounded(25);
        const QByteArray tag = kind < 10 ? oneOf(chance, {"p", "div", "blockquote", "h2", "h3", "ul", "figure", "section", "figcaption", "ol", "address"})
            : kind < 23 ? oneOf(chance, {"a", "b", "em", "i", "strong", "span", "code", "small", "cite", "q", "sub", "li", "u", "abbr", "font", "main"})
                       : oneOf(chance, {"br", "img", "hr", "wbr", "table", "td", "pre", "dl", "dt", "custom", "center", "tr", "picture"});
        const bool isEmpty = depth == 0 || tag == "br" || tag == "img" || tag == "hr" || tag == "wbr";
        text += words(chance) + '<' + tag + attributes(chance) + '>';
        if (isEmpty && !chance.bounded(3))
            continue;
        text += (tag == "ul" || tag == "ol") && chance.bounded(4) ? "<li>" + markup(chance, qMax(0, depth - 1)) + "</li>\n<li>" + words(chance) + "</li>"
            : depth > 0                                           ? markup(chance, depth - 1)
                                                                  : words(chance);
        if (chance.bounded(20))
            text += "</" + (chance.bounded(30) ? tag : oneOf(chance, {"p", "b", "div", "a", "li", "h2", "br"})) + '>';
    }
    return text + words(chance);
}

} // namespace

class TestRegularTree final : public QObject {
    Q_OBJECT

private slots:
    void whatIsReadIsReadAsGumboDoes();
    void whatPublishersWriteIsRead_data();
    void whatPublishersWriteIsRead();
    void whatNeedsMendingIsLeft_data();
    void whatNeedsMendingIsLeft();
};

void TestRegularTree::whatIsReadIsReadAsGumboDoes()
{
    QRandomGenerator chance(20250911);
    int regular = 0;
    for (int round = 0; round < 30'000; ++round) {
        const QByteArray text = guardedMarkup(QString::fromUtf8(markup(chance, chance.bounded(4))), MarkupUse::Reading).utf8;
        const RegularTree tree(text);
        if (!tree.root())
            continue;
        ++regular;
        const GumboTree oracle(text);
        const QByteArray mine = described(tree.root());
        const QByteArray wanted = described(oracle.root());
        QVERIFY2(mine == wanted, QByteArray(text + "\n\n" + mine + "\n\n" + wanted).constData());
    }
    QVERIFY2(regular > 3000, qPrintable(QString::number(regular)));
}

void TestRegularTree::whatPublishersWriteIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("Words &amp; more");
    QTest::newRow("paragraphs") << QByteArray("<p>One <a href=\"/x?a=1&b=2\">two</a>.</p>\n<p><img src=\"i.jpg\"><br>Three&hellip;</p>");
    QTest::newRow("lists") << QByteArray("<ul><li>One<ul><li>Two</li></ul></li><li><p>Three</p></li></ul>");
    QTest::newRow("cut off") << QByteArray("<div><p>One <b>two");
}

void TestRegularTree::whatPublishersWriteIsRead()
{
    QFETCH(QByteArray, text);
    const RegularTree tree(text);
    QVERIFY(tree.root());
    QCOMPARE(described(tree.root()), described(GumboTree(text).root()));
}

void TestRegularTree::whatNeedsMendingIsLeft_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"<p>One<p>Two", "<p><div>One</div></p>", "<b><i>One</b></i>", "<a>One<a>Two</a></a>", "</p>", "<ul>One</ul></ul>", "<div><li>One</div>", "<h2><h3>One</h3></h2>",
                             "<table><tr><td>One</td></tr></table>", "<pre>\nOne</pre>", "&copy One", "&nosuchname;", "&#0;", "&#x80;", "a\rb", "\x01", "<svg></svg>", "<p title=\"&#xD800;\">"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("deep") << QByteArray("<div>").repeated(1000);
}

void TestRegularTree::whatNeedsMendingIsLeft()
{
    QFETCH(QByteArray, text);
    QVERIFY(!RegularTree(text).root());
}

QTEST_GUILESS_MAIN(TestRegularTree)
#include "test_regular_tree.moc"
