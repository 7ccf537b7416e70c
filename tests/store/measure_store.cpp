// Measures the store on JSON Lines of articles (title, text, published, url, source): not a test, and not run by ctest.
//     measure_store ARTICLES.jsonl FOLDER [COUNT]
// Annotations are made up: names drawn from a long-tailed list, so that the facet index has its real shape.
#include "store/store.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTextStream>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

using namespace dateline;

namespace {

QRandomGenerator chance(1);
QTextStream out(stdout);

// Zipf-like: low numbers often, high ones rarely.
int rare(int end)
{
    return std::min(end - 1, static_cast<int>(std::pow(static_cast<double>(end), chance.generateDouble())) - 1);
}

QList<Span> someSpans(const QString &text)
{
    QList<Span> spans;
    for (int i = chance.bounded(1, 4); i > 0; --i)
        spans += Span{chance.bounded(std::max<int>(1, static_cast<int>(text.size()) - 20)), 12, Part::Text};
    std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.start < b.start; });
    return spans;
}

// Runs of capitalised words, with all their places: about as many, and as unevenly spread, as real names.
QList<Entity> namesIn(const QString &text)
{
    static const QRegularExpression run(QStringLiteral("\\b\\p{Lu}[\\w]+(?: \\p{Lu}\\w+)*"), QRegularExpression::UseUnicodePropertiesOption);
    QList<Entity> entities;
    for (auto match = run.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const Span span{static_cast<qint32>(found.capturedStart()), static_cast<qint32>(found.capturedLength()), Part::Text};
        const QString name = found.captured();
        const auto same = std::find_if(entities.begin(), entities.end(), [&](const Entity &entity) { return entity.name == name; });
        if (same != entities.end())
            same->mentions += span;
        else if (entities.size() < 15)
            entities += Entity{name, static_cast<EntityKind>(qHash(name) % 3), 0.3, {span}};
    }
    return entities;
}

Annotations someAnnotations(const QString &text)
{
    static const QStringList codes = QStringLiteral("US GB RU UA CN FR DE IL PS IN IR RS TR BR JP KR SY PL IT ES EG NG ZA MX CA AU").split(u' ');
    Annotations found;
    found.language = QStringLiteral("en");
    found.version = 1;
    found.entities = namesIn(text);
    for (int i = chance.bounded(1, 5); i > 0; --i)
        found.countries += CountryMention{codes[rare(static_cast<int>(codes.size()))], i == 1, 0.3, someSpans(text)};
    for (int i = chance.bounded(1, 3); i > 0; --i)
        found.topics += Topic{QStringLiteral("medtop:%1").arg((chance.bounded(17) + 1) * 1'000'000), 0.8, someSpans(text)};
    found.keySentences = someSpans(text);
    found.quotes = {{found.entities.isEmpty() ? QString() : found.entities.first().name, {100, 80, Part::Text}, {200, 10, Part::Text}, true}};
    return found;
}

double seconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

QString residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS"))
            return QString::number(line.simplified().split(' ')[1].toLongLong() / 1024) + QStringLiteral(" MB");
    }
    return {};
}

