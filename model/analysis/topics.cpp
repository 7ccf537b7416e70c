#include "analysis/topics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dateline {

namespace {
constexpr int MostEvidence = 6;
constexpr size_t MostTopics = 4;
constexpr float NearThreshold = 0.6f;
constexpr size_t LeastWords = 6; // of title and text together; fewer bear out no topic, however much one of them weighs

// Words that are counted once each: one said often is still one.
size_t differentWords(const TokenisedArticle &article)
{
    std::array<quint64, LeastWords> seen{};
    size_t count = 0;
    for (const TokenisedText *text : {&article.title, &article.text}) {
        for (const Token &token : text->tokens) {
            const bool word = (token.isWord() && token.length > 1) || token.kind == TokenKind::Ideograph;
            if (!word || std::find(seen.begin(), seen.begin() + std::ptrdiff_t(count), token.folded) != seen.begin() + std::ptrdiff_t(count))
                continue;
            seen[count++] = token.folded;
            if (count == LeastWords)
                return count;
        }
    }
    return count;
}

}

std::vector<size_t> chosenTopics(std::span<const TextClassifier::Label> labels, const std::vector<float> &probabilities)
{
    std::vector<size_t> chosen;
    size_t nearest = 0;
    float nearness = 0; // probability by threshold
    for (size_t label = 0; label < std::min(labels.size(), probabilities.size()); ++label) {
        if (std::strncmp(labels[label].name, "medtop:", 7) != 0)
            continue;
        if (probabilities[label] >= labels[label].threshold)
            chosen.push_back(label);
        if (const float near = probabilities[label] / labels[label].threshold; near > nearness) {
            nearness = near;
            nearest = label;
        }
    }
    if (chosen.empty() && nearness >= NearThreshold)
        chosen.push_back(nearest);
    std::stable_sort(chosen.begin(), chosen.end(), [&](size_t a, size_t b) { return probabilities[a] > probabilities[b]; });
    chosen.resize(std::min(chosen.size(), MostTopics));
    return chosen;
}

QList<Topic> topicsOf(const TokenisedArticle &article, const Lexicon &lexicon, const TextClassifier &classifier,
                      const std::vector<float> &probabilities)
{
    if (differentWords(article) < LeastWords)
        return {};
    QList<Topic> topics;
    for (const size_t label : chosenTopics(classifier.labels(), probabilities)) {
        Topic topic;
        topic.id = QString::fromLatin1(classifier.labels()[label].name);
        topic.confidence = std::round(double(probabilities[label]) * 1000) / 1000;
        topic.evidence = classifier.evidence(article, lexicon, label, MostEvidence);
        if (!topic.evidence.isEmpty())
            topics.append(topic);
    }
    return topics;
}

} // namespace dateline
