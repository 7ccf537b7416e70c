// Trains the model of focus (countries.h) on labelled articles and writes resources/models/focus.bin. Measures itself by
// cross-validation. The hints come from a file of probabilities that train_topics wrote for articles its models had not seen.
#include "analysis/analyzer.h"
#include "analysis/countries.h"
#include "analysis/tagger_features.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace dateline;

namespace {

constexpr int Parts = 5;

struct Example {
    std::vector<CountryEvidence> countries;
    QSet<QString> about, maybe;
    int part = 0;
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

std::vector<float> learn(const std::vector<Example> &examples, int without)
{
    std::vector<float> weights(focusFeatureCount(), 0.f), squares(focusFeatureCount(), 0.f);
    std::vector<const Example *> order;
    for (const Example &example : examples)
        if (example.part != without)
            order.push_back(&example);
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        for (const Example *example : order) {
            for (const CountryEvidence &country : example->countries) {
                if (example->maybe.contains(country.code) && !example->about.contains(country.code))
                    continue;
                float sum = 0;
                for (size_t f = 0; f < weights.size(); ++f)
                    sum += weights[f] * country.features[f];
                const float gradient = 1 / (1 + std::exp(-sum)) - float(example->about.contains(country.code));
                for (size_t f = 0; f < weights.size(); ++f) {
                    const float slope = gradient * country.features[f] + 1e-4f * weights[f];
                    squares[f] += slope * slope;
                    weights[f] -= 0.1f * slope / (std::sqrt(squares[f]) + 1e-3f);
                }
            }
        }
    }
    return weights;
}

struct Tally {
    int right = 0, said = 0, asked = 0;
    double f1() const { return 2.0 * right / std::max(1, said + asked); }
};

Tally measure(const std::vector<Example> &examples, const std::vector<float> &weights, int part, float threshold)
{
    Tally tally;
    const QByteArray bytes = FocusModel::compile(weights, threshold);
    const FocusModel model = FocusModel::open(bytes, QString()).value();
    for (const Example &example : examples) {
        if (part >= 0 && example.part != part)
            continue;
        tally.asked += int(example.about.size());
        for (const CountryEvidence &country : example.countries) {
            const bool right = example.about.contains(country.code);
            if (country.mentions.isEmpty() || model.probability(country) < threshold || (!right && example.maybe.contains(country.code)))
                continue;
            ++tally.said;
            tally.right += right;
        }
    }
    return tally;
}

} // namespace

// train_focus MODELS_FOLDER LABELLED_JSONL HELD_OUT_TSV
int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fputs("train_focus MODELS_FOLDER LABELLED_JSONL HELD_OUT_TSV\n", stderr);
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const QByteArray places = contents(folder + u"/places.bin"), words = contents(folder + u"/words.bin"), names = contents(folder + u"/names.bin"),
                     topics = contents(folder + u"/topics.bin"), vectorBytes = contents(folder + u"/vectors.bin"),
                     contextBytes = contents(folder + u"/context.bin");
    const Gazetteer gazetteer = Gazetteer::open(places, QString()).value();
    const Lexicon lexicon = Lexicon::open(words, QString()).value();
    const WordVectors vectors = WordVectors::open(vectorBytes, QString()).value();
    const ContextNet context = ContextNet::open(contextBytes, QString()).value();
    const EntityTagger tagger = EntityTagger::open(names, QString()).value();
    const TextClassifier classifier = TextClassifier::open(topics, QString()).value();
    QHash<QString, std::vector<float>> hints;
    for (const QByteArray &line : contents(QString::fromLocal8Bit(argv[3])).split('\n')) {
        const QList<QByteArray> columns = line.split('\t');
        for (qsizetype at = 1; at < columns.size(); ++at)
            hints[QString::fromUtf8(columns[0])].push_back(columns[at].toFloat());
    }
    std::vector<Example> examples;
    std::mt19937 random(9);
    int reachable = 0, asked = 0;
    for (const QByteArray &line : contents(QString::fromLocal8Bit(argv[2])).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue;
        const QString title = object["title"].toString(), text = object["text"].toString();
        TokenisedArticle article;
        article.title = tokenised(title, Part::Title, QStringLiteral("en"));
        article.text = tokenised(text, Part::Text, QStringLiteral("en"));
        FoundNames found;
        found.titlePlaces = placesIn(article.title, gazetteer, packed(u"en"));
        found.textPlaces = placesIn(article.text, gazetteer, packed(u"en"));
        const ArticleFacts facts(article, lexicon, found.titlePlaces, found.textPlaces);
        const ContextNet::ArticleScores scores = context.scores(article, facts, vectors);
        found.title = tagger.tag(facts, article.title, &scores);
        found.text = tagger.tag(facts, article.text, &scores);
        Example example;
        example.part = int(random() % Parts);
        example.countries = countryEvidence(article, found, packed(u"en"), classifier, hints.value(object["id"].toString()));
        for (const QJsonValue &value : object["about"].toArray())
            example.about.insert(value.toString());
        for (const QJsonValue &value : object["about_maybe"].toArray())
            example.maybe.insert(value.toString());
        asked += int(example.about.size());
        for (const CountryEvidence &country : example.countries)
            reachable += example.about.contains(country.code);
        examples.push_back(std::move(example));
    }
    std::printf("named or hinted at: %d of %d\n", reachable, asked);
    std::vector<std::vector<float>> models;
    for (int part = 0; part < Parts; ++part)
        models.push_back(learn(examples, part));
    float best = 0.5f;
    double highest = 0;
    for (float threshold = 0.2f; threshold < 0.71f; threshold += 0.02f) {
        Tally all;
        for (int part = 0; part < Parts; ++part) {
            const Tally tally = measure(examples, models[size_t(part)], part, threshold);
            all.right += tally.right;
            all.said += tally.said;
            all.asked += tally.asked;
        }
        if (all.f1() > highest) {
            highest = all.f1();
            best = threshold;
            std::printf("threshold %.2f P %.4f R %.4f F1 %.4f\n", double(threshold), double(all.right) / all.said, double(all.right) / all.asked, all.f1());
        }
    }
    const std::vector<float> weights = learn(examples, -1);
    for (size_t f = 0; f < weights.size(); ++f)
        std::printf("%s%zu:%.2f", f ? " " : "", f, double(weights[f]));
    std::puts("");
    QFile out(folder + u"/focus.bin");
    if (!out.open(QIODevice::WriteOnly) || out.write(FocusModel::compile(weights, best)) < 0)
        qFatal("cannot write focus.bin");
    return 0;
}
