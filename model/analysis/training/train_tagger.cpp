// Trains the conditional random field of entity_tagger.h by stochastic gradient descent (AdaGrad, Duchi, Hazan & Singer 2011)
// and writes resources/models/names.bin. See resources/models/README.md for the command.
#include "analysis/tagger_features.h"
#include "analysis/training/crf.h"
#include "analysis/training/name_score.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <unordered_map>

using namespace dateline;
using namespace dateline::training;

namespace {

constexpr size_t Tags = tags::Count;
constexpr size_t Free = Tags - 1; // tag 0 is the zero point
constexpr int LeastCount = 2;
constexpr float Rate = 0.1f;
constexpr float Decay = 1e-3f;
constexpr double Dropout = 0.5;
constexpr qint32 LongestSentence = 256;

using Row = std::array<float, Free>;
struct Cell {
    Row weight{};
    Row squares{};
};

struct Sequence {
    std::vector<std::vector<quint32>> features; // of each token
    std::vector<quint8> gold;
    float weight = 1;
};

template <class Use>
void forEachSentence(const NameLists &lists, const GoldDocument &document, Use use)
{
    const ReadDocument read(lists, document.text);
    const std::vector<quint8> gold = goldTags(read.article.text, document.names);
    for (const Sentence &whole : read.article.text.sentences) {
        for (qint32 first = whole.first; first < whole.last; first += LongestSentence) {
            Sentence sentence = whole;
            sentence.first = first;
            sentence.last = std::min(whole.last, first + LongestSentence);
            use(read.facts, read.article.text, sentence, gold);
        }
    }
}

class Trainer final {
public:
    explicit Trainer(const NameLists &lists) : m_lists(lists) {}

    void prepare(const std::vector<GoldDocument> &documents)
    {
        std::unordered_map<quint64, int> counts;
        std::vector<quint64> keys;
        for (const GoldDocument &document : documents) {
            forEachSentence(m_lists, document, [&](const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const auto &) {
                for (qint32 at = sentence.first; at < sentence.last; ++at) {
                    keys.clear();
                    appendFeatures(facts, text, sentence, size_t(at), keys);
                    for (const quint64 key : keys)
                        ++counts[key];
                }
            });
        }
        for (const auto &[key, count] : counts) {
            if (count >= LeastCount)
                m_keys.push_back(key);
        }
        std::sort(m_keys.begin(), m_keys.end());
        counts.clear();
        std::unordered_map<quint64, quint32> numbers;
        for (size_t number = 0; number < m_keys.size(); ++number)
            numbers[m_keys[number]] = quint32(number);
        for (const GoldDocument &document : documents)
            addSequences(document, numbers);
        m_cells.resize(m_keys.size());
        m_average.resize(m_keys.size());
        std::fprintf(stderr, "%zu features, %zu sentences\n", m_keys.size(), m_sequences.size());
    }

    void train(int rounds, const std::vector<std::pair<QString, std::vector<GoldDocument>>> &measured)
    {
        std::mt19937 random(7);
        for (int round = 1; round <= rounds; ++round) {
            std::shuffle(m_sequences.begin(), m_sequences.end(), random);
            double loss = 0;
            for (const Sequence &sequence : m_sequences)
                loss += learn(sequence);
            std::fprintf(stderr, "round %d loss %.0f\n", round, loss);
            if (round > 1)
                addToAverage();
            if (round % 2 == 0 || round == rounds)
                for (const auto &[name, documents] : measured)
                    measure(name, documents);
        }
    }

    QByteArray compiled(float least) const
    {
        EntityTagger::Weights weights;
        weights.transitions = m_averageTransitions;
        for (auto &from : weights.transitions)
            for (float &weight : from)
                weight /= float(m_averaged);
        for (size_t number = 0; number < m_keys.size(); ++number) {
            Row row = m_average[number];
            for (float &weight : row)
                weight /= float(m_averaged);
            if (std::any_of(row.begin(), row.end(), [least](float weight) { return std::abs(weight) >= least; }))
                weights.rows.push_back({m_keys[number], row});
        }
        std::fprintf(stderr, "%zu features kept\n", weights.rows.size());
        return EntityTagger::compile(weights);
    }

    void measure(const QString &name, const std::vector<GoldDocument> &documents) const
    {
        const QByteArray bytes = compiled(m_least);
        const auto tagger = EntityTagger::open(bytes, name);
        if (!tagger)
            qFatal("%s", qPrintable(tagger.error().detail));
        printScore(name, m_lists, documents, [&](const ReadDocument &read) { return tagger->tag(read.facts, read.article.text); });
    }

