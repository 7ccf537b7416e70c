// Corrections through the façade, and new analyses of what older versions looked at.
#include "library/library.h"
#include "store/store.h"

#include "waited.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>

using namespace dateline;

class TestLibraryCorrections final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    QList<ArticleId> m_ids;

    void open()
    {
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
        const auto answer = waited(m_library->run(Query()));
        VERIFY_RESULT(answer);
        m_ids = answer->rows;
    }

    // Articles in which an older version found somebody who isn't there.
    void saveOldOnes(int count)
    {
        auto store = Store::open(m_folder->path());
        VERIFY_RESULT(store);
        Source source;
        source.title = QStringLiteral("Old");
        source.url = QStringLiteral("https://example.org/feed");
        QList<AnalysedArticle> articles;
        for (int i = 0; i < count; ++i) {
            AnalysedArticle article;
            article.content.guid = QString::number(i);
            article.content.title = QStringLiteral("Ministers meet");
            article.content.text = QStringLiteral("Sergey Lavrov met Angela Merkel in Berlin on Thursday. Merkel praised the talks.");
            article.annotations.entities = {{QStringLiteral("Old Ghost"), EntityKind::Person, 0.5, {}}};
            articles += article;
        }
        VERIFY_RESULT((*store)->save((*store)->ensureSource(source).result()->id, articles).result());
        VERIFY_RESULT((*store)->setSetting(AnalysisVersionSetting, QStringLiteral("0")).result());
    }

    qsizetype found(const QString &query) { return waited(m_library->run(*Query::parse(query)))->rows.size(); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
    }

    void a_correction_is_told_and_taken_back()
    {
        saveOldOnes(2);
        open();
        QSignalSpy changes(m_library.get(), &Library::changed);
        const auto id = waited(m_library->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Old Ghost")})));
        VERIFY_RESULT(id);
        QVERIFY(changes.count() > 0 || changes.wait());
        const auto told = changes.first().first().value<LibraryChanges>();
        QVERIFY(told.corrections);
        QCOMPARE(told.updated.size(), 2);
        QCOMPARE(found(QStringLiteral("person:\"Old Ghost\"")), 0);
        QCOMPARE(waited(m_library->corrections())->first().id, *id);
        VERIFY_RESULT(waited(m_library->undoCorrection(*id)));
        QCOMPARE(found(QStringLiteral("person:\"Old Ghost\"")), 2);
        QVERIFY(waited(m_library->corrections())->isEmpty());
    }

    void a_new_profile_has_no_old_analyses()
    {
        open();
        QCOMPARE(*waited(m_library->hasOldAnalyses()), false);
        m_library.reset();
        open();
        QCOMPARE(*waited(m_library->setting(AnalysisVersionSetting)), QString::number(Analyzer::version()));
    }

    void old_analyses_are_made_anew_and_corrections_hold()
    {
        saveOldOnes(300);
        open();
        QCOMPARE(*waited(m_library->hasOldAnalyses()), true);
        Marking read;
        read.read = true;
        VERIFY_RESULT(waited(m_library->mark({m_ids[0]}, read)));
        VERIFY_RESULT(waited(m_library->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Angela Merkel")}))));
        VERIFY_RESULT(waited(m_library->correct(Correction::country(m_ids[0], QStringLiteral("FR"), Correction::Bearing::About))));
        QSignalSpy progress(m_library.get(), &Library::progressed);
        QSignalSpy finished(m_library.get(), &Library::finished);
        const auto report = waited(m_library->reanalyse());
        VERIFY_RESULT(report);
        QCOMPARE(report->articles, 300);
        QCOMPARE(report->renewed, 300);
        QVERIFY(finished.count() == 1 || finished.wait());
        QCOMPARE(progress.last().first().value<Progress>().done, 300);
        QCOMPARE(found(QStringLiteral("person:\"Old Ghost\"")), 0);
        QCOMPARE(found(QStringLiteral("person:\"Sergey Lavrov\"")), 300);
        QCOMPARE(found(QStringLiteral("person:\"Angela Merkel\"")), 0);
        QCOMPARE(found(QStringLiteral("country:FR")), 1);
        QCOMPARE(found(QStringLiteral("is:updated")), 0);
        QCOMPARE(found(QStringLiteral("is:read")), 1);
        QCOMPARE(*waited(m_library->hasOldAnalyses()), false);
        QCOMPARE(waited(m_library->reanalyse())->renewed, 0);
    }

    void a_part_of_the_articles_leaves_the_offer_standing()
    {
        saveOldOnes(3);
        open();
        QCOMPARE(waited(m_library->reanalyse(*Query::parse(QStringLiteral("zebra"))))->articles, 0);
        QCOMPARE(waited(m_library->reanalyse(*Query::parse(QStringLiteral("ministers"))))->renewed, 3);
        QCOMPARE(*waited(m_library->hasOldAnalyses()), true);
        QCOMPARE(waited(m_library->reanalyse({}, Reanalysis::OfAll))->renewed, 3);
        QCOMPARE(*waited(m_library->hasOldAnalyses()), false);
    }

    void a_cancelled_analysis_goes_on_the_next_time()
    {
        saveOldOnes(2'000);
        open();
        auto running = m_library->reanalyse();
        QSignalSpy changes(m_library.get(), &Library::changed);
        QVERIFY(changes.wait());
        running.cancel();
        QSignalSpy finished(m_library.get(), &Library::finished);
        QVERIFY(finished.count() == 1 || finished.wait());
        QCOMPARE(*waited(m_library->hasOldAnalyses()), true);
        const auto rest = waited(m_library->reanalyse());
        VERIFY_RESULT(rest);
        QCOMPARE(rest->articles, 2'000);
        QVERIFY(rest->renewed < 2'000);
        QCOMPARE(found(QStringLiteral("person:\"Old Ghost\"")), 0);
    }
};

QTEST_GUILESS_MAIN(TestLibraryCorrections)
#include "test_library_corrections.moc"
