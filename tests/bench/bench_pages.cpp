// How long the article of a saved web page takes to be found: bench_pages FOLDER [ROUNDS]. Reads every .html and .htm below the folder, and prints the
// processor time that a page takes (median, 95th percentile, the slowest one) and the throughput.
#include "feed/page_extractor.h"
#include "figures.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace dateline;

namespace {

// Of this thread: other programs on the machine do not count.
double processorMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The quickest of some rounds, so that the first one's cold tables don't count.
double timeOf(const QByteArray &page, const QString &name, int rounds)
{
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        const double start = processorMilliseconds();
        const auto article = extractPage(page, {QUrl(QStringLiteral("https://example.org/")), {}, name});
        const double taken = processorMilliseconds() - start;
        best = round == 0 ? taken : std::min(best, taken);
        if (!article && round == 0)
            std::fprintf(stderr, "%s: %s\n", qPrintable(name), qPrintable(article.error().message));
    }
    return best;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_pages FOLDER [ROUNDS]\n");
        return 2;
    }
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
    QList<double> timings;
    QString slowest;
    double total = 0;
    double worst = 0;
    qint64 bytes = 0;
    QDirIterator files(QString::fromLocal8Bit(argv[1]), {QStringLiteral("*.html"), QStringLiteral("*.htm")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray page = file.readAll();
        const double taken = timeOf(page, file.fileName(), rounds);
        if (taken > worst) {
            worst = taken;
            slowest = file.fileName();
        }
        timings.append(taken);
        total += taken;
        bytes += page.size();
    }
    if (timings.isEmpty()) {
        std::fprintf(stderr, "no .html files in %s\n", argv[1]);
        return 1;
    }
    QJsonObject pages = bench::spread(QStringLiteral("a page's article"), QStringLiteral("ms"), timings);
    pages.insert(QStringLiteral("slowest"), slowest);
    bench::print(pages);
    bench::print(bench::single(QStringLiteral("pages"), QStringLiteral("MB/s"), static_cast<double>(bytes) / 1e6 / (total / 1e3)));
    return 0;
}
