// The reading view as a reader meets it: what is shown, what can be clicked, and what an article can't do.
#include "ui/reading/article_browser.h"
#include "ui/reading/article_marks.h"
#include "ui/reading/reading_view.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace dateline;

namespace {

void addMentions(const QString &text, const QString &words, QList<Span> &spans)
{
    for (qsizetype i = text.indexOf(words); i >= 0; i = text.indexOf(words, i + 1))
        spans.append({static_cast<qint32>(i), static_cast<qint32>(words.size())});
}

StoredArticle article()
{
    StoredArticle made;
    made.id = {1};
    made.sourceTitle = u"Example News"_qs;
    made.content.url = u"https://news.example.org/1"_qs;
    made.content.title = u"Talks in Brussels"_qs;
    made.content.published = Moment::onDay(QDate(2022, 11, 23));
    made.content.text = u"Josep Borrell spoke to Kosovo.\n\nThen the talks ended."_qs;
    made.content.html = u"<p><b>Josep</b> Borrell spoke to Kosovo.</p><p>Then the <a href=\"https://a.example/x\">talks</a> ended.</p>"_qs;
    Entity person{u"Josep Borrell"_qs, EntityKind::Person, 0.5, {}};
    addMentions(made.content.text, person.name, person.mentions);
    made.annotations.entities.append(person);
    CountryMention country{u"XK"_qs, true, 0.5, {}};
    addMentions(made.content.text, u"Kosovo"_qs, country.mentions);
    made.annotations.countries.append(country);
    made.annotations.topics.append({u"medtop:11000000"_qs, 0.9, {}});
    made.annotations.keySentences.append({32, 21});
    made.annotations.quotes.append({u"Josep Borrell"_qs, {32, 21}, {}, false});
    return made;
}

// A point of the viewport in the middle of the last occurrence of `words`.
QPoint placeOf(ArticleBrowser &page, const QString &words)
{
    QTextCursor found = page.document()->find(words, page.document()->characterCount(), QTextDocument::FindBackward | QTextDocument::FindCaseSensitively);
    QTextCursor middle = found;
    middle.setPosition(found.selectionStart() + static_cast<int>(words.size() / 2));
    return page.cursorRect(middle).center();
}

void click(ArticleBrowser &page, const QString &words, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mouseClick(page.viewport(), Qt::LeftButton, modifiers, placeOf(page, words));
}

} // namespace

class TestReadingView : public QObject {
    Q_OBJECT

    Theme m_theme;

private slots:
    void initTestCase()
    {
        m_theme.setAppearance(Appearance::Light);
        m_theme.applyTo(*qApp);
    }

    void showsAllThatBelongsToAnArticle()
    {
        ReadingView view(m_theme);
        view.showArticle(article());
        const QString shown = view.shownText();
        for (const char *words : {"Example News", "23 November 2022", "Talks in Brussels", "Key points", "Who said what", "Josep Borrell spoke to Kosovo.",
                                  "Then the talks ended.", "Read the original at news.example.org"})
            QVERIFY2(shown.contains(QString::fromUtf8(words)), words);
        QVERIFY2(!shown.contains(u"00:00"), "a day without a time has none");
    }

    void aNameShowsByWhichWordsItIsNamed()
    {
        StoredArticle named = article();
        named.content.text += u" Borrell left."_qs;
        named.annotations.entities[0].mentions.append({qint32(named.content.text.indexOf(u"Borrell left")), 7});
        const ArticleMarks marks = articleMarks(named);
        QCOMPARE(marks.targets.value(0).mentions.size(), 2);
        QCOMPARE(evidenceWords(marks.targets.value(0).mentions, named.content), u"“Josep Borrell”, “Borrell”"_qs);
    }

    void tellsNoKeyPointsThatAreMostOfTheText()
    {
        StoredArticle shortOne = article();
        shortOne.annotations.keySentences = {{0, 30}};
        ReadingView view(m_theme);
        view.showArticle(shortOne);
        QVERIFY(!view.shownText().contains(u"Key points"));
    }

    void showsPlainTextWhereThereIsNoMarkup()
    {
        StoredArticle plain = article();
        plain.content.html.clear();
        plain.content.text = u"First <b>paragraph</b>.\n\nSecond & last."_qs;
        ReadingView view(m_theme);
        view.showArticle(plain);
        QVERIFY(view.shownText().contains(u"First <b>paragraph</b>."));
        QVERIFY(view.shownText().contains(u"Second & last."));
    }

