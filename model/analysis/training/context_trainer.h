// Learns the weights of context_net.h, alone, as a conditional random field: back-propagation, ADAM (Kingma & Ba 2015), dropout, and
// the mean of the weights over the last steps (Polyak & Juditsky 1992).
#pragma once

#include "analysis/context_net.h"
#include "analysis/training/crf.h"
#include "analysis/training/name_score.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <random>

namespace dateline::training {

using Net = ContextNet;

struct ContextTrainingOptions {
    float rate = 2e-3f;
    float wordDropout = 0.15f;
    float unitDropout = 0.1f;
    float hiddenDropout = 0.25f;
    float topDropout = 0.25f;
    float decay = 1e-5f;
};

// A piece of a document, read once: the network's inputs and the gold tags, sentence by sentence.
struct Piece {
    std::vector<ContextInput> inputs;
    std::vector<quint8> gold;
    std::vector<size_t> ends; // of sentences
    float weight = 1;
};

constexpr size_t Dense = (sizeof(Net::Weights) - sizeof(float) * Net::Pieces * Net::Piece) / sizeof(float);

template <size_t Size>
inline void addRow(std::array<float, Size> &sums, const std::array<float, Size> &row, float value)
{
    for (size_t i = 0; i < Size; ++i)
        sums[i] += value * row[i];
}

template <size_t Size>
inline float product(const std::array<float, Size> &a, const std::array<float, Size> &b)
{
    float sum = 0;
    for (size_t i = 0; i < Size; ++i)
        sum += a[i] * b[i];
    return sum;
}

class ContextTrainer final {
public:
    explicit ContextTrainer(unsigned seed)
        : m_random(seed), m_weights(new Net::Weights), m_slopes(new Net::Weights), m_mean(new Net::Weights), m_first(new Net::Weights),
          m_second(new Net::Weights)
    {
        std::normal_distribution<float> normal;
        const auto fill = [&](auto &rows, size_t inputs, float gain) {
            for (auto &row : rows)
                for (float &value : row)
                    value = normal(m_random) * gain / std::sqrt(float(inputs));
        };
        fill(m_weights->pieces, 1, 0.1f);
        fill(m_weights->unit, 40, 1.f);
        fill(m_weights->hidden, Net::Window * Net::Unit, 1.4f);
        fill(m_weights->top, Net::TopInput, 1.4f);
        fill(m_weights->out, Net::Top, 1.f);
        *m_mean = *m_weights;
    }

