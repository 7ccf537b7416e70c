// Stochastic gradient descent with a step size for each weight (AdaGrad; Duchi, Hazan and Singer 2011).
#include "analysis/training/topic_learner.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

namespace dateline {

namespace {

constexpr int LeastCount = 2; // articles that hold a feature for it to have a weight of its own

struct Feature {
    quint32 number = 0;
    float value = 0;
};

// Weighted by rarity, of length one.
std::vector<Feature> weighed(const LabelledArticle &article, const std::vector<quint64> &keys, const std::vector<float> &rarity)
{
    std::vector<Feature> features;
    float squares = 0;
    auto at = keys.begin();
    for (const TextFeature &feature : article.features) {
        at = std::lower_bound(at, keys.end(), feature.key);
        if (at == keys.end())
            break;
        if (*at != feature.key)
            continue;
        const auto number = quint32(at - keys.begin());
        const float value = feature.value * rarity[number];
        squares += value * value;
        features.push_back({number, value});
    }
    for (Feature &feature : features)
        feature.value /= std::sqrt(squares);
    return features;
}

float probability(float sum)
{
    return 1 / (1 + std::exp(-sum));
}

// One weight after another, each with its own memory of slopes.
struct Descent {
    float rate = 0;
    float decay = 0;

    void step(float &weight, float &squares, float slope) const
    {
        slope += decay * weight;
        squares += slope * slope;
        weight -= rate * slope / (std::sqrt(squares) + 1e-3f);
    }
};

}

struct TopicLearner::Example {
    const LabelledArticle *article = nullptr;
    std::vector<Feature> features;
    GloveVector meaning{};
};

struct TopicLearner::Task {
    std::vector<quint64> keys;
    std::vector<float> rarity;
    std::vector<char> hasWeight;
    std::vector<const GloveVector *> vectors; // null where a feature has none
    std::vector<Example> examples;
};

std::vector<float> LearntLabels::probabilities(const LabelledArticle &article) const
{
    const std::vector<Feature> features = weighed(article, keys, rarity);
    std::vector<float> result;
    for (size_t label = 0; label < weights.size(); ++label) {
        float sum = bias[label];
        for (const Feature &feature : features)
            sum += weights[label][feature.number] * feature.value;
        result.push_back(probability(sum));
    }
    return result;
}

void LearntLabels::keepWeightiest(size_t most)
{
    std::vector<std::pair<float, size_t>> order;
    for (size_t number = 0; number < keys.size(); ++number) {
        float largest = 0;
        for (const std::vector<float> &ofLabel : weights)
            largest = std::max(largest, std::abs(ofLabel[number]));
        order.emplace_back(-largest * rarity[number], number);
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min(order.size(), most));
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    const auto keep = [&order](auto &values) {
        for (size_t at = 0; at < order.size(); ++at)
            values[at] = values[order[at].second];
        values.resize(order.size());
    };
    keep(keys);
    keep(rarity);
    for (std::vector<float> &ofLabel : weights)
        keep(ofLabel);
}

TopicLearner::TopicLearner(std::vector<LabelledArticle> articles, QStringList labels, const GloveVocabulary &vectors, LearningRates rates)
    : m_articles(std::move(articles)), m_labels(std::move(labels)), m_vectors(vectors), m_rates(rates)
{
    for (size_t word = 0; word < vectors.vectors.size(); ++word)
        m_vectorOfKey.emplace_back(wordFeature(foldedHash(vectors.words[qsizetype(word)])), word);
    std::sort(m_vectorOfKey.begin(), m_vectorOfKey.end());
    // Words that fold alike share the commonest one's vector.
    m_vectorOfKey.erase(std::unique(m_vectorOfKey.begin(), m_vectorOfKey.end(), [](const auto &a, const auto &b) { return a.first == b.first; }),
                        m_vectorOfKey.end());
}

// Null where the feature is no word or the word has none.
const GloveVector *TopicLearner::vectorOf(quint64 key) const
{
    const auto at = std::lower_bound(m_vectorOfKey.begin(), m_vectorOfKey.end(), std::pair(key, size_t(0)));
    return at != m_vectorOfKey.end() && at->first == key ? &m_vectors.vectors[at->second] : nullptr;
}

TopicLearner::Task TopicLearner::prepared(Without without) const
{
    QHash<quint64, int> counts;
    int all = 0;
    for (const LabelledArticle &article : m_articles) {
        if (without.holds(article) || article.isPart)
            continue;
        ++all;
        for (const TextFeature &feature : article.features)
            ++counts[feature.key];
    }
    for (const auto &[key, word] : m_vectorOfKey)
        counts[key] += 0;
    Task task;
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (it.value() >= LeastCount || vectorOf(it.key()))
            task.keys.push_back(it.key());
    }
    std::sort(task.keys.begin(), task.keys.end());
    for (const quint64 key : task.keys) {
        const int count = counts[key];
        task.vectors.push_back(vectorOf(key));
        task.hasWeight.push_back(count >= LeastCount);
        task.rarity.push_back(std::log(float(all) / float(std::max(count, LeastCount))));
    }
    for (const LabelledArticle &article : m_articles) {
        if (without.holds(article))
            continue;
        Example example{&article, weighed(article, task.keys, task.rarity), {}};
        for (const Feature &feature : example.features) {
            const GloveVector *vector = task.vectors[feature.number];
            for (size_t d = 0; vector && d < std::tuple_size_v<GloveVector>; ++d)
                example.meaning[d] += m_rates.vectorScale * feature.value * (*vector)[d];
        }
        task.examples.push_back(std::move(example));
    }
    return task;
}

