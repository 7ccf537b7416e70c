// All that the window does, at several numbers of articles: makes the profiles (kept between runs), measures each by bench_window and
// bench_start, and writes figures.jsonl, figures.md and figures.svg.
// Usage: bench_scale FOLDER [ARTICLES…]      (1000 10000 100000 1000000; the largest needs 8 GB of disk and half an hour)
//        bench_scale FOLDER --report         (table and charts of the figures.jsonl there, nothing measured)
#include "article_generator.h"
#include "figures.h"
#include "scale_report.h"
#include "waiting.h"

#include "library/resource_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>

#include <cstdio>

using namespace dateline;
using namespace dateline::bench;

namespace {

constexpr int wordsAnArticle = 350;
constexpr int patience = 6 * 3600 * 1000; // milliseconds

const QString startRatio = QStringLiteral("start, beside its own with the fewest");
const QString middle = QStringLiteral("p50"), worst = QStringLiteral("worst");

const QList<ScaleRow> rows = {
    {QStringLiteral("start, dateline / bare (medians)"), QStringLiteral("start beside a bare window"), QStringLiteral("times"), 3},
    {QStringLiteral("dateline-window"), QStringLiteral("start, median"), QStringLiteral("ms"), {}, false, middle},
    {startRatio, startRatio, QStringLiteral("times"), 1.3},
    {QStringLiteral("filter"), QStringLiteral("filter: rows and all counts, p95"), QStringLiteral("ms"), 16},
    {QStringLiteral("filter"), QStringLiteral("the same, worst"), QStringLiteral("ms"), 50, false, worst},
    {QStringLiteral("filter, painted"), QStringLiteral("the same until painted, p95"), QStringLiteral("ms"), {}},
    {QStringLiteral("key in the search box"), QStringLiteral("key in the search box, p95"), QStringLiteral("ms"), 50},
    {QStringLiteral("page of the list"), QStringLiteral("page of the list, p95"), QStringLiteral("ms"), 8},
    {QStringLiteral("article opened"), QStringLiteral("article opened, p95"), QStringLiteral("ms"), 16},
    {QStringLiteral("2 MB article opened"), QStringLiteral("2 MB article opened, p95"), QStringLiteral("ms"), 16},
    {QStringLiteral("marking read"), QStringLiteral("100,000 marked read"), QStringLiteral("ms"), 1000},
    {QStringLiteral("undoing it"), QStringLiteral("that undone"), QStringLiteral("ms"), 1000},
    {QStringLiteral("import"), QStringLiteral("import with analysis"), QStringLiteral("articles/s"), 700, true},
    {QStringLiteral("import, slowest tenth"), QStringLiteral("its slowest tenth"), QStringLiteral("articles/s"), 700, true},
    {QStringLiteral("import beside the open window"), QStringLiteral("import beside the open window"), QStringLiteral("articles/s"), 700, true},
    {QStringLiteral("refresh of 1,000 feeds"), QStringLiteral("refresh of 1,000 feeds"), QStringLiteral("s"), {}},
    {QStringLiteral("removal by retention"), QStringLiteral("100,000 removed by retention"), QStringLiteral("s"), {}},
    {QStringLiteral("filter during a removal"), QStringLiteral("filter during that, p95"), QStringLiteral("ms"), 16},
    {QStringLiteral("longest block"), QStringLiteral("longest block of the window"), QStringLiteral("ms"), 50},
    {QStringLiteral("resident memory"), QStringLiteral("memory, all listed"), QStringLiteral("MiB"), 250},
    {QStringLiteral("disk"), QStringLiteral("disk"), QStringLiteral("bytes a byte of text"), 1.6},
};

QString program(const QString &name)
{
    const QDir here(QCoreApplication::applicationDirPath());
    return name.startsWith(QLatin1String("dateline")) ? here.filePath(QStringLiteral("../../app/") + name) : here.filePath(name);
}

// Standard output of a program that ended well; ends this one otherwise.
QByteArray outputOf(const QString &name, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program(name), arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("%s failed.", qPrintable(name));
    return process.readAllStandardOutput();
}

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    for (const QString &name : QDir(from).entryList(QDir::Files)) {
        if (!QFile::copy(from + u'/' + name, to + u'/' + name))
            qFatal("%s can't be copied.", qPrintable(name));
    }
}

// Writes the generator's next articles to a file; gives the size of their titles and texts.
qint64 writeArticles(const QString &path, ArticleGenerator &generator, int count)
{
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        qFatal("%s can't be written.", qPrintable(path));
    qint64 bytes = 0;
    for (int k = 0; k < count; ++k) {
        const QByteArray line = generator.next(wordsAnArticle);
        const QJsonObject article = QJsonDocument::fromJson(line).object();
        bytes += article[QStringLiteral("title")].toString().toUtf8().size() + article[QStringLiteral("text")].toString().toUtf8().size();
        if (out.write(line) != line.size())
            qFatal("%s can't be written.", qPrintable(path));
    }
    return bytes;
}

struct Making {
    qint64 text = 0;     // bytes
    double seconds = 0;  // of all commands
    QList<double> rates; // articles a second, of each tenth
};

// Imports the articles in ten commands, so that it shows whether the last ones come in as fast as the first. Opening and closing the profile counts.
Making makeProfile(const QString &profile, const QString &file, int articles)
{
    QFile edition(resourceFile(QStringLiteral("sample/edition.jsonl")));
    if (!edition.open(QIODevice::ReadOnly))
        qFatal("%s can't be read.", qPrintable(edition.fileName()));
    ArticleGenerator generator(edition.readAll(), 1);
    Making making;
    for (int tenth = 0; tenth < 10; ++tenth) {
        const int count = articles * (tenth + 1) / 10 - articles * tenth / 10;
        making.text += writeArticles(file, generator, count);
        QElapsedTimer clock;
        clock.start();
        outputOf(QStringLiteral("dateline"), {QStringLiteral("--profile"), profile, QStringLiteral("import"), file});
        const double seconds = static_cast<double>(clock.elapsed()) / 1000;
        making.seconds += seconds;
        making.rates += count / seconds;
    }
    QFile::remove(file);
    return making;
}

