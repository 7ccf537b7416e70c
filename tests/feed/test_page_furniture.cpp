#include "feed/consent_wall.h"
#include "feed/page_extractor.h"
#include "feed/readers_words.h"

#include <QTest>

using namespace dateline;

namespace {

const QByteArray first = "The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane has to be taken down, and ships will be sent to the river quay instead.";
const QByteArray second = "Fishermen, who had asked for another date, said they would lose the best weeks of the season, and that nobody had told them before the vote was taken last night.";
const QByteArray third = "The work will cost four million, most of which comes from the state, and will be done by a company from the north, according to the plans that were shown.";
const QByteArray paragraphs = "<p>" + first + "</p><p>" + second + "</p><p>" + third + "</p>";
const QByteArray readers = "<div class=k><b>Anna</b><p>I have lived at the quay for forty years, and nobody ever asked me, or my neighbours, about any of it.</p></div>"
                           "<div class=k><b>Bert</b><p>It was better before, as always, when the crane was new, and the council old, and the fish in the sea.</p></div>";

ArticleContent extracted(const QByteArray &body)
{
    const QByteArray page = "<html><head><meta charset=utf-8><title>Harbour to close</title></head><body>" + body + "</body></html>";
    return extractPage(page, {QUrl(QStringLiteral("https://www.portpost.example/news/crane")), {}, QStringLiteral("page.html")}).value_or(ArticleContent());
}

QString wholeText()
{
    return QString::fromUtf8(first + "\n\n" + second + "\n\n" + third);
}

} // namespace

