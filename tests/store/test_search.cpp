// Words as people type them, in many scripts; nothing typed is an operator of the search engine.
#include "samples.h"

#include "base/folding.h"
#include "store/search_text.h"

#include <QRandomGenerator>

using namespace dateline;

class TestSearch final : public QObject {
    Q_OBJECT
private slots:
    void wordsAreFound_data();
    void wordsAreFound();
    void aBeginningFindsWhatEachOfItsWordsFinds();
    void anythingTypedIsOnlyWords_data();
    void anythingTypedIsOnlyWords();
    void aTermWithoutLettersHoldsEverything();
    void theBestMatchComesFirst();
    void lettersOfUnspacedScriptsStandAlone();
};

void TestSearch::wordsAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Field>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isFound");

    const auto row = [](const char *name, const char *text, Field field, const char *value, bool isFound) {
        QTest::newRow(name) << QString::fromUtf8(text) << field << QString::fromUtf8(value) << isFound;
    };
    row("case", "NATO meets", Field::Word, "nato", true);
    row("diacritics left out", "Aleksandar Vučić", Field::Word, "vucic", true);
    row("diacritics put in", "Aleksandar Vucic", Field::Word, "Vučić", true);
    row("decomposed diacritics", "Vuc\u030cic\u0301", Field::Word, "vučić", true);
    row("letters that do not decompose", "Đoković and Søren and Łódź", Field::Word, "dokovic", true);
    row("sharp s", "Die Straße", Field::Word, "strasse", true);
    row("Turkish dotless i", "Iğdır", Field::Word, "igdir", true);
    row("Cyrillic", "Владимир Путин в Москве", Field::Word, "МОСКВЕ", true);
    row("Cyrillic with stress", "за\u0301мок", Field::Word, "замок", true);
    row("Greek", "η Αθήνα", Field::Word, "αθηνα", true);
    row("Arabic", "الرئيس في بغداد", Field::Word, "بغداد", true);
    row("Arabic with vowel marks", "مُحَمَّد", Field::Word, "محمد", true);
    row("Hebrew with points", "שָׁלוֹם", Field::Word, "שלום", true);
    row("Hindi", "नई दिल्ली में", Field::Word, "दिल्ली", true);
    row("Hindi, another word of the same consonants", "दाल", Field::Word, "दिल", false);
    row("Korean", "서울에서 열린", Field::Word, "서울*", true);
    row("Chinese inside a run", "中国北京大学今天宣布", Field::Word, "大学", true);
    row("Chinese, letters apart", "大中学", Field::Word, "大学", false);
    row("Japanese", "東京で会議が開かれた", Field::Word, "会議", true);
    row("Thai", "กรุงเทพมหานคร", Field::Word, "เทพ", true);
    row("Chinese beyond the basic plane", "姓𠮷野", Field::Word, "𠮷", true);
    row("a whole word only", "catalogue", Field::Word, "cat", false);
    row("beginning of a word", "catalogue", Field::Word, "cat*", true);
    row("beginning with diacritics", "Čačak", Field::Word, "cac*", true);
    row("a phrase", "the security council met", Field::Phrase, "security council", true);
    row("a phrase in another order", "the council of security", Field::Phrase, "security council", false);
    row("a phrase across punctuation", "security, council", Field::Phrase, "security council", true);
    row("a word with an apostrophe", "the river's bank", Field::Word, "river's", true);
    row("a word with a hyphen", "the U-turn came", Field::Word, "u-turn", true);
    row("the same with a space", "the U turn came", Field::Word, "u-turn", true);
    row("typographic apostrophe", "the river’s bank", Field::Word, "river's", true);
    row("numbers", "in 2025 and 1,000", Field::Word, "2025", true);
    row("full width", "ＮＡＴＯ", Field::Word, "nato", true);
}

void TestSearch::wordsAreFound()
{
    QFETCH(QString, text);
    QFETCH(Field, field);
    QFETCH(QString, value);
    QFETCH(bool, isFound);
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("in the text"), text), sample(text, QStringLiteral("in the title")), sample(QStringLiteral("neither"))})).added;
    const Answer answer = valueOf(temporary.store->run(Query(QueryNode{QueryNode::Kind::Term, {field, value}, {}})));
    QCOMPARE(answer.rows, (isFound ? QList<ArticleId>{ids[1], ids[0]} : QList<ArticleId>{}));
    // Taking the words out again leaves the index sound.
    valueOf(temporary.store->save(source, {sample(QStringLiteral("in the text"), QStringLiteral("other")), sample(QStringLiteral("other"), {}, text)}));
    QVERIFY(valueOf(temporary.store->run(answer.query)).rows.isEmpty());
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

