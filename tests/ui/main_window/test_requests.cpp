// What the window asks servers for: nothing but what the reader asked for. A local server counts while articles are opened that would have
// a browser load from it in every way known.
#include "served_window_test.h"

#include "ui/notice_bar.h"
#include "ui/panes.h"
#include "ui/reading/article_browser.h"

#include <QBuffer>
#include <QClipboard>
#include <QImage>

using namespace dateline;

namespace {

constexpr int patience = 30'000;

QByteArray picture()
{
    QImage image(300, 200, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

// Every way in which markup has a browser load something; HOST is the server.
constexpr char everyWay[] =
    "<link rel=\"stylesheet\" href=\"HOST/style.css\"><link rel=\"prefetch\" href=\"HOST/prefetch\"><base href=\"HOST/base/\">"
    "<style>@import url(HOST/import.css); p { background: url(HOST/css.png) } @font-face { font-family: x; src: url(HOST/font.woff) }</style>"
    "<p style=\"background-image: url('HOST/inline.png')\">Words of the article.</p>"
    "<img src=\"HOST/one.png\" alt=\"one\"><img srcset=\"HOST/set.png 1x\" alt=\"set\"><picture><source srcset=\"HOST/two.png\"><img alt=\"two\"></picture>"
    "<img src=\"HOST/pixel.png\" width=\"1\" height=\"1\"><img lowsrc=\"HOST/low.png\" dynsrc=\"HOST/dyn.png\">"
    "<video poster=\"HOST/poster.png\" src=\"HOST/video.mp4\" autoplay></video><audio src=\"HOST/audio.mp3\" autoplay></audio>"
    "<table background=\"HOST/table.png\"><tr><td background=\"HOST/cell.png\">cell</td></tr></table>"
    "<iframe src=\"HOST/frame\"></iframe><object data=\"HOST/object\"></object><embed src=\"HOST/embed\"><input type=\"image\" src=\"HOST/input.png\">"
    "<svg><image href=\"HOST/svg.png\"/><use href=\"HOST/use.svg\"/></svg><meta http-equiv=\"refresh\" content=\"0;url=HOST/meta\">"
    "<script src=\"HOST/script.js\"></script><a href=\"HOST/link?utm_source=rss&id=1\" ping=\"HOST/ping\">a link</a><body background=\"HOST/body.png\">";

} // namespace

class TestRequests : public ServedWindowTest {
    Q_OBJECT

    QStringList asked() const
    {
        QStringList paths;
        for (const QByteArray &request : m_server->requests)
            paths += QString::fromLatin1(request.split(' ').value(1));
        paths.sort();
        return paths;
    }

    ReadingView &reading() { return m_window->panes().reading(); }

    // Subscribes to a feed of one such article, opens it, and forgets what that took.
    void openTheArticle()
    {
        const QByteArray html = QByteArray(everyWay).replace("HOST", m_server->address({}).toString().toUtf8());
        m_server->on("/feed", 200, "<rss version=\"2.0\"><channel><title>Every way</title><item><guid>1</guid><title>Talks</title><link>"
                         + m_server->address(QStringLiteral("/story?utm_source=rss")).toString().toUtf8() + "</link><description><![CDATA[" + html + "]]></description></item></channel></rss>");
        for (const char *path : {"/one.png", "/set.png", "/two.png"})
            m_server->on(path, 200, picture());
        const auto subscribed = m_library->subscribe(m_server->address(QStringLiteral("/feed")));
        QTRY_VERIFY_WITH_TIMEOUT(subscribed.isFinished(), patience);
        // The window knows the source by now, in whose name images are asked for.
        const auto *tree = m_window->panes().tree().model();
        QTRY_VERIFY_WITH_TIMEOUT(!tree->match(tree->index(0, 0), Qt::DisplayRole, u"Every way"_qs, 1, Qt::MatchContains | Qt::MatchRecursive).isEmpty(), patience);
        ArticleListView &list = m_window->panes().list();
        QTRY_COMPARE_WITH_TIMEOUT(list.articleModel()->rows().size(), 1, patience);
        m_server->requests.clear();
        list.setCurrentId(list.articleModel()->idAt(0));
        QTRY_VERIFY_WITH_TIMEOUT(reading().articleId().isValid() && reading().page().isWhole(), patience);
    }

    // Long enough for whatever was begun: another article's answer has come through the same threads.
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            bool isAnswered = false;
            m_library->image(QStringLiteral("https://nowhere.example/"), false).then(this, [&isAnswered](const Result<QByteArray> &) { isAnswered = true; });
            QTRY_VERIFY_WITH_TIMEOUT(isAnswered, patience);
        }
    }

private slots:
    void initTestCase() { beginAll(); }

