// Opening a profile, marking and undoing, settings and saved filters.
#include "library/library.h"

#include "waited.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace dateline;

class TestLibraryState final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    QList<ArticleId> m_ids;

    ArticleState state(ArticleId id)
    {
        const auto article = waited(m_library->article(id));
        return article ? article->state : ArticleState();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
        VERIFY_RESULT(waited(m_library->importBytes("{\"text\": \"one\"}\n{\"text\": \"two\"}\n{\"text\": \"three\"}\n", QStringLiteral("three"), Format::JsonLines)));
        const auto answer = waited(m_library->run(Query()));
        VERIFY_RESULT(answer);
        m_ids = answer->rows;
        QCOMPARE(m_ids.size(), 3);
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
    }

    void a_locked_profile_is_refused_and_free_again_later()
    {
        const auto second = Library::open(m_folder->path());
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Locked);
        m_library.reset();
        VERIFY_RESULT(Library::open(m_folder->path()));
    }

    void markings_are_undone_from_the_last_to_the_first()
    {
        QVERIFY(!m_library->canUndo());
        Marking read;
        read.read = true;
        Marking starred;
        starred.bookmarked = true;
        starred.addTags = QStringList{QStringLiteral("kept")};
        const auto first = waited(m_library->mark(m_ids, read));
        VERIFY_RESULT(first);
        QCOMPARE(first->size(), 3);
        VERIFY_RESULT(waited(m_library->mark({m_ids[0]}, starred)));
        QVERIFY(m_library->canUndo());
        QVERIFY(state(m_ids[0]).bookmarked);
        const auto undone = waited(m_library->undoMark());
        VERIFY_RESULT(undone);
        QCOMPARE(*undone, QList<ArticleId>{m_ids[0]});
        QVERIFY(!state(m_ids[0]).bookmarked);
        QVERIFY(state(m_ids[0]).tags.isEmpty());
        QVERIFY(state(m_ids[0]).read);
        QCOMPARE(waited(m_library->undoMark())->size(), 3);
        QVERIFY(!state(m_ids[2]).read);
        QVERIFY(!m_library->canUndo());
        QCOMPARE(waited(m_library->undoMark())->size(), 0);
    }

    void a_marking_that_changed_nothing_is_not_undone()
    {
        Marking read;
        read.read = true;
        VERIFY_RESULT(waited(m_library->mark({m_ids[0]}, read)));
        QCOMPARE(waited(m_library->mark({m_ids[0]}, read))->size(), 0);
        QVERIFY(!waited(m_library->mark({ArticleId{4'000'000}}, read)));
        QCOMPARE(*waited(m_library->undoMark()), QList<ArticleId>{m_ids[0]});
    }

    void changes_are_told_on_this_thread_and_gathered()
    {
        QTest::qWait(100); // what the import told
        QSignalSpy changes(m_library.get(), &Library::changed);
        QThread *thread = nullptr;
        connect(m_library.get(), &Library::changed, this, [&] { thread = QThread::currentThread(); }, Qt::DirectConnection);
        Marking tagged;
        for (int i = 0; i < 20; ++i) {
            tagged.addTags = QStringList{QString::number(i)};
            VERIFY_RESULT(waited(m_library->mark(m_ids, tagged)));
        }
        int told = 0;
        QVERIFY(QTest::qWaitFor([&] {
            told = 0;
            for (const auto &change : changes)
                told += static_cast<int>(change.first().value<LibraryChanges>().stateChanged.size());
            return told == 60;
        }));
        QCOMPARE(thread, QThread::currentThread());
    }

    void settings_and_filters_are_kept()
    {
        VERIFY_RESULT(waited(m_library->setSetting(QStringLiteral("a"), QStringLiteral("b"))));
        QCOMPARE(*waited(m_library->setting(QStringLiteral("a"))), QStringLiteral("b"));
        const auto filter = waited(m_library->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("is:unread")}));
        VERIFY_RESULT(filter);
        QCOMPARE(waited(m_library->savedFilters())->size(), 1);
        VERIFY_RESULT(waited(m_library->removeFilter(filter->id)));
        QCOMPARE(waited(m_library->savedFilters())->size(), 0);
    }

    void a_check_finds_a_sound_profile_and_a_backup_restores()
    {
        const auto outcome = waited(m_library->check(true));
        VERIFY_RESULT(outcome);
        QVERIFY(outcome->found.isEmpty() && outcome->repaired.isEmpty());
        const QString file = m_folder->filePath(QStringLiteral("copy"));
        VERIFY_RESULT(waited(m_library->backup(file)));
        QTemporaryDir other;
        VERIFY_RESULT(Library::restore(file, other.filePath(QStringLiteral("new"))));
        auto restored = Library::open(other.filePath(QStringLiteral("new")));
        VERIFY_RESULT(restored);
        QCOMPARE(waited((*restored)->run(Query()))->rows.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestLibraryState)
#include "test_library_state.moc"
