// Analyses JSON Lines ({"id","title","text"}) from standard input and prints what was found in the form of `dateline inspect
// --json`; with --speed, how many words a second each run over all of it takes. For measuring while training.
#include "analysis/analyzer.h"
#include "base/topics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <ctime>

using namespace dateline;

namespace {

QJsonObject json(const Span &span)
{
    QJsonObject object{{"start", span.start}, {"length", span.length}};
    if (span.part == Part::Title)
        object["in"] = QStringLiteral("title");
    return object;
}

QJsonArray json(const QList<Span> &spans)
{
    QJsonArray array;
    for (const Span &span : spans)
        array.append(json(span));
    return array;
}

QJsonObject json(const QString &ref, const Annotations &annotations)
{
    QJsonArray entities, countries, topics, quotes;
    for (const Entity &entity : annotations.entities)
        entities.append(QJsonObject{{"name", entity.name}, {"kind", entityKindName(entity.kind)}, {"salience", entity.salience}, {"mentions", json(entity.mentions)}});
    for (const CountryMention &country : annotations.countries)
        countries.append(QJsonObject{{"code", country.code}, {"about", country.about}, {"salience", country.salience}, {"mentions", json(country.mentions)}});
    for (const Topic &topic : annotations.topics)
        topics.append(QJsonObject{{"id", topic.id}, {"name", topicShortName(topic.id)}, {"confidence", topic.confidence}, {"evidence", json(topic.evidence)}});
    for (const Quote &quote : annotations.quotes)
        quotes.append(QJsonObject{{"speaker", quote.speaker}, {"start", quote.content.start}, {"length", quote.content.length},
                                  {"source", json(quote.source)}, {"direct", quote.direct}});
    return {{"ref", ref}, {"language", annotations.language}, {"entities", entities}, {"countries", countries}, {"topics", topics},
            {"keySentences", json(annotations.keySentences)}, {"quotes", quotes}};
}

} // namespace

// inspect_analysis [--speed] < articles.jsonl; resources from $DATELINE_RESOURCES. The other arguments of `dateline inspect` are ignored.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString folder = qEnvironmentVariable("DATELINE_RESOURCES");
    QHash<QString, QByteArray> bytes;
    AnalysisResources resources;
    QElapsedTimer timer;
    for (const QString &name : Analyzer::resourceNames()) {
        QFile file(folder + u'/' + name);
        if (file.open(QIODevice::ReadOnly))
            bytes[name] = file.readAll();
    }
    timer.start();
    for (auto it = bytes.constBegin(); it != bytes.constEnd(); ++it)
        resources[it.key()] = it.value();
    const auto analyzer = Analyzer::load(resources);
    if (!analyzer) {
        std::fprintf(stderr, "%s (%s)\n", qPrintable(analyzer.error().message), qPrintable(analyzer.error().detail));
        return 1;
    }
    const bool speed = application.arguments().contains(QStringLiteral("--speed"));
    if (speed)
        std::fprintf(stderr, "loaded in %.1f ms\n", double(timer.nsecsElapsed()) / 1e6);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    qint64 words = 0;
    std::clock_t clocks = 0; // of this process: other programs may run
    while (!in.atEnd()) {
        const QJsonObject object = QJsonDocument::fromJson(in.readLine()).object();
        if (object.isEmpty())
            continue; // a pipe's end
        ArticleContent content;
        content.title = object["title"].toString();
        content.text = object["text"].toString();
        const std::clock_t before = std::clock();
        const Annotations annotations = analyzer->analyse(content);
        clocks += std::clock() - before;
        words += content.text.count(u' ') + content.title.count(u' ') + 2;
        if (!speed)
            std::puts(QJsonDocument(json(object["id"].toString(), annotations)).toJson(QJsonDocument::Compact).constData());
    }
    if (speed)
        std::fprintf(stderr, "%lld words, %.0f words a second\n", (long long)words, double(words) * CLOCKS_PER_SEC / double(clocks));
    return 0;
}