    void setLeast(float least) { m_least = least; }

private:
    void addSequences(const GoldDocument &document, const std::unordered_map<quint64, quint32> &numbers)
    {
        forEachSentence(m_lists, document, [&](const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const auto &gold) {
            Sequence sequence;
            sequence.weight = document.weight;
            std::vector<quint64> keys;
            for (qint32 at = sentence.first; at < sentence.last; ++at) {
                keys.clear();
                appendFeatures(facts, text, sentence, size_t(at), keys);
                std::vector<quint32> features;
                for (const quint64 key : keys) {
                    if (const auto it = numbers.find(key); it != numbers.end())
                        features.push_back(it->second);
                }
                sequence.features.push_back(std::move(features));
                sequence.gold.push_back(gold[size_t(at)]);
            }
            mendCutNames(sequence.gold);
            m_sequences.push_back(std::move(sequence));
        });
    }

    // The mean of the weights after each round but the first generalises better than the last ones (Polyak & Juditsky 1992).
    void addToAverage()
    {
        ++m_averaged;
        for (size_t number = 0; number < m_cells.size(); ++number)
            for (size_t tag = 0; tag < Free; ++tag)
                m_average[number][tag] += m_cells[number].weight[tag];
        for (size_t from = 0; from < Tags; ++from)
            for (size_t to = 0; to < Tags; ++to)
                m_averageTransitions[from][to] += m_transitions[from][to];
    }

    // Features left out by chance, so that the others learn to do without them (Globerson & Roweis 2006).
    Sequence thinned(const Sequence &all)
    {
        Sequence sequence = all;
        for (std::vector<quint32> &features : sequence.features)
            std::erase_if(features, [this](quint32) { return double(m_random()) < Dropout * 4294967296.0; });
        return sequence;
    }

    // One step against the slopes of the loss, which it gives.
    double learn(const Sequence &all)
    {
        const Sequence sequence = thinned(all);
        m_scores.assign(sequence.gold.size(), TagScores{});
        for (size_t at = 0; at < m_scores.size(); ++at)
            for (const quint32 feature : sequence.features[at])
                for (size_t tag = 0; tag < Free; ++tag)
                    m_scores[at][tag + 1] += m_cells[feature].weight[tag];
        const double loss = m_chain.measure(m_scores, sequence.gold, m_transitions);
        for (size_t at = 0; at < m_scores.size(); ++at)
            step(sequence.features[at], m_chain.slopes[at], sequence.weight);
        for (size_t from = 0; from < Tags; ++from) {
            for (size_t to = 0; to < Tags; ++to) {
                const float slope = m_chain.transitionSlopes[from][to];
                m_transitionSquares[from][to] += slope * slope;
                m_transitions[from][to] -= Rate * slope / (std::sqrt(m_transitionSquares[from][to]) + 0.1f);
            }
        }
        return loss;
    }

    void step(const std::vector<quint32> &features, const TagScores &slopes, float weight)
    {
        if (std::all_of(slopes.begin() + 1, slopes.end(), [weight](float slope) { return std::abs(slope) * weight <= 0.004f; }))
            return;
        for (const quint32 feature : features) {
            Cell &cell = m_cells[feature];
            for (size_t tag = 0; tag < Free; ++tag) {
                const float slope = slopes[tag + 1] * weight + Decay * cell.weight[tag];
                cell.squares[tag] += slope * slope;
                cell.weight[tag] -= Rate * slope / (std::sqrt(cell.squares[tag]) + 0.1f);
            }
        }
    }

    const NameLists &m_lists;
    std::mt19937 m_random{11};
    std::vector<quint64> m_keys;
    std::vector<Cell> m_cells;
    std::vector<Row> m_average;
    int m_averaged = 0;
    std::vector<Sequence> m_sequences;
    ChainLoss m_chain;
    std::vector<TagScores> m_scores;
    Transitions m_transitions{}, m_transitionSquares{}, m_averageTransitions{};
    float m_least = 0.02f;
};

} // namespace

int main(int argc, char **argv)
{
    const NameTraining training = NameTraining::read(argc, argv, 1, "train_tagger MODELS_FOLDER ROUNDS LEAST_WEIGHT TRAIN.conll[=WEIGHT]… -- MEASURE.conll…");
    const float least = training.options[0].toFloat();
    const NameLists lists = NameLists::load(training.models);
    Trainer trainer(lists);
    trainer.setLeast(least);
    trainer.prepare(trainingDocuments(training.corpora));
    trainer.train(training.rounds, training.measured);
    training.write(QStringLiteral("names.bin"), trainer.compiled(least));
    return 0;
}
