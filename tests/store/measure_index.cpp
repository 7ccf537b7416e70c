// Measures how a profile comes to its facet index and how its file is written: not a test, and not run by ctest.
//     measure_index FOLDER
// Changes the profile in FOLDER (bookmarks of some articles), so give it a copy. Run it twice for a warm cache.
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <ctime>

using namespace dateline;

namespace {

QTextStream out(stdout);

double milliseconds(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

QString memory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    QStringList parts;
    if (!status.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS") || line.startsWith("RssAnon") || line.startsWith("RssFile"))
            parts += QString::fromLatin1(line.left(line.indexOf(':'))) + u' ' + QString::number(line.simplified().split(' ')[1].toDouble() / 1024, 'f', 1);
    }
    return parts.join(QStringLiteral(", ")) + QStringLiteral(" MB");
}

std::unique_ptr<Store> opened(const QString &folder, const StoreLimits &limits = {})
{
    auto store = Store::open(folder, limits);
    if (!store)
        qFatal("%s", qPrintable(store.error().message));
    return std::move(*store);
}

// From open() to the first answer with all facets, and to the second.
void measureOpening(const QString &folder, const char *what)
{
    out << what << "\n  before: " << memory() << "\n";
    const double wall = milliseconds(CLOCK_MONOTONIC), thread = milliseconds(CLOCK_THREAD_CPUTIME_ID), process = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    std::unique_ptr<Store> store = opened(folder);
    out << "  open() returns after " << milliseconds(CLOCK_MONOTONIC) - wall << " ms, " << milliseconds(CLOCK_THREAD_CPUTIME_ID) - thread << " ms of its thread\n";
    AnswerOptions none;
    none.withFacets = none.withRows = false;
    (void)store->run({}, none).result();
    out << "  queries are answered after " << milliseconds(CLOCK_MONOTONIC) - wall << " ms, " << milliseconds(CLOCK_PROCESS_CPUTIME_ID) - process
        << " ms of all threads; " << memory() << "\n";
    for (int round = 1; round <= 3; ++round) {
        const double before = milliseconds(CLOCK_MONOTONIC);
        const auto rows = store->run({}).result()->rows.size();
        out << "  answer " << round << " with all facets: " << milliseconds(CLOCK_MONOTONIC) - before << " ms, " << rows << " rows\n";
    }
    out << "  then: " << memory() << "\n" << Qt::flush;
    const double closing = milliseconds(CLOCK_MONOTONIC);
    store.reset();
    out << "  closed in " << milliseconds(CLOCK_MONOTONIC) - closing << " ms\n" << Qt::flush;
}

void report(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    out << "  " << what << ": p50 " << times[times.size() / 2] << " ms, p95 " << times[times.size() * 95 / 100] << " ms, worst " << times.back() << " ms ("
        << times.size() << ")\n";
}

// Bookmarks one by one and queries in between, for some seconds.
void measureStalls(const QString &folder, const char *what, const StoreLimits &limits)
{
    out << what << "\n";
    std::unique_ptr<Store> store = opened(folder, limits);
    const QList<ArticleId> rows = store->run({}).result()->rows;
    AnswerOptions few;
    few.withFacets = few.withRows = false;
    constexpr qsizetype Some = 50; // bookmarked and not in turn
    std::vector<double> changes, queries;
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 0; timer.elapsed() < 8000; ++i) {
        StateChange change;
        change.bookmarked = i / Some % 2 == 0;
        const double before = milliseconds(CLOCK_MONOTONIC);
        (void)store->mark({rows[i % Some]}, change).result();
        const double between = milliseconds(CLOCK_MONOTONIC);
        (void)store->run({}, few).result();
        changes.push_back(between - before);
        queries.push_back(milliseconds(CLOCK_MONOTONIC) - between);
    }
    report("a bookmark", changes);
    report("a query", queries);
    out << "  " << memory() << "\n" << Qt::flush;
    const double closing = milliseconds(CLOCK_MONOTONIC);
    store.reset();
    out << "  closed in " << milliseconds(CLOCK_MONOTONIC) - closing << " ms\n" << Qt::flush;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc < 2)
        qFatal("measure_index FOLDER [open]");
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const QString file = folder + QStringLiteral("/dateline.index");
    out.setRealNumberPrecision(3);
    out << "database " << QFile(folder + QStringLiteral("/dateline.sqlite")).size() / 1'000'000 << " MB, index " << static_cast<double>(QFile(file).size()) / 1e6
        << " MB\n";
    measureOpening(folder, QFile::exists(file) ? "with a file" : "without a file");
    if (argc > 2)
        return 0;
    measureStalls(folder, "changes while no file is written", {1'000'000'000, 1, 1'000'000'000});
    measureStalls(folder, "changes while files are written all the time", {1, 0, 1'000'000'000});
    measureStalls(folder, "changes, and a file written at the end", {1'000'000'000, 1, 0});
    QFile::remove(file);
    measureOpening(folder, "without a file");
    out << "index " << static_cast<double>(QFile(file).size()) / 1e6 << " MB\n";
    return 0;
}
