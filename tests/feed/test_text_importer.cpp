#include "feed/text_importer.h"

#include <QRegularExpression>
#include <QTest>

using namespace dateline;

namespace {

const char *const firstParagraph = "Serbian President Aleksandar Vucic said on Thursday that talks with Pristina would go on next week in Brussels, as planned.";
const char *const secondParagraph = "He did not say who would take part, but officials named two ministers.";

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("[\\w’'-]+"), QRegularExpression::UseUnicodePropertiesOption);
    QStringList words;
    for (auto found = word.globalMatch(text); found.hasNext();)
        words.append(found.next().captured());
    return words;
}

} // namespace

class TestTextImporter final : public QObject {
    Q_OBJECT

private slots:
    void savedArticlesAreTakenApart_data();
    void savedArticlesAreTakenApart();
    void lineEndsAndEncodingsDoNotMatter_data();
    void lineEndsAndEncodingsDoNotMatter();
    void aBylineIsNoHeadline_data();
    void aBylineIsNoHeadline();
    void hardWrappedLinesAreJoined();
    void shortLinesStayLines();
    void longLinesAreParagraphs();
    void emptyAndBinaryFilesAreRefused();
    void noWordOfTheBodyIsLost_data();
    void noWordOfTheBodyIsLost();
};

void TestTextImporter::savedArticlesAreTakenApart_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("published");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");
    const QString one = QString(firstParagraph);
    const QString two = QString(secondParagraph);
    const QString body = one + "\n\n" + two;
    const QString cut = "Serbian President Aleksandar Vucic said on Thursday that talks with Pristina would go on…";
    const QString link = "https://www.reuters.com/world/1";
    QTest::newRow("date, text, Source") << "Thu. Sep 11th, 2025\n\n" + body + "\n\nSource\n" << cut << "2025-09-11" << "" << "" << body;
    QTest::newRow("date straight above the text") << "11 September 2025\n" + body + "\nSource" << cut << "2025-09-11" << "" << "" << body;
    QTest::newRow("date, headline, text") << "2025-09-11\n\nTalks to go on\n\n" + body << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("headline, date, text") << "Talks to go on\n11.9.2025\n" + body << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("headline, date, blank, text") << "Talks to go on\nSeptember 11, 2025\n\n" + body << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("headline straight above a long paragraph") << "Talks to go on\n" + body << "Talks to go on" << "" << "" << "" << body;
    QTest::newRow("no head at all") << body << cut << "" << "" << "" << body;
    QTest::newRow("headline in capitals with a stop") << "TALKS TO GO ON.\n\n" + body << "TALKS TO GO ON." << "" << "" << "" << body;
    QTest::newRow("headline that asks") << "Will talks go on?\n\n" + body << "Will talks go on?" << "" << "" << "" << body;
    QTest::newRow("Markdown headline") << "# Talks to go on\n\n" + body << "Talks to go on" << "" << "" << "" << body;
    QTest::newRow("labels") << "Title: Talks to go on\nDate: Sep 11, 2025\nURL: " + link + "\nSource: Reuters\n\n" + body
                            << "Talks to go on" << "2025-09-11" << link << "Reuters" << body;
    QTest::newRow("front matter") << "---\ntitle: \"Talks to go on\"\ndate: 2025-09-11\n---\n\n" + body << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("Published label") << "Talks to go on\nPublished: 11 Sep 2025\n\n" + body << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("source with name") << body + "\n\nSource: Reuters" << cut << "" << "" << "Reuters" << body;
    QTest::newRow("source with name and link") << body + "\n\nSource: Reuters " + link << cut << "" << link << "Reuters" << body;
    QTest::newRow("source with a link that can't be opened") << body + "\n\nSource: https://ex`ample.org/a" << cut << "" << "" << "" << body + "\n\nSource: https://ex`ample.org/a";
    QTest::newRow("source with a sentence behind the link") << body + "\n\nSource: Reuters " + link + " and what three officials said on the phone on Thursday evening in Belgrade" << cut << "" << "" << ""
                                                            << body + "\n\nSource: Reuters " + link + " and what three officials said on the phone on Thursday evening in Belgrade";
    QTest::newRow("source with link in brackets") << body + "\n\nSource: Reuters (" + link + ")" << cut << "" << link << "Reuters" << body;
    QTest::newRow("source with link on the next line") << body + "\n\nSource:\n" + link << cut << "" << link << "" << body;
    QTest::newRow("source with name on the next line") << body + "\n\nSource\nReuters" << cut << "" << "" << "Reuters" << body;
    QTest::newRow("Markdown source") << body + "\n\n[Source](" + link + ")" << cut << "" << link << "" << body;
    QTest::newRow("Markdown named source") << body + "\n\nSource: [Reuters](" + link + ")" << cut << "" << link << "Reuters" << body;
    QTest::newRow("via") << body + "\n\nvia Reuters" << cut << "" << "" << "Reuters" << body;
    QTest::newRow("read more") << body + "\n\nRead more at " + link << cut << "" << link << "" << body;
    QTest::newRow("source in Serbian") << body + "\n\nIzvor: Tanjug" << cut << "" << "" << "Tanjug" << body;
    QTest::newRow("source and date") << body + "\n\nSource: Reuters, 11 September 2025" << cut << "2025-09-11" << "" << "Reuters" << body;
    QTest::newRow("bare link at the end") << body + "\n\n" + link << cut << "" << link << "" << body;
    QTest::newRow("bare link at the top") << link + "\n\nTalks to go on\n\n" + body << "Talks to go on" << "" << link << "" << body;
    QTest::newRow("several sources") << body + "\n\nSources:\n" + link + "\nhttps://www.bbc.com/2" << cut << "" << link << "" << body + "\n\nhttps://www.bbc.com/2";
    QTest::newRow("date at the end") << "Talks to go on\n\n" + body + "\n\nSeptember 11, 2025" << "Talks to go on" << "2025-09-11" << "" << "" << body;
    QTest::newRow("date and time") << "2025-09-11 14:03\n\nTalks to go on\n\n" + body << "Talks to go on" << "2025-09-11T14:03:00Z" << "" << "" << body;
    QTest::newRow("dispatch") << "BELGRADE, 11 September 2025 (Reuters) - " + body << "" << "2025-09-11" << "" << "" << "BELGRADE, 11 September 2025 (Reuters) - " + body;
    QTest::newRow("a sentence that begins with Source") << one + "\n\nSource code was found on the ministry's server." << cut << "" << "" << "" << one + "\n\nSource code was found on the ministry's server.";
    QTest::newRow("a sentence about sources") << one + "\n\nSources close to the minister said no." << cut << "" << "" << "" << one + "\n\nSources close to the minister said no.";
    QTest::newRow("only one line") << "The bridge is open" << "The bridge is open" << "" << "" << "" << "The bridge is open";
    QTest::newRow("only a date") << "11 September 2025" << "11 September 2025" << "2025-09-11" << "" << "" << "11 September 2025";
    QTest::newRow("a date within the text stays") << one + "\n\nOn 11 September 2025 it rained." << cut << "" << "" << "" << one + "\n\nOn 11 September 2025 it rained.";
}

