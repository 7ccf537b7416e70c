// Import, filter, search and open at a given number of articles, through the library as the window uses it.
// Usage: bench_library [ARTICLES] [--profile DIR]   (a kept profile that already holds them is not filled again)
#include "article_generator.h"
#include "figures.h"
#include "waiting.h"

#include "library/library.h"
#include "library/resource_files.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

using namespace dateline;
using namespace dateline::bench;

namespace {

constexpr int wordsAnArticle = 350;

// Writes the articles to a file; returns the size of their plain text.
qint64 writeArticles(const QString &path, int count)
{
    QFile edition(resourceFile(QStringLiteral("sample/edition.jsonl")));
    QFile out(path);
    if (!edition.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return -1;
    ArticleGenerator generator(edition.readAll(), 1);
    if (generator.isEmpty())
        return -1;
    qint64 bytes = 0;
    for (int k = 0; k < count; ++k) {
        const QByteArray line = generator.next(wordsAnArticle);
        bytes += line.size();
        out.write(line);
    }
    return bytes;
}

bool fill(Library &library, int count, const QString &folder)
{
    const QTemporaryDir temporary;
    const QString path = temporary.filePath(QStringLiteral("articles.jsonl"));
    const qint64 bytes = writeArticles(path, count);
    QElapsedTimer clock;
    clock.start();
    const auto report = waitFor(library.import({path}));
    if (bytes < 0 || !report || report->added != count)
        return false;
    print(single(QStringLiteral("import"), QStringLiteral("articles/s"), count * 1000.0 / milliseconds(clock)));
    print(single(QStringLiteral("disk"), QStringLiteral("bytes/byte of input"), static_cast<double>(bytesBelow(folder)) / static_cast<double>(bytes)));
    return true;
}

void measureQueries(Library &library, const QString &figure, const QStringList &queries, int rounds)
{
    QList<double> samples;
    for (int k = 0; k < rounds; ++k) {
        const auto query = Query::parse(queries[k % queries.size()]);
        QElapsedTimer clock;
        clock.start();
        if (query && waitFor(library.run(*query)))
            samples += milliseconds(clock);
    }
    print(spread(figure, QStringLiteral("ms"), samples));
}

void measureOpening(Library &library, int rounds)
{
    const auto all = waitFor(library.run(Query()));
    if (!all || all->rows.isEmpty())
        return;
    QRandomGenerator chance(3);
    QList<double> open, page;
    for (int k = 0; k < rounds; ++k) {
        const qsizetype at = chance.bounded(static_cast<int>(all->rows.size()));
        QElapsedTimer clock;
        clock.start();
        if (waitFor(library.article(all->rows[at])))
            open += milliseconds(clock);
        clock.restart();
        if (waitFor(library.heads(all->rows.mid(at, 64))))
            page += milliseconds(clock);
    }
    print(spread(QStringLiteral("article read"), QStringLiteral("ms"), open));
    print(spread(QStringLiteral("64 rows read"), QStringLiteral("ms"), page));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    const QCommandLineOption profile(QStringLiteral("profile"), QStringLiteral("Keep the profile in DIR."), QStringLiteral("DIR"));
    options.addOption(profile);
    options.process(application);
    const int count = options.positionalArguments().value(0, QStringLiteral("10000")).toInt();

    const QTemporaryDir temporary;
    const QString folder = options.isSet(profile) ? options.value(profile) : temporary.filePath(QStringLiteral("profile"));
    QElapsedTimer clock;
    clock.start();
    auto library = Library::open(folder);
    if (!library) {
        qCritical("%s", qPrintable(library.error().message));
        return 3;
    }
    print(single(QStringLiteral("open"), QStringLiteral("ms"), milliseconds(clock)));
    const auto held = waitFor((*library)->run(Query()));
    if (held && held->rows.size() < count && !fill(**library, count, folder)) {
        qCritical("The articles could not be imported.");
        return 1;
    }
    measureQueries(**library, QStringLiteral("filter"),
                   {QString(), QStringLiteral("country:FR"), QStringLiteral("topic:politics"), QStringLiteral("country:TH topic:disaster"),
                    QStringLiteral("org:UN -country:US"), QStringLiteral("after:2023-01-01 before:2023-07-01"),
                    QStringLiteral("(country:RS OR country:XK) is:unread")}, 140);
    measureQueries(**library, QStringLiteral("search"),
                   {QStringLiteral("e*"), QStringLiteral("el*"), QStringLiteral("elec*"), QStringLiteral("election"),
                    QStringLiteral("election president"), QStringLiteral("\"prime minister\"")}, 60);
    measureOpening(**library, 200);
    print(single(QStringLiteral("resident memory"), QStringLiteral("MiB"), residentMegabytes()));
    return 0;
}
