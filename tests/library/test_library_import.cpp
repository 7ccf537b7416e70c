// Imports into a profile: mixed folders, broken files, the sample edition, cancelling.
#include "library/library.h"

#include "waited.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace dateline;

class TestLibraryImport final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;

    QString fixture(const QString &name) const { return QStringLiteral(TEST_DATA "/cli/") + name; }

    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    int count(const QString &query)
    {
        const auto parsed = Query::parse(query);
        const auto answer = parsed ? waited(m_library->run(*parsed)) : Result<Answer>(tl::unexpected(parsed.error()));
        return answer ? static_cast<int>(answer->rows.size()) : -1;
    }

    static QByteArray articles(int number)
    {
        QByteArray lines;
        for (int i = 0; i < number; ++i) {
            lines += "{\"id\": \"" + QByteArray::number(i) + "\", \"source\": \"Desk " + QByteArray::number(i % 7)
                + "\", \"text\": \"Ministers met in Vienna, number " + QByteArray::number(i) + ".\"}\n";
        }
        return lines;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Library::open(m_folder->filePath(QStringLiteral("profile")));
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
    }

    void files_are_called_by_the_names_that_were_given()
    {
        put(QStringLiteral("real/good.txt"), "2025-09-11\n\nHarbour opens\n\nShips came to Hamburg again.\n");
        put(QStringLiteral("real/bad.jsonl"), "{broken\n");
        const auto path = [this](const char *name) { return m_folder->filePath(QLatin1String(name)); };
        const auto report = waited(m_library->importNamed({{path("real"), QStringLiteral("a")}, {path("real/bad.jsonl"), QStringLiteral("b")}, {path("none"), QStringLiteral("c")}}));
        VERIFY_RESULT(report);
        QStringList said;
        for (const Error &failure : report->failures)
            said.append(failure.message.section(u':', 0, 0));
        QCOMPARE(said, (QStringList{QStringLiteral("a/bad.jsonl"), QStringLiteral("b"), QStringLiteral("c")}));
        QCOMPARE(count(QStringLiteral("source:real")), 1); // the folder's own name
    }

    void a_mixed_folder_with_broken_files_yields_what_could_be_read()
    {
        put(QStringLiteral("in/text.txt"), "11 September 2025\n\nA headline here\n\nMinisters met in Vienna to talk about trade, the government of Austria said.\n");
        put(QStringLiteral("in/deep/er/feed.xml"), "<rss version=\"2.0\"><channel><title>Deep Feed</title><item><title>A</title><guid>1</guid></item></channel></rss>");
        put(QStringLiteral("in/lines.jsonl"), "{\"text\": \"good\"}\nbroken\n{\"text\": \"also good\"}\n");
        put(QStringLiteral("in/empty.txt"), "");
        put(QStringLiteral("in/image.jpg"), QByteArray("\xff\xd8\xff\xe0\0\0\0\0", 8) + QByteArray(500, '\0'));
        put(QStringLiteral("in/.hidden"), "hidden");
        QSignalSpy changes(m_library.get(), &Library::changed);
        QSignalSpy finished(m_library.get(), &Library::finished);
        const auto report = waited(m_library->import({m_folder->filePath(QStringLiteral("in"))}));
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 4);
        QCOMPARE(report->files, 3);
        QCOMPARE(report->failures.size(), 3);
        for (const Error &error : report->failures)
            QVERIFY2(error.message.startsWith(m_folder->path()), qPrintable(error.message));
        QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1 && !changes.isEmpty(); }));
        QCOMPARE(count(QString()), 4);
        QCOMPARE(count(QStringLiteral("source:\"Deep Feed\"")), 1);
        QCOMPARE(count(QStringLiteral("country:AT date:2025-09-11")), 1);
    }

    void a_source_is_from_the_country_that_its_address_tells()
    {
        put(QStringLiteral("from.jsonl"), "{\"source\": \"NYT\", \"url\": \"https://www.nytimes.com/1\", \"text\": \"One went home.\"}\n"
                                          "{\"source\": \"politika.rs\", \"text\": \"Two went home.\"}\n"
                                          "{\"source\": \"Desk\", \"text\": \"Three went home.\"}\n");
        VERIFY_RESULT(waited(m_library->import({m_folder->filePath(QStringLiteral("from.jsonl"))})));
        QCOMPARE(count(QStringLiteral("from:US")), 1);
        QCOMPARE(count(QStringLiteral("from:RS")), 1);
        QCOMPARE(count(QString()), 3);
    }

    void articles_of_many_sources_are_all_saved_in_order()
    {
        put(QStringLiteral("many.jsonl"), articles(3000));
        const auto report = waited(m_library->import({m_folder->filePath(QStringLiteral("many.jsonl"))}));
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 3000);
        const auto sources = waited(m_library->sources());
        VERIFY_RESULT(sources);
        QCOMPARE(sources->size(), 7);
        int total = 0;
        for (const Source &source : *sources)
            total += source.total;
        QCOMPARE(total, 3000);
    }

    void pasted_bytes_are_imported()
    {
        const auto report = waited(m_library->importBytes("A short note about Kenya.\n\nIt was written in Nairobi for nobody.", QStringLiteral("clipboard")));
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 1);
        const auto binary = waited(m_library->importBytes(QByteArray(300, '\0'), QStringLiteral("clipboard")));
        VERIFY_RESULT(binary);
        QCOMPARE(binary->added, 0);
        QCOMPARE(binary->failures.size(), 1);
    }

    void an_item_that_holds_nothing_to_read_is_named_and_not_stored()
    {
        put(QStringLiteral("feed.xml"), "<rss version=\"2.0\"><channel><title>F</title><item><title>One</title></item><item><guid>2</guid>"
                                        "<pubDate>Thu, 11 Sep 2025 14:03:00 +0000</pubDate></item></channel></rss>");
        const auto report = waited(m_library->import({m_folder->filePath(QStringLiteral("feed.xml"))}));
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 1);
        QCOMPARE(report->failures.size(), 1);
        QVERIFY2(report->failures.first().message.contains(u"item 2 holds nothing to read"), qPrintable(report->failures.first().message));
    }

    void a_correction_that_makes_no_sense_costs_nothing_else()
    {
        put(QStringLiteral("odd.jsonl"), R"({"title": "A", "text": "B", "state": {"corrections": [)"
                                         R"({"kind": "not-an-entity", "entity": {"kind": "person", "name": "\u0301"}},)"
                                         R"({"kind": "same-entity", "entity": {"kind": "person", "name": "A. Merkel"}, "instead": {"kind": "person", "name": "\u0640"}},)"
                                         R"({"kind": "not-an-entity", "entity": {"kind": "person", "name": "Bonn"}}]}})");
        const auto report = waited(m_library->import({m_folder->filePath(QStringLiteral("odd.jsonl"))}));
        VERIFY_RESULT(report);
        QCOMPARE(report->added, 1);
        QCOMPARE(report->corrections, 1);
    }

    void a_list_of_feeds_subscribes_once()
    {
        const auto first = waited(m_library->import({fixture(QStringLiteral("feeds-in-folders.opml"))}));
        VERIFY_RESULT(first);
        QCOMPARE(first->subscribed, 2);
        const auto again = waited(m_library->import({fixture(QStringLiteral("feeds-in-folders.opml"))}));
        VERIFY_RESULT(again);
        QCOMPARE(again->subscribed, 0);
        const auto sources = waited(m_library->sources());
        VERIFY_RESULT(sources);
        QCOMPARE(sources->size(), 2);
        const QString out = m_folder->filePath(QStringLiteral("out.opml"));
        VERIFY_RESULT(waited(m_library->writeOpmlFile(out)));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("https://daily.example.rs/feed"));
        QVERIFY(!waited(m_library->writeOpmlFile(QStringLiteral("/nowhere/at/all.opml"))));
    }

    void the_sample_edition_is_whole()
    {
        const auto report = waited(m_library->importSampleEdition());
        VERIFY_RESULT(report);
        QVERIFY2(report->added >= 60, qPrintable(QString::number(report->added)));
        QVERIFY2(report->failures.isEmpty(), report->failures.isEmpty() ? "" : qPrintable(report->failures.first().message));
        const auto answer = waited(m_library->run(Query()));
        VERIFY_RESULT(answer);
        QCOMPARE(answer->undated, 0u);
    }

    void a_cancelled_import_stops_and_keeps_what_was_saved()
    {
        put(QStringLiteral("huge.jsonl"), articles(60'000));
        auto future = m_library->import({m_folder->filePath(QStringLiteral("huge.jsonl"))});
        QSignalSpy progress(m_library.get(), &Library::progressed);
        QVERIFY(QTest::qWaitFor([&] { return !progress.isEmpty() && progress.last().first().value<Progress>().articles > 0; }, 60'000));
        future.cancel();
        QVERIFY(QTest::qWaitFor([&] { return future.isFinished(); }, 60'000));
        const auto sources = waited(m_library->sources()); // the store is in order
        VERIFY_RESULT(sources);
        QVERIFY(count(QString()) < 60'000);
    }

    void a_source_removed_during_an_import_costs_its_own_articles_only()
    {
        constexpr int number = 20'000;
        put(QStringLiteral("many.jsonl"), articles(number));
        auto future = m_library->import({m_folder->filePath(QStringLiteral("many.jsonl"))});
        QVERIFY(QTest::qWaitFor([&] { return count(QStringLiteral("source:\"Desk 3\"")) > 0; }, 60'000));
        const auto sources = waited(m_library->sources());
        VERIFY_RESULT(sources);
        for (const Source &source : *sources) {
            if (source.title == u"Desk 3")
                VERIFY_RESULT(waited(m_library->unsubscribe(source.id)));
        }
        QVERIFY2(!future.isFinished(), "the source was to be removed during the import");
        const auto report = waited(future);
        VERIFY_RESULT(report);
        QCOMPARE(report->failures.size(), 1);
        QVERIFY2(report->failures.first().message.startsWith(QStringLiteral("Desk 3: ")), qPrintable(report->failures.first().message));
        for (int desk = 0; desk < 7; ++desk) {
            const int expected = desk == 3 ? 0 : number / 7 + (desk < number % 7 ? 1 : 0);
            QCOMPARE(count(QStringLiteral("source:\"Desk %1\"").arg(desk)), expected);
        }
    }

    void destroying_the_library_ends_a_running_import()
    {
        put(QStringLiteral("huge.jsonl"), articles(60'000));
        const auto future = m_library->import({m_folder->filePath(QStringLiteral("huge.jsonl"))});
        QTest::qWait(50);
        m_library.reset();
        QVERIFY(future.isFinished());
        auto again = Library::open(m_folder->filePath(QStringLiteral("profile")));
        VERIFY_RESULT(again);
    }

    // Qt 6.4 keeps a bare pointer to what is chained to a future, and follows it when that is cancelled.
    void what_was_chained_to_a_finished_import_may_be_gone_at_the_close()
    {
        std::vector<std::unique_ptr<QByteArray>> reused;
        for (int i = 0; i < 5; ++i) {
            auto chained = m_library->importBytes(articles(3), QStringLiteral("a.jsonl"), Format::JsonLines).then([](const Result<ImportReport> &report) { return report; });
            VERIFY_RESULT(waited(chained));
            chained = {};
            for (int size = 100; size < 400; ++size)
                reused.push_back(std::make_unique<QByteArray>(size, '\x77')); // on freed memory
        }
        m_library.reset();
    }
};

QTEST_GUILESS_MAIN(TestLibraryImport)
#include "test_library_import.moc"
