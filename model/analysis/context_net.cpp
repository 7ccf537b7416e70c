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

// One article on its way through the layers.
class ArticleJudge final {
public:
    ArticleJudge(const ContextNet::Weights &weights, const ArticleFacts &facts, const WordVectors &vectors)
        : m_weights(weights), m_facts(facts), m_vectors(vectors), m_unitMaker(weights, facts.words()), m_numbers(facts.words(), 0)
    {
    }

    // Up to the hidden layer.
    void read(const TokenisedText &text)
    {
        for (const Sentence &sentence : text.sentences) {
            for (qint32 first = sentence.first; first < sentence.last; first += ContextNet::LongestSentence) {
                Sentence piece = sentence;
                piece.first = first;
                piece.last = std::min(first + ContextNet::LongestSentence, sentence.last);
                if (size_t(piece.last) > ContextNet::MostWords)
                    return;
                readPiece(text, piece);
            }
        }
    }

    ContextNet::ArticleScores scores(size_t titleWords, size_t textWords)
    {
        ContextNet::ArticleScores result;
        result.transitions = &m_weights.transitions;
        result.title.resize(std::min(titleWords, ContextNet::MostWords));
        result.text.resize(std::min(textWords, ContextNet::MostWords));
        for (float &value : m_mean)
            value /= float(std::max<size_t>(m_words, 1));
        for (TopLayer &top : m_shared)
            addShared(m_weights, m_mean, 2 * ContextNet::Hidden + 1 + ContextNet::Unit, top);
        for (size_t at = 0; at < m_places.size(); ++at) {
            const Place &place = m_places[at];
            const quint32 number = place.word == 0 ? 0 : m_numbers[place.word];
            ContextNet::Row &row = (place.part == Part::Title ? result.title : result.text)[place.token];
            scoresOf(m_weights, m_hidden[at], number ? &m_sums[number - 1].first : nullptr, number ? m_sums[number - 1].second : 0,
                     m_shared[place.sentence], row);
        }
        return result;
    }

private:
    struct Place {
        Part part;
        size_t token;
        quint32 word;     // 0: none
        quint32 sentence; // number of its top layer's shared part
    };

    void readPiece(const TokenisedText &text, const Sentence &sentence)
    {
        m_inputs.clear();
        ContextNet::appendInputs(m_facts, text, sentence, m_vectors, m_inputs);
        if (std::none_of(m_inputs.begin(), m_inputs.end(), [](const ContextInput &input) { return input.candidate; }))
            return;
        m_units.resize(m_inputs.size());
        UnitLayer mean{};
        for (size_t at = 0; at < m_inputs.size(); ++at) {
            m_unitMaker.make(m_inputs[at], m_units[at]);
            addRow(mean, m_units[at], 1);
        }
        addRow(m_mean, mean, 1);
        m_words += m_inputs.size();
        for (float &value : mean)
            value /= float(m_inputs.size());
        addShared(m_weights, mean, 2 * ContextNet::Hidden + 1, m_shared.emplace_back(m_weights.topBias));
        for (size_t at = 0; at < m_inputs.size(); ++at) {
            if (!m_inputs[at].candidate)
                continue;
            m_places.push_back({text.part, size_t(sentence.first) + at, m_inputs[at].elsewhere, quint32(m_shared.size() - 1)});
            hiddenOf(m_weights, &m_units[at], m_inputs[at], m_hidden.emplace_back());
            addOccurrence(m_inputs[at].elsewhere, m_hidden.back());
        }
    }

    void addOccurrence(quint32 word, const HiddenLayer &hidden)
    {
        if (word == 0)
            return;
        if (m_numbers[word] == 0) {
            m_sums.emplace_back();
            m_numbers[word] = quint32(m_sums.size());
        }
        auto &[sum, count] = m_sums[m_numbers[word] - 1];
        addRow(sum, hidden, 1);
        ++count;
    }

    const ContextNet::Weights &m_weights;
    const ArticleFacts &m_facts;
    const WordVectors &m_vectors;
    UnitMaker m_unitMaker;
    std::vector<ContextInput> m_inputs; // of the sentence at hand
    std::vector<UnitLayer> m_units;
    UnitLayer m_mean{};                 // of the article
    size_t m_words = 0;
    std::vector<TopLayer> m_shared;
    std::vector<Place> m_places;
    std::vector<HiddenLayer> m_hidden;  // of each place
    std::vector<quint32> m_numbers;     // of each word of the article: one more than its place below
    std::vector<std::pair<HiddenLayer, quint32>> m_sums; // of the hidden layers of its occurrences, and how many these are
};

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
    ArticleJudge judge(*m_weights, facts, vectors);
    judge.read(article.title);
    judge.read(article.text);
    return judge.scores(article.title.tokens.size(), article.text.tokens.size());
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
