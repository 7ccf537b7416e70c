#include "analysis/context_net.h"

#include "analysis/hashing.h"

#include <algorithm>

// The same loops for processors with wide registers; chosen once, when the program is loaded.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DATELINE_WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DATELINE_WIDE
#endif

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLCONTX1";

// sums += value × row
template <size_t Size>
inline void addRow(std::array<float, Size> &sums, const std::array<float, Size> &row, float value)
{
    for (size_t i = 0; i < Size; ++i)
        sums[i] += value * row[i];
}

template <size_t Size>
inline void rectify(std::array<float, Size> &values)
{
    for (float &value : values)
        value = value > 0 ? value : 0;
}

using UnitLayer = std::array<float, ContextNet::Unit>;
using HiddenLayer = std::array<float, ContextNet::Hidden>;
using TopLayer = std::array<float, ContextNet::Top>;

// What the unit owes to the word itself, wherever it stands.
DATELINE_WIDE void wordPartOf(const ContextNet::Weights &weights, const ContextInput &input, UnitLayer &unit)
{
    unit = weights.unitBias;
    if (input.vector) {
        for (size_t i = 0; i < WordVectors::Dimensions; ++i)
            addRow(unit, weights.unit[i], float((*input.vector)[i]) / 64);
    }
    if (input.pieceCount > 0) {
        std::array<float, ContextNet::Piece> sum{};
        for (size_t i = 0; i < input.pieceCount; ++i)
            addRow(sum, weights.pieces[input.pieces[i]], 1.f / float(input.pieceCount));
        for (size_t i = 0; i < ContextNet::Piece; ++i)
            addRow(unit, weights.unit[WordVectors::Dimensions + ContextNet::Signs + i], sum[i]);
    }
}

DATELINE_WIDE void addSignsTo(UnitLayer &unit, const ContextNet::Weights &weights, const ContextInput &input)
{
    for (size_t i = 0; i < input.signCount; ++i)
        addRow(unit, weights.unit[WordVectors::Dimensions + input.signs[i]], 1);
    rectify(unit);
}

// The units of an article's words; what a word owes to itself is worked out once an article.
class UnitMaker final {
public:
    UnitMaker(const ContextNet::Weights &weights, size_t words) : m_weights(weights), m_numbers(words, 0) {}

    void make(const ContextInput &input, UnitLayer &unit)
    {
        quint32 &number = m_numbers[input.elsewhere];
        if (number == 0 || !isSameWord(m_known[number - 1].first, input)) {
            m_known.emplace_back(input, UnitLayer());
            wordPartOf(m_weights, input, m_known.back().second);
            number = quint32(m_known.size());
        }
        unit = m_known[number - 1].second;
        addSignsTo(unit, m_weights, input);
    }

private:
    // Words that fold alike may be spelt with other letters.
    static bool isSameWord(const ContextInput &a, const ContextInput &b)
    {
        return a.vector == b.vector && a.pieceCount == b.pieceCount && a.pieces == b.pieces;
    }

    const ContextNet::Weights &m_weights;
    std::vector<quint32> m_numbers; // of each word of the article: one more than its place below
    std::vector<std::pair<ContextInput, UnitLayer>> m_known;
};

// `unit`: that of the word, among those of its sentence.
DATELINE_WIDE void hiddenOf(const ContextNet::Weights &weights, const UnitLayer *unit, const ContextInput &input, HiddenLayer &hidden)
{
    hidden = weights.hiddenBias;
    for (size_t place = 0; place < ContextNet::Window; ++place) {
        if (input.seen[place] == ContextInput::Outside)
            continue;
        const UnitLayer &seen = unit[input.seen[place]];
        const auto *rows = &weights.hidden[place * ContextNet::Unit];
        for (size_t i = 0; i < ContextNet::Unit; ++i) {
            if (seen[i] > 0)
                addRow(hidden, rows[i], seen[i]);
        }
    }
    rectify(hidden);
}

// The part of the top layer that all words of a sentence or an article share. `mean` is that of their units.
DATELINE_WIDE void addShared(const ContextNet::Weights &weights, const UnitLayer &mean, size_t firstRow, TopLayer &top)
{
    for (size_t i = 0; i < ContextNet::Unit; ++i)
        addRow(top, weights.top[firstRow + i], mean[i]);
}