    void init()
    {
        begin();
        m_library->keepImages();
        m_window->resize(1300, 900);
        m_window->show();
    }

    void cleanup() { end(); }

    void nothingIsAskedForWhenAnArticleIsOpened()
    {
        openTheArticle();
        settle();
        QCOMPARE(asked(), QStringList());
        QVERIFY(reading().shownText().contains(u"3 images not loaded"));
    }

    void onlyThePageIsAskedForByAKey()
    {
        openTheArticle();
        const QByteArray sentence = "Ministers held talks on the harbour and said that talks would go on until the words of the article were found. ";
        m_server->on("/story", 200, "<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>Words of the article. " + sentence.repeated(4) + "</p><p>" + sentence.repeated(3)
                         + "<img src=\"/own.png\"></p></article></body></html>", "Content-Type: text/html\r\n");
        QVERIFY(m_window->actions()[Command::FetchFullText].isEnabled());
        m_window->actions()[Command::FetchFullText].trigger();
        QTRY_VERIFY_WITH_TIMEOUT(reading().shownText().contains(u"Full text from the page"), patience);
        QVERIFY(reading().shownText().contains(u"Ministers held talks"));
        settle();
        QCOMPARE(asked(), QStringList{u"/story"_qs}); // without what only counts readers
        reading().showFeedVersion(true);
        QVERIFY(!reading().shownText().contains(u"Ministers held talks"));
    }

    void onlyTheImagesAreAskedForByAKey()
    {
        openTheArticle();
        settle();
        QVERIFY(m_window->actions()[Command::ShowImages].isEnabled());
        m_window->actions()[Command::ShowImages].trigger();
        for (int i = 0; i < 3; ++i)
            QTRY_COMPARE_WITH_TIMEOUT(reading().page().images().state(i), ArticleImages::State::Loaded, patience);
        QCOMPARE(asked(), (QStringList{u"/one.png"_qs, u"/set.png"_qs, u"/two.png"_qs}));
        QVERIFY(!m_window->actions()[Command::ShowImages].isEnabled());
    }

    void onlyTheImagesAreAskedForOfAChosenSource()
    {
        openTheArticle();
        settle();
        emit reading().imagesAlwaysWanted(reading().article().source);
        reading().showImages();
        for (int i = 0; i < 3; ++i)
            QTRY_COMPARE_WITH_TIMEOUT(reading().page().images().state(i), ArticleImages::State::Loaded, patience);
        QCOMPARE(asked().size(), 3);
        QVERIFY(m_library->imageChoice().result()->isOnFor(reading().article().source));
        QVERIFY(m_window->notice().text().contains(u"Every way"));
    }

    void linksAreCopiedWithoutWhatCountsReaders()
    {
        openTheArticle();
        m_window->actions()[Command::CopyLink].trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_server->address(QStringLiteral("/story")).toString());
        QCOMPARE(reading().article().content.url, m_server->address(QStringLiteral("/story?utm_source=rss")).toString()); // as it came
    }

    void aTrackingPixelIsNotEvenStored()
    {
        openTheArticle();
        QVERIFY(!reading().article().content.html.contains(u"pixel.png"));
    }
};

QTEST_MAIN(TestRequests)
#include "test_requests.moc"
