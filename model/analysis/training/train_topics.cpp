// Trains the classifier of text_classifier.h and writes resources/models/topics.bin. Measures itself by cross-validation: in five
// folds drawn by lot, and in five folds of publishers, none of which a fold's model has seen; the thresholds of a fold are chosen on the
// other four. See resources/models/README.md.
#include "analysis/training/topic_learner.h"

#include "analysis/topics.h"
#include "base/topics.h"

#include <QFile>
#include <QMap>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

using namespace dateline;

namespace {

constexpr size_t LeastAbout = 25; // articles about a country for it to have a label
constexpr size_t WordsWithVectors = 60'000;
constexpr float TaxonomyWeight = 0.3f, HeadlineWeight = 0.5f, PartWeight = 0.6f;

// What a model that has not seen the article says of it.
struct Scored {
    const LabelledArticle *article = nullptr;
    int fold = 0;
    std::vector<float> scores;
};

float logit(float probability)
{
    return std::log(probability / (1 - probability));
}

// The threshold with the best F1 on the articles of the other folds, drawn towards a usual one where examples are few. An article near
// the threshold counts in part: the peak of a smooth curve holds for articles unseen, that of a jagged one doesn't.
float bestThreshold(const std::vector<Scored> &scored, const QString &name, size_t label, int withoutFold)
{
    constexpr float Smoothing = 0.4f, Usual = 0.2f, FewExamples = 10;
    float best = Usual;
    double bestF = -1, wanted = 0;
    for (const Scored &one : scored)
        wanted += one.fold != withoutFold && one.article->truth(name) > 0;
    for (float threshold = 0.06f; threshold < 0.7f; threshold += 0.01f) {
        double right = 0, said = 0;
        for (const Scored &one : scored) {
            const int truth = one.fold == withoutFold ? -1 : one.article->truth(name);
            if (truth < 0)
                continue;
            const double share = std::clamp(0.5f + (logit(one.scores[label]) - logit(threshold)) / (2 * Smoothing), 0.f, 1.f);
            said += share;
            right += truth > 0 ? share : 0;
        }
        if (const double f = 2 * right / (said + wanted + 1e-9); f > bestF) {
            bestF = f;
            best = threshold;
        }
    }
    const float trust = float(wanted) / (float(wanted) + FewExamples);
    return trust * best + (1 - trust) * Usual;
}

struct Tally {
    int right = 0, said = 0, asked = 0;

    double f1() const { return 2.0 * right / std::max(1, said + asked); }
    void operator+=(const Tally &other) { right += other.right; said += other.said; asked += other.asked; }
};

QStringList labelsOf(const std::vector<LabelledArticle> &articles)
{
    QMap<QString, size_t> counts;
    for (const LabelledArticle &article : articles)
        for (const QString &label : article.labels)
            counts[label] += !article.isPart;
    QStringList labels;
    for (const TopicName &topic : topicNames())
        labels.append(QString::fromLatin1(topic.id));
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (it.key().startsWith(u"country:") && it.value() >= LeastAbout)
            labels.append(it.key());
    }
    return labels.first(std::min<qsizetype>(labels.size(), qsizetype(TextClassifier::MostLabels)));
}

std::vector<Scored> crossValidated(const TopicLearner &learner, int LabelledArticle::*folds)
{
    std::vector<Scored> scored;
    for (int fold = 0; fold < Folds; ++fold) {
        const Without without{fold, folds};
        const LearntLabels model = learner.learn(without);
        for (const LabelledArticle &article : learner.articles()) {
            if (without.holds(article) && !article.isPart)
                scored.push_back({&article, fold, model.probabilities(article)});
        }
        std::fprintf(stderr, "fold %d of %d\n", fold + 1, Folds);
    }
    return scored;
}

