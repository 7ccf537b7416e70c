// Counts are damped by a logarithm, weighted by rarity and scaled to length one (tf-idf), so that a headline and a long read
// weigh alike. Of a very long text the beginning speaks for the whole.
#include "analysis/text_classifier.h"

#include "analysis/hashing.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLTOPIC2";
constexpr float RarityUnit = 1.f / 28; // rarities are logarithms below 9
constexpr size_t MostTokens = 4000;
constexpr qsizetype StemUnits = 5;

enum FeatureFamily : quint64 { Words = 201, Pairs, Groups, Stems, TitleWords, TitleGroups };

constexpr float familyWeight(FeatureFamily family)
{
    switch (family) {
    case Words: return 1.0f;
    case Pairs: return 0.7f;
    case Groups: return 0.8f;
    case Stems: return 0.8f;
    case TitleWords: return 0.8f;
    case TitleGroups: return 0.6f;
    }
    return 0;
}

quint64 key(FeatureFamily family, quint64 value)
{
    return hashing::joined(family, value);
}

bool isCounted(const Token &token)
{
    return (token.isWord() && token.length > 1) || token.kind == TokenKind::Ideograph;
}

// Words that a reader would not take for a reason, whatever they weigh.
bool saysSomething(const Token &token)
{
    if (token.kind == TokenKind::Ideograph)
        return true;
    static constexpr std::u16string_view functionWords[] = {u"a", u"about", u"above", u"according", u"across", u"after", u"again", u"against",
        u"ago", u"all", u"almost", u"along", u"already", u"also", u"although", u"always", u"am", u"among", u"an", u"and", u"another", u"any",
        u"are", u"around", u"as", u"at", u"away", u"back", u"be", u"became", u"because", u"become", u"been", u"before", u"began", u"behind",
        u"being", u"below", u"between", u"both", u"but", u"by", u"came", u"can", u"cannot", u"come", u"comes", u"could", u"day", u"days", u"did",
        u"do", u"does", u"doing", u"done", u"down", u"during", u"each", u"earlier", u"either", u"else", u"enough", u"even", u"ever", u"every",
        u"few", u"first", u"five", u"for", u"former", u"four", u"from", u"further", u"gave", u"get", u"gets", u"give", u"given", u"go", u"goes",
        u"going", u"got", u"had", u"has", u"have", u"having", u"he", u"her", u"here", u"hers", u"herself", u"him", u"himself", u"his", u"how",
        u"however", u"if", u"in", u"including", u"indeed", u"instead", u"into", u"is", u"it", u"its", u"itself", u"just", u"last", u"later",
        u"least", u"less", u"like", u"made", u"make", u"makes", u"making", u"many", u"may", u"me", u"might", u"mine", u"more", u"most", u"mr",
        u"mrs", u"ms", u"much", u"must", u"my", u"near", u"nearly", u"need", u"never", u"new", u"next", u"no", u"nor", u"not", u"nothing",
        u"now", u"of", u"off", u"often", u"old", u"on", u"once", u"one", u"only", u"onto", u"or", u"other", u"others", u"our", u"out", u"over",
        u"own", u"part", u"per", u"perhaps", u"put", u"quite", u"quot", u"rather", u"really", u"said", u"same", u"saw", u"say", u"saying",
        u"says", u"second", u"see", u"seen", u"set", u"several", u"she", u"should", u"since", u"six", u"so", u"some", u"something", u"still",
        u"such", u"take", u"taken", u"takes", u"taking", u"ten", u"than", u"that", u"the", u"their", u"them", u"themselves", u"then", u"there",
        u"these", u"they", u"thing", u"things", u"third", u"this", u"those", u"though", u"three", u"through", u"time", u"times", u"to", u"today",
        u"together", u"told", u"too", u"took", u"toward", u"towards", u"two", u"under", u"until", u"up", u"upon", u"us", u"use", u"used", u"very",
        u"via", u"was", u"way", u"we", u"week", u"well", u"went", u"were", u"what", u"when", u"where", u"whether", u"which", u"while", u"who",
        u"whom", u"whose", u"why", u"will", u"with", u"within", u"without", u"would", u"year", u"years", u"yes", u"yesterday", u"yet", u"you",
        u"your", u"monday", u"tuesday", u"wednesday", u"thursday", u"friday", u"saturday", u"sunday", u"january", u"february", u"march", u"april",
        u"june", u"july", u"august", u"september", u"october", u"november", u"december", u"don", u"didn", u"isn", u"wasn", u"doesn", u"ll", u"ve",
        u"re", u"watch", u"read", u"reuters", u"ap", u"afp", u"bbc", u"cnn"};
    static const QSet<quint64> words = [] {
        QSet<quint64> set;
        for (const std::u16string_view word : functionWords)
            set.insert(foldedHash(QStringView(word.data(), qsizetype(word.size()))));
        return set;
    }();
    return (token.length > 2 || token.letterCase == TokenCase::Upper) && !words.contains(token.folded);
}

