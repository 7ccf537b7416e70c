// The library on a machine that is busy or whose clock is wrong.
#include "library/library.h"

#include "waited.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QThreadPool>

#include <atomic>

#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

using namespace dateline;

namespace {

std::atomic<qint64> clockIsWrongBy = 0; // seconds

template <class Function>
Function *systems(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// The wall clock of this program, which jumps when the tests want it; clocks that only go forward stay right.
extern "C" int gettimeofday(timeval *now, void *zone)
{
    static const auto real = systems<int(timeval *, void *)>("gettimeofday");
    const int done = real(now, zone);
    now->tv_sec += clockIsWrongBy;
    return done;
}

extern "C" int clock_gettime(clockid_t clock, timespec *now)
{
    static const auto real = systems<int(clockid_t, timespec *)>("clock_gettime");
    const int done = real(clock, now);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        now->tv_sec += clockIsWrongBy;
    return done;
}

extern "C" time_t time(time_t *to)
{
    timeval now{};
    gettimeofday(&now, nullptr);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

class TestLibraryConditions final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;

    void open()
    {
        m_library.reset();
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }

    QList<ArticleId> rows(const QString &query)
    {
        const auto answer = waited(m_library->run(Query::parse(query).value()));
        return answer ? answer->rows : QList<ArticleId>();
    }

    // Imports, marks, corrects, asks, analyses, backs up and checks; nothing of it may fail. `name` is a word that stands nowhere else.
    void doEverything(const QString &name)
    {
        const QByteArray line = "{\"id\": \"" + name.toUtf8() + "\", \"text\": \"Ministers met in Vienna, " + name.toUtf8() + ".\"}\n";
        const auto imported = waited(m_library->importBytes(line, QStringLiteral("a.jsonl"), Format::JsonLines));
        VERIFY_RESULT(imported);
        QCOMPARE(imported->added, 1);
        const QList<ArticleId> found = rows(name);
        QCOMPARE(found.size(), 1);
        Marking marking;
        marking.read = true;
        marking.addTags = {QStringLiteral("kept")};
        marking.note = name;
        VERIFY_RESULT(waited(m_library->mark(found, marking)));
        VERIFY_RESULT(waited(m_library->correct(Correction::country(found[0], QStringLiteral("FR"), Correction::Bearing::About))));
        VERIFY_RESULT(waited(m_library->reanalyse({}, Reanalysis::OfAll)));
        const auto refreshed = waited(m_library->refresh());
        VERIFY_RESULT(refreshed);
        QVERIFY(rows(QStringLiteral("date:today tag:kept")).isEmpty()); // undated articles have no day
        VERIFY_RESULT(waited(m_library->backup(m_folder->filePath(u"backup-" + name))));
        const auto checked = waited(m_library->check(false));
        VERIFY_RESULT(checked);
        QCOMPARE(checked->found, QStringList());
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }

    void cleanup()
    {
        clockIsWrongBy = 0;
        m_library.reset();
        m_folder.reset();
    }

    void a_full_thread_pool_holds_nothing_up()
    {
        QSemaphore freed;
        QThreadPool &pool = *QThreadPool::globalInstance();
        for (int i = 0; i < pool.maxThreadCount() + 4; ++i)
            pool.start([&] { freed.acquire(); });
        doEverything(QStringLiteral("busy"));
        freed.release(pool.maxThreadCount() + 4);
        pool.waitForDone();
    }

    void a_clock_that_jumps_loses_nothing()
    {
        constexpr qint64 year = 365LL * 24 * 3600;
        const QList<qint64> jumps{0, 30 * year, -20 * year, -60 * year, 3600, 200 * year, -3600};
        QStringList names;
        for (qint64 jump : jumps) {
            clockIsWrongBy = jump;
            names += QStringLiteral("jump%1").arg(names.size());
            doEverything(names.last());
            if (QTest::currentTestFailed())
                return;
        }
        for (const bool isReopened : {false, true}) {
            if (isReopened)
                open();
            QCOMPARE(rows(QStringLiteral("tag:kept country:FR is:read")).size(), names.size());
            for (const QString &name : std::as_const(names)) {
                const auto article = waited(m_library->article(rows(name).value(0)));
                VERIFY_RESULT(article);
                QCOMPARE(article->state.note, name);
            }
            QCOMPARE(waited(m_library->check(false))->found, QStringList());
        }
    }

    // The order of articles without a date is that in which they came, as far as the clock tells.
    void the_wrong_clock_is_really_seen()
    {
        clockIsWrongBy = 40LL * 365 * 24 * 3600;
        const int year = QDate::currentDate().year();
        clockIsWrongBy = 0;
        QVERIFY(year >= QDate::currentDate().year() + 39);
    }
};

QTEST_GUILESS_MAIN(TestLibraryConditions)
#include "test_library_conditions.moc"