std::vector<TextClassifier::Label> heads(const QStringList &labels, const std::vector<Scored> &scored, int withoutFold)
{
    std::vector<TextClassifier::Label> result;
    for (const QString &label : labels) {
        TextClassifier::Label head;
        std::strncpy(head.name, label.toLatin1().constData(), sizeof head.name - 1);
        head.threshold = bestThreshold(scored, label, result.size(), withoutFold);
        result.push_back(head);
    }
    return result;
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
        std::printf("  %s F1 %.3f (%d asked, %d said)\n", qPrintable(labels[qsizetype(label)]), tallies[label].f1(), tallies[label].asked,
                    tallies[label].said);
    }
    std::printf("%s micro P %.3f R %.3f F1 %.4f  macro F1 %.4f\n", qPrintable(kind.toString()), double(all.right) / std::max(1, all.said),
                double(all.right) / std::max(1, all.asked), all.f1(), macro / count);
}

void judge(const QStringList &labels, const std::vector<Scored> &scored)
{
    std::vector<Tally> tallies(size_t(labels.size()));
    for (int fold = 0; fold < Folds; ++fold) {
        const std::vector<TextClassifier::Label> thresholds = heads(labels, scored, fold);
        for (const Scored &one : scored) {
            if (one.fold != fold)
                continue;
            const std::vector<size_t> topics = chosenTopics(thresholds, one.scores);
            for (size_t label = 0; label < tallies.size(); ++label) {
                const bool isTopic = labels[qsizetype(label)].startsWith(u"medtop");
                const bool said = isTopic ? std::find(topics.begin(), topics.end(), label) != topics.end()
                                          : one.scores[label] >= thresholds[label].threshold;
                const int truth = one.article->truth(labels[qsizetype(label)]);
                tallies[label] += Tally{said && truth > 0, said && truth >= 0, truth > 0};
            }
        }
    }
    print(labels, tallies, u"medtop");
    print(labels, tallies, u"country");
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray heldOut(const std::vector<Scored> &scored)
{
    QByteArray lines;
    for (const Scored &one : scored) {
        lines += one.article->id.toUtf8();
        for (const float score : one.scores)
            lines += '\t' + QByteArray::number(double(score));
        lines += '\n';
    }
    return lines;
}

std::vector<TextClassifier::Row> rows(const LearntLabels &model)
{
    std::vector<TextClassifier::Row> result;
    for (size_t number = 0; number < model.keys.size(); ++number) {
        TextClassifier::Row row;
        row.key = model.keys[number];
        row.rarity = model.rarity[number];
        for (size_t label = 0; label < model.weights.size(); ++label)
            row.weights[label] = model.weights[label][number];
        result.push_back(row);
    }
    return result;
}

}

int main(int argc, char **argv)
{
    if (argc != 7) {
        std::fputs("train_topics MODELS_FOLDER LABELLED_JSONL MEDIATOPICS_TSV HEADLINES_TSV WINK_EMBEDDINGS_JSON HELD_OUT_TSV\n", stderr);
        return 2;
    }
    const QByteArray words = trainingFile((std::string(argv[1]) + "/words.bin").c_str());
    const Lexicon lexicon = Lexicon::open(words, QString()).value();
    std::vector<LabelledArticle> articles = readLabelled(argv[2], lexicon, PartWeight);
    const QStringList labels = labelsOf(articles);
    for (LabelledArticle &article : readTaxonomy(argv[3], lexicon, TaxonomyWeight))
        articles.push_back(std::move(article));
    for (LabelledArticle &article : readHeadlines(argv[4], lexicon, HeadlineWeight))
        articles.push_back(std::move(article));
    const GloveVocabulary vectors = readGlove(QString::fromLocal8Bit(argv[5]), WordsWithVectors);
    const TopicLearner learner(std::move(articles), labels, vectors, {});

    std::puts("publishers apart:");
    judge(labels, crossValidated(learner, &LabelledArticle::publishers));
    std::puts("folds drawn by lot:");
    const std::vector<Scored> scored = crossValidated(learner, &LabelledArticle::fold);
    judge(labels, scored);
    write(QString::fromLocal8Bit(argv[6]), heldOut(scored));

    const LearntLabels model = learner.learn({});
    std::vector<TextClassifier::Label> trained = heads(labels, scored, -2);
    for (size_t label = 0; label < trained.size(); ++label)
        trained[label].bias = model.bias[label];
    const std::vector<TextClassifier::Row> table = rows(model);
    write(QString::fromLocal8Bit(argv[1]) + u"/topics.bin", TextClassifier::compile(trained, table));
    std::fprintf(stderr, "%zu features\n", table.size());
    return 0;
}
