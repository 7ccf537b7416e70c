#include "analysis/quotes.h"

#include <QTest>

using namespace dateline;

class TestQuotes final : public QObject {
    Q_OBJECT

    // "speaker: content" for each quote; entities are given by name.
    static QString found(const QString &text, const QStringList &people, const QString &language = QStringLiteral("en"), const QStringList &organisations = {})
    {
        QList<Entity> entities;
        for (const QString &name : people + organisations) {
            Entity entity;
            entity.name = name;
            entity.kind = people.contains(name) ? EntityKind::Person : EntityKind::Organisation;
            const QString surname = name.section(u' ', -1);
            for (qsizetype at = text.indexOf(surname); at >= 0; at = text.indexOf(surname, at + 1)) {
                const qsizetype lead = name.size() - surname.size();
                const bool whole = at >= lead && text.mid(at - lead, name.size()) == name;
                entity.mentions.append({qint32(whole ? at - lead : at), qint32(whole ? name.size() : surname.size())});
            }
            entities.append(entity);
        }
        const TokenisedText cut = tokenised(text, Part::Text, language);
        QStringList result;
        for (const Quote &quote : quotesOf(cut, entities, language))
            result.append((quote.direct ? QString() : QStringLiteral("~")) + quote.speaker + u": " + text.mid(quote.content.start, quote.content.length));
        return result.join(u" | ");
    }

private slots:
    void finds_who_said_what_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) { QTest::newRow(name) << text << expected; };
        row("name said after", "\"We will not give up this land,\" Ann Smith said.", "Ann Smith: We will not give up this land,");
        row("said name", "\"We will not give up this land,\" said Ann Smith.", "Ann Smith: We will not give up this land,");
        row("name before", "Ann Smith said: \"We will not give up this land.\"", "Ann Smith: We will not give up this land.");
        row("curly", QStringLiteral("“We will not give up this land,” said Ann Smith."), "Ann Smith: We will not give up this land,");
        row("guillemets", QStringLiteral("«We will not give up this land», said Ann Smith."), "Ann Smith: We will not give up this land");
        row("German marks", QStringLiteral("„Wir geben dieses Land nicht auf“, sagte Ann Smith."), "Ann Smith: Wir geben dieses Land nicht auf");
        row("interrupted", "\"We will not give up,\" said Ann Smith. \"This land is ours for ever.\"",
            "Ann Smith: We will not give up, | Ann Smith: This land is ours for ever.");
        row("surname", "Ann Smith came. \"We will not give up this land,\" Smith said.", "Ann Smith: We will not give up this land,");
        row("pronoun", "Ann Smith came late. \"We will not give up this land,\" she said.", "Ann Smith: We will not give up this land,");
        row("reported with that", "Ann Smith said that the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("an aside behind that", "Ann Smith said that, taken together, the plans would never be enough.", "~Ann Smith: taken together, the plans would never be enough");
        row("reported at the end", "The land would never be given up, Ann Smith said.", "~Ann Smith: The land would never be given up");
        row("according to", "According to Ann Smith, the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("according to at the end", "The land would never be given up, according to Ann Smith.", "~Ann Smith: The land would never be given up,");
        row("not the dateline", QStringLiteral("ANKARA — The land would never be given up, Ann Smith said."), "~Ann Smith: The land would never be given up");
        row("a work's title", "\"State of the Union Live Special\" will be on air, said Ann Smith.", "");
        row("a role", "Police said that nobody had been hurt in the fire.", "~Police: nobody had been hurt in the fire");
        row("a term is no quote", "The so-called \"green deal\" was signed by Ann Smith.", "");
        row("a mark that is never closed", "He called it \"the end of everything and walked away from it all", "");
        row("nothing", "", "");
    }

    void finds_who_said_what()
    {
        QFETCH(QString, text);
        QString expected = qvariant_cast<QString>(*static_cast<QString *>(QTest::qData("expected", QMetaType::QString)));
        // A comma before the closing words may belong to either.
        QString result = found(text, {QStringLiteral("Ann Smith")}, text.contains(u"Wir") ? QStringLiteral("de") : QStringLiteral("en"));
        QCOMPARE(result.remove(u','), expected.remove(u','));
    }

    void finds_the_speaker_among_others_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) { QTest::newRow(name) << text << expected; };
        row("apposition after", "\"We will not give up this land,\" said Ann Smith, the foreign minister.", "Ann Smith: We will not give up this land,");
        row("apposition before", "\"We will not give up this land,\" Ann Smith, the foreign minister, said.", "Ann Smith: We will not give up this land,");
        row("role first", "The foreign minister, Ann Smith, said the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("a clause between", "Ann Smith, 58, who leads the party, said the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("a bracket between", "Ann Smith (R-Ohio) said the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("a spokesman is not whom he speaks for", "A spokesman for Ann Smith said the land would never be given up.",
            "~A spokesman for Ann Smith: the land would never be given up");
        row("an owner does not speak", "Ann Smith's lawyer said the land would never be given up.", "~Ann Smith's lawyer: the land would never be given up");
        row("supporters are not the one they support", "Smith supporters said the land would never be given up.", "~Smith supporters: the land would never be given up");
        row("the last speaker goes on", "Ann Smith told John Brown the plan was dead. \"We will not give up this land,\" she said.",
            "~Ann Smith: the plan was dead | Ann Smith: We will not give up this land,");
        row("two may be meant", "Ann Smith met Jane Brown in Ankara. \"We will not give up this land,\" she said.", "she: We will not give up this land,");
        row("only one may be meant", "Ann Smith met Mr John Brown in Ankara. \"We will not give up this land,\" he said.", "John Brown: We will not give up this land,");
        row("whom a speaker names", "Ann Smith spoke. \"We will not give up this land to Jane Brown,\" she said.", "Ann Smith: We will not give up this land to Jane Brown,");
        row("a participle", "John Brown attacked the plan, saying that the land would never be given up.", "~John Brown: the land would never be given up");
        row("a second verb", "John Brown met the envoy and said that the land would never be given up.", "~John Brown: the land would never be given up");
        row("words in quotation marks", "John Brown said the plan was \"a total disaster for the whole country\".",
            "~John Brown: the plan was \"a total disaster for the whole country\"");
        row("name-calling", "John Brown called the new plan \"reckless and foolish\" on Monday.", "~John Brown: the new plan \"reckless and foolish\"");
        row("to somebody", "Ann Smith told reporters in Ankara that the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("when and where", "Ann Smith said in a statement on Monday that the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("no aside", "Speaking to reporters in Ankara, Ann Smith said the land would never be given up.", "~Ann Smith: the land would never be given up");
        row("not said", "Ann Smith did not say that the land would be given up.", "");
        row("a question", "Why would any rational person believe that the land would be given up?", "");
        row("a noun", "The other states voting on Tuesday have never given up any of their land.", "");
        row("a name that looks like a verb", "The United States President has never given up any of their land.", "");
        row("when, without a comma", "In January the Ministry said the land would never be given up.", "~Ministry: the land would never be given up");
        row("an organisation", "The Ministry said the land would never be given up.", "~Ministry: the land would never be given up");
        row("paragraphs that go on", QStringLiteral("“We will not give up this land,” said Ann Smith. “It is ours.\n\n“We have lived here for ever.”"),
            "Ann Smith: We will not give up this land, | Ann Smith: We have lived here for ever.");
    }

    void finds_the_speaker_among_others()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const QStringList people{QStringLiteral("Ann Smith"), QStringLiteral("John Brown"), QStringLiteral("Jane Brown")};
        QStringList named;
        for (const QString &name : people) {
            if (text.contains(name) || (name == u"Ann Smith" && text.contains(u"Smith")))
                named.append(name);
        }
        QString result = found(text, named, QStringLiteral("en"), {QStringLiteral("Ministry")});
        QCOMPARE(result.remove(u','), expected.remove(u','));
    }

    void direct_speech_in_other_languages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("speaker");
        QTest::newRow("German") << "de" << QStringLiteral("„Wir geben dieses Land niemals auf“, erklärte Anna Schmidt am Montag.") << "Anna Schmidt";
        QTest::newRow("French") << "fr" << QStringLiteral("« Nous ne céderons jamais cette terre », a déclaré Anna Schmidt lundi.") << "Anna Schmidt";
        QTest::newRow("Spanish") << "es" << QStringLiteral("“Nunca entregaremos esta tierra nuestra”, dijo Anna Schmidt el lunes.") << "Anna Schmidt";
        QTest::newRow("Italian") << "it" << QStringLiteral("«Non cederemo mai questa terra», ha detto Anna Schmidt.") << "Anna Schmidt";
        QTest::newRow("Russian") << "ru" << QStringLiteral("«Мы никогда не отдадим эту землю», — заявила Анна Шмидт в понедельник.") << "Анна Шмидт";
        QTest::newRow("Serbian") << "sr" << QStringLiteral("„Nikada nećemo dati ovu zemlju“, rekla je Anna Schmidt.") << "Anna Schmidt";
        QTest::newRow("Chinese") << "zh" << QStringLiteral("王毅说：“我们永远不会放弃这片土地。”") << "王毅";
        QTest::newRow("Japanese") << "ja" << QStringLiteral("田中氏は「この土地を決して手放さない」と述べた。") << "田中";
        QTest::newRow("Turkish") << "tr" << QStringLiteral("Anna Schmidt, “Bu topraktan asla vazgeçmeyeceğiz” dedi.") << "Anna Schmidt";
    }

    void direct_speech_in_other_languages()
    {
        QFETCH(QString, language);
        QFETCH(QString, text);
        QFETCH(QString, speaker);
        const QString result = found(text, {speaker}, language);
        QVERIFY2(result.startsWith(speaker + u": "), qPrintable(result));
    }

    void marks_that_are_never_closed_take_no_time()
    {
        for (const char16_t mark : {u'“', u'„', u'«', u'»', u'"', u'‘', u'「'})
            QVERIFY(found(QString(50'000, QChar(mark)), {}).isEmpty());
    }

    void english_rules_stay_in_english()
    {
        QCOMPARE(found(QStringLiteral("Ann Smith said that the land would never be given up."), {QStringLiteral("Ann Smith")}, QStringLiteral("de")), QString());
    }

    void quotes_lie_inside_the_text_and_apart()
    {
        QString text;
        for (int at = 0; at < 300; ++at)
            text += QStringLiteral("\"This is quote number %1 of many,\" said Ann Smith. Police said that it rained all day. “Unclosed. ").arg(at);
        const TokenisedText cut = tokenised(text, Part::Text, QStringLiteral("en"));
        qint32 last = 0;
        for (const Quote &quote : quotesOf(cut, {}, QStringLiteral("en"))) {
            QVERIFY(quote.content.start >= last);
            QVERIFY(quote.content.end() <= text.size());
            last = quote.content.end();
        }
    }
};

QTEST_GUILESS_MAIN(TestQuotes)
#include "test_quotes.moc"
