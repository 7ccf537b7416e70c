// Images in the reading view: what is asked for, what is shown, and what a hostile one can't do.
#include "ui/reading/article_browser.h"
#include "ui/reading/image_decoding.h"
#include "ui/reading/image_object.h"
#include "ui/reading/reading_view.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QApplication>
#include <QImageWriter>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace dateline;

namespace {

QByteArray bytesOf(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.write(image);
    return bytes;
}

QByteArray picture(int width, int height, const char *format = "png", const QColor &color = Qt::red)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return bytesOf(image, format);
}

// A PNG whose head says any size, over no pixels.
QByteArray headOnly(quint32 width, quint32 height)
{
    QByteArray bytes = picture(1, 1);
    const auto put = [&bytes](qsizetype at, quint32 number) {
        for (qsizetype i = 0; i < 4; ++i)
            bytes[at + i] = static_cast<char>(number >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    quint32 crc = 0xffffffff; // of the chunk's name and content (PNG, annex D)
    for (qsizetype i = 12; i < 29; ++i) {
        crc ^= static_cast<quint8>(bytes.at(i));
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320u : 0u);
    }
    put(29, ~crc);
    return bytes;
}

StoredArticle article(const QString &html)
{
    StoredArticle made;
    made.id = {1};
    made.source = {4};
    made.sourceTitle = u"Example News"_qs;
    made.content.title = u"Talks"_qs;
    made.content.text = u"Words"_qs;
    made.content.html = html;
    return made;
}

} // namespace

class TestArticleImages : public QObject {
    Q_OBJECT

    Theme m_theme;

    // The rectangle that the image takes in the document.
    static QRectF placeOf(ArticleBrowser &page, int image)
    {
        const int position = page.writer().imagePosition(image);
        const QTextBlock block = page.document()->findBlock(position);
        const QRectF box = page.document()->documentLayout()->blockBoundingRect(block);
        const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
        return QRectF(box.left() + line.cursorToX(position - block.position()), box.top() + line.y(),
                      line.cursorToX(position - block.position() + 1) - line.cursorToX(position - block.position()), line.height());
    }

private slots:
    void initTestCase()
    {
        m_theme.setAppearance(Appearance::Light);
        m_theme.applyTo(*qApp);
    }

    void anImageIsDecodedAtTheSizeItIsShown()
    {
        for (const char *format : {"png", "jpeg"}) {
            const auto decoded = decodedImage(picture(1600, 800, format), 400);
            QVERIFY2(decoded, format);
            QCOMPARE(decoded->size, QSize(1600, 800));
            QCOMPARE(decoded->image.size(), QSize(400, 200));
        }
        const auto small = decodedImage(picture(100, 50), 400);
        QCOMPARE(small->image.size(), QSize(100, 50));
    }

