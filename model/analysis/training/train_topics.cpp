// Trains the classifier of text_classifier.h on labelled articles and writes resources/models/topics.bin. Measures itself by
// cross-validation in five parts, thresholds chosen within each training part. See resources/models/README.md.
#include "analysis/text_classifier.h"

#include "base/topics.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <random>
#include <thread>

using namespace dateline;

namespace {

constexpr int Parts = 5;
constexpr int Rounds = 12;
constexpr int LeastCount = 2;
constexpr size_t LeastAbout = 25; // articles about a country for it to have a label

struct Feature {
    quint32 number = 0;
    float value = 0;
};

struct Article {
    std::vector<TextFeature> raw;
    std::vector<Feature> features;
    QString id;
    QSet<QString> labels, maybe;
    float weight = 1;
    int part = 0;
};

const QHash<QString, QString> &topicOfCode()
{
    static const QHash<QString, QString> topics{{"art", "01"}, {"cri", "02"}, {"dis", "03"}, {"eco", "04"}, {"edu", "05"}, {"env", "06"},
        {"hea", "07"}, {"hum", "08"}, {"lab", "09"}, {"lif", "10"}, {"pol", "11"}, {"rel", "12"}, {"sci", "13"}, {"soc", "14"},
        {"spo", "15"}, {"war", "16"}, {"wea", "17"}};
    return topics;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

std::vector<TextFeature> featuresOf(const QString &title, const QString &text, const Lexicon &lexicon)
{
    TokenisedArticle article;
    article.title = tokenised(title, Part::Title, QStringLiteral("en"));
    article.text = tokenised(text, Part::Text, QStringLiteral("en"));
    return textFeatures(article, lexicon);
}

std::vector<Article> readLabelled(const QString &path, const Lexicon &lexicon)
{
    std::vector<Article> articles;
    std::mt19937 random(5);
    for (const QByteArray &line : contents(path).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue;
        Article article;
        article.id = object["id"].toString();
        article.raw = featuresOf(object["title"].toString(), object["text"].toString(), lexicon);
        const auto add = [&object](QSet<QString> &set, const char *topics, const char *about) {
            for (const QJsonValue &value : object[QLatin1String(topics)].toArray())
                set.insert(u"medtop:" + topicOfCode().value(value.toString()) + u"000000");
            for (const QJsonValue &value : object[QLatin1String(about)].toArray())
                set.insert(u"country:" + value.toString());
        };
        add(article.labels, "topics", "about");
        add(article.maybe, "topics_maybe", "about_maybe");
        article.part = int(random() % Parts);
        articles.push_back(std::move(article));
    }
    return articles;
}

// The taxonomy's own definitions: each topic below a top-level one is a very short article about it.
std::vector<Article> readTaxonomy(const QString &path, const Lexicon &lexicon, float weight)
{
    QHash<QString, QString> parents;
    std::vector<QStringList> rows;
    for (const QByteArray &line : contents(path).split('\n')) {
        const QStringList columns = QString::fromUtf8(line).split(u'\t');
        if (columns.size() >= 4 && columns[0].startsWith(u"medtop")) {
            rows.push_back(columns);
            parents[columns[0]] = columns[1];
        }
    }
    std::vector<Article> articles;
    for (const QStringList &columns : rows) {
        QString top = columns[0];
        for (int depth = 0; depth < 10 && !parents.value(top).isEmpty(); ++depth)
            top = parents.value(top);
        Article article;
        article.raw = featuresOf(columns[2], columns[3], lexicon);
        article.labels.insert(top);
        article.weight = weight;
        article.part = -1;
        articles.push_back(std::move(article));
    }
    return articles;
}

struct Model {
    std::vector<quint64> keys;
    std::vector<float> rarity;
    std::vector<std::vector<float>> weights; // by label, then feature
    std::vector<float> bias;
    std::vector<float> thresholds;
};

class Learner final {
public:
    Learner(std::vector<Article> articles, QStringList labels, float rate, float decay)
        : m_articles(std::move(articles)), m_labels(std::move(labels)), m_rate(rate), m_decay(decay)
    {
    }

    // Learns from all but the given part (-2: from all).
    Model learn(int without)
    {
        Model model;
        choose(model, without);
        for (Article &article : m_articles)
            weigh(model, article);
        model.weights.assign(size_t(m_labels.size()), std::vector<float>(model.keys.size(), 0.f));
        model.bias.assign(size_t(m_labels.size()), 0.f);
        std::thread half([&] { learnLabels(model, without, 0); });
        learnLabels(model, without, 1);
        half.join();
        return model;
    }

    float score(const Model &model, const Article &article, size_t label) const
    {
        float sum = model.bias[label];
        for (const Feature &feature : article.features)
            sum += model.weights[label][feature.number] * feature.value;
        return 1 / (1 + std::exp(-sum));
    }

    // The threshold with the best F1 over these scores, drawn towards a half where examples are few.
    static float bestThreshold(std::vector<std::pair<float, int>> scored)
    {
        std::sort(scored.begin(), scored.end(), std::greater<>());
        int wanted = 0;
        for (const auto &[score, right] : scored)
            wanted += right > 0;
        float best = 0.5f;
        double bestF = -1;
        int right = 0, said = 0;
        for (size_t at = 0; at + 1 < scored.size(); ++at) {
            right += scored[at].second > 0;
            said += scored[at].second >= 0;
            const double f = 2.0 * right / (said + wanted + 1e-9);
            if (f > bestF && scored[at].first > scored[at + 1].first) {
                bestF = f;
                best = (scored[at].first + scored[at + 1].first) / 2;
            }
        }
        const float trust = float(wanted) / float(wanted + 10);
        return std::clamp(trust * best + (1 - trust) * 0.25f, 0.05f, 0.7f);
    }

    // 1 right, 0 wrong, -1 doesn't count.
    int truth(const Article &article, size_t label) const
    {
        const QString &name = m_labels[qsizetype(label)];
        return article.labels.contains(name) ? 1 : article.maybe.contains(name) ? -1 : 0;
    }

    const std::vector<Article> &articles() const { return m_articles; }
    const QStringList &labels() const { return m_labels; }

private:
    static bool isLearnt(const Article &article, int without) { return article.part != without; }

    void choose(Model &model, int without) const
    {
        QHash<quint64, int> counts;
        int all = 0;
        for (const Article &article : m_articles) {
            if (!isLearnt(article, without))
                continue;
            ++all;
            for (const TextFeature &feature : article.raw)
                ++counts[feature.key];
        }
        for (auto it = counts.begin(); it != counts.end(); ++it) {
            if (it.value() >= LeastCount)
                model.keys.push_back(it.key());
        }
        std::sort(model.keys.begin(), model.keys.end());
        for (const quint64 key : model.keys)
            model.rarity.push_back(std::log(float(all) / float(counts[key])));
    }

    static void weigh(const Model &model, Article &article)
    {
        article.features.clear();
        float squares = 0;
        auto at = model.keys.begin();
        for (const TextFeature &feature : article.raw) {
            at = std::lower_bound(at, model.keys.end(), feature.key);
            if (at == model.keys.end())
                break;
            if (*at != feature.key)
                continue;
            const auto number = quint32(at - model.keys.begin());
            const float value = feature.value * model.rarity[number];
            squares += value * value;
            article.features.push_back({number, value});
        }
        for (Feature &feature : article.features)
            feature.value /= std::sqrt(squares);
    }

    void learnLabels(Model &model, int without, size_t first) const
    {
        for (size_t label = first; label < model.weights.size(); label += 2)
            learnLabel(model, without, label);
    }

    void learnLabel(Model &model, int without, size_t label) const
    {
        std::vector<float> &weights = model.weights[label];
        std::vector<float> squares(weights.size(), 0.f);
        float biasSquares = 0;
        std::vector<const Article *> order;
        for (const Article &article : m_articles) {
            if (isLearnt(article, without) && truth(article, label) >= 0 && !(article.part < 0 && m_labels[qsizetype(label)].startsWith(u"country:")))
                order.push_back(&article);
        }
        std::mt19937 random(unsigned(label) + 1);
        for (int round = 0; round < Rounds; ++round) {
            std::shuffle(order.begin(), order.end(), random);
            for (const Article *article : order) {
                float gradient = score(model, *article, label) - float(truth(*article, label));
                gradient *= article->weight;
                for (const Feature &feature : article->features) {
                    const float slope = gradient * feature.value + m_decay * weights[feature.number];
                    squares[feature.number] += slope * slope;
                    weights[feature.number] -= m_rate * slope / (std::sqrt(squares[feature.number]) + 1e-3f);
                }
                biasSquares += gradient * gradient;
                model.bias[label] -= m_rate * gradient / (std::sqrt(biasSquares) + 1e-3f);
            }
        }
    }

    std::vector<Article> m_articles;
    QStringList m_labels;
    float m_rate, m_decay;
};

struct Tally {
    int right = 0, said = 0, asked = 0;

    double f1() const { return 2.0 * right / std::max(1, said + asked); }
    void operator+=(const Tally &other) { right += other.right; said += other.said; asked += other.asked; }
};

QStringList labelsOf(const std::vector<Article> &articles)
{
    QMap<QString, size_t> counts;
    for (const Article &article : articles)
        for (const QString &label : article.labels)
            ++counts[label];
    QStringList labels;
    for (const TopicName &topic : topicNames())
        labels.append(QString::fromLatin1(topic.id));
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (it.key().startsWith(u"country:") && it.value() >= LeastAbout)
            labels.append(it.key());
    }
    return labels.first(std::min<qsizetype>(labels.size(), qsizetype(TextClassifier::MostLabels)));
}

void print(const QStringList &labels, const std::vector<Tally> &tallies, QStringView kind)
{
    Tally all;
    double macro = 0;
    int count = 0;
    for (size_t label = 0; label < tallies.size(); ++label) {
        if (!labels[qsizetype(label)].startsWith(kind))
            continue;
        all += tallies[label];
        macro += tallies[label].f1();
        ++count;
        std::printf("  %s F1 %.3f (%d asked)\n", qPrintable(labels[qsizetype(label)]), tallies[label].f1(), tallies[label].asked);
    }
    std::printf("%s micro P %.3f R %.3f F1 %.4f  macro F1 %.4f\n", qPrintable(kind.toString()), double(all.right) / std::max(1, all.said),
                double(all.right) / std::max(1, all.asked), all.f1(), macro / count);
}

} // namespace