quint64 stemHash(QStringView word)
{
    quint64 hash = hashing::Seed;
    for (const QChar c : word.first(std::min(word.size(), StemUnits)))
        hash = hashing::step(hash, c.toLower().unicode());
    return hash;
}

struct RawFeature {
    quint64 key = 0;
    FeatureFamily family = Words;
};

// Calls use(key, family, first token, last token) for each feature of each word.
template <class Use>
void forEachFeature(const TokenisedText &text, const Lexicon &lexicon, Use use)
{
    quint64 before = 0;
    size_t beforeAt = 0;
    const size_t count = std::min(text.tokens.size(), MostTokens);
    for (size_t at = 0; at < count; ++at) {
        const Token &token = text.tokens[at];
        if (!isCounted(token)) {
            if (token.kind == TokenKind::Punctuation && token.length == 1 && text.text[token.start] != u'-')
                before = 0;
            continue;
        }
        use(key(Words, token.folded), Words, at, at);
        if (before != 0)
            use(key(Pairs, hashing::joined(before, token.folded)), Pairs, beforeAt, at);
        const WordGroup group = lexicon.find(token.folded);
        if (group.fine != 0)
            use(key(Groups, group.fine), Groups, at, at);
        if (token.length > StemUnits)
            use(key(Stems, stemHash(text.word(token))), Stems, at, at);
        if (text.part == Part::Title) {
            use(key(TitleWords, token.folded), TitleWords, at, at);
            if (group.fine != 0)
                use(key(TitleGroups, group.fine), TitleGroups, at, at);
        }
        before = token.folded;
        beforeAt = at;
    }
}

} // namespace

std::vector<TextFeature> textFeatures(const TokenisedArticle &article, const Lexicon &lexicon)
{
    std::vector<RawFeature> all;
    const auto gather = [&all](quint64 featureKey, FeatureFamily family, size_t, size_t) { all.push_back({featureKey, family}); };
    forEachFeature(article.title, lexicon, gather);
    forEachFeature(article.text, lexicon, gather);
    std::sort(all.begin(), all.end(), [](const RawFeature &a, const RawFeature &b) { return a.key < b.key; });
    std::vector<TextFeature> features;
    for (size_t at = 0; at < all.size();) {
        size_t end = at;
        while (end < all.size() && all[end].key == all[at].key)
            ++end;
        features.push_back({all[at].key, familyWeight(all[at].family) * (1 + std::log(float(end - at)))});
        at = end;
    }
    return features;
}

quint64 wordFeature(quint64 folded)
{
    return key(Words, folded);
}

QByteArray TextClassifier::compile(const std::vector<Label> &labels, const std::vector<Row> &rows)
{
    float largest = 1e-6f;
    for (const Row &row : rows)
        for (const float weight : row.weights)
            largest = std::max(largest, std::abs(weight));
    const float unit = largest / 127;
    std::vector<Slot> table(rows.size() * 5 / 4 + 2);
    for (const Row &row : rows) {
        size_t at = size_t(((row.key >> 32) * table.size()) >> 32);
        while (table[at].check != 0)
            at = at + 1 == table.size() ? 0 : at + 1;
        table[at].check = std::max(quint32(row.key), 1u);
        table[at].rarity = quint8(std::clamp(std::lround(row.rarity / RarityUnit), 0l, 255l));
        for (size_t label = 0; label < MostLabels; ++label)
            table[at].weights[label] = qint8(std::lround(row.weights[label] / unit));
    }
    const auto bytes = [](const auto &vector) {
        return QByteArray(reinterpret_cast<const char *>(vector.data()), qsizetype(vector.size() * sizeof(vector[0])));
    };
    return modelFile(Magic, {bytes(labels), bytes(table), bytes(std::vector<float>{unit})});
}