void TestTextImporter::savedArticlesAreTakenApart()
{
    QFETCH(QString, file);
    QFETCH(QString, title);
    QFETCH(QString, published);
    QFETCH(QString, url);
    QFETCH(QString, source);
    QFETCH(QString, text);
    const auto article = parseTextArticle(file.toUtf8(), "saved.txt");
    QVERIFY(article);
    QCOMPARE(article->text, text);
    if (!title.isEmpty())
        QCOMPARE(article->title, title);
    QCOMPARE(article->published.toText(), published);
    QCOMPARE(article->url, url);
    QCOMPARE(article->sourceName, source);
    QCOMPARE(article->ref, "saved.txt");
    QVERIFY(article->problems.isEmpty());
}

void TestTextImporter::lineEndsAndEncodingsDoNotMatter_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString text = QStringLiteral("11. rujna 2025.\n\nVučić i Kurti u Briselu\n\nPregovori su završeni „bez rezultata“, rekao je.\n\nIzvor: Tanjug");
    QString windows = text;
    windows.replace("\n", "\r\n");
    QString old = text;
    old.replace("\n", "\r");
    const auto bytesOfUtf16 = [](const QString &string) {
        return QByteArray(reinterpret_cast<const char *>(string.utf16()), string.size() * 2);
    };
    QTest::newRow("Unix") << text.toUtf8();
    QTest::newRow("Windows") << windows.toUtf8();
    QTest::newRow("old Macintosh") << old.toUtf8();
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + text.toUtf8();
    QTest::newRow("UTF-16 with mark") << "\xFF\xFE" + bytesOfUtf16(windows);
}

void TestTextImporter::lineEndsAndEncodingsDoNotMatter()
{
    QFETCH(QByteArray, bytes);
    const auto article = parseTextArticle(bytes, "saved.txt");
    QVERIFY(article);
    QCOMPARE(article->title, QString("Vučić i Kurti u Briselu"));
    QCOMPARE(article->text, QString("Pregovori su završeni „bez rezultata“, rekao je."));
    QCOMPARE(article->published.toText(), "2025-09-11");
    QCOMPARE(article->sourceName, "Tanjug");
}