// `sum`: of the hidden layers of all `count` occurrences, this one among them.
DATELINE_WIDE void scoresOf(const ContextNet::Weights &weights, const HiddenLayer &hidden, const HiddenLayer *sum, quint32 count, const TopLayer &shared,
                            ContextNet::Row &scores)
{
    TopLayer top = shared;
    for (size_t i = 0; i < ContextNet::Hidden; ++i) {
        if (hidden[i] > 0)
            addRow(top, weights.top[i], hidden[i]);
    }
    if (sum && count > 1) {
        const float share = 1.f / float(count - 1);
        for (size_t i = 0; i < ContextNet::Hidden; ++i) {
            const float others = ((*sum)[i] - hidden[i]) * share;
            if (others > 0)
                addRow(top, weights.top[ContextNet::Hidden + i], others);
        }
        addRow(top, weights.top[2 * ContextNet::Hidden], 1);
    }
    rectify(top);
    scores = weights.outBias;
    for (size_t i = 0; i < ContextNet::Top; ++i) {
        if (top[i] > 0)
            addRow(scores, weights.out[i], top[i]);
    }
}

// The pieces of three letters of the word and its ends (as in Bojanowski and others 2017), hashed.
void addPieces(QStringView word, ContextInput &input)
{
    const auto lower = [](QChar c) { return c.unicode() < 0x80 ? (c >= u'A' && c <= u'Z' ? char16_t(c.unicode() + 32) : c.unicode()) : c.toLower().unicode(); };
    const auto unit = [&](qsizetype at) { return at < 0 ? u'<' : at >= word.size() ? u'>' : lower(word[at]); };
    const auto add = [&](qsizetype at) {
        quint64 hash = hashing::Seed;
        for (qsizetype i = at; i < at + 3; ++i)
            hash = hashing::step(hash, unit(i));
        input.pieces[input.pieceCount++] = quint16(hashing::mixed(hash) % ContextNet::Pieces);
    };
    const qsizetype most = qsizetype(input.pieces.size());
    // Of a long word, its ends.
    for (qsizetype at = -1; at + 1 < word.size() && input.pieceCount < input.pieces.size(); ++at) {
        if (word.size() > most && at == most / 2 - 1)
            at = word.size() - (most - most / 2) - 1;
        add(at);
    }
}

void addSigns(const WordFacts &fact, const Token &token, const Sentence &sentence, size_t at, const Occurrences &known, ContextInput &input)
{
    const auto add = [&input](unsigned sign, bool holds) {
        if (holds && input.signCount < input.signs.size())
            input.signs[input.signCount++] = quint8(sign);
    };
    add(unsigned(token.letterCase), true);
    add(6 + unsigned(token.kind), token.kind != TokenKind::Word);
    add(12, !input.vector);
    add(13, token.glued);
    add(14, sentence.shouts);
    add(15, sentence.headline);
    add(16, at == size_t(sentence.first));
    add(17u + std::min<unsigned>(fact.runFirst, 2), fact.capitalised);
    add(20u + std::min<unsigned>(fact.runLast, 2), fact.capitalised);
    add(23, known.lower > 0);
    add(24, known.capital > 0);
    for (unsigned bit = 0; bit < 10; ++bit)
        add(25 + bit, (fact.places >> bit) & 1);
    add(35, token.length == 1);
    add(36, token.length > 9);
    add(37, fact.group.rarity >= 14);
}

} // namespace

void ContextNet::appendInputs(const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const WordVectors &vectors,
                              std::vector<ContextInput> &inputs)
{
    const size_t begin = inputs.size();
    const std::vector<WordFacts> &all = facts.of(text.part);
    for (size_t at = size_t(sentence.first); at < size_t(sentence.last); ++at) {
        const WordFacts &fact = all[at];
        ContextInput &input = inputs.emplace_back();
        input.vector = vectors.find(fact.word);
        if (text.tokens[at].isWord())
            addPieces(text.word(at), input);
        input.elsewhere = text.tokens[at].isWord() ? fact.elsewhere : 0;
        addSigns(fact, text.tokens[at], sentence, at, facts.elsewhere(fact), input);
    }
    const auto capital = [&](std::ptrdiff_t at) {
        return at >= sentence.first && at < sentence.last && all[size_t(at)].capitalised;
    };
    for (std::ptrdiff_t at = sentence.first; at < sentence.last; ++at) {
        ContextInput &input = inputs[begin + size_t(at - sentence.first)];
        input.candidate = capital(at - 1) || capital(at) || capital(at + 1);
        const WordFacts &fact = all[size_t(at)];
        const int first = fact.capitalised ? -int(fact.runFirst) : 0, last = fact.capitalised ? int(fact.runLast) : 0;
        const std::array<int, 9> seen{-2, -1, 0, 1, 2, first - 1, first, last, last + 1};
        for (size_t place = 0; place < seen.size(); ++place) {
            const bool inside = at + seen[place] >= sentence.first && at + seen[place] < sentence.last && (place < 5 || fact.capitalised);
            input.seen[place] = inside ? qint16(seen[place]) : ContextInput::Outside;
        }
    }
}

