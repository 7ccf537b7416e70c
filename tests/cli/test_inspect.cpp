// `dateline inspect`: the JSON contract, streams, and what bad files get.
#include "command_runner.h"

using namespace Qt::StringLiterals;

namespace {

// The keys in the order of the line, which QJsonObject would sort.
QStringList topLevelKeys(const QByteArray &line)
{
    QStringList keys;
    int depth = 0;
    bool inText = false;
    QByteArray text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
            else
                text += c;
        } else if (c == '"') {
            inText = true;
            text.clear();
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ':' && depth == 1) {
            keys.append(QString::fromUtf8(text));
        }
    }
    return keys;
}

} // namespace

class TestInspect final : public QObject {
    Q_OBJECT
private:
    CommandRunner m_command;

private slots:
    void an_article_has_the_keys_of_the_contract_in_order()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"saved-with-date-line.txt"_s), u"--json"_s});
        QCOMPARE(done.code, 0);
        QVERIFY2(done.err.isEmpty(), done.err.constData());
        QCOMPARE(topLevelKeys(done.out),
                 u"ref title url guid source authors published updated language text html image categories entities countries topics "
                 "keySentences quotes problems"_s.split(u' '));
        const QJsonObject article = done.json().value(0);
        QCOMPARE(article[u"ref"].toString(), u"saved-with-date-line.txt"_s);
        QCOMPARE(article[u"published"].toString(), u"2025-09-11"_s);
        QVERIFY(article[u"updated"].isNull());
        QCOMPARE(article[u"url"].toString(), u"https://news.example.org/bridge"_s);
        QVERIFY(article[u"text"].toString().contains(u"The city council of Belgrade"_s));
        QVERIFY(article[u"html"].toString().contains(u"<p>"_s));
    }

    void spans_name_the_words_that_they_count()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"three-articles.jsonl"_s), u"--json"_s});
        bool anyCountry = false;
        for (const QJsonObject &article : done.json()) {
            for (const QJsonValue &country : article[u"countries"].toArray()) {
                anyCountry = true;
                QCOMPARE(country[u"code"].toString().size(), 2);
                QVERIFY(country[u"about"].isBool());
                for (const QJsonValue &mention : country[u"mentions"].toArray()) {
                    const QString within = article[mention[u"in"].toString() == u"title" ? u"title" : u"text"].toString();
                    QVERIFY(mention[u"start"].toInt() >= 0);
                    QVERIFY(mention[u"length"].toInt() > 0);
                    QVERIFY(mention[u"start"].toInt() + mention[u"length"].toInt() <= within.size());
                }
            }
        }
        QVERIFY(anyCountry);
    }

    void json_lines_keep_their_id_and_text_as_it_is()
    {
        const Outcome done = m_command.run({u"inspect"_s, u"-"_s, u"--as"_s, u"jsonl"_s, u"--json"_s},
                                           "{\"id\": \"x1\", \"text\": \"  two  blanks\\n\\nand \\ud83d\\ude00\\u2028here \"}\n{\"id\": 7, \"text\": \"b\"}");
        QCOMPARE(done.code, 0);
        QCOMPARE(done.json().size(), 2);
        QCOMPARE(done.json()[0][u"ref"].toString(), u"x1"_s);
        QCOMPARE(done.json()[0][u"text"].toString(), u"  two  blanks\n\nand \U0001F600\u2028here "_s);
        QCOMPARE(done.json()[1][u"ref"].toString(), u"7"_s);
        QVERIFY2(!done.out.contains("\xe2\x80\xa8"), "a line separator must not stand bare in a line");
    }

    void a_feed_prints_a_line_an_item()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"two-items.xml"_s), u"--as"_s, u"feed"_s, u"--json"_s});
        QCOMPARE(done.code, 0);
        QCOMPARE(done.json().size(), 2);
        QCOMPARE(done.json()[0][u"guid"].toString(), u"whole-1"_s);
        QCOMPARE(done.json()[0][u"published"].toString(), u"2025-09-11T14:03:00Z"_s);
    }

    void a_page_is_resolved_against_the_base_address()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"saved-page.html"_s), u"--as"_s, u"page"_s, u"--base-url"_s,
                                            u"https://page.example.co.uk/harbour"_s, u"--json"_s});
        QCOMPARE(done.code, 0);
        QCOMPARE(done.json().size(), 1);
        QVERIFY(done.json()[0][u"text"].toString().contains(u"The first ferry to Calais"_s));
    }

    void thousands_of_lines_keep_their_order()
    {
        QByteArray lines;
        for (int i = 0; i < 3000; ++i)
            lines += "{\"id\": \"" + QByteArray::number(i) + "\", \"text\": \"Article " + QByteArray(i % 700, 'x') + " ends.\"}\n";
        const Outcome done = m_command.run({u"inspect"_s, u"-"_s, u"--json"_s}, lines);
        QCOMPARE(done.code, 0);
        const auto articles = done.json();
        QCOMPARE(articles.size(), 3000);
        for (int i = 0; i < 3000; ++i)
            QCOMPARE(articles[i][u"ref"].toString(), QString::number(i));
    }

    void a_report_for_people_names_the_facts()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"saved-with-date-line.txt"_s)});
        QCOMPARE(done.code, 0);
        QVERIFY2(done.out.contains("Council votes on the new bridge"), done.out.constData());
        QVERIFY(done.out.contains("2025-09-11"));
        QVERIFY(done.out.contains("Serbia"));
        QVERIFY2(!done.out.contains('\x1b'), "no colours where nobody sees them");
    }

    void bad_files_are_named_and_the_others_read_all_the_same_data()
    {
        QTest::addColumn<QString>("bad");
        QTest::addColumn<int>("articles");
        QTest::newRow("empty") << m_command.fixture(u"empty.txt"_s) << 1;
        QTest::newRow("binary") << m_command.fixture(u"picture-named-as-text.txt"_s) << 1;
        QTest::newRow("missing") << u"/nowhere/at-all.txt"_s << 1;
        QTest::newRow("folder") << u"/"_s << 1;
        QTest::newRow("truncated feed") << m_command.fixture(u"cut-in-the-second-item.xml"_s) << 2;
        QTest::newRow("broken line") << m_command.fixture(u"second-line-is-broken.jsonl"_s) << 3;
    }

    void bad_files_are_named_and_the_others_read_all_the_same()
    {
        QFETCH(QString, bad);
        QFETCH(int, articles);
        const Outcome done = m_command.run({u"inspect"_s, bad, m_command.fixture(u"saved-with-date-line.txt"_s), u"--json"_s});
        QCOMPARE(done.code, 1);
        QVERIFY2(done.json().size() >= articles, done.out.constData());
        QCOMPARE(done.json().last()[u"ref"].toString(), u"saved-with-date-line.txt"_s);
        QVERIFY2(done.err.startsWith(QByteArray("dateline: " + bad.toUtf8() + ": ")), done.err.constData());
    }

    void a_broken_line_is_named_by_its_number()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"second-line-is-broken.jsonl"_s), u"--json"_s});
        QVERIFY2(done.err.contains("line 2"), done.err.constData());
        QCOMPARE(done.json().size(), 2);
    }

    void a_list_of_feeds_is_no_article()
    {
        const Outcome done = m_command.run({u"inspect"_s, m_command.fixture(u"feeds-in-folders.opml"_s), u"--json"_s});
        QCOMPARE(done.code, 1);
        QVERIFY(done.out.isEmpty());
        QVERIFY(done.err.contains("dateline import"));
    }

    void a_reader_that_goes_ends_it_quietly()
    {
        QByteArray lines;
        for (int i = 0; i < 5000; ++i)
            lines += "{\"text\": \"" + QByteArray(400, 'x') + "\"}\n";
        m_command.write(u"many.jsonl"_s, lines);
        const Outcome done = m_command.shell(u"\"$DATELINE\" inspect '%1' --json | head -n 1"_s.arg(m_command.file(u"many.jsonl"_s)));
        QCOMPARE(done.code, 0);
        QCOMPARE(done.out.count('\n'), 1);
        QVERIFY2(done.err.isEmpty(), done.err.constData());
    }

    void a_full_disk_is_said()
    {
        const Outcome done = m_command.shell(u"\"$DATELINE\" inspect '%1' --json > /dev/full"_s.arg(m_command.fixture(u"two-items.xml"_s)));
        QCOMPARE(done.code, 1);
        QVERIFY(!done.err.isEmpty());
    }

    void nothing_is_stored()
    {
        CommandRunner fresh;
        QCOMPARE(fresh.run({u"inspect"_s, fresh.fixture(u"two-items.xml"_s)}).code, 0);
        QVERIFY(!QDir(fresh.profile()).exists());
    }
};

QTEST_GUILESS_MAIN(TestInspect)
#include "test_inspect.moc"
