// The commands over a profile: import, list, facets, show, mark, export, retention.
#include "command_runner.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

class TestProfileCommands final : public QObject {
    Q_OBJECT
private:
    CommandRunner m_command;

    QList<QJsonObject> listed(const QStringList &words) { return m_command.run(QStringList{u"list"_s, u"--json"_s} + words).json(); }
    QString numberOf(const QString &query) { return QString::number(listed({query}).value(0)[u"id"].toInt()); }

private slots:
    void initTestCase()
    {
        const Outcome done = m_command.run({u"import"_s, m_command.fixture(u"three-articles.jsonl"_s), m_command.fixture(u"two-items.xml"_s),
                                            m_command.fixture(u"saved-with-date-line.txt"_s), m_command.fixture(u"saved-page.html"_s)});
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY2(done.out.startsWith("7 added, 0 updated, 0 unchanged; files read: 4"), done.out.constData());
        QVERIFY2(done.err.isEmpty(), "no progress bar where there is no terminal");
    }

    void importing_again_changes_nothing()
    {
        const Outcome done = m_command.run({u"import"_s, m_command.fixture(u"three-articles.jsonl"_s)});
        QVERIFY2(done.out.startsWith("0 added, 0 updated, 3 unchanged"), done.out.constData());
    }

    void a_list_in_json_adds_number_state_and_story()
    {
        const auto articles = listed({});
        QCOMPARE(articles.size(), 7);
        QSet<QString> refs;
        for (const QJsonObject &article : articles) {
            refs.insert(article[u"ref"].toString());
            QVERIFY(article[u"id"].toInt() > 0);
            QVERIFY(article.contains(u"story"_s));
            QVERIFY(article[u"source"].isString());
            const QJsonObject state = article[u"state"].toObject();
            QVERIFY(state[u"read"].isBool() && state[u"bookmarked"].isBool() && state[u"tags"].isArray() && state[u"note"].isString());
        }
        QVERIFY(refs.contains(u"a1"_s) && refs.contains(u"saved-with-date-line.txt"_s));
    }

    void sources_are_assigned_by_name_feed_and_site()
    {
        QHash<QString, QString> sources;
        for (const QJsonObject &article : listed({}))
            sources.insert(article[u"title"].toString(), article[u"source"].toString());
        QCOMPARE(sources[u"Elections in Kenya"_s], u"African Desk"_s);
        QCOMPARE(sources[u"Rain in Chile"_s], u"The Whole Gazette"_s);
        QCOMPARE(sources[u"Council votes on the new bridge"_s], u"Imported files"_s);
        QCOMPARE(sources[u"Harbour opens again"_s], u"example.co.uk"_s);
    }

    void queries_limits_and_orders_are_obeyed()
    {
        QCOMPARE(listed({u"kenya"_s}).size(), 1);
        QCOMPARE(listed({u"-kenya"_s}).size(), 6);
        QCOMPARE(listed({u"--limit"_s, u"2"_s}).size(), 2);
        QCOMPARE(listed({u"--offset"_s, u"5"_s}).size(), 2);
        QCOMPARE(listed({u"--offset"_s, u"50"_s}).size(), 0);
        QCOMPARE(listed({u"date:2022-08-09"_s}).size(), 1);
        QCOMPARE(listed({u"from:GB"_s}).size(), 1);
        const auto newest = listed({u"after:2022-01-01"_s});
        QCOMPARE(newest.first()[u"title"].toString(), u"Snow in Chile"_s);
        QCOMPARE(newest.last()[u"title"].toString(), u"Elections in Kenya"_s);
        QVERIFY(!listed({u"chile"_s, u"--sort"_s, u"relevance"_s}).isEmpty());
    }

    void a_query_that_finds_nothing_is_no_failure()
    {
        const Outcome done = m_command.run({u"list"_s, u"zebra"_s, u"--json"_s});
        QCOMPARE(done.code, 0);
        QVERIFY(done.out.isEmpty() && done.err.isEmpty());
    }

