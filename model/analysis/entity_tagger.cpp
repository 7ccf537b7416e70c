// Weights are a byte each in one open-addressing table; a feature's 16 weights lie side by side, so that one cache line
// serves all tags. Viterbi visits the transitions that exist only.
#include "analysis/entity_tagger.h"

#include "analysis/tagger_features.h"

#include <algorithm>
#include <cmath>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLNAMES1";
constexpr qint32 LongestSentence = ContextNet::LongestSentence; // what is longer is cut, nobody writes such names
constexpr float Impossible = -1e9f;
// Of the network in the sum of both. Anything from 0.4 to 0.7 is within chance of the best on worldwide.dev.
constexpr float ContextShare = 0.55f;

// Only what can be in a name, or next to one, is worth scoring.
void append(std::vector<TaggedName> &names, const std::vector<quint8> &path, size_t first)
{
    for (size_t at = 0; at < path.size(); ++at) {
        if (path[at] == 0)
            continue;
        size_t end = at;
        while (!tags::endsName(path[end]) && end + 1 < path.size())
            ++end;
        names.push_back({first + at, first + end + 1, NameKind((path[at] - 1) / 4)});
        at = end;
    }
}

} // namespace

QByteArray EntityTagger::compile(const Weights &weights)
{
    Head head;
    head.transitions = weights.transitions;
    // The few greatest weights are cut off, so that the many small ones keep their shades.
    std::vector<float> sizes;
    for (const Weights::Row &row : weights.rows)
        for (const float weight : row.weights)
            sizes.push_back(std::abs(weight));
    const size_t rank = sizes.size() - 1 - sizes.size() / 20'000;
    std::nth_element(sizes.begin(), sizes.begin() + std::ptrdiff_t(rank), sizes.end());
    head.unit = sizes[rank] / 127;
    std::vector<Slot> table(weights.rows.size() * 8 / 5 + 2); // fuller, and the search for what is not there grows long
    for (const Weights::Row &row : weights.rows) {
        size_t at = slotOf(row.key, table.size());
        while (table[at].check != 0)
            at = at + 1 == table.size() ? 0 : at + 1;
        table[at].check = std::max(quint32(row.key), 1u);
        for (size_t tag = 0; tag < row.weights.size(); ++tag)
            table[at].weights[tag] = qint8(std::clamp(std::lround(row.weights[tag] / head.unit), -127L, 127L));
    }
    return modelFile(Magic, {QByteArray(reinterpret_cast<const char *>(&head), sizeof head),
                             QByteArray(reinterpret_cast<const char *>(table.data()), qsizetype(table.size() * sizeof(Slot)))});
}

Result<EntityTagger> EntityTagger::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 2, name);
    if (!file)
        return tl::unexpected(file.error());
    EntityTagger tagger;
    tagger.m_file = *std::move(file);
    const auto head = tagger.m_file.section<Head>(0);
    const auto table = tagger.m_file.section<Slot>(1);
    if (!head || head->size() != 1 || !table
        || std::none_of(table->begin(), table->end(), [](const Slot &slot) { return slot.check == 0; }))
        return ModelFile::damaged(name, QStringLiteral("odd sections"));
    tagger.m_head = head->data();
    tagger.m_slots = *table;
    return tagger;
}

EntityTagger::Scores EntityTagger::scores(const std::vector<quint64> &keys) const
{
    std::array<qint16, tags::Count - 1> sums{}; // of fewer than 256 features
    const size_t count = m_slots.size();
    for (const quint64 key : keys) {
        const quint32 check = std::max(quint32(key), 1u);
        for (size_t at = slotOf(key, count); m_slots[at].check != 0; at = at + 1 == count ? 0 : at + 1) {
            if (m_slots[at].check != check)
                continue;
            for (size_t tag = 0; tag < sums.size(); ++tag)
                sums[tag] = qint16(sums[tag] + m_slots[at].weights[tag]);
            break;
        }
    }
    Scores result{};
    for (size_t tag = 0; tag < sums.size(); ++tag)
        result[tag + 1] = float(sums[tag]) * m_head->unit;
    return result;
}

