// Trains the conditional random field of entity_tagger.h by stochastic gradient descent (AdaGrad, Duchi, Hazan & Singer 2011)
// and writes resources/models/names.bin. See resources/models/README.md for the command.
#include "analysis/tagger_features.h"
#include "analysis/training/conll.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <set>
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

struct Resources {
    Gazetteer gazetteer;
    Lexicon lexicon;
};

template <class Use>
void forEachSentence(const Resources &resources, const GoldDocument &document, Use use)
{
    TokenisedArticle article;
    article.title = tokenised(QStringView(), Part::Title, QString());
    article.text = tokenised(document.text, Part::Text, QStringLiteral("en"));
    const ArticleFacts facts(article, resources.lexicon, {}, placesIn(article.text, resources.gazetteer, packed(u"en")));
    const std::vector<quint8> gold = goldTags(article.text, document.names);
    for (const Sentence &whole : article.text.sentences) {
        for (qint32 first = whole.first; first < whole.last; first += LongestSentence) {
            Sentence sentence = whole;
            sentence.first = first;
            sentence.last = std::min(whole.last, first + LongestSentence);
            use(facts, article.text, sentence, gold);
        }
    }
}

class Trainer final {
public:
    explicit Trainer(const Resources &resources) : m_resources(resources) {}