LearntLabels TopicLearner::learn(Without without) const
{
    const Task task = prepared(without);
    LearntLabels result;
    result.keys = task.keys;
    result.rarity = task.rarity;
    result.weights.assign(size_t(m_labels.size()), std::vector<float>(task.keys.size(), 0.f));
    result.bias.assign(size_t(m_labels.size()), 0.f);
    const auto learnEveryOther = [&](size_t first) {
        for (size_t label = first; label < result.weights.size(); label += 2)
            learnLabel(task, result, label);
    };
    std::thread half(learnEveryOther, 0);
    learnEveryOther(1);
    half.join();
    result.keepWeightiest(m_rates.mostFeatures);
    return result;
}

void TopicLearner::learnLabel(const Task &task, LearntLabels &result, size_t label) const
{
    const QString &name = m_labels[qsizetype(label)];
    std::vector<float> &weights = result.weights[label];
    std::vector<float> squares(weights.size(), 0.f);
    float biasSquares = 0;
    GloveVector direction{}, directionSquares{};
    std::vector<std::pair<const Example *, float>> order;
    for (const Example &example : task.examples) {
        if (example.article->truth(name) >= 0 && example.article->speaksOf(name))
            order.emplace_back(&example, float(example.article->truth(name)));
    }
    const Descent words{m_rates.rate, m_rates.decay}, meaning{m_rates.rate, m_rates.vectorDecay}, bias{m_rates.rate, 0};
    std::mt19937 random(unsigned(label) + 1);
    for (int round = 0; round < m_rates.rounds; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        for (const auto &[example, truth] : order) {
            float sum = result.bias[label] + product(direction, example->meaning);
            for (const Feature &feature : example->features)
                sum += weights[feature.number] * feature.value;
            const float slope = (probability(sum) - truth) * example->article->weight;
            for (const Feature &feature : example->features) {
                if (task.hasWeight[feature.number])
                    words.step(weights[feature.number], squares[feature.number], slope * feature.value);
            }
            for (size_t d = 0; d < std::tuple_size_v<GloveVector>; ++d)
                meaning.step(direction[d], directionSquares[d], slope * example->meaning[d]);
            bias.step(result.bias[label], biasSquares, slope);
        }
    }
    for (size_t number = 0; number < weights.size(); ++number) {
        if (task.vectors[number])
            weights[number] += m_rates.vectorScale * product(direction, *task.vectors[number]);
    }
}

} // namespace dateline