// The words are looked up one by one, and some of their sets are remembered: what is found must be what FTS5's own prefix search finds, also
// for the next key, a key taken back, and after a change.
void TestSearch::aBeginningFindsWhatEachOfItsWordsFinds()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QStringList words{QStringLiteral("pre"), QStringLiteral("president"), QStringLiteral("Präsident"), QStringLiteral("press"), QStringLiteral("pressure"), QStringLiteral("prix"),
                            QStringLiteral("pre2"), QStringLiteral("preß"), QStringLiteral("predé"), QStringLiteral("other")};
    QRandomGenerator chance(6);
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 6'000; ++i) { // so that "other" and "press" are frequent
        QString text = i % 4 == 0 ? QStringLiteral("other") : QStringLiteral("other press");
        if (i % 50 == 0)
            text += u' ' + words[chance.bounded(static_cast<int>(words.size()))];
        articles += sample(QString::number(i), text);
    }
    valueOf(temporary.store->save(source, articles));
    const auto found = [&](const QString &beginning) { return temporary.rows(beginning + u'*').size(); };
    const auto expected = [&](const QString &beginning) {
        QStringList alternatives;
        for (const QString &word : words) {
            if (folded(word).startsWith(beginning))
                alternatives += u'"' + word + u'"';
        }
        return alternatives.isEmpty() ? 0 : temporary.rows(alternatives.join(u" OR ")).size();
    };
    for (const char16_t *typed : {u"pre", u"pres", u"press", u"pressu", u"pressx", u"press", u"pre", u"pred", u"oth", u"other", u"otherwise", u"prx", u"pra", u"p", u"pr"})
        QCOMPARE(found(QString::fromUtf16(typed)), expected(QString::fromUtf16(typed)));
    valueOf(temporary.store->save(source, {sample(QStringLiteral("new"), QStringLiteral("pressure"))}));
    QCOMPARE(found(QStringLiteral("pressu")), expected(QStringLiteral("pressu")));
}

void TestSearch::anythingTypedIsOnlyWords_data()
{
    QTest::addColumn<QString>("value");
    for (const char *typed : {"AND", "OR", "NOT alpha", "\"NEAR(", "AND \"NEAR(", "alpha OR beta", "NEAR(alpha beta, 2)", "title:alpha", "{title}: alpha", "^alpha",
                              "alpha + beta", "alpha*beta*", "\"\"\"", "(((", "-alpha", "'; DROP TABLE article; --", "alpha\"", "\\", "a\u0000b", "*", "%", "[x]"})
        QTest::newRow(typed) << QString::fromUtf8(typed);
    QTest::newRow("zero character") << QStringLiteral("alpha") + QChar(0) + QStringLiteral("beta");
    QTest::newRow("lone surrogate") << QString(QChar(0xd800));
    QTest::newRow("very long") << QStringLiteral("a").repeated(9'999);
}

void TestSearch::anythingTypedIsOnlyWords()
{
    QFETCH(QString, value);
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    valueOf(temporary.store->save(source, {sample(QStringLiteral("alpha")), sample(QStringLiteral("beta")), sample(QStringLiteral("and or not near title"))}));
    for (Field field : {Field::Word, Field::Phrase, Field::Person, Field::Source, Field::Tag}) {
        for (Order order : {Order::Newest, Order::Relevance}) {
            AnswerOptions options;
            options.order = order;
            const Result<Answer> answer = temporary.store->run(Query(QueryNode{QueryNode::Kind::Term, {field, value}, {}}), options).result();
            QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().detail));
        }
    }
    if (value == u"AND" || value == u"OR")
        QCOMPARE(valueOf(temporary.store->run(Query(QueryNode{QueryNode::Kind::Term, {Field::Word, value}, {}}))).rows.size(), 1);
    QCOMPARE(temporary.rows({}).size(), 3);
}

void TestSearch::aTermWithoutLettersHoldsEverything()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("R & D")), sample(QStringLiteral("R"))}));
    const QueryNode letters{QueryNode::Kind::Term, {Field::Word, QStringLiteral("r")}, {}};
    const QueryNode sign{QueryNode::Kind::Term, {Field::Word, QStringLiteral("&")}, {}};
    QCOMPARE(valueOf(temporary.store->run(Query(QueryNode{QueryNode::Kind::All, {}, {letters, sign}}))).rows.size(), 2);
}

void TestSearch::theBestMatchComesFirst()
{
    TemporaryStore temporary;
    const QString filler = QStringLiteral("some other words that fill the text ").repeated(10);
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {
        sample(QStringLiteral("alpha beta")), sample(QStringLiteral("one"), filler + QStringLiteral("alpha")), sample(QStringLiteral("two"), QStringLiteral("alpha alpha alpha")), sample(QStringLiteral("three"), filler)})).added;
    AnswerOptions options;
    options.order = Order::Relevance;
    const QList<ArticleId> rows = temporary.rows(QStringLiteral("alpha OR lang:en"), options);
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[0], ids[0]);
    QCOMPARE(rows[2], ids[1]);
    QCOMPARE(rows[3], ids[3]); // isn't ranked at all
    // Without words, newest first.
    QCOMPARE(temporary.rows(QStringLiteral("lang:en"), options), (QList<ArticleId>{ids[3], ids[2], ids[1], ids[0]}));
}

void TestSearch::lettersOfUnspacedScriptsStandAlone()
{
    QCOMPARE(searchText(u"北京 Olympics").simplified(), QStringLiteral("北 京 olympics"));
    QCOMPARE(searchText(u"2025年").simplified(), QStringLiteral("2025 年"));
    QCOMPARE(searchText(u"ABC").simplified(), QStringLiteral("abc"));
    QVERIFY(matchExpression(QStringLiteral("…!"), true).isEmpty());
    QCOMPARE(matchExpression(QStringLiteral("a\"b"), true), QStringLiteral("\"a b\" *"));
}

QTEST_GUILESS_MAIN(TestSearch)
#include "test_search.moc"
