// The command line's own parts: JSON lines, widths, near words, what is handed over.
#include "cli/arguments.h"
#include "cli/export_format.h"
#include "cli/handed_over.h"
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

    void a_command_arrives_as_it_was_handed_over()
    {
        HandedOver given;
        given.version = QStringLiteral("1.2");
        given.profile = QStringLiteral("/home/a b/profile");
        given.command = QStringLiteral("mark");
        given.arguments.rest = {QStringLiteral("1"), QString(), QStringLiteral("\u00e9\n\"")};
        given.arguments.options = {{QStringLiteral("read"), {QString()}}, {QStringLiteral("tag"), {QStringLiteral("b"), QStringLiteral("a")}}};
        given.files = {{QStringLiteral("x.txt"), QStringLiteral("/tmp/x.txt")}};
        given.terminal = {true, false, 132};
        const auto arrived = handedOverFrom(toBytes(given));
        QVERIFY(arrived);
        QCOMPARE(arrived->version, given.version);
        QCOMPARE(arrived->profile, given.profile);
        QCOMPARE(arrived->command, given.command);
        QCOMPARE(arrived->arguments.rest, given.arguments.rest);
        QCOMPARE(arrived->arguments.options, given.arguments.options);
        QCOMPARE(arrived->files, given.files);
        QVERIFY(arrived->terminal.hasOutput && !arrived->terminal.hasErrors);
        QCOMPARE(arrived->terminal.width, 132);
    }

    void what_is_no_command_is_not_taken_for_one_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\xff\xfe\0{", 4);
        QTest::newRow("a list") << QByteArray("[\"mark\"]");
        QTest::newRow("no version") << QByteArray("{\"command\": \"mark\"}");
        QTest::newRow("no command") << QByteArray("{\"version\": \"1\", \"command\": {}}");
        QTest::newRow("too deep") << QByteArray(100'000, '[');
    }

    void what_is_no_command_is_not_taken_for_one()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!handedOverFrom(bytes));
        const auto odd = handedOverFrom("{\"version\": \"1\", \"command\": \"mark\", \"rest\": 7, \"options\": [], \"width\": -4}");
        QVERIFY(odd && odd->arguments.rest.isEmpty() && odd->arguments.options.isEmpty());
        QCOMPARE(odd->terminal.width, 40);
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