Result<TextClassifier> TextClassifier::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 3, name);
    if (!file)
        return tl::unexpected(file.error());
    TextClassifier classifier;
    classifier.m_file = *std::move(file);
    const auto labels = classifier.m_file.section<Label>(0);
    const auto table = classifier.m_file.section<Slot>(1);
    const auto unit = classifier.m_file.section<float>(2);
    if (!labels || labels->size() > MostLabels || !table || !unit || unit->size() != 1
        || std::any_of(labels->begin(), labels->end(), [](const Label &label) { return label.name[sizeof label.name - 1] != 0; })
        || std::none_of(table->begin(), table->end(), [](const Slot &slot) { return slot.check == 0; }))
        return ModelFile::damaged(name, QStringLiteral("odd sections"));
    classifier.m_labels = *labels;
    classifier.m_slots = *table;
    classifier.m_unit = unit->front();
    return classifier;
}

const TextClassifier::Slot *TextClassifier::find(quint64 featureKey) const
{
    const quint32 check = std::max(quint32(featureKey), 1u);
    for (size_t at = size_t(((featureKey >> 32) * m_slots.size()) >> 32); m_slots[at].check != 0;
         at = at + 1 == m_slots.size() ? 0 : at + 1) {
        if (m_slots[at].check == check)
            return &m_slots[at];
    }
    return nullptr;
}

std::vector<float> TextClassifier::probabilities(const TokenisedArticle &article, const Lexicon &lexicon) const
{
    std::array<float, MostLabels> sums{};
    float squares = 0;
    for (const TextFeature &feature : textFeatures(article, lexicon)) {
        const Slot *slot = find(feature.key);
        if (!slot)
            continue;
        const float value = feature.value * RarityUnit * float(slot->rarity);
        squares += value * value;
        for (size_t label = 0; label < MostLabels; ++label)
            sums[label] += value * float(slot->weights[label]);
    }
    const float scale = squares > 0 ? m_unit / std::sqrt(squares) : 0;
    std::vector<float> result(m_labels.size());
    for (size_t label = 0; label < result.size(); ++label)
        result[label] = 1 / (1 + std::exp(-(m_labels[label].bias + scale * sums[label])));
    return result;
}

QList<Span> TextClassifier::evidence(const TokenisedArticle &article, const Lexicon &lexicon, size_t label, int most) const
{
    struct Witness {
        float weight = 0;
        quint64 word = 0;
        Span span;
    };
    std::vector<Witness> witnesses;
    for (const TokenisedText *text : {&article.title, &article.text}) {
        std::vector<float> weights(std::min(text->tokens.size(), MostTokens), 0.f);
        forEachFeature(*text, lexicon, [&](quint64 featureKey, FeatureFamily family, size_t first, size_t last) {
            if (const Slot *slot = find(featureKey)) {
                const float weight = familyWeight(family) * float(slot->rarity) * float(slot->weights[label]) / (first == last ? 1 : 2);
                weights[first] += weight;
                if (last != first)
                    weights[last] += weight;
            }
        });
        for (size_t at = 0; at < weights.size(); ++at) {
            if (weights[at] > 0 && saysSomething(text->tokens[at]))
                witnesses.push_back({weights[at], text->tokens[at].folded, text->span(at, at + 1)});
        }
    }
    std::stable_sort(witnesses.begin(), witnesses.end(), [](const Witness &a, const Witness &b) { return a.weight > b.weight; });
    QList<Span> spans;
    std::vector<quint64> shown;
    for (const Witness &witness : witnesses) {
        // What weighs little beside the weightiest says nothing.
        if (spans.size() >= most || witness.weight * 5 < witnesses.front().weight)
            break;
        if (std::find(shown.begin(), shown.end(), witness.word) == shown.end()) {
            shown.push_back(witness.word);
            spans.append(witness.span);
        }
    }
    return spans;
}

} // namespace dateline