    void prepare(const std::vector<GoldDocument> &documents)
    {
        std::unordered_map<quint64, int> counts;
        std::vector<quint64> keys;
        for (const GoldDocument &document : documents) {
            forEachSentence(m_resources, document, [&](const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const auto &) {
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
        int right = 0, found = 0, asked = 0;
        for (const GoldDocument &document : documents) {
            TokenisedArticle article;
            article.title = tokenised(QStringView(), Part::Title, QString());
            article.text = tokenised(document.text, Part::Text, QStringLiteral("en"));
            const ArticleFacts facts(article, m_resources.lexicon, {}, placesIn(article.text, m_resources.gazetteer, packed(u"en")));
            std::set<GoldName> mine, gold;
            for (const TaggedName &tagged : tagger->tag(facts, article.text)) {
                const Span span = article.text.span(tagged.first, tagged.last);
                if (tagged.kind != NameKind::Other)
                    mine.insert({span.start, span.length, tagged.kind});
            }
            for (const GoldName &one : document.names)
                if (one.kind != NameKind::Other)
                    gold.insert(one);
            for (const GoldName &one : gold)
                right += int(mine.count(one));
            found += int(mine.size());
            asked += int(gold.size());
        }
        const double p = double(right) / std::max(found, 1), r = double(right) / std::max(asked, 1);
        std::printf("%s  P %.4f  R %.4f  F1 %.4f\n", qPrintable(name.section(u'/', -1)), p, r, 2 * p * r / (p + r));
        std::fflush(stdout);
    }

    void setLeast(float least) { m_least = least; }

private:
    using Scores = std::array<float, Tags>;

    // A name that the end of a sentence cuts in two becomes two names.
    static void mendCutNames(std::vector<quint8> &gold)
    {
        const auto turn = [](quint8 &tag, tags::Place place) { tag = quint8(tags::of((tag - 1) / 4, place)); };
        if (!gold.empty() && !tags::startsName(gold.front()))
            turn(gold.front(), tags::endsName(gold.front()) ? tags::Unit : tags::Begin);
        if (!gold.empty() && !tags::endsName(gold.back()))
            turn(gold.back(), tags::startsName(gold.back()) ? tags::Unit : tags::Last);
    }

    void addSequences(const GoldDocument &document, const std::unordered_map<quint64, quint32> &numbers)
    {
        forEachSentence(m_resources, document, [&](const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const auto &gold) {
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

    // Forward and backward in scaled probabilities; then one step against the gradient. Gives the loss.
    double learn(const Sequence &all)
    {
        const Sequence sequence = thinned(all);
        const size_t length = sequence.gold.size();
        std::vector<Scores> potential(length), forward(length), backward(length);
        std::vector<float> scale(length);
        std::array<Scores, Tags> transition;
        for (size_t from = 0; from < Tags; ++from)
            for (size_t to = 0; to < Tags; ++to)
                transition[from][to] = tags::follows(int(from), int(to)) ? std::exp(m_transitions[from][to]) : 0.f;
        double gold = 0, logZ = 0;
        for (size_t at = 0; at < length; ++at) {
            Scores scores{};
            for (const quint32 feature : sequence.features[at])
                for (size_t tag = 0; tag < Free; ++tag)
                    scores[tag + 1] += m_cells[feature].weight[tag];
            gold += scores[sequence.gold[at]];
            if (at > 0)
                gold += m_transitions[sequence.gold[at - 1]][sequence.gold[at]];
            const float highest = *std::max_element(scores.begin(), scores.end());
            logZ += highest;
            for (size_t tag = 0; tag < Tags; ++tag)
                potential[at][tag] = std::exp(scores[tag] - highest);
        }
        for (size_t at = 0; at < length; ++at) {
            float sum = 0;
            for (size_t to = 0; to < Tags; ++to) {
                float in = at == 0 ? float(tags::startsName(int(to))) : 0.f;
                for (size_t from = 0; at > 0 && from < Tags; ++from)
                    in += forward[at - 1][from] * transition[from][to];
                forward[at][to] = in * potential[at][to];
                if (at + 1 == length && !tags::endsName(int(to)))
                    forward[at][to] = 0;
                sum += forward[at][to];
            }
            scale[at] = std::max(sum, 1e-30f);
            for (float &value : forward[at])
                value /= scale[at];
            logZ += std::log(double(scale[at]));
        }
        for (size_t tag = 0; tag < Tags; ++tag)
            backward[length - 1][tag] = float(tags::endsName(int(tag)));
        for (size_t at = length - 1; at-- > 0;) {
            for (size_t from = 0; from < Tags; ++from) {
                float sum = 0;
                for (size_t to = 0; to < Tags; ++to)
                    sum += transition[from][to] * potential[at + 1][to] * backward[at + 1][to];
                backward[at][from] = sum / scale[at + 1];
            }
        }
        for (size_t at = 0; at < length; ++at)
            step(sequence, at, potential, forward, backward, scale, transition);
        return logZ - gold;
    }

    void step(const Sequence &sequence, size_t at, const std::vector<Scores> &potential, const std::vector<Scores> &forward,
              const std::vector<Scores> &backward, const std::vector<float> &scale, const std::array<Scores, Tags> &transition)
    {
        Row gradient{};
        float largest = 0;
        for (size_t tag = 0; tag < Free; ++tag) {
            gradient[tag] = forward[at][tag + 1] * backward[at][tag + 1] - float(sequence.gold[at] == tag + 1);
            gradient[tag] *= sequence.weight;
            largest = std::max(largest, std::abs(gradient[tag]));
        }
        if (largest > 0.004f) {
            for (const quint32 feature : sequence.features[at]) {
                Cell &cell = m_cells[feature];
                for (size_t tag = 0; tag < Free; ++tag) {
                    const float slope = gradient[tag] + Decay * cell.weight[tag];
                    cell.squares[tag] += slope * slope;
                    cell.weight[tag] -= Rate * slope / (std::sqrt(cell.squares[tag]) + 0.1f);
                }
            }
        }
        if (at == 0)
            return;
        for (size_t from = 0; from < Tags; ++from) {
            for (size_t to = 0; to < Tags; ++to) {
                if (!tags::follows(int(from), int(to)))
                    continue;
                float slope = forward[at - 1][from] * transition[from][to] * potential[at][to] * backward[at][to] / scale[at];
                slope -= float(sequence.gold[at - 1] == from && sequence.gold[at] == to);
                if (std::abs(slope) < 1e-4f)
                    continue;
                m_transitionSquares[from][to] += slope * slope;
                m_transitions[from][to] -= Rate * slope / (std::sqrt(m_transitionSquares[from][to]) + 0.1f);
            }
        }
    }

    const Resources &m_resources;
    std::mt19937 m_random{11};
    std::vector<quint64> m_keys;
    std::vector<Cell> m_cells;
    std::vector<Row> m_average;
    int m_averaged = 0;
    std::vector<Sequence> m_sequences;
    std::array<Scores, Tags> m_transitions{}, m_transitionSquares{}, m_averageTransitions{};
    float m_least = 0.02f;
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

} // namespace

// train_tagger MODELS_FOLDER ROUNDS LEAST_WEIGHT {FILE.conll[=WEIGHT]} -- {MEASURED.conll}
int main(int argc, char **argv)
{
    QStringList arguments;
    for (int at = 1; at < argc; ++at)
        arguments.append(QString::fromLocal8Bit(argv[at]));
    const qsizetype apart = arguments.indexOf(u"--");
    if (arguments.size() < 4 || apart < 4) {
        std::fputs("train_tagger MODELS_FOLDER ROUNDS LEAST_WEIGHT TRAIN.conll[=WEIGHT]… -- MEASURE.conll…\n", stderr);
        return 2;
    }
    const QByteArray places = contents(arguments[0] + u"/places.bin"), words = contents(arguments[0] + u"/words.bin");
    const Resources resources{Gazetteer::open(places, QString()).value(), Lexicon::open(words, QString()).value()};
    std::vector<GoldDocument> documents;
    for (const QString &argument : arguments.mid(3, apart - 3)) {
        for (GoldDocument &document : readConll(argument.section(u'=', 0, 0), 60)) {
            document.weight = argument.contains(u'=') ? argument.section(u'=', 1).toFloat() : 1.f;
            documents.push_back(std::move(document));
        }
    }
    const std::vector<GoldDocument> copies = shouted(documents, 3, 0.12);
    documents.insert(documents.end(), copies.begin(), copies.end());
    std::vector<std::pair<QString, std::vector<GoldDocument>>> measured;
    for (const QString &argument : arguments.mid(apart + 1))
        measured.emplace_back(argument, readConll(argument, 200));
    Trainer trainer(resources);
    trainer.setLeast(arguments[2].toFloat());
    trainer.prepare(documents);
    trainer.train(arguments[1].toInt(), measured);
    QFile out(arguments[0] + u"/names.bin");
    if (!out.open(QIODevice::WriteOnly) || out.write(trainer.compiled(arguments[2].toFloat())) < 0)
        qFatal("cannot write names.bin");
    return 0;
}