    void asksForAFilterWhenANameIsClicked()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article());
        QSignalSpy wanted(&view, &ReadingView::filterWanted);
        click(view.page(), u"Borrell"_qs);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(0).value<QueryTerm>(), (QueryTerm{Field::Person, u"Josep Borrell"_qs}));
        QCOMPARE(wanted.last().at(1).toBool(), false);
        click(view.page(), u"Kosovo"_qs, Qt::ControlModifier);
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.last().at(0).value<QueryTerm>(), (QueryTerm{Field::Country, u"XK"_qs}));
        QCOMPARE(wanted.last().at(1).toBool(), true);
    }

    void aLeaderIsAPersonBeforeACountry()
    {
        StoredArticle made = article();
        made.annotations.countries.first().mentions = made.annotations.entities.first().mentions + made.annotations.countries.first().mentions;
        const ArticleMarks marks = articleMarks(made);
        QCOMPARE(marks.text.size(), 2);
        QCOMPARE(marks.targets[marks.text[0].target].kind, MarkKind::Person);
        QCOMPARE(marks.targets[marks.text[1].target].kind, MarkKind::Country);
    }

    void theMenuOfANameIsOpenedByMouseAndByKey()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article());
        QSignalSpy opening(&view, &ReadingView::targetMenuOpening);
        QContextMenuEvent byMouse(QContextMenuEvent::Mouse, placeOf(view.page(), u"Borrell"_qs), QPoint(9, 9));
        QApplication::sendEvent(view.page().viewport(), &byMouse);
        QCOMPARE(opening.size(), 1);
        QCOMPARE(opening.last().at(1).value<QueryTerm>(), (QueryTerm{Field::Person, u"Josep Borrell"_qs}));
        QApplication::activePopupWidget()->close();
        view.page().setFocus();
        for (int i = 0; i < 20 && view.page().textCursor().selectedText() != u"Kosovo"; ++i)
            QTest::keyClick(&view.page(), Qt::Key_Tab);
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(1, 1), QPoint(9, 9));
        QApplication::sendEvent(view.page().viewport(), &byKey);
        QCOMPARE(opening.size(), 2);
        QCOMPARE(opening.last().at(1).value<QueryTerm>(), (QueryTerm{Field::Country, u"XK"_qs}));
        QApplication::activePopupWidget()->close();
    }

    void tellsWhichLinkIsClicked()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article());
        QSignalSpy wanted(&view, &ReadingView::linkWanted);
        click(view.page(), u"talks"_qs);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.last().at(0).toUrl(), QUrl(u"https://a.example/x"_qs));
    }

    void opensAndClosesWhoSaidWhat()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article());
        const QString closed = view.shownText();
        click(view.page(), u"Who said"_qs);
        QVERIFY(view.shownText().size() > closed.size());
        click(view.page(), u"Who said"_qs);
        QCOMPARE(view.shownText(), closed);
    }

    void permitsOnlyHarmlessLinks_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isPermitted");
        QTest::newRow("https") << u"https://example.org/a"_qs << true;
        QTest::newRow("http") << u"HTTP://example.org/a"_qs << true;
        QTest::newRow("mailto") << u"mailto:a@example.org"_qs << true;
        QTest::newRow("javascript") << u"javascript:alert(1)"_qs << false;
        QTest::newRow("file") << u"file:///etc/passwd"_qs << false;
        QTest::newRow("data") << u"data:text/html,x"_qs << false;
        QTest::newRow("our own") << u"dateline-target:0"_qs << false;
        QTest::newRow("without a host") << u"https:///x"_qs << false;
        QTest::newRow("relative") << u"/etc/passwd"_qs << false;
        QTest::newRow("endless") << QString(u"https://example.org/"_qs + u"a"_qs.repeated(10'000)) << false;
    }

    void permitsOnlyHarmlessLinks()
    {
        QFETCH(QString, address);
        QFETCH(bool, isPermitted);
        QCOMPARE(permittedLink(address).isValid(), isPermitted);
    }

    void loadsNothing()
    {
        // An image that exists must not be read, and hostile markup that slipped through must stay without effect.
        QTemporaryDir folder;
        QImage image(2, 2, QImage::Format_RGB32);
        const QString file = folder.filePath(u"pixel.png"_qs);
        QVERIFY(image.save(file));
        StoredArticle hostile = article();
        hostile.content.html = u"<p>A<img src=\"file://%1\" alt=\"local\"><img src=\"%1\"><img src=\"https://tracker.example/p.gif\" alt=\"remote\">"
                               "<script>evil()</script><a href=\"javascript:evil()\">run</a><a href=\"dateline-target:0\">forged</a>"
                               "<link rel=\"stylesheet\" href=\"%1\"><style>@import '%1'</style></p>"_qs.arg(file);
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(hostile);
        for (const auto type : {QTextDocument::ImageResource, QTextDocument::HtmlResource, QTextDocument::StyleSheetResource}) {
            for (const QUrl &url : {QUrl::fromLocalFile(file), QUrl(file), QUrl(u"https://tracker.example/p.gif"_qs), QUrl(u"data:text/plain,x"_qs)}) {
                QVERIFY(view.page().loadResource(type, url).toByteArray().isEmpty());
                const QVariant given = view.page().document()->resource(type, url);
                QVERIFY2(given.typeId() == QMetaType::QByteArray && given.toByteArray().isEmpty(), qPrintable(url.toString()));
            }
        }
        int links = 0;
        for (QTextBlock block = view.page().document()->begin(); block.isValid(); block = block.next()) {
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                const QTextCharFormat format = part.fragment().charFormat();
                QVERIFY(!format.isImageFormat());
                if (format.isAnchor() && part.fragment().text() == u"forged")
                    ++links;
                QVERIFY(!format.anchorHref().startsWith(u"javascript"));
                QVERIFY(!format.anchorHref().startsWith(u"file"));
            }
        }
        QCOMPARE(links, 0);
    }

    void ignoresOffsetsThatMakeNoSense()
    {
        StoredArticle odd = article();
        odd.annotations.entities[0].mentions = {{-5, 3}, {0, -1}, {0, 1'000'000}, {2'000'000'000, 2'000'000'000}, {7, 7, Part::Title}, {2, 4}, {1, 8}};
        odd.annotations.keySentences = {{-1, 5}, {1'000'000, 4}, {0, 2'000'000'000}};
        odd.annotations.quotes = {{u"X"_qs, {-3, 10}, {}, true}};
        odd.annotations.topics = {{u"medtop:99999999"_qs, 1, {{-9, 4}, {40, 400'000}}}};
        ReadingView view(m_theme);
        view.showArticle(odd);
        QVERIFY(view.shownText().contains(u"Josep Borrell spoke"));
    }

    void laysOutListsQuotationsAndTables()
    {
        StoredArticle rich = article();
        rich.content.html = u"<h2>Head</h2><ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul><blockquote><p>said</p></blockquote>"
                            "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2021</td><td>10<table><tr><td>nested</td></tr></table></td></tr></table>"
                            "<pre>a\n  b</pre><hr><p>end</p></ul></table></p>"_qs;
        ReadingView view(m_theme);
        view.showArticle(rich);
        const QString shown = view.shownText();
        for (const char *words : {"Head", "one", "two", "inner", "said", "Year", "2021", "nested", "end"})
            QVERIFY2(shown.contains(QString::fromUtf8(words)), words);
    }

    void laysOutRightToLeft()
    {
        StoredArticle arabic = article();
        arabic.content.text = QString::fromUtf8("قال الوزير إن المحادثات انتهت.");
        arabic.content.html = u"<p>"_qs + arabic.content.text + u"</p>"_qs;
        arabic.annotations = {};
        ReadingView view(m_theme);
        view.showArticle(arabic);
        const QTextCursor found = view.page().document()->find(QString::fromUtf8("الوزير"));
        QVERIFY(!found.isNull());
        QCOMPARE(found.block().textDirection(), Qt::RightToLeft);
    }

    void pagesDownAndSaysWhenThereIsNoMore()
    {
        StoredArticle lengthy = article();
        lengthy.content.html = u"<p>A paragraph of some words.</p>"_qs.repeated(120);
        ReadingView view(m_theme);
        view.resize(700, 500);
        view.show();
        view.showArticle(lengthy);
        QTRY_VERIFY(view.page().isWhole());
        int pages = 0;
        while (view.pageDown() && pages < 1000)
            ++pages;
        QVERIFY(pages > 3);
        QVERIFY(pages < 1000);
        QCOMPARE(view.page().verticalScrollBar()->value(), view.page().verticalScrollBar()->maximum());
        QVERIFY(view.pageUp());
    }

    void showsALongArticleStepByStep()
    {
        StoredArticle lengthy = article();
        lengthy.content.html = u"<p>Some words of a very long article about Kosovo.</p>"_qs.repeated(12'000);
        ReadingView view(m_theme);
        view.resize(700, 500);
        view.show();
        view.showArticle(lengthy);
        QVERIFY2(!view.page().isWhole(), "the first screen doesn't wait for the rest");
        QVERIFY(view.page().verticalScrollBar()->maximum() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(view.page().isWhole(), 60'000);
        QVERIFY(view.shownText().count(u"very long") >= 12'000);
    }

    void showsEveryWordOfALongPlainText_data()
    {
        QTest::addColumn<QString>("separator");
        QTest::newRow("paragraphs") << u"\n\n"_qs;
        QTest::newRow("lines") << u"\n"_qs;
        QTest::newRow("one line") << u" "_qs;
        QTest::newRow("no space at all, each character of two units") << u"\U0001F30D"_qs;
    }
    void showsEveryWordOfALongPlainText()
    {
        QFETCH(QString, separator);
        QStringList words;
        for (int k = 0; k < 12'000; ++k)
            words += u"w%1&<"_qs.arg(k);
        StoredArticle plain = article();
        plain.annotations = {};
        plain.content.html.clear();
        plain.content.text = words.join(separator);
        ReadingView view(m_theme);
        view.resize(600, 500);
        view.show();
        view.showArticle(plain);
        QTRY_VERIFY_WITH_TIMEOUT(view.page().isWhole(), 60'000);
        const QString shown = view.shownText().simplified();
        const qsizetype start = shown.indexOf(words.first());
        QVERIFY(start > 0);
        const QString wanted = plain.content.text.simplified();
        QCOMPARE(shown.sliced(start).first(std::min(wanted.size(), shown.size() - start)), wanted);
    }

    void copiesPlainWords()
    {
        ReadingView view(m_theme);
        view.showArticle(article());
        view.page().selectAll();
        view.page().copy();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.contains(u"Josep Borrell spoke"));
        QVERIFY(!copied.contains(QChar(QChar::ObjectReplacementCharacter)));
    }

    void showsThePageOrWhatTheFeedCarries()
    {
        ReadingView view(m_theme);
        view.resize(700, 500);
        view.show();
        StoredArticle both = article();
        QVERIFY(!view.shownText().contains(u"Full text from the page"));
        both.feedVersion = both.content;
        both.feedVersion->text = u"A teaser only."_qs;
        both.feedVersion->html = u"<p>A teaser only.</p>"_qs;
        view.showArticle(both);
        QVERIFY(view.shownText().contains(u"Full text from the page"));
        QVERIFY(view.shownText().contains(u"Then the talks ended"));
        click(view.page(), u"Show the feed's version"_qs);
        QVERIFY(view.isFeedVersionShown());
        QVERIFY(view.shownText().contains(u"A teaser only."));
        QVERIFY(!view.shownText().contains(u"Then the talks ended"));
        QCOMPARE(view.article().content, both.content); // what can be done is done to the article as it is
        StoredArticle tagged = both;
        tagged.state.tags = QStringList{u"mine"_qs};
        view.showArticle(tagged); // a change doesn't take the choice back
        QVERIFY(view.shownText().contains(u"A teaser only."));
        click(view.page(), u"Show the full text"_qs);
        QVERIFY(view.shownText().contains(u"Then the talks ended"));
        view.showFeedVersion(true);
        StoredArticle other = both;
        other.id = {2};
        view.showArticle(other); // another article does
        QVERIFY(!view.isFeedVersionShown());
        QVERIFY(view.shownText().contains(u"Full text from the page"));
    }

    void keepsItsPlaceWhenTheTypeGrows()
    {
        ReadingView view(m_theme);
        view.resize(700, 500);
        view.show();
        view.showArticle(article());
        const QString before = view.shownText();
        m_theme.setReadingPointSize(22);
        QCOMPARE(view.shownText(), before);
        m_theme.setReadingPointSize(13);
    }
};

QTEST_MAIN(TestReadingView)
#include "test_reading_view.moc"