void import(Store &store, const QString &file, int most)
{
    QFile lines(file);
    if (!lines.open(QIODevice::ReadOnly))
        qFatal("can't read the articles");
    QHash<QString, QList<AnalysedArticle>> waiting;
    QHash<QString, SourceId> sources;
    qint64 textBytes = 0, saving = 0;
    int count = 0;
    QElapsedTimer timer;
    const auto save = [&](const QString &title) {
        if (!sources.contains(title)) {
            Source source;
            source.title = title;
            source.url = u"https://example.org/" + title;
            source.country = QStringList{QStringLiteral("US"), QStringLiteral("GB"), QStringLiteral("FR")}[rare(3)];
            sources[title] = store.ensureSource(source).result()->id;
        }
        timer.start();
        if (!store.save(sources[title], waiting.take(title)).result())
            qFatal("save failed");
        saving += timer.nsecsElapsed();
    };
    while (!lines.atEnd() && count < most) {
        const QJsonObject object = QJsonDocument::fromJson(lines.readLine()).object();
        AnalysedArticle article;
        article.content.title = object.value(u"title").toString();
        article.content.text = object.value(u"text").toString();
        article.content.url = object.value(u"url").toString();
        article.content.ref = object.value(u"id").toString();
        article.content.published = Moment::fromText(object.value(u"published").toString());
        article.annotations = someAnnotations(article.content.text);
        textBytes += article.content.text.toUtf8().size() + article.content.title.toUtf8().size();
        const QString source = object.value(u"source").toString();
        waiting[source] += article;
        if (waiting[source].size() == 200)
            save(source);
        ++count;
    }
    for (const QString &source : waiting.keys())
        save(source);
    out << "import   " << count << " articles, " << static_cast<qint64>(count * 1e9 / static_cast<double>(saving)) << " a second, plain text "
        << textBytes / 1'000'000 << " MB\n"
        << Qt::flush;
}

void report(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    out << qSetFieldWidth(34) << Qt::left << what << qSetFieldWidth(0) << "p50 " << times[times.size() / 2] << " ms, p95 " << times[times.size() * 95 / 100]
        << " ms, worst " << times.back() << " ms\n"
        << Qt::flush;
}

void measure(const char *what, int rounds, const std::function<void(int)> &work)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work(round);
        times.push_back(seconds(timer) * 1000);
    }
    report(what, std::move(times));
}

// `work` takes the time itself.
void measureOwn(const char *what, int rounds, const std::function<double(int)> &work)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        times.push_back(work(round));
    report(what, std::move(times));
}

// How long a reader waits while `change` is made: the whole set, over and over.
void measureMeanwhile(Store &store, const char *what, const std::function<void()> &change)
{
    std::atomic<bool> isDone = false;
    std::vector<double> times;
    std::thread reader([&] {
        while (!isDone) {
            QElapsedTimer timer;
            timer.start();
            store.run(Query::parse(QStringLiteral("country:US")).value()).result();
            times.push_back(seconds(timer) * 1000);
        }
    });
    QElapsedTimer timer;
    timer.start();
    change();
    report(what, {seconds(timer) * 1000});
    isDone = true;
    reader.join();
    report("    country:US meanwhile", times);
}

// Each key of some searches asks anew and cancels the question before it, as the window does.
void measureTyping(Store &store)
{
    std::vector<double> times;
    for (const char *typed : {"president", "the prime minister", "ukraine war", "climate", "european union", "\"security council\" veto", "football world cup", "election"}) {
        const QString text = QString::fromLatin1(typed);
        for (qsizetype length = 1; length <= text.size(); ++length) {
            const Result<Query> query = Query::parse(text.left(length));
            if (!query)
                continue; // a quote that isn't closed yet
            QElapsedTimer timer;
            timer.start();
            store.run(*query).result();
            times.push_back(seconds(timer) * 1000);
        }
    }
    report("each key of eight searches", times);
    QFuture<Result<Answer>> slow = store.run(Query::parse(QStringLiteral("p*")).value());
    QThread::msleep(20); // the pause between two keys
    QElapsedTimer timer;
    timer.start();
    slow.cancel();
    store.run(Query::parse(QStringLiteral("xylophone")).value()).result();
    report("a word while p* was searched", {seconds(timer) * 1000});
}