    void a_list_for_people_has_a_row_an_article()
    {
        const Outcome done = m_command.run({u"list"_s});
        QCOMPARE(done.code, 0);
        QCOMPARE(done.out.count('\n'), 7);
        QVERIFY2(done.out.contains("2025-09-12  The Whole Gazette   Snow in Chile"), done.out.constData());
    }

    void facets_count_each_value()
    {
        QHash<QString, int> counts;
        const Outcome done = m_command.run({u"facets"_s, u"--json"_s});
        QCOMPARE(done.code, 0);
        for (const QJsonObject &facet : done.json()) {
            QCOMPARE(facet.keys(), (QStringList{u"count"_s, u"facet"_s, u"label"_s, u"value"_s}));
            counts.insert(facet[u"facet"].toString() + u' ' + facet[u"value"].toString(), facet[u"count"].toInt());
        }
        QCOMPARE(counts.value(u"day 2025-09-11"_s), 2);
        QCOMPARE(counts.value(u"source African Desk"_s), 2);
        QCOMPARE(counts.value(u"from GB"_s), 1);
        QVERIFY(counts.value(u"country CL"_s) == 2);
        const Outcome few = m_command.run({u"facets"_s, u"--json"_s, u"--top"_s, u"1"_s});
        QVERIFY(few.json().size() < done.json().size());
        const Outcome bars = m_command.run({u"facets"_s});
        QVERIFY(bars.out.contains("Chile"));
        QVERIFY(bars.out.contains("\xe2\x96\x88"));
    }

