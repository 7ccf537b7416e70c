#include "text/abbreviations.h"
#include "text/segmenter.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

class TestSegmenter final : public QObject {
    Q_OBJECT

private slots:
    void sentencesEndWhereReadersEndThem_data();
    void sentencesEndWhereReadersEndThem();
    void wordsAreWhole_data();
    void wordsAreWhole();
    void everyCharacterIsCoveredOnce();
    void abbreviationsDependOnTheLanguage();
    void hostileTextIsLinear();
};

void TestSegmenter::sentencesEndWhereReadersEndThem_data()
{
    QTest::addColumn<QString>("text"); // sentences apart by " | "
    QTest::addColumn<QString>("language");
    const auto row = [](const char *text, const char *language = "en") { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(language); };
    row("Mr. Smith of the U.S. Senate met Gen. Jones. | They spoke.");
    row("It began on Sept. 11 in St. Louis. | It ended.");
    row("J. K. Rowling wrote it. | He read it.");
    row("She arrived at 5 p.m. on Monday. | He left at 6 p.m. | The talks went on.");
    row("He went to the U.S. | The trip was long.");
    row("“Yes.” | He nodded.");
    row("\"Stop!\" he cried. | Nobody did.");
    row("It grew 3.5 percent in 2025. | That was a record.");
    row("See www.example.com for more. | Thanks!");
    row("Apple Inc. announced it. | Then? | Yes!");
    row("The No. 1 pick won. | No. | He lost.");
    row("Wait… | He came. | And then... nothing.");
    row("(He left.) | She stayed.");
    row("今天天气很好。 | 我们去公园。 | 真的吗？", "zh");
    row("क्या हुआ? | सब ठीक है। | धन्यवाद।", "hi");
    row("ماذا حدث؟ | لا شيء.", "ar");
    row("Am 11. September kam z. B. Dr. Müller. | Die 3. Liga spielt.", "de");
    row("M. Macron est arrivé. | Il a parlé.", "fr");
    row("« Oui. » | Il est parti.", "fr");
    row("El Sr. García llegó. | La Sra. Pérez no.", "es");
    row("Он родился в г. Москве. | Потом уехал.", "ru");
    row("Sastanak je 11. septembra u Beogradu. | Dolazi dr. Petrović.", "sr");
}

void TestSegmenter::sentencesEndWhereReadersEndThem()
{
    QFETCH(QString, text);
    QFETCH(QString, language);
    const QStringList expected = text.split(QStringLiteral(" | "));
    const QString joined = expected.join(language == u"zh" ? QString() : QStringLiteral(" "));
    QStringList found;
    for (const Span &span : sentences(joined, language))
        found << joined.mid(span.start, span.length);
    QCOMPARE(found, expected);
    QCOMPARE(sentences(u"One\n\ntwo").size(), 2);
    QCOMPARE(sentences(u"a text that was wrapped at about seventy-two characters a line as people do\nso this goes on.").size(), 1);
    QCOMPARE(sentences(u"A headline\nThe text begins here.").size(), 2);
    QCOMPARE(sentences(u"").size(), 0);
    QCOMPARE(sentences(u" \n\n ").size(), 0);
}

void TestSegmenter::wordsAreWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // apart by "|"
    const auto row = [](const char *text, const char *expected) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected); };
    row("Guinea-Bissau's O'Brien won't.", "Guinea-Bissau|'s|O'Brien|won't|.");
    row("Serbia’s leader", "Serbia|’s|leader");
    row("3.5 percent, 1,000 people", "3.5|percent|,|1,000|people");
    row("the U.S. Senate", "the|U.S.|Senate");
    row("“Yes,” he said—twice", "“|Yes|,|”|he|said|—|twice");
    row("l'État d’Israël", "l'État|d’Israël");
    row("Вучић и Špiclin", "Вучић|и|Špiclin");
    row("COVID-19 - really", "COVID-19|-|really");
    row("नमस्ते दुनिया", "नमस्ते|दुनिया");
    row("go \U0001F600 now", "go|\U0001F600|now");
    row("", "");
    row("a\xc2\xa0" "b", "a|b");
}

void TestSegmenter::wordsAreWhole()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QStringList found;
    for (const Word &word : words(text))
        found << text.mid(word.start, word.length);
    QCOMPARE(found.join(u'|'), expected);
    QVERIFY(words(u"今天天气很好").size() > 1);
    QVERIFY(words(u"สวัสดีชาวโลก").size() > 1);
}

void TestSegmenter::everyCharacterIsCoveredOnce()
{
    QRandomGenerator random(3);
    const QString alphabet = QStringLiteral("ab.C !?\n'’\"”-,1 天ไเ") + QChar(0xd83d) + QChar(0xde00) + QChar(0xd800) + QChar(0);
    for (int i = 0; i < 5000; ++i) {
        QString text;
        for (int n = random.bounded(60); n > 0; --n)
            text += alphabet[random.bounded(int(alphabet.size()))];
        qint32 end = 0;
        for (const Word &word : words(text)) {
            QVERIFY(word.start >= end && word.length > 0);
            QVERIFY(text.mid(end, word.start - end).remove(QChar(0)).trimmed().isEmpty());
            end = word.start + word.length;
        }
        QVERIFY(end <= text.size());
        end = 0;
        for (const Span &span : sentences(text)) {
            QVERIFY(span.start >= end && span.length > 0);
            QVERIFY(QStringView(text).sliced(end, span.start - end).trimmed().isEmpty());
            end = span.end();
        }
        QVERIFY(QStringView(text).sliced(end).trimmed().isEmpty());
    }
}

void TestSegmenter::abbreviationsDependOnTheLanguage()
{
    QCOMPARE(abbreviation(u"mr", u""), Abbreviation::Title);
    QCOMPARE(abbreviation(u"bzw", u"de"), Abbreviation::Title);
    QCOMPARE(abbreviation(u"bzw", u"en"), Abbreviation::None);
    QCOMPARE(abbreviation(u"sept", u"fr"), Abbreviation::BeforeNumber);
    QVERIFY(beginsSentences(u"however"));
    QVERIFY(writesOrdinalDots(u"de") && !writesOrdinalDots(u"en"));
}

void TestSegmenter::hostileTextIsLinear()
{
    for (const char *piece : {".", "a.", "A. ", "\n", "\"", "Mr. ", "1. ", "'s", "-", "a-"}) {
        const QString text = QString::fromLatin1(piece).repeated(1000000);
        QVERIFY(sentences(text).size() <= text.size());
        QVERIFY(words(text).size() <= text.size());
    }
    words(QString(300000, QChar(0x5929)));
    words(QString(300000, QChar(0x0e01)));
    words(QString(1000000, QChar(0xd800)));
}

QTEST_GUILESS_MAIN(TestSegmenter)
#include "test_segmenter.moc"