void measureQueries(Store &store)
{
    const QStringList queries = {QString(), QStringLiteral("is:unread"), QStringLiteral("country:US"), QStringLiteral("topic:politics"), QStringLiteral("country:GB topic:sport"),
                                 QStringLiteral("after:2025-01-01"), QStringLiteral("-country:US"), QStringLiteral("date:2025-03"), QStringLiteral("place:China"),
                                 QStringLiteral("source:\"Source 001\""), QStringLiteral("from:US"), QStringLiteral("mentions:US OR mentions:RU"), QStringLiteral("after:2024-06-01 before:2025-06-01 -topic:politics")};
    for (const QString &text : queries) {
        const Result<Query> query = Query::parse(text);
        if (!query)
            continue;
        qsizetype rows = 0;
        measure(qPrintable(text.isEmpty() ? QStringLiteral("everything") : text), 20, [&](int) { rows = store.run(*query).result()->rows.size(); });
        out << "         " << rows << " rows\n";
    }
    for (const char *text : {"president", "pres*", "pre*", "the", "p*", "\"prime minister\"", "war peace"}) {
        const Query query = Query::parse(QString::fromLatin1(text)).value();
        measureOwn(text, 10, [&](int round) { // a change in between, so that the words are searched again
            StateChange read;
            read.read = round % 2 == 0;
            store.mark({store.run({}).result()->rows.first()}, read).result();
            QElapsedTimer timer;
            timer.start();
            store.run(query).result();
            return seconds(timer) * 1000;
        });
    }
    measureTyping(store);
    AnswerOptions ranked;
    ranked.order = Order::Relevance;
    measure("president, by relevance", 5, [&](int) { store.run(Query::parse(QStringLiteral("president")).value(), ranked).result(); });
}

void measureArticles(Store &store)
{
    const QList<ArticleId> rows = store.run({}).result()->rows;
    measure("a page of 50 heads", 200, [&](int) { store.heads(rows.mid(chance.bounded(static_cast<int>(rows.size())), 50)).result(); });
    measure("one article", 500, [&](int) { store.article(rows[chance.bounded(static_cast<int>(rows.size()))]).result(); });
    StateChange read;
    read.read = true;
    const QList<ArticleId> many = rows.mid(0, 100'000);
    StateUndo undo;
    measureMeanwhile(store, "mark 100,000 read", [&] { undo = *store.mark(many, read).result(); });
    measureMeanwhile(store, "undo it", [&] { store.undo(undo).result(); });
    measure("bookmark one", 50, [&](int round) {
        StateChange bookmark;
        bookmark.bookmarked = true;
        store.mark({rows[round]}, bookmark).result();
    });
    measureMeanwhile(store, "remove 5,000", [&] { store.remove(rows.mid(rows.size() - 5000)).result(); });
}

void measureCorrections(Store &store)
{
    const Answer answer = *store.run({}).result();
    const FacetCount most = answer.facets[Facet::Person].value(0);
    CorrectionId id;
    measure("the most frequent person is none", 1, [&](int) { id = *store.correct(Correction::notAnEntity({EntityKind::Person, most.value})).result(); });
    measure("take it back", 1, [&](int) { store.undoCorrection(id).result(); });
    out << "         " << most.count << " articles\n";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        qFatal("measure_store ARTICLES.jsonl FOLDER [COUNT]");
    const QString folder = arguments[2];
    out.setRealNumberPrecision(3);
    if (!QFile::exists(folder + QStringLiteral("/dateline.sqlite"))) {
        auto store = Store::open(folder);
        import(**store, arguments[1], arguments.value(3, QStringLiteral("1000000")).toInt());
    }
    out << "disk     " << QFile(folder + QStringLiteral("/dateline.sqlite")).size() / 1'000'000 << " MB\n";
    QElapsedTimer timer;
    timer.start();
    auto opened = Store::open(folder);
    out << "open     " << seconds(timer) << " s, resident " << residentMegabytes() << "\n" << Qt::flush;
    measureQueries(**opened);
    measureArticles(**opened);
    measureCorrections(**opened);
    out << "resident " << residentMegabytes() << "\n";
    timer.start();
    const bool sound = (*opened)->check(false).result()->sound;
    out << "check    " << seconds(timer) << " s, " << (sound ? "sound" : "NOT SOUND") << "\n";
    return sound ? 0 : 1;
}
