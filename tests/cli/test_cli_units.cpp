// The command line's own parts: JSON lines, widths, near words.
#include "cli/arguments.h"
#include "cli/export_format.h"
#include "cli/json_line.h"
#include "cli/terminal.h"

#include <QTest>

using namespace dateline;

class TestCliUnits final : public QObject {
    Q_OBJECT
private slots:
    void json_is_escaped_where_lines_or_json_would_break()
    {
        JsonLine json;
        json.beginObject();
        json.key("a");
        json.text(QStringLiteral("q\" b\\ n\n t\t z\u0001 u\u0085 l\u2028 \u00e9 \U0001F600"));
        json.key("b");
        json.fraction(0.123456);
        json.key("c");
        json.beginArray();
        json.number(1);
        json.truth(false);
        json.null();
        json.endArray();
        json.key("d");
        json.fraction(0.0 / 1.0);
        json.endObject();
        QCOMPARE(json.take(), QByteArray("{\"a\": \"q\\\" b\\\\ n\\n t\\t z\\u0001 u\\u0085 l\\u2028 \u00e9 \U0001F600\", \"b\": 0.1235, "
                                         "\"c\": [1, false, null], \"d\": 0}\n"));
    }

    void half_a_surrogate_stays_one_unit_long()
    {
        JsonLine json;
        json.text(QString(QString(QChar(0xd83d)) + u'x'));
        QCOMPARE(json.take(), QByteArray("\"\uFFFDx\"\n"));
    }

    void widths_are_those_of_a_terminal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("latin") << QStringLiteral("abc") << 3;
        QTest::newRow("wide") << QStringLiteral("東京") << 4;
        QTest::newRow("combining") << QStringLiteral("e\u0301") << 1;
        QTest::newRow("emoji") << QStringLiteral("\U0001F600") << 2;
    }

    void widths_are_those_of_a_terminal()
    {
        QFETCH(QString, text);
        QTEST(displayWidth(text), "width");
        QCOMPARE(displayWidth(fitted(text, 10)), 10);
        QCOMPARE(displayWidth(fitted(text + text + text + text + text, 3)), 3);
    }

    void wrapping_loses_no_word()
    {
        const QString text = QStringLiteral("one two three four five six seven eight nine ten\n\neleven");
        const QString lines = wrapped(text, 24, 2);
        QCOMPARE(lines.simplified(), text.simplified());
        for (const QString &line : lines.split(u'\n'))
            QVERIFY(line.size() <= 24);
    }

    void near_words_are_found_and_far_ones_not()
    {
        const QStringList known{QStringLiteral("import"), QStringLiteral("inspect")};
        QCOMPARE(nearestWord(QStringLiteral("improt"), known), QStringLiteral("import"));
        QCOMPARE(nearestWord(QStringLiteral("insp"), known), QStringLiteral("inspect"));
        QCOMPARE(nearestWord(QStringLiteral("window"), known), QString());
    }

    void a_query_may_begin_with_a_dash()
    {
        constexpr OptionSpec known[] = {{"json", nullptr, ""}, {"limit", "N", ""}};
        const auto arguments = parseArguments({QStringLiteral("-football"), QStringLiteral("--json"), QStringLiteral("--limit=3"),
                                               QStringLiteral("--"), QStringLiteral("--json")}, known);
        QVERIFY(arguments);
        QCOMPARE(arguments->rest, (QStringList{QStringLiteral("-football"), QStringLiteral("--json")}));
        QVERIFY(arguments->has("json"));
        QCOMPARE(arguments->value("limit"), QStringLiteral("3"));
    }

    void markdown_is_escaped_where_it_would_mean_something()
    {
        StoredArticle article;
        article.content.title = QStringLiteral("[a] *b* <c>");
        article.content.text = QStringLiteral("# no heading\n1. no list\nplain");
        const QByteArray text = exportedArticle(ExportFormat::Markdown, article);
        QVERIFY2(text.contains("## \\[a\\] \\*b\\* \\<c\\>"), text.constData());
        QVERIFY2(text.contains("\\# no heading\n1\\. no list\nplain"), text.constData());
    }

    void html_is_escaped_in_heads()
    {
        StoredArticle article;
        article.content.title = QStringLiteral("<script>alert(1)</script>");
        article.content.url = QStringLiteral("https://a.example/\"onclick=\"x");
        const QByteArray html = exportedArticle(ExportFormat::Html, article);
        QVERIFY(!html.contains("<script>"));
        QVERIFY(!html.contains("/\"onclick"));
    }
};

QTEST_GUILESS_MAIN(TestCliUnits)
#include "test_cli_units.moc"