class TestPageFurniture final : public QObject {
    Q_OBJECT

private slots:
    void boxesThatAskForAnAddressAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("box");
        QTest::newRow("a box by a name of its own")
            << QByteArray("<div class=nl-box><p>Every morning the harbour's news, for nothing, in your letter box.</p><form><input type=email><button>Yes</button></form></div>");
        QTest::newRow("with a heading of its own")
            << QByteArray("<div class=x1><h3>The harbour's letter</h3><div><p>Every morning the harbour's news, for nothing, in your letter box.</p><form><p><label>Your address "
                          "<input type=email></label></p><button>Yes</button></form></div></div>");
        QTest::newRow("with small print")
            << QByteArray("<section><p>News by mail</p><form><input name=mail><p>You agree that we write to you, and have read what we do with your address, which is nothing "
                          "that you would not like us to do with it, as far as we know.</p></form></section>");
    }

    void boxesThatAskForAnAddressAreLeftOut()
    {
        QFETCH(QByteArray, box);
        const QByteArray split = "<p>" + first + "</p>" + box + "<p>" + second + "</p><p>" + third + "</p>";
        QCOMPARE(extracted("<article><h1>Harbour to close</h1><div>" + split + "</div></article>").text, wholeText());
        QCOMPARE(extracted("<article><h1>Harbour to close</h1>" + paragraphs + box + "</article>").text, wholeText());
    }

    void aFieldWithinTheArticleTakesNothingWithIt()
    {
        QCOMPARE(extracted("<h1>Harbour to close</h1><div>" + paragraphs + "<form><input type=email></form></div>").text, wholeText());
        QCOMPARE(extracted("<div><p>" + second + "</p><form><input type=email></form></div>").text, QString::fromUtf8(second));
        QVERIFY(extracted("<div><p>" + first + "</p><p>" + second + " <input type=checkbox> " + third + "</p></div>").text.contains(QString::fromUtf8(third)));
    }

    void whatReadersSayIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("comments");
        QTest::newRow("German, named") << QByteArray("<section id=kommentare><h3>3 Kommentare</h3>" + readers + "</section>");
        QTest::newRow("Serbian, named") << QByteArray("<div class=\"komentari-lista\">" + readers + "</div>");
        QTest::newRow("French, named") << QByteArray("<div id=commentaires>" + readers + "</div>");
        QTest::newRow("German, by its heading") << QByteArray("<section class=b7><h3>2 Kommentare</h3>" + readers + "</section>");
        QTest::newRow("Serbian, by its heading") << QByteArray("<div><h4>Коментари (2)</h4>" + readers + "</div>");
        QTest::newRow("Japanese, by its heading") << QByteArray("<div><div class=t><h3>コメント 2件</h3></div>" + readers + "</div>");
        QTest::newRow("Arabic, by its heading") << QByteArray("<div><h3>التعليقات</h3>" + readers + "</div>");
        QTest::newRow("behind their heading") << QByteArray("<h3>Comments</h3>" + readers);
    }

    void whatReadersSayIsLeftOut()
    {
        QFETCH(QByteArray, comments);
        QCOMPARE(extracted("<article><h1>Harbour to close</h1>" + paragraphs + comments + "</article>").text, wholeText());
        QCOMPARE(extracted("<article><h1>Harbour to close</h1><div>" + paragraphs + "</div></article>" + comments).text, wholeText());
    }

    void aCountOfCommentsAboveTheArticleTakesNothingWithIt()
    {
        QVERIFY(extracted("<article><h1>Harbour to close</h1><div><h5>2 comments</h5></div>" + paragraphs + "</article>").text.endsWith(wholeText()));
        QVERIFY(extracted("<article><h3>Kommentar</h3><h1>Harbour to close</h1>" + paragraphs + "</article>").text.endsWith(wholeText()));
    }

    void headingsOfCommentsAreKnown_data()
    {
        QTest::addColumn<bool>("isKnown");
        for (const char *heading : {"Comments", "Comments (12)", "12 Comments", "Reader comments", "3 Kommentare", "1 Kommentar", "Kommentare zu", "Alle Kommentare (3)",
                                    "3 Kommentare zu „Hafen gesperrt“", "3 thoughts on “Harbour to close”", "Leave a comment", "Kommentar schreiben", "Laisser un commentaire",
                                    "Komentari (5)", "Коментари", "Оставите коментар", "Комментарии 14", "コメント 3件", "3件のコメント", "댓글 3개", "全部评论 3", "تعليقات (3)",
                                    "۳ دیدگاه", "4 reacties", "Yorumlar", "Komentarze (0)", "Komentáře", "Hozzászólások", "Σχόλια"})
            QTest::newRow(heading) << (qstrcmp(heading, "Kommentare zu") != 0);
        for (const char *heading : {"Kommentar", "Comment", "Komentar", "Commentary", "Reactions", "Reacties", "Reaktionen", "Comments by the minister", "3 thoughts on leadership", "16. Thought", "2. Comments", "3 thoughts",
                                    "コメント", "评论", "No comment from the council", "2025", "", "Costs", "Leave", "All"})
            QTest::newRow(heading) << false;
    }

    void headingsOfCommentsAreKnown()
    {
        QFETCH(bool, isKnown);
        QCOMPARE(isCommentsHeading(QString::fromUtf8(QTest::currentDataTag())), isKnown);
    }

    void namesOfCommentsAreKnown()
    {
        for (const char *name : {"comments", "kommentare", "kommentar-liste", "komentari_lista", "comentarios", "commentaires", "reacties", "yorumlar", "komentarze", "comment-list"})
            QVERIFY2(namesComments(QString::fromLatin1(name)), name);
        for (const char *name : {"kommentar", "comment", "comments-open", "no-comments-here-yet", "commenting", "reactive", "", "-"})
            QVERIFY2(!namesComments(QString::fromLatin1(name)), name);
    }

    void partsInBoxesOfOneKindAreOneText()
    {
        const auto box = [](const QByteArray &text) { return QByteArray("<div class=\"block html\"><div class=inner>" + text + "</div></div>"); };
        const QByteArray picture = "<div class=\"block image\"><img src=/crane.jpg></div>";
        const QByteArray body = box("<p>" + first + "</p><p>" + second + "</p><p>" + first + "</p><p>" + second + "</p>") + picture + box("<p>" + third + "</p>");
        QVERIFY(extracted("<h1>Harbour to close</h1><div>" + body + "</div>").text.endsWith(QString::fromUtf8(third)));
    }

    void theLeadFigureKeepsItsCaption()
    {
        const QByteArray figure = "<figure><img src=/crane.jpg><figcaption>The old crane of Port Bay.</figcaption></figure>";
        const ArticleContent article = extracted("<article><h1>Harbour to close</h1>" + figure + "<div class=text>" + paragraphs + "</div></article>");
        QCOMPARE(article.text, QString(u"The old crane of Port Bay.\n\n" + wholeText()));
        QVERIFY(article.html.startsWith(QStringLiteral("<figure><img src=\"https://www.portpost.example/crane.jpg\"><figcaption>The old crane")));
        const QByteArray other = "<article><a href=/b>" + figure + "Another article</a></article>";
        QCOMPARE(extracted("<main>" + other + "<article><h1>Harbour to close</h1><div class=text>" + paragraphs + "</div></article></main>").text, wholeText());
    }

    void aLeadFigureInABoxOfTextIsThereOnce()
    {
        const QByteArray figure = "<figure><img src=/crane.jpg><figcaption>The old crane of Port Bay.</figcaption></figure>";
        const ArticleContent article = extracted("<article><h1>Harbour to close</h1><div class=intro>" + figure + paragraphs + "</div><div class=text>" + paragraphs + paragraphs + "</div></article>");
        QCOMPARE(article.text.count(QStringLiteral("The old crane")), 1);
    }

    void wallsOfCookiesAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("English") << QStringLiteral(
            "Before you continue\nWe use cookies and data to deliver and maintain our services, to track outages and to protect you against spam, fraud and abuse.\n"
            "Deliver and maintain services\nMeasure audience\nIf you choose to accept all, we will also use cookies to develop new services and to show you personalised content.\n"
            "Accept all\nReject all\nMore options");
        QTest::newRow("German") << QStringLiteral(
            "Wir und unsere Partner verwenden Cookies, um Informationen auf einem Gerät zu speichern und personenbezogene Daten zu verarbeiten, etwa für Werbung.\n"
            "Sie können zustimmen oder ablehnen und Ihre Einwilligung jederzeit in den Einstellungen widerrufen, die unten auf jeder Seite stehen, auch später.");
        QTest::newRow("Serbian") << QStringLiteral(
            "Користимо колачиће да бисмо вам приказали садржај и огласе који вас занимају, и да бисмо мерили колико се чита оно што објављујемо сваког дана.\nПрихватам");
    }

    void wallsOfCookiesAreNamed()
    {
        QFETCH(QString, text);
        QVERIFY(isConsentWall(text));
        QVERIFY(!isConsentWall(QString(wholeText() + u'\n' + text)));
        const ArticleContent page = extracted("<h1>Before you continue</h1><div><p>" + text.toUtf8().replace("\n", "</p><p>") + "</p></div>");
        QCOMPARE(page.problems.size(), 1);
        QVERIFY(page.problems.first().contains(QStringLiteral("cookies")));
    }

    void anArticleOnCookiesIsNoWall()
    {
        QVERIFY(!isConsentWall(QStringLiteral(
            "The court ruled that banners which hide the button to reject cookies break the law, and fined three publishers a total of four million.\n"
            "“Nobody reads them”, said the judge, and asked the publishers to put both buttons side by side before the summer begins, in equal colours.")));
        QVERIFY(extracted("<article><h1>Harbour to close</h1>" + paragraphs + "</article>").problems.isEmpty());
        QVERIFY(!isConsentWall({}));
    }
};

QTEST_APPLESS_MAIN(TestPageFurniture)
#include "test_page_furniture.moc"
