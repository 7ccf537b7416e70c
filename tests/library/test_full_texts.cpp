// Pages of teasers, fetched from a local server that misbehaves.
#include "library/library.h"

#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

const QByteArray opening = "The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane has to be taken down.";
const QByteArray more = "Fishermen, who had asked for another date, said they would lose the best weeks of the season. The council of Port Bay wants ships to use the "
                        "river quay while the crane is taken down. The harbour was last closed in 1987, when a storm damaged the old quay, and a lighthouse fell.";
const QByteArray html = "Content-Type: text/html; charset=utf-8\r\n";

QByteArray pageOf(const QByteArray &title, const QByteArray &text)
{
    return "<!DOCTYPE html><html lang=en><head><title>" + title + "</title></head><body><header><a href=/>The Port Post</a></header><main><article><h1>" + title + "</h1><p>"
        + opening + "</p><p>" + text + "</p></article></main></body></html>";
}

} // namespace

class TestFullTexts final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;

    QByteArray item(int number, const QByteArray &title = "Port Bay harbour closes for crane") const
    {
        const QByteArray text = QByteArray::number(number);
        return "<item><title>" + title + "</title><guid>" + text + "</guid><link>" + m_server->address(u"/"_s + QString::number(number)).toEncoded() + "</link><description>"
            + opening + " ...</description></item>";
    }
    void offer(const QByteArray &items)
    {
        m_server->on("/feed", 200, "<rss version=\"2.0\"><channel><title>The Port Post</title>" + items + "</channel></rss>");
    }
    void offerPage(int number, const QByteArray &text = more, const QByteArray &title = "Port Bay harbour closes for crane")
    {
        m_server->on("/" + QByteArray::number(number), 200, pageOf(title, text), html);
    }
    int asked(int number) const
    {
        const QByteArray line = "GET /" + QByteArray::number(number) + " ";
        return static_cast<int>(std::count_if(m_server->requests.begin(), m_server->requests.end(), [&](const QByteArray &request) { return request.startsWith(line); }));
    }
    void subscribe() { VERIFY_RESULT(waited(m_library->subscribe(m_server->address(u"/feed"_s)))); }
    void refresh() { VERIFY_RESULT(waited(m_library->refresh())); }
    void reopen()
    {
        m_library.reset();
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }
    StoredArticle article(quint32 id = 1)
    {
        const auto found = waited(m_library->article({id}));
        return found ? *found : StoredArticle();
    }

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    void nothing_is_asked_for_unless_the_reader_says_so()
    {
        QCOMPARE(*waited(m_library->fullText()), FullText::Never);
        offer(item(1));
        offerPage(1);
        subscribe();
        m_library->keepFetchingFullTexts();
        const auto report = waited(m_library->fetchFullTexts());
        VERIFY_RESULT(report);
        QCOMPARE(report->fetched, 0);
        QCOMPARE(asked(1), 0);
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 0);
        for (const QByteArray &request : std::as_const(m_server->requests))
            QVERIFY2(request.startsWith("GET /feed "), request.constData());
    }

    void a_teaser_becomes_its_page_and_both_are_kept()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::WhenShort)));
        offer(item(1) + item(2));
        offerPage(1);
        offerPage(2);
        subscribe();
        const auto report = waited(m_library->fetchFullTexts());
        VERIFY_RESULT(report);
        QCOMPARE(report->fetched, 2);
        QVERIFY(report->failures.isEmpty());
        QVERIFY(article().content.text.contains(u"lighthouse"_s));
        QCOMPARE(article().content.title, u"Port Bay harbour closes for crane"_s);
        QCOMPARE(article().content.guid, u"1"_s);
        QVERIFY(article().feedVersion && !article().feedVersion->text.contains(u"lighthouse"_s));
        QCOMPARE(m_server->mostOpen, 1); // one page of a host at a time
        QCOMPARE(waited(m_library->run(*Query::parse(u"lighthouse"_s)))->rows.size(), 2);
        // A refresh finds the items unchanged, and asks for nothing again.
        refresh();
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 0);
        QVERIFY(article().content.text.contains(u"lighthouse"_s));
        QCOMPARE(asked(1), 1);
        QVERIFY(waited(m_library->check(false))->sound);
    }

    void a_changed_item_keeps_its_page_and_the_reader_is_told()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::WhenShort)));
        offer(item(1));
        offerPage(1);
        subscribe();
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 1);
        Marking read;
        read.read = true;
        VERIFY_RESULT(waited(m_library->mark({{1}}, read)));
        offer(item(1, "Port Bay harbour closes for four weeks"));
        refresh();
        QVERIFY(article().content.text.contains(u"lighthouse"_s));
        QVERIFY(article().updated);
        QCOMPARE(article().feedVersion->title, u"Port Bay harbour closes for four weeks"_s);
        offerPage(1, more + " A trombone was found.", "Port Bay harbour closes for four weeks");
        VERIFY_RESULT(waited(m_library->fetchFullText({1}))); // by itself it would be in an hour
        QVERIFY(article().content.text.contains(u"trombone"_s));
        QCOMPARE(article().content.title, u"Port Bay harbour closes for four weeks"_s);
    }

    void where_there_is_no_new_page_the_old_text_has_the_new_headline()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::WhenShort)));
        offer(item(1));
        offerPage(1);
        subscribe();
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 1);
        offer(item(1, "Port Bay harbour closes for four weeks"));
        refresh();
        m_server->on("/1", 410, "");
        QVERIFY(!waited(m_library->fetchFullText({1})));
        QVERIFY(article().content.text.contains(u"lighthouse"_s));
        QCOMPARE(article().content.title, u"Port Bay harbour closes for four weeks"_s);
        QCOMPARE(article().feedVersion->title, u"Port Bay harbour closes for four weeks"_s);
    }

    void what_is_not_the_article_is_refused_once_and_for_all_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("body");
        const QByteArray wall = "We and our partners store and access information on a device, such as unique identifiers in cookies, to process personal data. You may accept or "
                                "manage your choices, including your right to object where legitimate interest is used, at any time in the privacy policy page.";
        QTest::newRow("a login wall") << html << "<html><head><title>Port Bay harbour closes for crane</title></head><body><main><p>" + wall + "</p><p>" + wall + "</p></main></body></html>";
        QTest::newRow("no more than the teaser") << html << "<html><head><title>Port Bay harbour closes for crane</title></head><body><p>" + opening + "</p></body></html>";
        QTest::newRow("an image") << QByteArray("Content-Type: image/png\r\n") << QByteArray("\x89PNG\r\n\x1a\n0000000000");
        QTest::newRow("a page that says it is an image") << QByteArray("Content-Type: image/png\r\n") << pageOf("Port Bay harbour closes for crane", more);
        QTest::newRow("nothing") << html << QByteArray();
        QTest::newRow("a feed") << QByteArray("Content-Type: text/xml\r\n") << QByteArray("<rss version=\"2.0\"><channel><title>x</title></channel></rss>");
    }

    void what_is_not_the_article_is_refused_once_and_for_all()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, body);
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1));
        m_server->on("/1", 200, body, head);
        subscribe();
        const auto report = waited(m_library->fetchFullTexts());
        VERIFY_RESULT(report);
        QCOMPARE(report->fetched, 0);
        QCOMPARE(report->failures.size(), 1);
        QVERIFY(article().content.text.startsWith(QString::fromLatin1(opening)));
        QVERIFY(!article().feedVersion);
        QCOMPARE(waited(m_library->fetchFullTexts())->failures.size(), 0);
        QCOMPARE(asked(1), 1);
    }

    void a_redirect_into_the_own_network_is_not_followed()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1));
        m_server->on("/1", 302, "", QStringLiteral("Location: http://localhost:%1/2\r\n").arg(m_server->serverPort()).toLatin1());
        offerPage(2);
        subscribe();
        QCOMPARE(waited(m_library->fetchFullTexts())->failures.size(), 1);
        QCOMPARE(asked(2), 0);
    }

    void failures_are_tried_again_later_and_not_at_once()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1) + item(2) + item(3));
        Behaviour dropped, endless;
        dropped.dropsAtOnce = true;
        endless.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        endless.body = QByteArray(1 << 20, ' ');
        endless.fixesLength = false;
        endless.isEndless = true;
        m_server->on("/2", dropped);
        m_server->on("/3", endless);
        subscribe();
        const auto report = waited(m_library->fetchFullTexts()); // the first is a 404
        VERIFY_RESULT(report);
        QCOMPARE(report->fetched, 0);
        QCOMPARE(report->failures.size(), 3);
        const qsizetype requests = m_server->requests.size();
        QCOMPARE(waited(m_library->fetchFullTexts())->failures.size(), 0);
        QCOMPARE(m_server->requests.size(), requests);
        for (int number = 1; number <= 3; ++number)
            offerPage(number);
        VERIFY_RESULT(waited(m_library->fetchFullText({1}))); // but when the reader asks
        QVERIFY(article().feedVersion);
    }

    void a_page_that_cannot_be_stored_is_not_fetched_at_each_look()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1));
        offerPage(1);
        subscribe();
        const QString database = m_folder->filePath(u"dateline.sqlite"_s);
        QVERIFY(QFile::rename(database, database + u"-away")); // so that nothing can be stored
        const auto report = waited(m_library->fetchFullTexts());
        QCOMPARE(report->failures.size(), 1);
        for (int look = 0; look < 3; ++look)
            QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 0);
        QCOMPARE(asked(1), 1);
        QVERIFY(QFile::rename(database + u"-away", database));
        reopen(); // the wish stands
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 1);
    }

    void a_server_that_wants_peace_gets_it()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1) + item(2));
        for (const char *path : {"/1", "/2"})
            m_server->on(path, 429, "", "Retry-After: 3600\r\n");
        subscribe();
        const auto report = waited(m_library->fetchFullTexts());
        VERIFY_RESULT(report);
        QCOMPARE(report->failures.size(), 1);
        QCOMPARE(asked(1) + asked(2), 1);
        const auto again = waited(m_library->fetchFullText({1}));
        QVERIFY(!again);
        QCOMPARE(asked(1) + asked(2), 1);
    }

    void what_is_wanted_outlives_the_program()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        offer(item(1) + item(2));
        Behaviour never;
        never.answer = [](const QByteArray &) { return QByteArray(); };
        never.closes = false;
        m_server->on("/1", never);
        m_server->on("/2", never);
        subscribe();
        const auto unfinished = m_library->fetchFullTexts();
        QTRY_COMPARE(asked(1) + asked(2), 1);
        reopen(); // in the middle
        QVERIFY(unfinished.isFinished() || unfinished.isCanceled());
        offerPage(1);
        offerPage(2);
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 2);
    }

    void fetching_can_be_cancelled()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::Always)));
        QByteArray items;
        for (int number = 1; number <= 20; ++number) {
            items += item(number);
            offerPage(number);
        }
        offer(items);
        subscribe();
        auto unfinished = m_library->fetchFullTexts();
        unfinished.cancel();
        QTRY_VERIFY(unfinished.isFinished());
        QSignalSpy finished(m_library.get(), &Library::finished);
        const auto rest = waited(m_library->fetchFullTexts());
        VERIFY_RESULT(rest);
        QVERIFY(rest->fetched > 0);
        QTRY_VERIFY(finished.size() >= 1);
        for (int number = 1; number <= 20; ++number)
            QCOMPARE(asked(number), 1);
    }

    void the_reader_asks_for_one_whatever_the_rule()
    {
        offer(item(1) + item(2));
        offerPage(1);
        subscribe();
        QSignalSpy changed(m_library.get(), &Library::changed);
        VERIFY_RESULT(waited(m_library->fetchFullText({1})));
        QVERIFY(article().feedVersion);
        QTRY_VERIFY(std::any_of(changed.begin(), changed.end(), [](const auto &signal) { return signal.first().template value<LibraryChanges>().updated.contains(ArticleId{1}); }));
        QCOMPARE(waited(m_library->fetchFullText({99})).error().kind, ErrorKind::NotFound);
        const auto missing = waited(m_library->fetchFullText({2})); // a 404
        QVERIFY(!missing && !missing.error().message.isEmpty());
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 0);
    }

    void a_bookmark_has_the_page_fetched_where_the_rule_wants_it()
    {
        offer(item(1));
        offerPage(1);
        subscribe();
        Marking read, bookmarked;
        read.read = true;
        bookmarked.bookmarked = true;
        VERIFY_RESULT(waited(m_library->mark({{1}}, read)));
        VERIFY_RESULT(waited(m_library->setFullText(FullText::WhenShort))); // from now on; what is read stays as it is
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 0);
        VERIFY_RESULT(waited(m_library->mark({{1}}, bookmarked)));
        QCOMPARE(waited(m_library->fetchFullTexts())->fetched, 1);
    }

    void by_itself_it_is_fetched_soon_after_articles_came_in()
    {
        VERIFY_RESULT(waited(m_library->setFullText(FullText::WhenShort)));
        m_library->keepFetchingFullTexts();
        offer(item(1));
        offerPage(1);
        subscribe();
        QTRY_VERIFY_WITH_TIMEOUT(article().feedVersion.has_value(), 60'000);
    }
};

QTEST_GUILESS_MAIN(TestFullTexts)
#include "test_full_texts.moc"
