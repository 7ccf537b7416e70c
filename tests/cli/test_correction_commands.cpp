// correct, corrections, reanalyse, and how corrections travel by export and import.
#include "command_runner.h"

#include <QSet>

using namespace Qt::StringLiterals;

class TestCorrectionCommands final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CommandRunner> m_command;

    static QStringList names(const QJsonObject &article, const QString &kind)
    {
        QStringList names;
        for (const QJsonValue entity : article[u"entities"].toArray()) {
            if (entity[u"kind"].toString() == kind)
                names += entity[u"name"].toString();
        }
        return names;
    }

    QJsonObject article(const QString &query) { return m_command->run({u"list"_s, u"--json"_s, query}).json().value(0); }
    int code(const QStringList &words) { return m_command->run(words).code; }
    qsizetype corrections() { return m_command->run({u"corrections"_s, u"--json"_s}).json().size(); }

private slots:
    void init()
    {
        m_command = std::make_unique<CommandRunner>();
        m_command->write(u"articles.jsonl"_s,
                         R"({"id":"1","title":"Lavrov meets Vucic in Belgrade","text":"Sergey Lavrov met Aleksandar Vucic in Belgrade on Thursday. Lavrov praised Serbia. Vucic thanked Russia.","published":"2025-09-11"})" "\n"
                         R"({"id":"2","title":"NATO ministers meet","text":"NATO ministers met Aleksandar Vucic in Brussels. Serbia is no member of NATO, said Aleksandar Vucic.","published":"2025-09-12"})" "\n");
        const Outcome done = m_command->run({u"import"_s, m_command->file(u"articles.jsonl"_s)});
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY(names(article(u"lavrov"_s), u"person"_s).contains(u"Aleksandar Vucic"_s));
    }

    void what_is_no_person_is_gone_from_all_until_it_is_taken_back()
    {
        const Outcome done = m_command->run({u"correct"_s, u"person:\"aleksandar vucic\""_s, u"--not"_s});
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY2(done.out.startsWith("Correction 1;"), done.out.constData());
        QCOMPARE(m_command->run({u"list"_s, u"--json"_s, u"person:Vucic"_s}).json().size(), 0);
        QVERIFY(!names(article(u"lavrov"_s), u"person"_s).contains(u"Aleksandar Vucic"_s));
        const Outcome listed = m_command->run({u"corrections"_s});
        QVERIFY2(listed.out.contains("person:\"aleksandar vucic\" --not"), listed.out.constData());
        QCOMPARE(code({u"correct"_s, u"--undo"_s, u"1"_s}), 0);
        QCOMPARE(m_command->run({u"list"_s, u"--json"_s, u"person:Vucic"_s}).json().size(), 2);
        QCOMPARE(code({u"correct"_s, u"--undo"_s, u"1"_s}), 1);
        QCOMPARE(corrections(), 0);
    }

    void another_name_and_another_kind_are_found_by_the_old_one()
    {
        QCOMPARE(code({u"correct"_s, u"person:\"Aleksandar Vucic\""_s, u"--as"_s, u"person:\"Aleksandar Vučić\""_s}), 0);
        QVERIFY(names(article(u"lavrov"_s), u"person"_s).contains(u"Aleksandar Vučić"_s));
        QCOMPARE(code({u"correct"_s, u"org:NATO"_s, u"--as"_s, u"org:\"North Atlantic Treaty Organisation\""_s}), 0);
        QCOMPARE(m_command->run({u"list"_s, u"--json"_s, u"org:nato"_s}).json().size(), 1);
        const Outcome facets = m_command->run({u"facets"_s, u"--json"_s});
        QVERIFY2(facets.out.contains("North Atlantic Treaty Organisation"), facets.out.constData());
        QVERIFY(!facets.out.contains("\"NATO\""));
    }

    void an_article_is_told_what_it_is_about()
    {
        const QString id = QString::number(article(u"lavrov"_s)[u"id"].toInt());
        QCOMPARE(code({u"correct"_s, id, u"country:France"_s}), 0);
        QCOMPARE(code({u"correct"_s, id, u"topic:sport"_s}), 0);
        QCOMPARE(code({u"correct"_s, id, u"mentions:RU"_s, u"--not"_s}), 0);
        QCOMPARE(QString::number(article(u"country:FR"_s)[u"id"].toInt()), id);
        QCOMPARE(QString::number(article(u"topic:sport"_s)[u"id"].toInt()), id);
        QCOMPARE(m_command->run({u"list"_s, u"--json"_s, u"mentions:RU"_s}).json().size(), 0);
        const QJsonArray own = article(u"lavrov"_s)[u"state"][u"corrections"].toArray();
        QCOMPARE(own.size(), 3);
        QCOMPARE(own[0][u"kind"].toString(), u"country"_s);
        QCOMPARE(own[0][u"bearing"].toString(), u"about"_s);
    }

    void bad_usage_is_refused_and_changes_nothing()
    {
        for (const QStringList &words : QList<QStringList>{{}, {u"person:X"_s}, {u"person:X"_s, u"--not"_s, u"--as"_s, u"org:X"_s}, {u"X"_s, u"--not"_s},
                                                           {u"person:X"_s, u"--as"_s, u"country:RS"_s}, {u"country:RS"_s, u"--not"_s}, {u"1"_s, u"mentions:RS"_s},
                                                           {u"1"_s, u"person:X"_s, u"--not"_s}, {u"one"_s, u"country:RS"_s}, {u"1"_s, u"country:RS"_s, u"--as"_s, u"country:FR"_s},
                                                           {u"person:X org:Y"_s, u"--not"_s}, {u"--undo"_s, u"x"_s}, {u"--undo"_s, u"1"_s, u"--not"_s}, {u"1"_s, u"country:Atlantis"_s}}) {
            const Outcome done = m_command->run(QStringList{u"correct"_s} + words);
            QVERIFY2(done.code == 2, qPrintable(words.join(u' ') + u": " + QString::fromUtf8(done.err)));
            QVERIFY2(done.err.startsWith("dateline: ") && done.out.isEmpty(), qPrintable(words.join(u' ')));
        }
        QCOMPARE(code({u"correct"_s, u"99"_s, u"country:RS"_s}), 1);
        QCOMPARE(corrections(), 0);
    }

    void corrections_travel_by_export_and_import()
    {
        const QString id = QString::number(article(u"lavrov"_s)[u"id"].toInt());
        QCOMPARE(code({u"correct"_s, u"person:\"Aleksandar Vucic\""_s, u"--as"_s, u"person:\"Aleksandar Vučić\""_s}), 0);
        QCOMPARE(code({u"correct"_s, u"org:NATO"_s, u"--not"_s}), 0);
        QCOMPARE(code({u"correct"_s, id, u"country:FR"_s}), 0);
        QCOMPARE(code({u"export"_s, u"--format"_s, u"jsonl"_s, u"--output"_s, m_command->file(u"all.jsonl"_s)}), 0);
        const CommandRunner other;
        const Outcome done = other.run({u"import"_s, m_command->file(u"all.jsonl"_s)});
        QVERIFY2(done.out.startsWith("2 added"), done.out.constData()); // one article a line
        QVERIFY2(done.out.contains("2 correction(s) taken over"), done.out.constData());
        QCOMPARE(other.run({u"corrections"_s, u"--json"_s}).json().size(), 3);
        for (const QString &query : {u"lavrov"_s, u"ministers"_s}) {
            const QJsonObject here = article(query), there = other.run({u"list"_s, u"--json"_s, query}).json().value(0);
            for (const QString &key : {u"entities"_s, u"countries"_s, u"topics"_s, u"quotes"_s})
                QCOMPARE(there[key], here[key]);
            QCOMPARE(there[u"state"][u"corrections"].toArray().size(), here[u"state"][u"corrections"].toArray().size());
        }
        QVERIFY(other.run({u"import"_s, m_command->file(u"all.jsonl"_s)}).out.startsWith("0 added, 0 updated, 2 unchanged"));
        QCOMPARE(other.run({u"corrections"_s, u"--json"_s}).json().size(), 3);
    }

    void a_list_of_corrections_is_read_too_and_never_overrules()
    {
        QCOMPARE(code({u"correct"_s, u"person:Nobody"_s, u"--not"_s}), 0);
        QCOMPARE(code({u"correct"_s, u"person:Somebody"_s, u"--as"_s, u"org:Somebody"_s}), 0);
        m_command->write(u"list.jsonl"_s, m_command->run({u"corrections"_s, u"--json"_s}).out);
        const CommandRunner other;
        QCOMPARE(other.run({u"correct"_s, u"person:nobody"_s, u"--not"_s}).code, 3); // no profile yet
        QCOMPARE(other.run({u"import"_s, m_command->file(u"articles.jsonl"_s)}).code, 0);
        QCOMPARE(other.run({u"correct"_s, u"person:nobody"_s, u"--as"_s, u"place:Nobody"_s}).code, 0);
        QCOMPARE(other.run({u"import"_s, m_command->file(u"list.jsonl"_s)}).code, 0);
        const QList<QJsonObject> listed = other.run({u"corrections"_s, u"--json"_s}).json();
        QCOMPARE(listed.size(), 2);
        QCOMPARE(listed[0][u"correction"][u"kind"].toString(), u"same-entity"_s);
        QCOMPARE(listed[1][u"correction"][u"instead"][u"kind"].toString(), u"organisation"_s);
    }

    void a_new_analysis_keeps_marks_and_corrections()
    {
        const QString id = QString::number(article(u"lavrov"_s)[u"id"].toInt());
        QCOMPARE(code({u"mark"_s, id, u"--read"_s, u"--tag"_s, u"kept"_s}), 0);
        QCOMPARE(code({u"correct"_s, u"person:\"Aleksandar Vucic\""_s, u"--not"_s}), 0);
        QCOMPARE(code({u"correct"_s, id, u"country:FR"_s}), 0);
        const QByteArray before = m_command->run({u"list"_s, u"--json"_s}).out;
        QCOMPARE(m_command->run({u"reanalyse"_s}).out, QByteArray("2 articles looked at, 0 analysed again\n"));
        QCOMPARE(m_command->run({u"reanalyse"_s, u"lavrov"_s, u"--all"_s}).out, QByteArray("1 articles looked at, 1 analysed again\n"));
        QCOMPARE(m_command->run({u"list"_s, u"--json"_s}).out, before);
        QCOMPARE(code({u"reanalyse"_s, u"country:"_s}), 2);
        QVERIFY(!m_command->run({u"check"_s}).err.contains("reanalyse"));
    }
};

QTEST_GUILESS_MAIN(TestCorrectionCommands)
#include "test_correction_commands.moc"