std::vector<quint8> EntityTagger::bestPath(const std::vector<Scores> &scores, const Transitions &transitions)
{
    std::vector<std::array<quint8, tags::Count>> origins(scores.size());
    Scores best{};
    for (int tag = 0; tag < tags::Count; ++tag)
        best[size_t(tag)] = tags::startsName(tag) ? scores[0][size_t(tag)] : Impossible;
    for (size_t at = 1; at < scores.size(); ++at) {
        Scores next;
        for (size_t to = 0; to < tags::Count; ++to) {
            float highest = 2 * Impossible;
            for (size_t from = 0; from < tags::Count; ++from) {
                const float score = tags::follows(int(from), int(to)) ? best[from] + transitions[from][to] : 2 * Impossible;
                if (score > highest) {
                    highest = score;
                    origins[at][to] = quint8(from);
                }
            }
            next[to] = highest + scores[at][to];
        }
        best = next;
    }
    size_t tag = 0;
    for (size_t last = 1; last < tags::Count; ++last) {
        if (tags::endsName(int(last)) && best[last] > best[tag])
            tag = last;
    }
    std::vector<quint8> path(scores.size());
    for (size_t at = scores.size(); at-- > 0;) {
        path[at] = quint8(tag);
        tag = origins[at][tag];
    }
    return path;
}

std::vector<EntityTagger::Scores> EntityTagger::scoresOf(const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence) const
{
    std::vector<Scores> all;
    std::vector<quint64> keys, nextKeys;
    // The table is larger than the caches: while one word is scored, the next one's rows are on their way.
    const auto prepare = [&](qint32 at) {
        nextKeys.clear();
        appendFeatures(facts, text, sentence, size_t(at), nextKeys);
        for (const quint64 key : nextKeys)
            __builtin_prefetch(&m_slots[slotOf(key, m_slots.size())]);
    };
    prepare(sentence.first);
    for (qint32 at = sentence.first; at < sentence.last; ++at) {
        keys.swap(nextKeys);
        if (at + 1 < sentence.last)
            prepare(at + 1);
        all.push_back(scores(keys));
    }
    return all;
}

// `first`: number of the first token of `scores`. What the network has not scored gets none of its.
void EntityTagger::addContext(const std::vector<ContextNet::Row> &context, size_t first, std::vector<Scores> &scores)
{
    for (size_t at = 0; at < scores.size(); ++at) {
        for (size_t tag = 1; tag < tags::Count; ++tag) {
            const float other = first + at < context.size() ? context[first + at][tag - 1] : 0.f;
            scores[at][tag] = (1 - ContextShare) * scores[at][tag] + ContextShare * other;
        }
    }
}

EntityTagger::Transitions EntityTagger::transitionsWith(const ContextNet::ArticleScores *context) const
{
    Transitions mixed = m_head->transitions;
    for (size_t from = 0; context && from < mixed.size(); ++from)
        for (size_t to = 0; to < mixed.size(); ++to)
            mixed[from][to] = (1 - ContextShare) * mixed[from][to] + ContextShare * (*context->transitions)[from][to];
    return mixed;
}

std::vector<TaggedName> EntityTagger::tag(const ArticleFacts &facts, const TokenisedText &text, const ContextNet::ArticleScores *context) const
{
    const Transitions transitions = transitionsWith(context);
    std::vector<TaggedName> names;
    for (const Sentence &sentence : text.sentences) {
        for (qint32 first = sentence.first; first < sentence.last; first += LongestSentence) {
            Sentence piece = sentence;
            piece.first = first;
            piece.last = std::min(first + LongestSentence, sentence.last);
            std::vector<Scores> scores = scoresOf(facts, text, piece);
            if (context)
                addContext(context->of(text.part), size_t(first), scores);
            append(names, bestPath(scores, transitions), size_t(first));
        }
    }
    return names;
}

} // namespace dateline
