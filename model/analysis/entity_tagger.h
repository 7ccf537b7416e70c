// Finds the spans that name somebody or something: a linear-chain conditional random field over the features of
// tagger_features.h, trained by training/train_tagger.cpp, together with the network of context_net.h.
#pragma once

#include "analysis/context_net.h"
#include "analysis/model_file.h"
#include "analysis/word_facts.h"

#include <array>

namespace dateline {

// Other: peoples, languages, works, events. Not shown, but knowing them keeps them from being taken for something else.
enum class NameKind : quint8 { Person, Organisation, Place, Other };

// Tokens [first, last) of one part.
struct TaggedName {
    size_t first = 0;
    size_t last = 0;
    NameKind kind = NameKind::Other;

    bool operator==(const TaggedName &) const = default;
};

// Tag 0 is "no name"; the others are 1 + 4 × kind + place in the name.
namespace tags {
enum Place : int { Begin, Inside, Last, Unit };
inline constexpr int Count = 17;
constexpr int of(int kind, Place place) { return 1 + 4 * kind + place; }
constexpr bool endsName(int tag) { return tag == 0 || (tag - 1) % 4 >= Last; }
constexpr bool startsName(int tag) { return tag == 0 || (tag - 1) % 4 == Begin || (tag - 1) % 4 == Unit; }
// A name that is begun goes on with its own kind until its last word.
constexpr bool follows(int from, int to)
{
    return endsName(from) ? startsName(to) : !startsName(to) && (from - 1) / 4 == (to - 1) / 4;
}
} // namespace tags

class EntityTagger final {
public:
    static Result<EntityTagger> open(QByteArrayView bytes, const QString &name);

    // Names in order, without overlap. Linear. The two judges weigh about the same; without `context` the features decide alone.
    std::vector<TaggedName> tag(const ArticleFacts &facts, const TokenisedText &text, const ContextNet::ArticleScores *context = nullptr) const;

    // What the trainer has found: weights of the tags 1 … 16 for each feature (those of tag 0 are 0), and of transitions.
    struct Weights {
        struct Row {
            quint64 key = 0;
            std::array<float, tags::Count - 1> weights{};
        };
        std::vector<Row> rows;
        std::array<std::array<float, tags::Count>, tags::Count> transitions{};
    };
    static QByteArray compile(const Weights &weights);

private:
    struct Slot {
        quint32 check = 0;
        std::array<qint8, tags::Count - 1> weights{};
    };
    struct Head {
        float unit = 0; // what a weight of 1 stands for
        quint32 reserved = 0;
        std::array<std::array<float, tags::Count>, tags::Count> transitions{};
    };
    using Scores = std::array<float, tags::Count>;
    using Transitions = std::array<Scores, tags::Count>;

    static size_t slotOf(quint64 key, size_t count) { return size_t(((key >> 32) * count) >> 32); }
    std::vector<Scores> scoresOf(const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence) const;
    Scores scores(const std::vector<quint64> &keys) const;
    static void addContext(const std::vector<ContextNet::Row> &context, size_t first, std::vector<Scores> &scores);
    Transitions transitionsWith(const ContextNet::ArticleScores *context) const;
    static std::vector<quint8> bestPath(const std::vector<Scores> &scores, const Transitions &transitions);

    ModelFile m_file;
    std::span<const Slot> m_slots;
    const Head *m_head = nullptr;
};

} // namespace dateline
