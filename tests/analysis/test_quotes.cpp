#include "analysis/quotes.h"

#include <QTest>

using namespace dateline;

class TestQuotes final : public QObject {
    Q_OBJECT

    // "speaker: content" for each quote; entities are given by name.
    static QString found(const QString &text, const QStringList &people, const QString &language = QStringLiteral("en"))
    {
        QList<Entity> entities;
        for (const QString &name : people) {
            Entity entity;
            entity.name = name;
            for (const QString &form : {name, name.section(u' ', -1)}) {
                for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
                    entity.mentions.append({qint32(at), qint32(form.size())});
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
