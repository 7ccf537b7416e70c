#include "analysis/topics.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dateline {

namespace {
constexpr int MostEvidence = 6;
constexpr qsizetype MostTopics = 4;
}

QList<Topic> topicsOf(const TokenisedArticle &article, const Lexicon &lexicon, const TextClassifier &classifier,
                      const std::vector<float> &probabilities)
{
    std::vector<std::pair<float, size_t>> chosen;
    for (size_t label = 0; label < probabilities.size(); ++label) {
        const TextClassifier::Label &head = classifier.labels()[label];
        if (std::strncmp(head.name, "medtop:", 7) == 0 && probabilities[label] >= head.threshold)
            chosen.emplace_back(probabilities[label], label);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<Topic> topics;
    for (const auto &[probability, label] : chosen) {
        if (topics.size() >= MostTopics)
            break;
        Topic topic;
        topic.id = QString::fromLatin1(classifier.labels()[label].name);
        topic.confidence = std::round(double(probability) * 1000) / 1000;
        topic.evidence = classifier.evidence(article, lexicon, label, MostEvidence);
        if (!topic.evidence.isEmpty())
            topics.append(topic);
    }
    return topics;
}

} // namespace dateline