    void bombsAreRefusedByTheirHead()
    {
        for (const QSize &size : {QSize(100'000, 100'000), QSize(30'001, 10), QSize(20'000, 20'000)}) {
            const auto decoded = decodedImage(headOnly(static_cast<quint32>(size.width()), static_cast<quint32>(size.height())), 800);
            QVERIFY(!decoded);
            QVERIFY2(decoded.error().message.contains(u"too large"), qPrintable(decoded.error().message));
        }
        const auto tall = decodedImage(picture(100, 25'000), 800); // but a tall drawing is none
        QVERIFY(tall);
        QVERIFY(qint64(tall->image.width()) * tall->image.height() <= 6'000'000);
    }

    void whatIsNoImageIsRefused()
    {
        QVERIFY(!decodedImage("", 100));
        QVERIFY(!decodedImage("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>", 100));
        QVERIFY(!decodedImage(picture(10, 10).first(20), 100));
        QVERIFY(!decodedImage(QByteArray("\xff\xd8\xff\xe0") + QByteArray(500, 'x'), 100));
        QVERIFY(!decodedImage(QByteArray("GIF89a") + QByteArray(500, '\xff'), 100));
        QVERIFY(!decodedImage(picture(10, 10, "bmp"), 100)); // a kind that Qt could read
    }

    void webpIsRead()
    {
        QVERIFY2(QImageWriter::supportedImageFormats().contains("webp"), "qt6-image-formats-plugins is missing: app/install-dependencies installs it");
        const auto decoded = decodedImage(picture(300, 200, "webp"), 800);
        QVERIFY(decoded);
        QCOMPARE(decoded->size, QSize(300, 200));
    }

    void nothingIsFetchedWhileImagesAreOff()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        view.showArticle(article(u"<p>A<img src=\"https://a.example/1.png\" alt=\"one\"></p><p><img src=\"https://a.example/2.png?a=1&amp;b=2\"></p>"_qs));
        QCOMPARE(wanted.size(), 2);
        QCOMPARE(wanted.at(1).at(0).toString(), u"https://a.example/2.png?a=1&b=2"_qs);
        for (const auto &ask : wanted)
            QVERIFY2(!ask.at(1).toBool(), "only the disk is asked");
        for (const auto &ask : wanted)
            view.takeImage(ask.at(0).toString(), failure(ErrorKind::NotFound, {}));
        QVERIFY(view.shownText().contains(u"2 images not loaded"));
        QVERIFY(view.hasMissingImages());
        QCOMPARE(view.page().images().state(0), ArticleImages::State::Absent);
    }

    void theImagesOfALongArticleAreAllCounted()
    {
        ReadingView view(m_theme);
        view.resize(800, 500);
        view.show();
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        view.showArticle(article(u"<p>Some words.</p><img src=\"https://a.example/1.png\">"_qs + u"<p>Some words of a long article.</p>"_qs.repeated(3000)
                                 + u"<img src=\"https://a.example/2.png\"><img src=\"https://a.example/3.png\">"_qs));
        view.takeImage(u"https://a.example/1.png"_qs, picture(30, 30));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QTRY_VERIFY_WITH_TIMEOUT(view.page().isWhole(), 60'000);
        QVERIFY(view.shownText().contains(u"2 images not loaded"));
        view.takeImage(u"https://a.example/2.png"_qs, picture(30, 30));
        view.takeImage(u"https://a.example/3.png"_qs, picture(30, 30));
        QTRY_VERIFY(!view.shownText().contains(u"not loaded"));
    }

    void whatTheDiskHasIsShownAlsoWhileImagesAreOff()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article(u"<img src=\"https://a.example/1.png\"><p>x</p><img src=\"https://a.example/2.png\">"_qs));
        view.takeImage(u"https://a.example/1.png"_qs, picture(300, 200));
        view.takeImage(u"https://a.example/2.png"_qs, failure(ErrorKind::NotFound, {}));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QVERIFY(view.shownText().contains(u"1 image not loaded"));
        QCOMPARE(placeOf(view.page(), 0).size().toSize(), QSize(300, 200));
    }

    void aReaderAsksForTheImagesOfAnArticle()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        QSignalSpy shown(&view, &ReadingView::imagesShown);
        QSignalSpy always(&view, &ReadingView::imagesAlwaysWanted);
        view.showArticle(article(u"<p>A</p><img src=\"https://a.example/1.png\"><img src=\"https://a.example/1.png\">"_qs));
        wanted.clear();
        view.showImages();
        QCOMPARE(shown.size(), 1);
        QCOMPARE(always.size(), 0);
        QCOMPARE(wanted.size(), 1); // the same one twice
        QVERIFY(wanted.first().at(1).toBool());
        QVERIFY(!view.shownText().contains(u"not loaded"));
        view.takeImage(u"https://a.example/1.png"_qs, picture(100, 100));
        QTRY_COMPARE(view.page().images().state(1), ArticleImages::State::Loaded);
        QCOMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
    }

    void aClickShowsOneImageAndThenFollowsItsLink()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        QSignalSpy linked(&view, &ReadingView::linkWanted);
        view.showArticle(article(u"<p>A</p><a href=\"https://a.example/story\"><img src=\"https://a.example/1.png\" alt=\"a map\"></a>"_qs));
        view.takeImage(u"https://a.example/1.png"_qs, failure(ErrorKind::NotFound, {}));
        wanted.clear();
        const auto click = [&view] {
            const QPoint scrolled(0, view.page().verticalScrollBar()->value());
            QTest::mouseClick(view.page().viewport(), Qt::LeftButton, {}, placeOf(view.page(), 0).center().toPoint() - scrolled);
        };
        click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(wanted.first().at(1).toBool());
        QCOMPARE(linked.size(), 0);
        view.takeImage(u"https://a.example/1.png"_qs, picture(300, 200));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        click();
        QCOMPARE(linked.size(), 1);
        QCOMPARE(linked.first().first().toUrl(), QUrl(u"https://a.example/story"_qs));
    }