    void train(const std::vector<Piece> &pieces, int rounds, const auto &afterRound)
    {
        std::vector<size_t> order(pieces.size());
        for (size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        const size_t steps = order.size() * size_t(rounds);
        size_t step = 0;
        for (int round = 1; round <= rounds; ++round) {
            std::shuffle(order.begin(), order.end(), m_random);
            double loss = 0;
            for (const size_t number : order) {
                loss += learn(pieces[number]);
                const float progress = float(step++) / float(steps);
                update(m_options.rate * std::min(1.f, float(step) / 200) * (1 - 0.95f * progress));
            }
            std::printf("round %d loss %.0f\n", round, loss);
            afterRound(round);
        }
    }

    const Net::Weights &mean() const { return *m_mean; }

private:
    using Unit = std::array<float, Net::Unit>;
    using Hidden = std::array<float, Net::Hidden>;
    using Top = std::array<float, Net::Top>;
    using Input = std::array<float, Net::Input>;

    bool drops(float share) { return float(m_random() & 0xFFFFFF) < share * 16777216.f; }

    template <size_t Size>
    void rectifyAndDrop(std::array<float, Size> &values, float share)
    {
        const float kept = 1 / (1 - share);
        for (float &value : values)
            value = value > 0 && !drops(share) ? value * kept : 0;
    }

    void readInput(const ContextInput &input, bool withVector, Input &values) const
    {
        values.fill(0);
        if (withVector)
            for (size_t i = 0; i < WordVectors::Dimensions; ++i)
                values[i] = float((*input.vector)[i]) / 64;
        for (size_t i = 0; i < input.signCount; ++i)
            values[WordVectors::Dimensions + input.signs[i]] = 1;
        if (input.vector && !withVector)
            values[WordVectors::Dimensions + 12] = 1;
        for (size_t piece = 0; piece < input.pieceCount; ++piece)
            for (size_t i = 0; i < Net::Piece; ++i)
                values[FirstPiece + i] += m_weights->pieces[input.pieces[piece]][i] / float(input.pieceCount);
    }

    static constexpr size_t FirstPiece = WordVectors::Dimensions + Net::Signs;
    static constexpr size_t SentenceRow = 2 * Net::Hidden + 1, ArticleRow = SentenceRow + Net::Unit;

    double learn(const Piece &piece)
    {
        readUnits(piece);
        poolUnits(piece);
        lookAround(piece);
        judge(piece);
        const double loss = learnScores(piece);
        for (size_t at = 0; at < m_units.size(); ++at) {
            const quint32 word = piece.inputs[at].elsewhere;
            if (!piece.inputs[at].candidate)
                continue;
            if (word != 0 && m_counts[word] > 1)
                addRow(m_hiddenSlopes[at], m_sumSlopes[word], 1.f / float(m_counts[word] - 1));
            learnHidden(piece.inputs[at], at);
        }
        learnMeans(piece);
        for (size_t at = 0; at < m_units.size(); ++at)
            learnUnit(piece.inputs[at], at);
        return loss;
    }

    void readUnits(const Piece &piece)
    {
        m_inputs.resize(piece.inputs.size());
        m_units.resize(piece.inputs.size());
        for (size_t at = 0; at < m_units.size(); ++at) {
            readInput(piece.inputs[at], piece.inputs[at].vector && !drops(m_options.wordDropout), m_inputs[at]);
            m_units[at] = m_weights->unitBias;
            for (size_t i = 0; i < Net::Input; ++i)
                if (m_inputs[at][i] != 0)
                    addRow(m_units[at], m_weights->unit[i], m_inputs[at][i]);
            rectifyAndDrop(m_units[at], m_options.unitDropout);
        }
    }

    // The means over sentences and article, and what they add to the top layer.
    void poolUnits(const Piece &piece)
    {
        m_articleMean = {};
        m_articleWords = 0;
        m_means.clear();
        m_shared.clear();
        m_sentence.resize(m_units.size());
        size_t first = 0;
        for (const size_t end : piece.ends) {
            Unit mean{};
            bool named = false;
            for (size_t at = first; at < end; ++at) {
                m_sentence[at] = m_means.size();
                addRow(mean, m_units[at], 1);
                named |= piece.inputs[at].candidate;
            }
            if (named) {
                addRow(m_articleMean, mean, 1);
                m_articleWords += end - first;
            }
            for (float &value : mean)
                value /= float(end - first);
            m_means.push_back(mean);
            first = end;
        }
        m_articleWords = std::max<size_t>(m_articleWords, 1);
        for (float &value : m_articleMean)
            value /= float(m_articleWords);
        for (const Unit &mean : m_means) {
            Top &top = m_shared.emplace_back(m_weights->topBias);
            for (size_t i = 0; i < Net::Unit; ++i) {
                addRow(top, m_weights->top[SentenceRow + i], mean[i]);
                addRow(top, m_weights->top[ArticleRow + i], m_articleMean[i]);
            }
        }
    }

    void lookAround(const Piece &piece)
    {
        m_hidden.resize(m_units.size());
        quint32 words = 0;
        for (const ContextInput &input : piece.inputs)
            words = std::max(words, input.elsewhere + 1);
        m_sums.assign(words, Hidden{});
        m_counts.assign(words, 0);
        for (size_t at = 0; at < m_units.size(); ++at) {
            const ContextInput &input = piece.inputs[at];
            if (!input.candidate)
                continue;
            m_hidden[at] = m_weights->hiddenBias;
            for (size_t place = 0; place < Net::Window; ++place) {
                if (input.seen[place] == ContextInput::Outside)
                    continue;
                const Unit &seen = m_units[size_t(std::ptrdiff_t(at) + input.seen[place])];
                for (size_t i = 0; i < Net::Unit; ++i)
                    if (seen[i] > 0)
                        addRow(m_hidden[at], m_weights->hidden[place * Net::Unit + i], seen[i]);
            }
            rectifyAndDrop(m_hidden[at], m_options.hiddenDropout);
            addRow(m_sums[input.elsewhere], m_hidden[at], 1);
            ++m_counts[input.elsewhere];
        }
    }

    void judge(const Piece &piece)
    {
        m_tops.resize(m_units.size());
        m_others.assign(m_units.size(), Hidden{});
        m_scores.assign(m_units.size(), TagScores{});
        for (size_t at = 0; at < m_units.size(); ++at) {
            if (!piece.inputs[at].candidate)
                continue;
            m_tops[at] = m_shared[m_sentence[at]];
            for (size_t i = 0; i < Net::Hidden; ++i)
                if (m_hidden[at][i] > 0)
                    addRow(m_tops[at], m_weights->top[i], m_hidden[at][i]);
            const quint32 word = piece.inputs[at].elsewhere;
            if (word != 0 && m_counts[word] > 1) {
                for (size_t i = 0; i < Net::Hidden; ++i) {
                    m_others[at][i] = std::max(0.f, (m_sums[word][i] - m_hidden[at][i]) / float(m_counts[word] - 1));
                    if (m_others[at][i] > 0)
                        addRow(m_tops[at], m_weights->top[Net::Hidden + i], m_others[at][i]);
                }
                addRow(m_tops[at], m_weights->top[2 * Net::Hidden], 1);
            }
            rectifyAndDrop(m_tops[at], m_options.topDropout);
            Net::Row scores = m_weights->outBias;
            for (size_t i = 0; i < Net::Top; ++i)
                if (m_tops[at][i] > 0)
                    addRow(scores, m_weights->out[i], m_tops[at][i]);
            std::copy(scores.begin(), scores.end(), m_scores[at].begin() + 1);
        }
    }

    double learnScores(const Piece &piece)
    {
        m_hiddenSlopes.assign(m_units.size(), Hidden{});
        m_unitSlopes.assign(m_units.size(), Unit{});
        m_sumSlopes.assign(m_sums.size(), Hidden{});
        m_sharedSlopes.assign(m_means.size(), Top{});
        double loss = 0;
        std::ptrdiff_t first = 0;
        for (const size_t end : piece.ends) {
            const std::vector<TagScores> scores(m_scores.begin() + first, m_scores.begin() + std::ptrdiff_t(end));
            const std::vector<quint8> gold(piece.gold.begin() + first, piece.gold.begin() + std::ptrdiff_t(end));
            loss += m_chain.measure(scores, gold, m_weights->transitions);
            for (size_t from = 0; from < tags::Count; ++from)
                addRow(m_slopes->transitions[from], m_chain.transitionSlopes[from], piece.weight);
            for (size_t at = size_t(first); at < end; ++at)
                if (piece.inputs[at].candidate)
                    learnTop(piece, at, m_chain.slopes[at - size_t(first)]);
            first = std::ptrdiff_t(end);
        }
        return loss;
    }

    void learnTop(const Piece &piece, size_t at, const TagScores &slopes)
    {
        const Net::Weights &weights = *m_weights;
        std::array<float, Net::Scores> out;
        for (size_t i = 0; i < Net::Scores; ++i)
            out[i] = slopes[i + 1] * piece.weight;
        if (std::all_of(out.begin(), out.end(), [](float slope) { return std::abs(slope) < 1e-4f; }))
            return;
        addRow(m_slopes->outBias, out, 1);
        Top top{};
        const float kept = 1 / (1 - m_options.topDropout);
        for (size_t i = 0; i < Net::Top; ++i) {
            if (m_tops[at][i] > 0) {
                top[i] = product(weights.out[i], out) * kept;
                addRow(m_slopes->out[i], out, m_tops[at][i]);
            }
        }
        addRow(m_slopes->topBias, top, 1);
        addRow(m_sharedSlopes[m_sentence[at]], top, 1);
        for (size_t i = 0; i < Net::Hidden; ++i) {
            if (m_hidden[at][i] > 0) {
                m_hiddenSlopes[at][i] += product(weights.top[i], top);
                addRow(m_slopes->top[i], top, m_hidden[at][i]);
            }
        }
        const quint32 word = piece.inputs[at].elsewhere;
        if (word == 0 || m_counts[word] < 2)
            return;
        addRow(m_slopes->top[2 * Net::Hidden], top, 1);
        for (size_t i = 0; i < Net::Hidden; ++i) {
            if (m_others[at][i] > 0) {
                const float slope = product(weights.top[Net::Hidden + i], top);
                addRow(m_slopes->top[Net::Hidden + i], top, m_others[at][i]);
                // Goes to all occurrences but this one.
                m_sumSlopes[word][i] += slope;
                m_hiddenSlopes[at][i] -= slope / float(m_counts[word] - 1);
            }
        }
    }

    void learnMeans(const Piece &piece)
    {
        Top all{};
        for (const Top &slopes : m_sharedSlopes)
            addRow(all, slopes, 1);
        Unit article{};
        for (size_t i = 0; i < Net::Unit; ++i) {
            article[i] = product(m_weights->top[ArticleRow + i], all) / float(m_articleWords);
            addRow(m_slopes->top[ArticleRow + i], all, m_articleMean[i]);
        }
        size_t first = 0;
        for (size_t sentence = 0; sentence < m_means.size(); ++sentence) {
            const size_t end = piece.ends[sentence];
            const Top &slopes = m_sharedSlopes[sentence];
            if (std::any_of(slopes.begin(), slopes.end(), [](float slope) { return slope != 0; })) {
                Unit own = article;
                for (size_t i = 0; i < Net::Unit; ++i) {
                    own[i] += product(m_weights->top[SentenceRow + i], slopes) / float(end - first);
                    addRow(m_slopes->top[SentenceRow + i], slopes, m_means[sentence][i]);
                }
                for (size_t at = first; at < end; ++at)
                    addRow(m_unitSlopes[at], own, 1);
            }
            first = end;
        }
    }

    void learnHidden(const ContextInput &input, size_t at)
    {
        const float kept = 1 / (1 - m_options.hiddenDropout);
        Hidden slopes;
        for (size_t i = 0; i < Net::Hidden; ++i)
            slopes[i] = m_hidden[at][i] > 0 ? m_hiddenSlopes[at][i] * kept : 0;
        addRow(m_slopes->hiddenBias, slopes, 1);
        for (size_t place = 0; place < Net::Window; ++place) {
            if (input.seen[place] == ContextInput::Outside)
                continue;
            const size_t other = size_t(std::ptrdiff_t(at) + input.seen[place]);
            for (size_t i = 0; i < Net::Unit; ++i) {
                const float value = m_units[other][i];
                if (value > 0) {
                    const size_t row = place * Net::Unit + i;
                    m_unitSlopes[other][i] += product(m_weights->hidden[row], slopes);
                    addRow(m_slopes->hidden[row], slopes, value);
                }
            }
        }
    }

    void learnUnit(const ContextInput &input, size_t at)
    {
        const float kept = 1 / (1 - m_options.unitDropout);
        Unit slopes;
        for (size_t i = 0; i < Net::Unit; ++i)
            slopes[i] = m_units[at][i] > 0 ? m_unitSlopes[at][i] * kept : 0;
        addRow(m_slopes->unitBias, slopes, 1);
        for (size_t i = 0; i < Net::Input; ++i) {
            if (m_inputs[at][i] != 0)
                addRow(m_slopes->unit[i], slopes, m_inputs[at][i]);
        }
        if (input.pieceCount == 0)
            return;
        std::array<float, Net::Piece> pieces;
        for (size_t i = 0; i < Net::Piece; ++i)
            pieces[i] = product(m_weights->unit[FirstPiece + i], slopes);
        for (size_t piece = 0; piece < input.pieceCount; ++piece) {
            addRow(m_slopes->pieces[input.pieces[piece]], pieces, 1.f / float(input.pieceCount));
            m_touched.push_back(input.pieces[piece]);
        }
    }

    void update(float rate)
    {
        ++m_steps;
        const float first = 1 - std::pow(0.9f, float(m_steps)), second = 1 - std::pow(0.999f, float(m_steps));
        float *weights = reinterpret_cast<float *>(m_weights.get()), *slopes = reinterpret_cast<float *>(m_slopes.get());
        float *mean = reinterpret_cast<float *>(m_mean.get());
        float *one = reinterpret_cast<float *>(m_first.get()), *two = reinterpret_cast<float *>(m_second.get());
        const float share = std::max(1.f / float(m_steps), 0.0008f);
        const auto change = [&](size_t from, size_t count, float decay) {
            for (size_t i = from; i < from + count; ++i) {
                const float slope = slopes[i] + decay * weights[i];
                one[i] = 0.9f * one[i] + 0.1f * slope;
                two[i] = 0.999f * two[i] + 0.001f * slope * slope;
                weights[i] -= rate * (one[i] / first) / (std::sqrt(two[i] / second) + 1e-8f);
                mean[i] += share * (weights[i] - mean[i]);
                slopes[i] = 0;
            }
        };
        std::sort(m_touched.begin(), m_touched.end());
        m_touched.erase(std::unique(m_touched.begin(), m_touched.end()), m_touched.end());
        for (const size_t row : m_touched)
            change(row * Net::Piece, Net::Piece, 0);
        m_touched.clear();
        change(Net::Pieces * Net::Piece, Dense, m_options.decay);
    }

    ContextTrainingOptions m_options;
    std::mt19937 m_random;
    std::unique_ptr<Net::Weights> m_weights, m_slopes, m_mean, m_first, m_second;
    std::vector<size_t> m_touched;
    int m_steps = 0;
    ChainLoss m_chain;
    std::vector<Input> m_inputs;
    std::vector<Unit> m_units, m_unitSlopes;
    Unit m_articleMean{};
    size_t m_articleWords = 0;
    std::vector<Unit> m_means;            // of the sentences
    std::vector<Hidden> m_hidden, m_hiddenSlopes, m_others;
    std::vector<Hidden> m_sums, m_sumSlopes; // of the occurrences of each word
    std::vector<quint32> m_counts;
    std::vector<Top> m_tops, m_shared, m_sharedSlopes;
    std::vector<size_t> m_sentence;
    std::vector<TagScores> m_scores;
};

} // namespace dateline::training