    void show_has_four_forms()
    {
        const QString id = numberOf(u"kenya"_s);
        QVERIFY(m_command.run({u"show"_s, id}).out.contains("Elections in Kenya"));
        QCOMPARE(m_command.run({u"show"_s, id, u"--json"_s}).json().value(0)[u"ref"].toString(), u"a1"_s);
        QVERIFY(m_command.run({u"show"_s, id, u"--text"_s}).out.startsWith("Kenya held elections"));
        QVERIFY(m_command.run({u"show"_s, id, u"--html"_s}).out.startsWith("<p>Kenya held"));
        const Outcome missing = m_command.run({u"show"_s, u"4000000"_s});
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.err.startsWith("dateline: "));
    }

    void mark_changes_and_says_what()
    {
        const QString id = numberOf(u"pakistan"_s);
        const Outcome marked = m_command.run({u"mark"_s, id, u"--read"_s, u"--bookmark"_s, u"--tag"_s, u"water"_s, u"--tag"_s, u"asia"_s});
        QCOMPARE(marked.code, 0);
        QVERIFY2(marked.out.contains(id.toUtf8()), marked.out.constData());
        const QJsonObject state = listed({u"tag:water"_s}).value(0)[u"state"].toObject();
        QVERIFY(state[u"read"].toBool() && state[u"bookmarked"].toBool());
        QCOMPARE(state[u"tags"].toArray().size(), 2);
        QVERIFY(m_command.run({u"mark"_s, id, u"--read"_s}).out.contains("Nothing"));
        QCOMPARE(m_command.run({u"mark"_s, id, u"--unread"_s, u"--unbookmark"_s, u"--untag"_s, u"water"_s}).code, 0);
        QCOMPARE(listed({u"tag:water"_s}).size(), 0);
        QCOMPARE(m_command.run({u"mark"_s, id, u"4000000"_s, u"--read"_s}).code, 1);
        QCOMPARE(listed({u"is:read"_s}).size(), 0);
    }

    void exports_can_be_read_again()
    {
        const Outcome lines = m_command.run({u"export"_s, u"--format"_s, u"jsonl"_s});
        QCOMPARE(lines.json().size(), 7);
        CommandRunner other;
        const Outcome again = other.run({u"import"_s, u"-"_s}, lines.out);
        QVERIFY2(again.out.startsWith("7 added"), QByteArray(again.out + again.err).constData());
    }

    void exports_for_people_hold_the_articles()
    {
        const Outcome page = m_command.run({u"export"_s, u"chile"_s, u"--format"_s, u"html"_s});
        QVERIFY(page.out.startsWith("<!DOCTYPE html>"));
        QVERIFY(page.out.contains("default-src 'none'"));
        QVERIFY(page.out.contains("Snow in Chile") && !page.out.contains("Kenya"));
        const Outcome text = m_command.run({u"export"_s, u"chile"_s, u"--format"_s, u"markdown"_s});
        QVERIFY2(text.out.contains("## [Snow in Chile](<https://whole.example.org/2>)"), text.out.constData());
        const QString file = m_command.file(u"out.md"_s);
        QCOMPARE(m_command.run({u"export"_s, u"--format"_s, u"markdown"_s, u"--output"_s, file}).code, 0);
        QVERIFY(QFile(file).size() > 1000);
        QCOMPARE(m_command.run({u"export"_s, u"--format"_s, u"html"_s, u"--output"_s, u"/nowhere/at/all.html"_s}).code, 1);
    }

    void newspapers_are_chosen_by_country_and_language()
    {
        CommandRunner other;
        const Outcome countries = other.run({u"catalogue"_s});
        QCOMPARE(countries.code, 0);
        QVERIFY(countries.out.count('\n') >= 100);
        const Outcome serbian = other.run({u"catalogue"_s, u"--country"_s, u"Serbia"_s, u"--json"_s});
        QVERIFY(serbian.json().size() >= 3);
        for (const QJsonObject &feed : serbian.json())
            QCOMPARE(feed[u"country"_s].toString(), u"RS"_s);
        QVERIFY(other.run({u"catalogue"_s, u"--language"_s, u"fr"_s}).out.contains("Le Monde"));
        QCOMPARE(other.run({u"catalogue"_s, u"--country"_s, u"Atlantis"_s}).code, 2);
        QCOMPARE(other.run({u"catalogue"_s, u"--subscribe"_s}).code, 2);
        const Outcome subscribed = other.run({u"catalogue"_s, u"--country"_s, u"RS"_s, u"--subscribe"_s});
        QVERIFY2(subscribed.code == 0, subscribed.err.constData());
        QCOMPARE(other.run({u"export"_s, u"--format"_s, u"opml"_s}).out.count("xmlUrl="), serbian.json().size());
        QVERIFY(other.run({u"catalogue"_s, u"--country"_s, u"RS"_s, u"--subscribe"_s}).out.contains("already"));
    }

    void opml_goes_in_and_out_with_its_folders()
    {
        CommandRunner other;
        const Outcome in = other.run({u"import"_s, other.fixture(u"feeds-in-folders.opml"_s)});
        QCOMPARE(in.code, 0);
        QVERIFY2(in.out.contains("2 feed"), in.out.constData());
        const Outcome out = other.run({u"export"_s, u"--format"_s, u"opml"_s});
        QVERIFY2(out.out.contains("https://daily.example.rs/feed") && out.out.contains("Europe"), out.out.constData());
        const Outcome gone = other.run({u"unsubscribe"_s, u"https://world.example.org/feed"_s, u"https://no.example.org/"_s});
        QCOMPARE(gone.code, 1);
        QVERIFY(gone.out.contains("World"));
        QVERIFY(gone.err.contains("https://no.example.org/: There is no feed"));
        QVERIFY(!other.run({u"export"_s, u"--format"_s, u"opml"_s}).out.contains("world.example.org"));
    }

    void a_folder_is_imported_whole_and_bad_files_are_named()
    {
        CommandRunner other;
        QDir().mkpath(other.file(u"in/deeper"_s));
        QVERIFY(QFile::copy(other.fixture(u"saved-with-date-line.txt"_s), other.file(u"in/a.txt"_s)));
        QVERIFY(QFile::copy(other.fixture(u"picture-named-as-text.txt"_s), other.file(u"in/b.txt"_s)));
        QVERIFY(QFile::copy(other.fixture(u"empty.txt"_s), other.file(u"in/c.txt"_s)));
        QVERIFY(QFile::copy(other.fixture(u"cut-in-the-second-item.xml"_s), other.file(u"in/deeper/d.xml"_s)));
        other.write(u"in/.hidden.txt"_s, "Nobody reads this file.");
        const Outcome done = other.run({u"import"_s, other.file(u"in"_s)});
        QCOMPARE(done.code, 1);
        QVERIFY(done.err.contains("/in/b.txt: "));
        QVERIFY(done.err.contains("/in/c.txt: "));
        QVERIFY(done.err.contains("/in/deeper/d.xml: "));
        QVERIFY(!done.err.contains("hidden"));
        const auto articles = other.run({u"list"_s, u"--json"_s}).json();
        QVERIFY(articles.size() >= 2);
        QCOMPARE(other.run({u"list"_s, u"source:in"_s, u"bridge"_s, u"--json"_s}).json().size(), 1);
    }

    void a_mistyped_profile_is_said_and_not_made_data()
    {
        QTest::addColumn<QStringList>("words");
        const QString none = m_command.file(u"none"_s);
        QTest::newRow("list") << QStringList{u"list"_s};
        QTest::newRow("facets") << QStringList{u"facets"_s, u"--json"_s};
        QTest::newRow("show") << QStringList{u"show"_s, u"1"_s};
        QTest::newRow("mark") << QStringList{u"mark"_s, u"1"_s, u"--read"_s};
        QTest::newRow("export") << QStringList{u"export"_s, u"--format"_s, u"opml"_s, u"--output"_s, none};
        QTest::newRow("check") << QStringList{u"check"_s};
        QTest::newRow("compact") << QStringList{u"compact"_s};
        QTest::newRow("backup") << QStringList{u"backup"_s, none};
        QTest::newRow("refresh") << QStringList{u"refresh"_s};
        QTest::newRow("unsubscribe") << QStringList{u"unsubscribe"_s, u"https://example.org/feed"_s};
    }

    void a_mistyped_profile_is_said_and_not_made()
    {
        QFETCH(QStringList, words);
        CommandRunner other;
        const QByteArray said = "dateline: " + other.profile().toUtf8() + ": There is no profile in this folder";
        for (int i = 0; i < 2; ++i) {
            const Outcome done = other.run(words);
            QCOMPARE(done.code, 3);
            QVERIFY2(done.err.startsWith(said) && done.out.isEmpty(), done.err.constData());
            QCOMPARE(QDir(other.profile()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size(), 0);
            QVERIFY(QFileInfo::exists(other.profile()) == (i > 0));
            QDir().mkpath(other.profile()); // the second time it is an empty folder
        }
        QVERIFY(!QFile::exists(m_command.file(u"none"_s)));
    }

    void the_default_profile_is_empty_at_first()
    {
        CommandRunner other; // $DATELINE_PROFILE stands in for the home folder
        for (const QStringList &words : {QStringList{u"list"_s}, QStringList{u"list"_s, u"--json"_s}}) {
            const Outcome done = other.runBare(words);
            QCOMPARE(done.code, 0);
            QVERIFY2(done.out.isEmpty() && done.err.isEmpty(), done.err.constData());
        }
    }

    void beside_a_program_that_holds_the_profile_all_is_read_and_nothing_changed()
    {
        CommandRunner other;
        QCOMPARE(other.run({u"import"_s, other.fixture(u"three-articles.jsonl"_s)}).code, 0);
        QProcess first;
        const auto import = [&] {
            first.start(QStringLiteral(DATELINE_PROGRAM), {u"--profile"_s, other.profile(), u"import"_s, u"-"_s});
            return first.waitForStarted();
        };
        QVERIFY(import());
        // It holds the profile once it listens; until then mark succeeds, and may itself be what shuts the import out.
        Outcome refused;
        QVERIFY(QTest::qWaitFor([&] {
            if (first.state() == QProcess::NotRunning && !import())
                return false;
            refused = other.run({u"mark"_s, u"1"_s, u"--read"_s});
            return refused.code == 3;
        }, 60'000));
        QVERIFY2(refused.err.startsWith("dateline: ") && refused.err.contains("process"), refused.err.constData());
        QCOMPARE(other.run({u"list"_s, u"--json"_s}).json().size(), 3);
        QVERIFY(!other.run({u"facets"_s, u"--json"_s}).json().isEmpty());
        QCOMPARE(other.run({u"show"_s, u"1"_s}).code, 0);
        QCOMPARE(other.run({u"export"_s, u"--format"_s, u"jsonl"_s}).json().size(), 3);
        QCOMPARE(other.run({u"corrections"_s}).code, 0);
        QCOMPARE(other.run({u"retention"_s}).code, 0);
        QCOMPARE(other.run({u"retention"_s, u"1"_s, u"--dry-run"_s}).code, 0);
        QCOMPARE(other.run({u"retention"_s, u"1"_s}).code, 3);
        QVERIFY(other.run({u"check"_s}).out.contains("sound"));
        QCOMPARE(other.run({u"backup"_s, other.file(u"backup"_s)}).code, 0);
        for (const QStringList &words : {QStringList{u"check"_s, u"--repair"_s}, QStringList{u"import"_s, other.fixture(u"two-items.xml"_s)}, QStringList{u"refresh"_s}})
            QCOMPARE(other.run(words).code, 3);
        first.closeWriteChannel();
        QVERIFY(first.waitForFinished(60'000));
        QCOMPARE(other.run({u"mark"_s, u"1"_s, u"--read"_s}).code, 0);
        CommandRunner restored;
        QCOMPARE(restored.run({u"restore"_s, other.file(u"backup"_s)}).code, 0);
        QCOMPARE(restored.run({u"list"_s, u"--json"_s}).json().size(), 3);
    }

    void exports_carry_what_the_reader_did()
    {
        CommandRunner one, two;
        QCOMPARE(one.run({u"import"_s, one.fixture(u"three-articles.jsonl"_s)}).code, 0);
        QCOMPARE(one.run({u"mark"_s, u"1"_s, u"--read"_s, u"--bookmark"_s, u"--tag"_s, u"water"_s, u"--tag"_s, u"asia"_s}).code, 0);
        QCOMPARE(one.run({u"mark"_s, u"2"_s, u"--read"_s}).code, 0);
        const Outcome lines = one.run({u"export"_s, u"--format"_s, u"jsonl"_s});
        QCOMPARE(lines.json().value(0)[u"state"][u"version"].toInt(), 1);
        // Into an empty profile: as it was.
        QCOMPARE(two.run({u"import"_s, u"-"_s}, lines.out).code, 0);
        const auto states = [](const QList<QJsonObject> &articles) {
            QMap<QString, QJsonValue> found;
            for (const QJsonObject &article : articles)
                found.insert(article[u"title"].toString(), article[u"state"]);
            return found;
        };
        QCOMPARE(states(two.run({u"list"_s, u"--json"_s}).json()), states(lines.json()));
        QCOMPARE(states(two.run({u"list"_s, u"--json"_s}).json()).size(), 3);
        // Into one where the reader did something else: that holds, and is added to.
        QCOMPARE(two.run({u"mark"_s, u"1"_s, u"2"_s, u"3"_s, u"--unread"_s, u"--unbookmark"_s, u"--untag"_s, u"asia"_s, u"--tag"_s, u"mine"_s}).code, 0);
        QVERIFY(two.run({u"import"_s, u"-"_s}, lines.out).out.startsWith("0 added, 0 updated, 3 unchanged"));
        QCOMPARE(two.run({u"list"_s, u"--json"_s, u"is:bookmarked"_s, u"tag:water"_s, u"tag:asia"_s, u"tag:mine"_s, u"is:unread"_s}).json().size(), 1);
        QCOMPARE(two.run({u"list"_s, u"--json"_s, u"is:read"_s}).json().size(), 0);
    }

    void state_of_other_versions_is_read_as_far_as_it_is_understood()
    {
        CommandRunner other;
        const Outcome done = other.run({u"import"_s, u"-"_s},
            "{\"title\": \"Newer\", \"state\": {\"version\": 9, \"bookmarked\": true, \"tags\": [\"a\", 7, \"\"], \"note\": \"n\", \"mood\": {\"x\": 1}}}\n"
            "{\"title\": \"Older\", \"state\": {\"read\": true}}\n"
            "{\"title\": \"Odd\", \"state\": {\"read\": \"yes\", \"tags\": \"a\", \"note\": []}}\n"
            "{\"title\": \"Foreign\", \"state\": \"California\"}\n"
            "{\"title\": \"None\"}\n");
        QCOMPARE(done.code, 0);
        QCOMPARE(other.run({u"list"_s, u"--json"_s, u"is:bookmarked"_s, u"tag:a"_s}).json().value(0)[u"state"][u"note"].toString(), u"n"_s);
        QCOMPARE(other.run({u"list"_s, u"--json"_s, u"is:read"_s}).json().size(), 1);
        QCOMPARE(other.run({u"list"_s, u"--json"_s}).json().size(), 5);
        // Twice the same note is one.
        QCOMPARE(other.run({u"import"_s, u"-"_s}, "{\"title\": \"Newer\", \"state\": {\"note\": \"n\"}}\n{\"title\": \"Newer\", \"state\": {\"note\": \"m\"}}\n").code, 0);
        QCOMPARE(other.run({u"list"_s, u"--json"_s, u"newer"_s}).json().value(0)[u"state"][u"note"].toString(), u"n\n\nm"_s);
    }

    // The last, for it removes some.
    void retention_is_shown_tried_and_chosen()
    {
        QVERIFY(m_command.run({u"retention"_s}).out.contains("Feeds: all"));
        const Outcome none = m_command.run({u"retention"_s, u"five"_s});
        QCOMPARE(none.code, 2);
        QVERIFY(none.err.contains("five"));
        QCOMPARE(m_command.run({u"retention"_s, u"inherit"_s}).code, 2);
        QCOMPARE(m_command.run({u"retention"_s, u"1"_s, u"--source"_s, u"Nobody"_s}).code, 2);
        const qsizetype before = listed({}).size();
        const Outcome tried = m_command.run({u"retention"_s, u"1"_s, u"--source"_s, u"The Whole Gazette"_s, u"--dry-run"_s});
        QVERIFY2(tried.out == "Articles that would be removed now: 1\n", tried.out.constData());
        QCOMPARE(listed({}).size(), before);
        const Outcome chosen = m_command.run({u"retention"_s, u"1"_s, u"--source"_s, u"The Whole Gazette"_s});
        QVERIFY2(chosen.out == "Articles removed: 1\n", chosen.out.constData());
        QCOMPARE(listed({}).size(), before - 1);
        QVERIFY(m_command.run({u"retention"_s}).out.contains("The Whole Gazette: the newest 1 articles"));
        QCOMPARE(m_command.run({u"retention"_s, u"inherit"_s, u"--source"_s, u"The Whole Gazette"_s}).code, 0);
        QVERIFY(!m_command.run({u"retention"_s}).out.contains("The Whole Gazette"));
    }
};

QTEST_GUILESS_MAIN(TestProfileCommands)
#include "test_profile_commands.moc"
