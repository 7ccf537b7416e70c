// A linear classifier of whole articles with several labels: logistic regression, one label against the rest, over words, pairs
// of words and groups of like words, those of the title apart. It gives the topics, and hints at the countries that an article
// is about by what it speaks of ("the NHS").
#pragma once

#include "analysis/lexicon.h"
#include "analysis/tokens.h"

#include <array>

namespace dateline {

// A feature's key and how much it counts before its rarity is known.
struct TextFeature {
    quint64 key = 0;
    float value = 0;
};

// Every feature of the article with its damped count, sorted by key.
std::vector<TextFeature> textFeatures(const TokenisedArticle &article, const Lexicon &lexicon);

// The feature of a word of title or text; `folded` is Token::folded.
quint64 wordFeature(quint64 folded);

class TextClassifier final {
public:
    static constexpr size_t MostLabels = 43; // what a table row of 48 bytes holds
    struct Label {
        char name[16] = {};  // a topic's id or "country:RS", zero-terminated
        float bias = 0;
        float threshold = 0.5f; // of the probability
    };

    static Result<TextClassifier> open(QByteArrayView bytes, const QString &name);

    struct Row {
        quint64 key = 0;
        float rarity = 1; // inverse document frequency
        std::array<float, MostLabels> weights{};
    };
    static QByteArray compile(const std::vector<Label> &labels, const std::vector<Row> &rows);

    std::span<const Label> labels() const { return m_labels; }
    // The probability of each label, in the order of labels().
    std::vector<float> probabilities(const TokenisedArticle &article, const Lexicon &lexicon) const;
    // The words that spoke for a label, weightiest first, each once, at most `most`.
    QList<Span> evidence(const TokenisedArticle &article, const Lexicon &lexicon, size_t label, int most) const;

private:
    struct Slot {
        quint32 check = 0;
        quint8 rarity = 0; // in RarityUnits
        std::array<qint8, MostLabels> weights{};
    };
    const Slot *find(quint64 key) const;

    ModelFile m_file;
    std::span<const Label> m_labels;
    std::span<const Slot> m_slots;
    float m_unit = 0;
};

} // namespace dateline
