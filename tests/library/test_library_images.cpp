// Images of articles through the library, against a local server that counts what it is asked for.
#include "library/article_images.h"
#include "library/library.h"

#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QDir>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace dateline;

namespace {

QByteArray png(char what = 'x')
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(200, what);
}

} // namespace

class TestLibraryImages final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;

    QString at(const QString &path) const { return m_server->address(path).toString(); }
    QFuture<Result<QByteArray>> image(const QString &path, bool mayFetch = true) { return m_library->image(at(path), mayFetch, feed()); }
    Source feed() const
    {
        Source source;
        source.url = at(QStringLiteral("/feed"));
        return source;
    }

    qsizetype asked(const QByteArray &path) const
    {
        return std::count_if(m_server->requests.begin(), m_server->requests.end(), [&](const QByteArray &request) { return request.split(' ').value(1) == path; });
    }

    QStringList keptFiles() const
    {
        QStringList found;
        QDirIterator walk(m_folder->path() + QStringLiteral("/kept-images"), {QStringLiteral("*.png")}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            found += walk.next();
        return found;
    }

    void open()
    {
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }

    // A feed with one article that shows two images; gives the article.
    StoredArticle subscribed()
    {
        const QByteArray item = "<item><title>News</title><guid>1</guid><description>&lt;p&gt;Words&lt;/p&gt;&lt;img src=\"" + at(QStringLiteral("/a.png")).toUtf8()
            + "\"&gt;&lt;img src=\"" + at(QStringLiteral("/b.png?x=1&amp;amp;y=2")).toUtf8() + "\"&gt;</description></item>";
        m_server->on("/feed", 200, "<rss version=\"2.0\"><channel><title>Pictures</title>" + item + "</channel></rss>");
        m_server->on("/a.png", 200, png('a'));
        m_server->on("/b.png?x=1&y=2", 200, png('b'));
        if (!waited(m_library->subscribe(QUrl(at(QStringLiteral("/feed"))))))
            return {};
        const auto answer = waited(m_library->run({}));
        return answer && answer->rows.size() == 1 ? waited(m_library->article(answer->rows.first())).value_or(StoredArticle()) : StoredArticle();
    }

    // Until the images of bookmarked articles are seen to.
    bool settle()
    {
        QSignalSpy kept(m_library.get(), &Library::imagesKept);
        return kept.wait(30'000);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    void anImageIsLoadedOnce()
    {
        m_server->on("/a.png", 200, png());
        QCOMPARE(waited(image(QStringLiteral("/a.png"))), png());
        QCOMPARE(waited(image(QStringLiteral("/a.png"), false)), png());
        m_library.reset();
        open();
        QCOMPARE(waited(image(QStringLiteral("/a.png"))), png());
        QCOMPARE(asked("/a.png"), 1);
    }

    void nothingIsAskedForThatMayNotBeFetched()
    {
        m_server->on("/a.png", 200, png());
        const auto answer = waited(image(QStringLiteral("/a.png"), false));
        QCOMPARE(answer.error().kind, ErrorKind::NotFound);
        QVERIFY(m_server->requests.isEmpty());
    }

    void anotherPortOfTheOwnNetworkIsAnotherServer()
    {
        MisbehavingServer other;
        other.on("/a.png", 200, png());
        const auto answer = waited(m_library->image(other.address(QStringLiteral("/a.png")).toString(), true, feed()));
        QVERIFY(!answer);
        QVERIFY(other.requests.isEmpty());
    }

    void aServerLearnsNothingOfTheReader()
    {
        m_server->on("/a.png", 200, png(), "Set-Cookie: id=7\r\n");
        m_server->on("/b.png", 200, png());
        QVERIFY(waited(m_library->image(m_server->address(QStringLiteral("/a.png")).toString().replace(QStringLiteral("http://"), QStringLiteral("http://me:secret@")), true, feed())));
        QVERIFY(waited(image(QStringLiteral("/b.png"))));
        QCOMPARE(m_server->requests.size(), 2);
        for (const QByteArray &request : std::as_const(m_server->requests)) {
            const QByteArray head = request.toLower();
            for (const char *name : {"cookie:", "referer:", "authorization:", "origin:"})
                QVERIFY2(!head.contains(name), request.constData());
            QVERIFY(head.contains("accept: image/"));
        }
    }

    void whatIsNoImageIsRefusedWhateverItSaysItIs()
    {
        m_server->on("/a.png", 200, "<html><body>Log in</body></html>", "Content-Type: image/png\r\n");
        m_server->on("/b.svg", 200, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "Content-Type: image/svg+xml\r\n");
        QCOMPARE(waited(image(QStringLiteral("/a.png"))).error().kind, ErrorKind::Input);
        QCOMPARE(waited(image(QStringLiteral("/b.svg"))).error().kind, ErrorKind::Input);
        QVERIFY(!waited(image(QStringLiteral("/a.png"), false)));
        QVERIFY(!waited(image(QStringLiteral("/missing.png"))));
        QVERIFY(!waited(m_library->image(QStringLiteral("file:///etc/passwd"), true)));
        QVERIFY(!waited(m_library->image(QStringLiteral("data:image/png;base64,AAAA"), true)));
    }

    void anEndlessImageEnds()
    {
        Behaviour endless;
        endless.head = "HTTP/1.1 200 OK\r\nContent-Type: image/png";
        endless.body = png().leftJustified(256 * 1024, 'x');
        endless.fixesLength = false;
        endless.isEndless = true;
        m_server->on("/endless.png", endless);
        QVERIFY(!waited(image(QStringLiteral("/endless.png"))));
        QVERIFY(!waited(image(QStringLiteral("/endless.png"), false)));
    }

    void whoGoesOnNoLongerWaits()
    {
        Behaviour silent;
        silent.closes = false;
        silent.answer = [](const QByteArray &) { return QByteArray(); };
        m_server->on("/slow.png", silent);
        auto wanted = image(QStringLiteral("/slow.png"));
        QTRY_COMPARE(m_server->open, 1);
        wanted.cancel();
        QTRY_COMPARE(m_server->open, 0);
        auto another = image(QStringLiteral("/slow.png"));
        QTRY_COMPARE(m_server->open, 1);
        m_library.reset(); // with one under way
        QVERIFY(another.isFinished());
    }

    void theChoiceIsRemembered()
    {
        QVERIFY(!waited(m_library->imageChoice())->isOnFor({1}));
        ImageChoice choice;
        choice.choose({3}, true);
        VERIFY_RESULT(waited(m_library->setImageChoice(choice)));
        VERIFY_RESULT(waited(m_library->setImageCacheLimit(50)));
        m_library.reset();
        open();
        QCOMPARE(waited(m_library->imageChoice()), choice);
        QCOMPARE(waited(m_library->imageCacheLimit()), 50);
    }

    void anArticlesImagesAreThoseOfItsTextElseItsLeadImage()
    {
        ArticleContent content;
        content.image = QStringLiteral("https://a.example/lead.jpg");
        QCOMPARE(imageAddresses(content), QStringList{QStringLiteral("https://a.example/lead.jpg")});
        content.html = QStringLiteral("<p>x</p><img src=\"https://a.example/1.png?a=1&amp;b=2\" alt=\"&lt;img src=&quot;no&quot;\"><img src=\"data:image/png;base64,AA\">"
                                      "<img src=\"https://a.example/1.png?a=1&amp;b=2\"><img src=\"file:///x\"><img src=\"http://b.example/2\">");
        QCOMPARE(imageAddresses(content), (QStringList{QStringLiteral("https://a.example/1.png?a=1&b=2"), QStringLiteral("http://b.example/2")}));
    }

    void aBookmarkedArticleKeepsItsImagesWhereTheyAreLoadedByChoice()
    {
        const StoredArticle article = subscribed();
        QCOMPARE(imageAddresses(article.content).size(), 2);
        ImageChoice choice;
        choice.choose(article.source, true);
        VERIFY_RESULT(waited(m_library->setImageChoice(choice)));
        m_library->keepImages();
        QVERIFY(settle());
        QVERIFY(keptFiles().isEmpty());
        VERIFY_RESULT(waited(m_library->mark({article.id}, Marking{std::nullopt, true, {}, {}, std::nullopt})));
        QVERIFY(settle());
        QCOMPARE(keptFiles().size(), 2);
        VERIFY_RESULT(waited(m_library->clearImageCache()));
        m_server->close(); // offline
        for (const QString &address : imageAddresses(article.content))
            QVERIFY(waited(m_library->image(address, false)));
        VERIFY_RESULT(waited(m_library->mark({article.id}, Marking{std::nullopt, false, {}, {}, std::nullopt})));
        QVERIFY(settle());
        QVERIFY(keptFiles().isEmpty());
        for (const QString &address : imageAddresses(article.content))
            QVERIFY(waited(m_library->image(address, false))); // from the cache now
    }

    void aBookmarkAloneAsksForNothing()
    {
        const StoredArticle article = subscribed();
        m_library->keepImages();
        QVERIFY(settle());
        VERIFY_RESULT(waited(m_library->mark({article.id}, Marking{std::nullopt, true, {}, {}, std::nullopt})));
        QVERIFY(settle());
        QCOMPARE(asked("/a.png"), 0);
        QVERIFY(keptFiles().isEmpty());
        // Then the reader looks at one of them.
        QVERIFY(waited(image(QStringLiteral("/a.png"))));
        m_library->noteImagesShown(article.id);
        QVERIFY(settle());
        QCOMPARE(keptFiles().size(), 1);
        QCOMPARE(asked("/a.png"), 1);
        QCOMPARE(asked("/b.png?x=1&y=2"), 0);
    }

    void whatHappenedWhileNoWindowWasOpenIsMadeUpFor()
    {
        const StoredArticle article = subscribed();
        ImageChoice choice;
        choice.isOn = true;
        VERIFY_RESULT(waited(m_library->setImageChoice(choice)));
        VERIFY_RESULT(waited(m_library->mark({article.id}, Marking{std::nullopt, true, {}, {}, std::nullopt})));
        m_server->on("/b.png?x=1&y=2", 404, "");
        m_library->keepImages();
        QVERIFY(settle());
        QCOMPARE(keptFiles().size(), 1);
        m_library.reset();
        open();
        m_library->keepImages(); // what is gone isn't asked for at every start
        QVERIFY(settle());
        QCOMPARE(asked("/b.png?x=1&y=2"), 1);
        m_library.reset();
        open();
        VERIFY_RESULT(waited(m_library->mark({article.id}, Marking{std::nullopt, false, {}, {}, std::nullopt})));
        m_library->keepImages();
        QVERIFY(settle());
        QVERIFY(keptFiles().isEmpty());
    }

    void linksAreCutAsTheReaderWants()
    {
        const QUrl link(QStringLiteral("https://www.example.org/a?utm_source=rss&own=1"));
        QTRY_COMPARE(m_library->link(link).url, QUrl(QStringLiteral("https://www.example.org/a?own=1")));
        VERIFY_RESULT(waited(m_library->setLinkCleaning({true, QStringLiteral("own")})));
        QCOMPARE(m_library->link(link).url, QUrl(QStringLiteral("https://www.example.org/a")));
        QVERIFY(m_library->link(link, QStringLiteral("bbc.co.uk")).warning.contains(u"bbc.co.uk"));
        QVERIFY(m_library->link(link, QStringLiteral("example.org")).warning.isEmpty());
        VERIFY_RESULT(waited(m_library->setLinkCleaning({false, QStringLiteral("own")})));
        QCOMPARE(m_library->link(link).url, link);
        m_library.reset();
        open();
        QTRY_COMPARE(m_library->linkCleaning(), (LinkCleaning{false, QStringLiteral("own")}));
        QVERIFY(m_library->cutFromLinks().size() > 60);
    }

    void whatIsChosenAtOnceIsNotOverwrittenByWhatWasChosenBefore()
    {
        VERIFY_RESULT(waited(m_library->setLinkCleaning({false, QStringLiteral("own")})));
        m_library.reset();
        open();
        const LinkCleaning chosen{true, QStringLiteral("other")};
        VERIFY_RESULT(waited(m_library->setLinkCleaning(chosen)));
        for (int look = 0; look < 3; ++look) // what was asked at the opening has been answered by then
            QVERIFY(waited(m_library->setting(QStringLiteral("x"))));
        QCOMPARE(m_library->linkCleaning(), chosen);
    }
};

QTEST_GUILESS_MAIN(TestLibraryImages)
#include "test_library_images.moc"