// train_topics MODELS_FOLDER LABELLED_JSONL MEDIATOPICS_TSV HELD_OUT_TSV [RATE DECAY TAXONOMY_WEIGHT]
int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fputs("train_topics MODELS_FOLDER LABELLED_JSONL MEDIATOPICS_TSV HELD_OUT_TSV [RATE DECAY TAXONOMY_WEIGHT]\n", stderr);
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const float rate = argc > 5 ? std::strtof(argv[5], nullptr) : 0.3f;
    const float decay = argc > 6 ? std::strtof(argv[6], nullptr) : 1e-5f;
    const float taxonomy = argc > 7 ? std::strtof(argv[7], nullptr) : 0.3f;
    const QByteArray words = contents(folder + u"/words.bin");
    const Lexicon lexicon = Lexicon::open(words, QString()).value();
    std::vector<Article> articles = readLabelled(QString::fromLocal8Bit(argv[2]), lexicon);
    const QStringList labels = labelsOf(articles);
    if (taxonomy > 0)
        for (Article &article : readTaxonomy(QString::fromLocal8Bit(argv[3]), lexicon, taxonomy))
            articles.push_back(std::move(article));
    Learner learner(std::move(articles), labels, rate, decay);

    // Scores of every article by a model that has not seen it; thresholds for one part come from the other four's scores.
    std::vector<std::vector<std::vector<std::pair<float, int>>>> scored(size_t(labels.size()), std::vector<std::vector<std::pair<float, int>>>(Parts));
    QByteArray heldOut;
    for (int part = 0; part < Parts; ++part) {
        const Model model = learner.learn(part);
        for (const Article &article : learner.articles()) {
            if (article.part != part)
                continue;
            heldOut += article.id.toUtf8();
            for (size_t label = 0; label < size_t(labels.size()); ++label)
                heldOut += '\t' + QByteArray::number(double(learner.score(model, article, label)));
            heldOut += '\n';
        }
        for (const Article &article : learner.articles())
            for (size_t label = 0; article.part == part && label < size_t(labels.size()); ++label)
                scored[label][size_t(part)].push_back({learner.score(model, article, label), learner.truth(article, label)});
        std::fprintf(stderr, "part %d of %d\n", part + 1, Parts);
    }
    std::vector<Tally> tallies(size_t(labels.size()));
    std::vector<float> thresholds;
    for (size_t label = 0; label < size_t(labels.size()); ++label) {
        std::vector<std::pair<float, int>> all;
        for (int part = 0; part < Parts; ++part) {
            std::vector<std::pair<float, int>> others;
            for (int other = 0; other < Parts; ++other)
                if (other != part)
                    others.insert(others.end(), scored[label][size_t(other)].begin(), scored[label][size_t(other)].end());
            const float threshold = Learner::bestThreshold(others);
            for (const auto &[score, truth] : scored[label][size_t(part)]) {
                tallies[label].said += score >= threshold && truth >= 0;
                tallies[label].asked += truth > 0;
                tallies[label].right += score >= threshold && truth > 0;
            }
            all.insert(all.end(), scored[label][size_t(part)].begin(), scored[label][size_t(part)].end());
        }
        thresholds.push_back(Learner::bestThreshold(all));
    }
    QFile heldOutFile(QString::fromLocal8Bit(argv[4]));
    if (!heldOutFile.open(QIODevice::WriteOnly) || heldOutFile.write(heldOut) < 0)
        qFatal("cannot write %s", argv[4]);
    print(labels, tallies, u"medtop");
    print(labels, tallies, u"country");

    const Model model = learner.learn(-2);
    std::vector<TextClassifier::Label> heads;
    for (size_t label = 0; label < size_t(labels.size()); ++label) {
        TextClassifier::Label head;
        std::strncpy(head.name, labels[qsizetype(label)].toLatin1().constData(), sizeof head.name - 1);
        head.bias = model.bias[label];
        head.threshold = thresholds[label];
        heads.push_back(head);
    }
    std::vector<TextClassifier::Row> rows;
    for (size_t number = 0; number < model.keys.size(); ++number) {
        TextClassifier::Row row;
        row.key = model.keys[number];
        row.rarity = model.rarity[number];
        for (size_t label = 0; label < heads.size(); ++label)
            row.weights[label] = model.weights[label][number];
        rows.push_back(row);
    }
    QFile out(folder + u"/topics.bin");
    if (!out.open(QIODevice::WriteOnly) || out.write(TextClassifier::compile(heads, rows)) < 0)
        qFatal("cannot write topics.bin");
    std::fprintf(stderr, "%zu features\n", rows.size());
    return 0;
}
