// Who is one and who is two: hand-made names, so that only the resolution is at stake.
#include "analysis/entities.h"

#include <QTest>

using namespace dateline;

class TestEntities final : public QObject {
    Q_OBJECT

    // Marks names in a text: {P:…} person, {O:…} organisation, {L:…} place.
    struct Marked {
        QString text;
        TokenisedArticle article;
        FoundNames names;
    };

    static void read(const QString &marked, Marked &out)
    {
        struct Range { qint32 start, end; NameKind kind; };
        std::vector<Range> ranges;
        for (qsizetype at = 0; at < marked.size(); ++at) {
            if (marked[at] == u'{') {
                const QChar kind = marked[at + 1];
                ranges.push_back({qint32(out.text.size()), 0, kind == u'P' ? NameKind::Person : kind == u'O' ? NameKind::Organisation : NameKind::Place});
                at += 2;
            } else if (marked[at] == u'}') {
                ranges.back().end = qint32(out.text.size());
            } else {
                out.text += marked[at];
            }
        }
        out.article.title = tokenised(QStringView(), Part::Title, {});
        out.article.text = tokenised(out.text, Part::Text, QStringLiteral("en"));
        for (const Range &range : ranges) {
            TaggedName name{0, 0, range.kind};
            for (size_t at = 0; at < out.article.text.tokens.size(); ++at) {
                if (out.article.text.tokens[at].start == range.start)
                    name.first = at;
                if (out.article.text.tokens[at].end() <= range.end)
                    name.last = at + 1;
            }
            out.names.text.push_back(name);
        }
    }

    // "name: mention, mention; name: …" in alphabetical order.
    static QString resolved(const QString &marked)
    {
        Marked input;
        read(marked, input);
        QStringList result;
        for (const Entity &entity : entitiesOf(input.article, input.names)) {
            QStringList mentions;
            for (const Span &span : entity.mentions)
                mentions.append(input.text.mid(span.start, span.length));
            result.append(entity.name + u": " + mentions.join(u", "));
        }
        result.sort();
        return result.join(u"; ");
    }

private slots:
    void makes_one_of_many_spellings_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("expected");
        QTest::newRow("surname") << "{P:Aleksandar Vucic} spoke. {P:Vucic} left." << "Aleksandar Vucic: Aleksandar Vucic, Vucic";
        QTest::newRow("diacritics") << QStringLiteral("{P:Aleksandar Vučić} spoke. {P:Vucic} left.") << QStringLiteral("Aleksandar Vučić: Aleksandar Vučić, Vucic");
        QTest::newRow("surname first") << "{P:Merkel} came. {P:Angela Merkel} spoke." << "Angela Merkel: Merkel, Angela Merkel";
        QTest::newRow("title is no part of the name") << "{P:President Vucic} spoke." << "Vucic: Vucic";
        QTest::newRow("middle name") << "{P:George W. Bush} and later {P:George Bush}." << "George W. Bush: George W. Bush, George Bush";
        QTest::newRow("acronym in brackets") << "The {O:European Union} ({O:EU}) met. The {O:EU} said." << "European Union: European Union, EU, EU";
        QTest::newRow("company word") << "{O:Microsoft Corp.} rose. {O:Microsoft} fell." << "Microsoft Corp.: Microsoft Corp., Microsoft";
        QTest::newRow("shouted") << "{P:VUCIC} and then {P:Vucic} spoke." << "Vucic: VUCIC, Vucic";
    }

    void makes_one_of_many_spellings()
    {
        QFETCH(QString, marked);
        QTEST(resolved(marked), "expected");
    }

    void keeps_apart_what_is_two_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("expected");
        QTest::newRow("two of one surname") << "{P:Bill Clinton} and {P:Hillary Clinton} came."
            << "Bill Clinton: Bill Clinton; Hillary Clinton: Hillary Clinton";
        QTest::newRow("the one named last is meant") << "{P:Bill Clinton} came. {P:Hillary Clinton} came. {P:Clinton} spoke."
            << "Bill Clinton: Bill Clinton; Hillary Clinton: Hillary Clinton, Clinton";
        QTest::newRow("a company is not a part of another") << "{O:Bank of England} and {O:Bank of Japan}."
            << "Bank of England: Bank of England; Bank of Japan: Bank of Japan";
        QTest::newRow("two long forms of one acronym") << "{O:Alpha Beta} or {O:Anton Berta}, {O:AB} said."
            << "AB: AB; Alpha Beta: Alpha Beta; Anton Berta: Anton Berta";
        QTest::newRow("a person and a place") << "{P:Victoria Smith} in {L:Victoria}." << "Victoria Smith: Victoria Smith; Victoria: Victoria";
    }

    void keeps_apart_what_is_two()
    {
        QFETCH(QString, marked);
        QTEST(resolved(marked), "expected");
    }

    void a_name_is_one_kind_throughout()
    {
        Marked input;
        read(QStringLiteral("{L:Kosovo} said. {L:Kosovo} left. {O:Kosovo} came."), input);
        const QList<Entity> entities = entitiesOf(input.article, input.names);
        QCOMPARE(entities.size(), 1);
        QCOMPARE(entities.front().kind, EntityKind::Place);
        QCOMPARE(entities.front().mentions.size(), 3);
    }

    void what_is_named_early_and_often_weighs_more()
    {
        Marked input;
        read(QStringLiteral("{P:Ann Early} spoke. {P:Early} left. Rain fell. Snow fell. Hail fell. {P:Bob Late} came."), input);
        const QList<Entity> entities = entitiesOf(input.article, input.names);
        QCOMPARE(entities.front().name, QStringLiteral("Ann Early"));
        QVERIFY(entities.front().salience > entities.back().salience);
        QVERIFY(entities.front().salience <= 1 && entities.back().salience > 0);
    }

    void many_namesakes_take_no_quadratic_time()
    {
        QString marked;
        for (int at = 0; at < 5000; ++at)
            marked += QStringLiteral("{P:N%1 Smith} ").arg(at) + QStringLiteral("{P:Smith}. ");
        Marked input;
        input.text.reserve(marked.size());
        input.article.title = tokenised(QStringView(), Part::Title, {});
        input.text = QString(marked).remove(QStringLiteral("{P:")).remove(u'}');
        input.article.text = tokenised(input.text, Part::Text, QStringLiteral("en"));
        for (size_t at = 0; at + 1 < input.article.text.tokens.size(); ++at) {
            if (input.article.text.word(at + 1) == u"Smith" && input.article.text.word(at).startsWith(u'N'))
                input.names.text.push_back({at, at + 2, NameKind::Person});
        }
        QCOMPARE(entitiesOf(input.article, input.names).size(), 5000);
    }
};

QTEST_GUILESS_MAIN(TestEntities)
#include "test_entities.moc"
