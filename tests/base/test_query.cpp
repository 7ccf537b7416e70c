#include "base/query.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

namespace {

Query parsed(const QString &text)
{
    const Result<Query> query = Query::parse(text);
    return query ? *query : Query(QueryNode{QueryNode::Kind::Term, {Field::Word, u"did not parse"_qs}, {}});
}

QueryTerm country(const QString &code)
{
    return {Field::Country, code};
}

// A random tree in the parser's normal form.
QueryNode randomNode(QRandomGenerator &chance, int depth, QueryNode::Kind parent)
{
    static const QList<QueryTerm> terms = {
        {Field::Word, u"kosovo"_qs}, {Field::Word, u"elect*"_qs}, {Field::Phrase, u"security council"_qs}, {Field::Phrase, u"a \"b\" \\ c"_qs},
        {Field::Country, u"RS"_qs}, {Field::Mentions, u"XK"_qs}, {Field::From, u"GB"_qs}, {Field::Topic, u"politics"_qs},
        {Field::Person, u"Sergey Lavrov"_qs}, {Field::Organisation, u"NATO"_qs}, {Field::Place, u"Saint-Denis (93)"_qs},
        {Field::Date, u"2025-09-11"_qs}, {Field::After, u"2025-09"_qs}, {Field::Before, u"7d"_qs}, {Field::Source, u"BBC"_qs},
        {Field::Language, u"sr"_qs}, {Field::Tag, u"to read"_qs}, {Field::Is, u"unread"_qs}, {Field::Story, u"12"_qs}};
    using Kind = QueryNode::Kind;
    const int pick = depth <= 0 ? 0 : int(chance.bounded(6));
    if (pick == 3 && parent != Kind::Not) {
        const QueryNode child = randomNode(chance, depth - 1, Kind::Not);
        return {Kind::Not, {}, {child}};
    }
    if ((pick == 4 && parent != Kind::Any) || (pick == 5 && parent != Kind::All)) {
        const Kind kind = pick == 4 ? Kind::Any : Kind::All;
        QueryNode group{kind, {}, {}};
        for (int k = 0; k < 2 + int(chance.bounded(2)); ++k)
            group.children += randomNode(chance, depth - 1, kind);
        return group;
    }
    return {Kind::Term, terms[chance.bounded(int(terms.size()))], {}};
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT

private slots:
    void readsEachFormOfTheDesign_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("printed");
        const auto same = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(text); };
        same("kosovo \"security council\" -football");
        same("country:RS mentions:XK from:GB");
        same("topic:politics");
        same("person:\"Sergey Lavrov\" org:NATO place:Belgrade");
        same("date:2025-09-11 after:2025-09-01 before:2025-10-01");
        same("date:7d");
        same("date:today");
        same("source:BBC lang:sr tag:balkans is:unread is:bookmarked story:12");
        same("country:RS OR country:XK");
        same("(country:RS OR country:XK) topic:politics");
        same("-(a OR b)");
        same("a OR (b c)");
        QCOMPARE(Query::parse(u"a OR (((b OR -(c d)) OR -(c e)) OR f)"_qs).value(), Query::parse(u"a OR b OR -(c d) OR -(c e) OR f"_qs).value());
        same("-\"not this\"");
        same("12:30");
        same("covid-19");
        same("date:2024-01..2024-03");
        same("Ћирилица 北京 المحكمة");
        QTest::newRow("a country by name") << u"country:Serbia"_qs << u"country:RS"_qs;
        QTest::newRow("a country by quoted name") << u"country:\"south korea\""_qs << u"country:KR"_qs;
        QTest::newRow("a topic by its id") << u"topic:medtop:11000000"_qs << u"topic:politics"_qs;
        QTest::newRow("a field in capitals") << u"COUNTRY:rs"_qs << u"country:RS"_qs;
        QTest::newRow("OR binds its neighbours") << u"a OR b c"_qs << u"(a OR b) c"_qs;
        QTest::newRow("AND may be written") << u"a AND b"_qs << u"a b"_qs;
        QTest::newRow("NOT may be written") << u"NOT a"_qs << u"-a"_qs;
        QTest::newRow("superfluous parentheses go") << u"((a)) (b c)"_qs << u"a b c"_qs;
        QTest::newRow("two negations cancel") << u"-(-a)"_qs << u"a"_qs;
        QTest::newRow("the long field word") << u"organisation:NATO"_qs << u"org:NATO"_qs;
        QTest::newRow("nothing") << u"  "_qs << u""_qs;
    }

    void readsEachFormOfTheDesign()
    {
        QFETCH(QString, text);
        QFETCH(QString, printed);
        const Result<Query> query = Query::parse(text);
        QVERIFY2(query.has_value(), query ? "" : qPrintable(query.error().message));
        QCOMPARE(query->toText(), printed);
        QCOMPARE(parsed(printed), *query);
    }

    void pointsAtTheCharacterAtFault_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("an open quotation mark") << u"a \"b c"_qs << 2;
        QTest::newRow("an open parenthesis") << u"a (b c"_qs << 2;
        QTest::newRow("a closing parenthesis alone") << u"a b) c"_qs << 3;
        QTest::newRow("empty parentheses") << u"a ()"_qs << 2;
        QTest::newRow("OR first") << u"OR a"_qs << 0;
        QTest::newRow("OR last") << u"a OR"_qs << 2;
        QTest::newRow("OR before a parenthesis") << u"(a OR) b"_qs << 3;
        QTest::newRow("AND last") << u"a AND"_qs << 2;
        QTest::newRow("a minus alone") << u"a - b"_qs << 2;
        QTest::newRow("a minus at the end") << u"a -"_qs << 2;
        QTest::newRow("an unknown field") << u"a contry:RS"_qs << 2;
        QTest::newRow("an address") << u"https://example.org"_qs << 0;
        QTest::newRow("no value") << u"country: RS"_qs << 8;
        QTest::newRow("an unknown country") << u"a country:Serbai"_qs << 10;
        QTest::newRow("an unknown topic") << u"topic:politix"_qs << 6;
        QTest::newRow("a date that isn't one") << u"date:2025-13-01"_qs << 5;
        QTest::newRow("a range turned round") << u"date:2025..2024"_qs << 5;
        QTest::newRow("an unknown state") << u"is:starred"_qs << 3;
        QTest::newRow("an unknown language") << u"lang:klingonese"_qs << 5;
        QTest::newRow("a story without a number") << u"story:big"_qs << 6;
        QTest::newRow("punctuation alone") << u"a ??? b"_qs << 2;
        QTest::newRow("an operator excluded") << u"a -OR b"_qs << 3;
        QTest::newRow("an operator excluded by a word") << u"NOT AND"_qs << 4;
        QTest::newRow("a star alone") << u"*"_qs << 0;
        QTest::newRow("the value's own place when quoted") << u"country:\"Atlantis Sunk\""_qs << 8;
    }

    void pointsAtTheCharacterAtFault()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        const Result<Query> query = Query::parse(text);
        QVERIFY(!query.has_value());
        QCOMPARE(query.error().kind, ErrorKind::Usage);
        QCOMPARE(query.error().position, qint64(position));
        QVERIFY(!query.error().message.isEmpty());
    }

    void printsRandomTreesBackToEqualTrees()
    {
        QRandomGenerator chance(7);
        for (int round = 0; round < 2000; ++round) {
            QueryNode root{QueryNode::Kind::All, {}, {}};
            for (int k = 0; k < int(chance.bounded(4)); ++k)
                root.children += randomNode(chance, 4, QueryNode::Kind::All);
            const Query query(root);
            const Result<Query> again = Query::parse(query.toText());
            QVERIFY2(again.has_value(), qPrintable(query.toText()));
            QVERIFY2(*again == query, qPrintable(query.toText() + u" became " + again->toText()));
        }
    }

    void survivesRandomCharacters()
    {
        static const QString characters = u"ab:-\"()\\ ORANDcountry*\u0000\U0001F600\u202E."_qs;
        QRandomGenerator chance(11);
        for (int round = 0; round < 5000; ++round) {
            QString text;
            for (int k = 0; k < int(chance.bounded(30)); ++k)
                text += characters[chance.bounded(int(characters.size()))];
            const Result<Query> query = Query::parse(text);
            if (query)
                QVERIFY2(Query::parse(query->toText()) == *query, qPrintable(text));
            else
                QVERIFY2(query.error().position >= 0 && query.error().position <= text.size(), qPrintable(text));
        }
    }

    void refusesWhatIsTooLongTooDeepOrTooMuch()
    {
        QVERIFY(!Query::parse(QString(10'001, u'a')));
        QVERIFY(!Query::parse(QString(51, u'(') + u'a' + QString(51, u')')));
        QVERIFY(Query::parse(QString(50, u'(') + u'a' + QString(50, u')')));
        QVERIFY(!Query::parse(u"a "_qs.repeated(501)));
        QVERIFY(Query::parse(u"a "_qs.repeated(500)));
    }

    void refusesWhatItsOwnTextWouldBeTooDeepOrTooLongFor()
    {
        // The canonical text has parentheses that may be left out: "c d OR e" is "c (d OR e)".
        const auto nested = [](int times) {
            QString text = u"z y"_qs;
            for (int k = 0; k < times; ++k)
                text = u"(c d OR "_qs + text + u')';
            return text;
        };
        const Result<Query> deep = Query::parse(nested(24));
        QVERIFY(deep.has_value());
        QCOMPARE(Query::parse(deep->toText()), deep);
        const Result<Query> tooDeep = Query::parse(nested(26));
        QVERIFY(!tooDeep.has_value());
        QCOMPARE(nested(26).at(tooDeep.error().position), u'(');
        const QString pairs = u"a OR b "_qs.repeated(200);
        const QString filler(10'000 - pairs.size(), u'x');
        QVERIFY(!Query::parse(pairs + filler));
        const Result<Query> justLongEnough = Query::parse(pairs + filler.chopped(400));
        QVERIFY(justLongEnough.has_value());
        QCOMPARE(justLongEnough->toText().size(), qsizetype(10'000));
        QCOMPARE(Query::parse(justLongEnough->toText()), justLongEnough);
    }

    void takesOperatorsBesideQuotationMarks()
    {
        QCOMPARE(parsed(u"NOT\"a b\""_qs).toText(), u"-\"a b\""_qs);
        QCOMPARE(parsed(u"a OR\"b c\""_qs).toText(), u"a OR \"b c\""_qs);
        QCOMPARE(parsed(u"\"OR\" \"NOT\""_qs).toText(), u"\"OR\" \"NOT\""_qs);
        QCOMPARE(parsed(u"ORBIT NOTE"_qs).toText(), u"ORBIT NOTE"_qs);
    }

    void includesExcludesAndRemovesATerm()
    {
        const Query typed = parsed(u"kosovo (a OR b)"_qs);
        const Query included = typed.including(country(u"RS"_qs));
        QCOMPARE(included.toText(), u"kosovo (a OR b) country:RS"_qs);
        QCOMPARE(included.including(country(u"RS"_qs)), included);
        QCOMPARE(included.presence(country(u"RS"_qs)), Query::Presence::Included);
        const Query excluded = included.excluding(country(u"RS"_qs));
        QCOMPARE(excluded.toText(), u"kosovo (a OR b) -country:RS"_qs);
        QCOMPARE(excluded.presence(country(u"RS"_qs)), Query::Presence::Excluded);
        QCOMPARE(excluded.without(country(u"RS"_qs)), typed);
        QCOMPARE(typed.presence(country(u"RS"_qs)), Query::Presence::Absent);
        QCOMPARE(typed.withoutPart(0).toText(), u"a OR b"_qs);
        QCOMPARE(typed.withoutPart(9), typed);
    }

    void setsAndClearsTheDays()
    {
        const QDate first(2025, 9, 1);
        const QDate last(2025, 9, 30);
        const Query typed = parsed(u"kosovo date:7d"_qs);
        const Query ranged = typed.withDays({first, last});
        QCOMPARE(ranged.toText(), u"kosovo after:2025-09-01 before:2025-10-01"_qs);
        QCOMPARE(ranged.days(QDate(2026, 1, 1)), (DayRange{first, last}));
        QCOMPARE(ranged.withDays({first, first}).toText(), u"kosovo date:2025-09-01"_qs);
        QCOMPARE(ranged.withDays({first, {}}).toText(), u"kosovo after:2025-09-01"_qs);
        QCOMPARE(ranged.withDays({}).toText(), u"kosovo"_qs);
        QCOMPARE(typed.days(last), (DayRange{QDate(2025, 9, 24), last}));
        const Query ages = parsed(u"date:99999y"_qs); // its first day must be one that a query can write
        QCOMPARE(ages.days(last), (DayRange{QDate(1900, 1, 1), last}));
        QCOMPARE(parsed(ages.withDays(ages.days(last)).toText()).days(last), ages.days(last));
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "test_query.moc"