    void aFailureIsQuietAndSaysWhy()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article(u"<p>A</p><img src=\"https://a.example/1.png\"><img src=\"https://a.example/2.png\">"_qs), true);
        view.takeImage(u"https://a.example/1.png"_qs, failure(ErrorKind::Network, u"gone"_qs));
        view.takeImage(u"https://a.example/2.png"_qs, QByteArray("<html>"));
        QCOMPARE(view.page().images().state(0), ArticleImages::State::Failed);
        QCOMPARE(view.page().images().problem(0), u"gone"_qs);
        QTRY_COMPARE(view.page().images().state(1), ArticleImages::State::Failed);
        QVERIFY(!view.page().images().problem(1).isEmpty());
        QVERIFY(view.shownText().contains(u"A"));
    }

    void theTextDoesNotJumpWhereTheSizeIsKnown()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.showArticle(article(u"<p>A</p><img src=\"https://a.example/1.png\" width=\"1200\" height=\"600\"><p>B</p>"_qs), true);
        const QRectF reserved = placeOf(view.page(), 0);
        QVERIFY(reserved.width() > 400);
        QCOMPARE(qRound(reserved.height()), qRound(reserved.width() / 2));
        view.takeImage(u"https://a.example/1.png"_qs, picture(1200, 600));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QCOMPARE(placeOf(view.page(), 0), reserved);
    }

    void whatIsReadStaysInItsPlaceWhenAnImageAboveGrows()
    {
        ReadingView view(m_theme);
        view.resize(800, 500);
        view.show();
        view.showArticle(article(u"<p>Top</p><img src=\"https://a.example/1.png\">"_qs + u"<p>A paragraph of some words.</p>"_qs.repeated(60)), true);
        QTRY_VERIFY(view.page().isWhole());
        QScrollBar *bar = view.page().verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        const QTextBlock seen = view.page().cursorForPosition(QPoint(300, 100)).block();
        const auto place = [&] { return view.page().document()->documentLayout()->blockBoundingRect(seen).top() - bar->value(); };
        const qreal before = place();
        view.takeImage(u"https://a.example/1.png"_qs, picture(600, 400));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QVERIFY(qAbs(place() - before) <= 1.5);
    }

    void anImageFitsTheColumnWhateverItsSize()
    {
        ReadingView view(m_theme);
        view.resize(700, 700);
        view.show();
        view.showArticle(article(u"<img src=\"https://a.example/1.png\"><blockquote><p>x</p><img src=\"https://a.example/2.png\"></blockquote>"
                                 "<table><tr><td><img src=\"https://a.example/3.png\"></td><td>y</td></tr></table>"_qs), true);
        for (int i = 1; i <= 3; ++i)
            view.takeImage(u"https://a.example/%1.png"_qs.arg(i), picture(3000, 1000));
        for (int i = 0; i < 3; ++i)
            QTRY_COMPARE(view.page().images().state(i), ArticleImages::State::Loaded);
        const QTextFrameFormat root = view.page().document()->rootFrame()->frameFormat();
        const qreal column = view.page().document()->textWidth() - root.leftMargin() - root.rightMargin();
        QVERIFY(qAbs(placeOf(view.page(), 0).width() - column) < 2);
        QVERIFY(placeOf(view.page(), 1).right() <= root.leftMargin() + column + 1);
        QVERIFY(placeOf(view.page(), 2).width() < column / 2);
        QVERIFY(view.page().images().bytesHeld() > 0);
        QVERIFY(view.page().images().bytesHeld() < 3 * 3000 * 1000);
    }

    void whoCountsReadersIsNotSeen()
    {
        ReadingView view(m_theme);
        view.resize(700, 700);
        view.show();
        view.showArticle(article(u"<p>A</p><img src=\"https://a.example/1.png\"><p>B</p>"_qs), true);
        view.takeImage(u"https://a.example/1.png"_qs, picture(1, 1));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Hidden);
        QVERIFY(placeOf(view.page(), 0).width() < 1);
    }

    void anImageInTheArticleItselfNeedsNobody()
    {
        QImage noise(40, 40, QImage::Format_RGB32);
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                noise.setPixel(x, y, static_cast<uint>(x * 7919 + y * 104'729));
        ReadingView view(m_theme);
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        view.showArticle(article(u"<p>A</p><img src=\"data:image/png;base64,%1\">"_qs.arg(QString::fromLatin1(bytesOf(noise, "png").toBase64()))));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QCOMPARE(wanted.size(), 0);
        QVERIFY(!view.shownText().contains(u"not loaded"));
    }

    void anArticleWithoutImagesInItsTextBeginsWithItsLeadImage()
    {
        StoredArticle lead = article(u"<p>Words</p>"_qs);
        lead.content.image = u"https://a.example/lead.jpg?a=1&b=2"_qs;
        ReadingView view(m_theme);
        view.resize(700, 700);
        view.show();
        QSignalSpy wanted(&view, &ReadingView::imageWanted);
        view.showArticle(lead, true);
        QCOMPARE(wanted.first().at(0).toString(), lead.content.image);
        view.takeImage(lead.content.image, picture(400, 300, "jpeg"));
        QTRY_COMPARE(view.page().images().state(0), ArticleImages::State::Loaded);
        QVERIFY(placeOf(view.page(), 0).height() > 250);
        lead.id = {2};
        view.showArticle(lead, false); // nothing stands for it, but it can be asked for
        view.takeImage(lead.content.image, failure(ErrorKind::NotFound, {}));
        QVERIFY(view.shownText().contains(u"1 image not loaded"));
        QVERIFY(placeOf(view.page(), 0).width() < 1);
    }

    void pixelsAreBoundedAndAskedForAgain()
    {
        ArticleImages images;
        images.begin(true, false);
        images.setWidest(2000, 1);
        QSignalSpy wanted(&images, &ArticleImages::wanted);
        QSignalSpy resized(&images, &ArticleImages::resized);
        const QByteArray large = picture(2000, 2000, "jpeg"); // 16 MB of pixels
        for (int i = 0; i < 8; ++i)
            images.add({u"https://a.example/%1"_qs.arg(i), {}, {}, {}, false});
        QCOMPARE(wanted.size(), 8);
        for (int i = 0; i < 8; ++i)
            images.take(u"https://a.example/%1"_qs.arg(i), large);
        QTRY_COMPARE(resized.size(), 8);
        QVERIFY(images.bytesHeld() <= 64 * 1024 * 1024);
        QVERIFY(images.pixels(0, 2000).isNull());
        QTRY_COMPARE(wanted.size(), 9);
        images.take(u"https://a.example/0"_qs, large);
        QTRY_VERIFY(!images.pixels(0, 2000).isNull());
        QVERIFY(images.bytesHeld() <= 64 * 1024 * 1024);
        images.begin(true, false);
        QCOMPARE(images.bytesHeld(), 0);
    }

    void whatComesForAnArticleThatIsGoneIsDropped()
    {
        ArticleImages images;
        images.begin(true, false);
        images.add({u"https://a.example/1"_qs, {}, {}, {}, false});
        images.take(u"https://a.example/1"_qs, picture(2000, 2000, "jpeg"));
        images.begin(true, false);
        images.add({u"https://a.example/2"_qs, {}, {}, {}, false});
        images.take(u"https://a.example/2"_qs, picture(10, 10));
        QTRY_COMPARE(images.state(0), ArticleImages::State::Loaded);
        QCOMPARE(images.bytesHeld(), 10 * 10 * 4);
        images.take(u"https://a.example/1"_qs, picture(10, 10));
        QCOMPARE(images.count(), 1);
    }

    void aLinkShowsWhereItLeadsByKeyAndWarnsOfDisguise()
    {
        ReadingView view(m_theme);
        view.resize(800, 700);
        view.show();
        view.activateWindow();
        view.setLinkReader([](const QUrl &link, const QString &words) { return LinkView{link, u"shown "_qs + link.host(), words == u"bbc.co.uk" ? u"mind it"_qs : QString()}; });
        view.showArticle(article(u"<p>See <a href=\"https://evil.example/\">bbc.co.uk</a></p>"_qs));
        view.page().setFocus();
        for (int i = 0; i < 10 && view.page().textCursor().selectedText() != u"bbc.co.uk"; ++i)
            QTest::keyClick(&view.page(), Qt::Key_Tab);
        QLabel *address = nullptr;
        for (QLabel *label : view.findChildren<QLabel *>()) {
            if (label->text().startsWith(u"shown"))
                address = label;
        }
        QVERIFY(address);
        QVERIFY(address->isVisible());
        QCOMPARE(address->text(), u"shown evil.example\nmind it"_qs);
        QCOMPARE(address->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(TestArticleImages)
#include "test_article_images.moc"