void TestTextImporter::aBylineIsNoHeadline_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QStringList>("authors");
    QTest::newRow("below a date") << QByteArray("Published: Sunday, March 3, 2024\n\nBy John Smith\n\nCAIRO - Talks ended on Sunday without result.\n")
                                  << QStringLiteral("CAIRO - Talks ended on Sunday without result.") << QStringList{QStringLiteral("John Smith")};
    QTest::newRow("with an agency") << QByteArray("Talks end without result\n\nBy John Smith and Ana de Armas, Reuters\n\nThe talks ended on Sunday.\n")
                                    << QStringLiteral("Talks end without result") << QStringList{QStringLiteral("John Smith and Ana de Armas")};
    QTest::newRow("a headline that begins with By") << QByteArray("By George, they have done it\n\nThe talks ended on Sunday.\n")
                                                    << QStringLiteral("By George, they have done it") << QStringList{};
}

void TestTextImporter::aBylineIsNoHeadline()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, title);
    QFETCH(QStringList, authors);
    const auto article = parseTextArticle(file, QStringLiteral("saved.txt"));
    QVERIFY(article.has_value());
    QCOMPARE(article->title, title);
    QCOMPARE(article->authors, authors);
}

void TestTextImporter::hardWrappedLinesAreJoined()
{
    const auto article = parseTextArticle("The ministers met in the old town hall on the river and talked for six\n"
                                          "hours about the price of bread, which has doubled since the spring in all\n"
                                          "of the country's cities.\n"
                                          "Nothing was decided, though all of them agreed to meet once more in the\n"
                                          "week to come, and to bring figures that everybody can believe in.\n\n"
                                          "   A spokeswoman said that the talks between Guinea-\nBissau and its neighbours had not been discussed at all by anybody.\n", "a.txt");
    QVERIFY(article);
    QCOMPARE(article->text, "The ministers met in the old town hall on the river and talked for six hours about the price of bread, which has doubled "
                            "since the spring in all of the country's cities.\n\nNothing was decided, though all of them agreed to meet once more in "
                            "the week to come, and to bring figures that everybody can believe in.\n\nA spokeswoman said that the talks between "
                            "Guinea-Bissau and its neighbours had not been discussed at all by anybody.");
}

void TestTextImporter::shortLinesStayLines()
{
    const auto article = parseTextArticle("The results:\nNorth 12\nSouth 9\nEast 31\n\nAll votes are counted.", "a.txt");
    QVERIFY(article);
    QCOMPARE(article->text, "The results:\nNorth 12\nSouth 9\nEast 31\n\nAll votes are counted.");
}

void TestTextImporter::longLinesAreParagraphs()
{
    const QString line = QString("word ").repeated(40).trimmed() + '.';
    const auto article = parseTextArticle((line + '\n' + line).toUtf8(), "a.txt");
    QVERIFY(article);
    QCOMPARE(article->text, line + "\n\n" + line);
}

void TestTextImporter::emptyAndBinaryFilesAreRefused()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray(" \r\n\t\n"), QByteArray("\xEF\xBB\xBF"), QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3\xcb\x48", 12)}) {
        const auto article = parseTextArticle(bytes, "a.txt");
        QVERIFY(!article);
        QCOMPARE(article.error().kind, ErrorKind::Input);
        QVERIFY(article.error().message.contains("a.txt"));
    }
}

// Whatever the shape of a file: every word is in the title or the text, unless it belongs to a date, label or link.
void TestTextImporter::noWordOfTheBodyIsLost_data()
{
    QTest::addColumn<QString>("file");
    const QStringList heads = {"", "Thu. Sep 11th, 2025\n", "Talks to go on\n\n", "11.9.2025\nTalks to go on\n\n", "By Jane Doe\n\n", "A. B.\n", "* * *\n\n",
                               "Source of trouble\n\n", "one, two\nthree\n\n", "NOTE: read this\n", "Talks:\n- one\n- two\n\n"};
    const QStringList bodies = {firstParagraph, QString(firstParagraph) + '\n' + secondParagraph, QString(firstParagraph) + "\n\n" + secondParagraph,
                                "Short.\n\nShorter", "a\nb\nc\nd", "Via Appia was closed.\n\nSource of the fire: unknown for now, they said on Friday."};
    const QStringList feet = {"", "\n\nSource", "\n\nShare this", "\nThe End", "\n\n- Jane Doe", "\n\nEditing by John Roe; writing by Ann Poe."};
    int row = 0;
    for (const QString &head : heads) {
        for (const QString &body : bodies) {
            for (const QString &foot : feet)
                QTest::newRow(qPrintable(QString::number(row++))) << head + body + foot;
        }
    }
}

void TestTextImporter::noWordOfTheBodyIsLost()
{
    QFETCH(QString, file);
    const auto article = parseTextArticle(file.toUtf8(), "a.txt");
    QVERIFY(article);
    QStringList kept = wordsOf(article->title + ' ' + article->text);
    static const QStringList droppable = {"Thu", "Sep", "11th", "2025", "11", "9", "Source"};
    for (const QString &word : wordsOf(file))
        QVERIFY2(kept.removeOne(word) || droppable.contains(word), qPrintable(word + " of: " + file + " -> " + article->title + " / " + article->text));
}

QTEST_GUILESS_MAIN(TestTextImporter)
#include "test_text_importer.moc"
