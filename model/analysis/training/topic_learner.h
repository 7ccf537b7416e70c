// Logistic regression, one label against the rest, over the features of text_classifier.h and over the meaning of the words: the sum
// of their vectors. What the vectors say is linear in the words, so after training it is folded into a weight for each word, seen or
// unseen in training; the classifier knows nothing of vectors.
#pragma once

#include "analysis/training/topic_articles.h"
#include "analysis/training/glove.h"

#include <QStringList>

namespace dateline {

struct LearningRates {
    float rate = 0.2f;
    float decay = 1e-3f;
    float vectorScale = 3;     // how loud the meaning speaks beside the words
    float vectorDecay = 1e-3f;
    int rounds = 12;
    size_t mostFeatures = 95'000; // kept after learning, those that weigh most
};

// Which articles a model has not seen.
struct Without {
    int fold = -2;                               // -2: it has seen all
    int LabelledArticle::*of = &LabelledArticle::fold; // or &LabelledArticle::publishers

    bool holds(const LabelledArticle &article) const { return article.*of == fold; }
};

struct LearntLabels {
    std::vector<quint64> keys; // sorted
    std::vector<float> rarity;
    std::vector<std::vector<float>> weights; // by label, then feature
    std::vector<float> bias;

    std::vector<float> probabilities(const LabelledArticle &article) const;
    void keepWeightiest(size_t most);
};

class TopicLearner final {
public:
    TopicLearner(std::vector<LabelledArticle> articles, QStringList labels, const GloveVocabulary &vectors, LearningRates rates);

    LearntLabels learn(Without without) const;

    const std::vector<LabelledArticle> &articles() const { return m_articles; }
    const QStringList &labels() const { return m_labels; }

private:
    struct Example;
    struct Task;
    Task prepared(Without without) const;
    const GloveVector *vectorOf(quint64 key) const;
    void learnLabel(const Task &task, LearntLabels &result, size_t label) const;

    std::vector<LabelledArticle> m_articles;
    QStringList m_labels;
    const GloveVocabulary &m_vectors;
    std::vector<std::pair<quint64, size_t>> m_vectorOfKey; // sorted
    LearningRates m_rates;
};

} // namespace dateline
