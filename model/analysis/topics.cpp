#include "analysis/topics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace dateline {

namespace {
constexpr int MostEvidence = 6;
constexpr qsizetype MostTopics = 4;
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

QList<Topic> topicsOf(const TokenisedArticle &article, const Lexicon &lexicon, const TextClassifier &classifier,
                      const std::vector<float> &probabilities)
{
    if (differentWords(article) < LeastWords)
        return {};
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