// Makes the profile where it isn't there yet. What its making showed stands beside it.
QList<QJsonObject> profileOf(const QString &folder, int articles)
{
    const QString profile = folder + u'/' + QString::number(articles);
    QFile made(profile + QStringLiteral(".json"));
    if (!made.exists()) {
        QDir(profile).removeRecursively();
        const Making making = makeProfile(profile, folder + QStringLiteral("/articles.jsonl"), articles);
        const QJsonObject figures{{QStringLiteral("import"), articles / making.seconds},
                                  {QStringLiteral("firstTenth"), making.rates.first()},
                                  {QStringLiteral("lastTenth"), making.rates.last()},
                                  {QStringLiteral("slowestTenth"), *std::ranges::min_element(making.rates)},
                                  {QStringLiteral("disk"), static_cast<double>(bytesBelow(profile)) / static_cast<double>(making.text)}};
        if (!made.open(QIODevice::WriteOnly) || made.write(QJsonDocument(figures).toJson()) < 0)
            qFatal("%s can't be written.", qPrintable(made.fileName()));
        made.close();
    }
    if (!made.open(QIODevice::ReadOnly))
        qFatal("%s can't be read.", qPrintable(made.fileName()));
    const QJsonObject figures = QJsonDocument::fromJson(made.readAll()).object();
    QList<QJsonObject> shown{single(QStringLiteral("import"), QStringLiteral("articles/s"), figures[QStringLiteral("import")].toDouble()),
                             single(QStringLiteral("disk"), QStringLiteral("bytes/byte of text"), figures[QStringLiteral("disk")].toDouble())};
    const std::pair<const char *, QString> tenths[] = {{"firstTenth", QStringLiteral("import, first tenth")},
                                                       {"lastTenth", QStringLiteral("import, last tenth")},
                                                       {"slowestTenth", QStringLiteral("import, slowest tenth")}};
    for (const auto &[key, figure] : tenths) {
        if (figures.contains(QLatin1String(key))) // not where an earlier program made it
            shown += single(figure, QStringLiteral("articles/s"), figures[QLatin1String(key)].toDouble());
    }
    return shown;
}

QList<QJsonObject> measured(const QByteArray &lines)
{
    QList<QJsonObject> figures;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            figures += QJsonDocument::fromJson(line).object();
    }
    return figures;
}

QList<QJsonObject> figuresAt(const QString &folder, int articles)
{
    QList<QJsonObject> figures = profileOf(folder, articles);
    const QString copy = folder + QStringLiteral("/copy");
    copyFolder(folder + u'/' + QString::number(articles), copy);
    figures += measured(outputOf(QStringLiteral("bench_start"), {program(QStringLiteral("bare_window")), program(QStringLiteral("dateline-window")), copy}));
    figures += measured(outputOf(QStringLiteral("bench_window"), {copy}));
    QDir(copy).removeRecursively();
    double longest = 0;
    for (const QJsonObject &figure : figures) {
        if (figure[QStringLiteral("figure")].toString().startsWith(QLatin1String("longest block")))
            longest = std::max(longest, figure[QStringLiteral("value")].toDouble());
    }
    figures += single(QStringLiteral("longest block"), QStringLiteral("ms"), longest);
    return figures;
}

QList<QJsonObject> withStartRatio(QList<QJsonObject> figures, double &fewest)
{
    for (const QJsonObject &figure : QList<QJsonObject>(figures)) {
        if (figure[QStringLiteral("figure")].toString() != QLatin1String("dateline-window"))
            continue;
        const double start = figure[middle].toDouble();
        fewest = fewest > 0 ? fewest : start;
        figures += single(startRatio, QStringLiteral("ratio"), start / fewest);
    }
    return figures;
}

void readBack(const QString &path, ScaleReport &report)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read.", qPrintable(path));
    for (const QJsonObject &figure : measured(file.readAll()))
        report.add(figure[QStringLiteral("articles")].toInt(), figure);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s can't be written.", qPrintable(path));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().sliced(1);
    if (arguments.isEmpty()) {
        qCritical("Usage: bench_scale FOLDER [ARTICLES…]");
        return 2;
    }
    const QString folder = QDir(arguments.takeFirst()).absolutePath();
    if (arguments.isEmpty())
        arguments = {QStringLiteral("1000"), QStringLiteral("10000"), QStringLiteral("100000"), QStringLiteral("1000000")};
    QDir().mkpath(folder);
    ScaleReport report(rows);
    if (arguments == QStringList{QStringLiteral("--report")}) {
        readBack(folder + QStringLiteral("/figures.jsonl"), report);
    } else {
        double fewest = 0; // the start with the fewest articles
        for (const QString &count : std::as_const(arguments)) {
            for (const QJsonObject &figure : withStartRatio(figuresAt(folder, count.toInt()), fewest)) {
                report.add(count.toInt(), figure);
                print(figure);
            }
        }
    }
    write(folder + QStringLiteral("/figures.jsonl"), report.lines());
    write(folder + QStringLiteral("/figures.md"), report.table().toUtf8());
    write(folder + QStringLiteral("/figures.svg"), report.chart().toUtf8());
    std::puts(report.table().toUtf8().constData());
    return 0;
}