ContextNet::ArticleScores ContextNet::scores(const TokenisedArticle &article, const ArticleFacts &facts, const WordVectors &vectors) const
{
    struct Place {
        Part part;
        size_t token;
        quint32 elsewhere;
        quint32 sentence; // number of its top layer's shared part
    };
    ArticleScores result;
    result.transitions = &m_weights->transitions;
    std::vector<Place> places;
    std::vector<HiddenLayer> hidden;
    std::vector<ContextInput> inputs;
    std::vector<UnitLayer> units;
    UnitMaker unitMaker(*m_weights, facts.words());
    std::vector<TopLayer> shared;
    UnitLayer articleMean{};
    size_t words = 0;
    for (const TokenisedText *text : {&article.title, &article.text}) {
        (text->part == Part::Title ? result.title : result.text).resize(text->tokens.size());
        for (const Sentence &sentence : text->sentences) {
            inputs.clear();
            appendInputs(facts, *text, sentence, vectors, inputs);
            if (std::none_of(inputs.begin(), inputs.end(), [](const ContextInput &input) { return input.candidate; }))
                continue;
            units.resize(inputs.size());
            UnitLayer mean{};
            for (size_t at = 0; at < inputs.size(); ++at) {
                unitMaker.make(inputs[at], units[at]);
                addRow(mean, units[at], 1);
            }
            addRow(articleMean, mean, 1);
            words += inputs.size();
            for (float &value : mean)
                value /= float(inputs.size());
            addShared(*m_weights, mean, 2 * Hidden + 1, shared.emplace_back(m_weights->topBias));
            for (size_t at = 0; at < inputs.size(); ++at) {
                if (!inputs[at].candidate)
                    continue;
                places.push_back({text->part, size_t(sentence.first) + at, inputs[at].elsewhere, quint32(shared.size() - 1)});
                hiddenOf(*m_weights, &units[at], inputs[at], hidden.emplace_back());
            }
        }
    }
    for (float &value : articleMean)
        value /= float(std::max<size_t>(words, 1));
    for (TopLayer &top : shared)
        addShared(*m_weights, articleMean, 2 * Hidden + 1 + Unit, top);
    std::vector<quint32> firsts(facts.words(), 0); // one more than the number of the word's sum
    std::vector<std::pair<HiddenLayer, quint32>> sums;
    for (size_t at = 0; at < places.size(); ++at) {
        if (places[at].elsewhere == 0)
            continue;
        quint32 &number = firsts[places[at].elsewhere];
        if (number == 0) {
            sums.emplace_back();
            number = quint32(sums.size());
        }
        auto &[sum, count] = sums[number - 1];
        for (size_t i = 0; i < Hidden; ++i)
            sum[i] += hidden[at][i];
        ++count;
    }
    for (size_t at = 0; at < places.size(); ++at) {
        const quint32 number = places[at].elsewhere == 0 ? 0 : firsts[places[at].elsewhere];
        Row &row = (places[at].part == Part::Title ? result.title : result.text)[places[at].token];
        scoresOf(*m_weights, hidden[at], number ? &sums[number - 1].first : nullptr, number ? sums[number - 1].second : 0, shared[places[at].sentence], row);
    }
    return result;
}

QByteArray ContextNet::compile(const Weights &weights)
{
    return modelFile(Magic, {QByteArray(reinterpret_cast<const char *>(&weights), sizeof weights)});
}

Result<ContextNet> ContextNet::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 1, name);
    if (!file)
        return tl::unexpected(file.error());
    ContextNet net;
    net.m_file = *std::move(file);
    const auto weights = net.m_file.section<Weights>(0);
    if (!weights || weights->size() != 1)
        return ModelFile::damaged(name, QStringLiteral("odd size"));
    net.m_weights = weights->data();
    return net;
}

} // namespace dateline
