#include "analysis/word_facts.h"

#include "analysis/hashing.h"

#include <algorithm>
#include <array>
#include <bit>

namespace dateline {

namespace {

constexpr qsizetype ShapeUnits = 24; // of a longer word only the beginning is looked at

quint64 unitHash(QStringView units, bool fromEnd, qsizetype count)
{
    if (units.size() < count)
        return 0;
    quint64 hash = hashing::Seed;
    const qsizetype from = fromEnd ? units.size() - count : 0;
    for (qsizetype at = from; at < from + count; ++at) {
        const char16_t c = units[at].unicode();
        hash = hashing::step(hash, c >= 0x80 ? char16_t(QChar::toLower(char32_t(c))) : c >= 'A' && c <= 'Z' ? char16_t(c + 32) : c);
    }
    return hash;
}

quint64 shapeOf(QStringView word)
{
    quint64 hash = hashing::Seed;
    char16_t last = 0;
    int repeated = 0;
    for (qsizetype at = 0; at < std::min(word.size(), ShapeUnits); ++at) {
        const char16_t c = word[at].unicode();
        char16_t shape = c;
        if (c >= 'a' && c <= 'z')
            shape = u'x';
        else if (c >= 'A' && c <= 'Z')
            shape = u'X';
        else if (c >= '0' && c <= '9')
            shape = u'd';
        else if (c >= 0x80)
            shape = QChar::isUpper(c) ? u'X' : QChar::isLower(c) ? u'x' : QChar::isLetter(c) ? u'l' : c;
        repeated = shape == last ? repeated + 1 : 0;
        if (repeated < 2)
            hash = hashing::step(hash, shape);
        last = shape;
    }
    return hash;
}

quint16 placeBit(PlaceKind kind, const PlaceSense &sense)
{
    switch (kind) {
    case PlaceKind::Country: return 1;
    case PlaceKind::People: return 2;
    case PlaceKind::Capital: return 4;
    case PlaceKind::City: return sense.weight >= 1000 ? 4 : sense.weight >= 200 ? 512 : 8;
    case PlaceKind::Region: return 16;
    case PlaceKind::Institution: return 32;
    case PlaceKind::Leader: return 64;
    case PlaceKind::Currency:
    case PlaceKind::Other: return 0;
    }
    return 0;
}

constexpr quint16 ContinuesPlace = 128;
constexpr quint16 LongPlace = 256;

void markPlaces(const std::vector<Gazetteer::Match> &matches, std::vector<WordFacts> &facts)
{
    for (const Gazetteer::Match &match : matches) {
        quint16 bits = match.last - match.first > 1 ? LongPlace : 0;
        for (const PlaceSense &sense : match.senses)
            bits |= placeBit(sense.kind, sense);
        for (size_t at = match.first; at < match.last; ++at)
            facts[at].places = at == match.first ? bits : bits | ContinuesPlace;
    }
}

template <class Number>
void increase(Number &number)
{
    if (number < std::numeric_limits<Number>::max())
        ++number;
}

} // namespace

ArticleFacts::ArticleFacts(const TokenisedArticle &article, const Lexicon &lexicon,
                           const std::vector<Gazetteer::Match> &titleMatches, const std::vector<Gazetteer::Match> &textMatches)
{
    describe(article.title, lexicon, m_title);
    describe(article.text, lexicon, m_text);
    markPlaces(titleMatches, m_title);
    markPlaces(textMatches, m_text);
    findRuns(article.title, m_title);
    findRuns(article.text, m_text);
    m_table.resize(std::bit_ceil((m_title.size() + m_text.size()) * 2 + 2));
    m_occurrences.emplace_back();
    count(article.title, m_title);
    count(article.text, m_text);
}

void ArticleFacts::describe(const TokenisedText &text, const Lexicon &lexicon, std::vector<WordFacts> &facts)
{
    facts.resize(text.tokens.size());
    for (size_t at = 0; at < facts.size(); ++at) {
        const Token &token = text.tokens[at];
        WordFacts &fact = facts[at];
        const QStringView word = text.word(token);
        fact.word = token.folded;
        fact.group = lexicon.find(token.folded);
        fact.shape = shapeOf(word);
        fact.letterCase = quint8(token.letterCase);
        fact.capitalised = token.isWord() && token.isCapitalised();
        fact.prefix2 = unitHash(word, false, 2);
        fact.prefix3 = unitHash(word, false, 3);
        fact.suffix2 = unitHash(word, true, 2);
        fact.suffix3 = unitHash(word, true, 3);
        fact.suffix4 = unitHash(word, true, 4);
    }
}

void ArticleFacts::findRuns(const TokenisedText &text, std::vector<WordFacts> &facts)
{
    for (const Sentence &sentence : text.sentences) {
        size_t at = size_t(sentence.first);
        const size_t last = size_t(sentence.last);
        while (at < last) {
            size_t end = at;
            while (end < last && facts[end].capitalised)
                ++end;
            for (size_t in = at; in < end; ++in) {
                facts[in].runFirst = quint16(std::min<size_t>(in - at, 7));
                facts[in].runLast = quint16(std::min<size_t>(end - 1 - in, 7));
            }
            at = std::max(end, at + 1);
        }
    }
}

void ArticleFacts::count(const TokenisedText &text, std::vector<WordFacts> &facts)
{
    const size_t mask = m_table.size() - 1;
    for (const Sentence &sentence : text.sentences) {
        for (size_t at = size_t(sentence.first); at < size_t(sentence.last); ++at) {
            WordFacts &fact = facts[at];
            if (!text.tokens[at].isWord())
                continue;
            size_t slot = fact.word & mask;
            while (m_table[slot] != 0 && m_occurrences[m_table[slot]].word != fact.word)
                slot = (slot + 1) & mask;
            if (m_table[slot] == 0) {
                m_table[slot] = quint32(m_occurrences.size());
                m_occurrences.emplace_back().word = fact.word;
            }
            fact.elsewhere = m_table[slot];
            Occurrences &known = m_occurrences[fact.elsewhere];
            increase(known.all);
            if (sentence.shouts || sentence.headline)
                continue;
            if (fact.letterCase == quint8(TokenCase::Lower))
                increase(known.lower);
            else if (at > size_t(sentence.first))
                increase(known.capital);
            const int run = fact.capitalised ? 1 + fact.runFirst + fact.runLast : 0;
            if (run > known.runLength && run <= 5) {
                known.runLength = quint8(run);
                known.runPlace = quint8(fact.runFirst);
                known.before = fact.runFirst > 0 ? facts[at - 1].group : WordGroup();
                known.after = fact.runLast > 0 ? facts[at + 1].group : WordGroup();
                known.beforeWord = fact.runFirst > 0 ? facts[at - 1].word : 0;
                known.afterWord = fact.runLast > 0 ? facts[at + 1].word : 0;
            }
        }
    }
}

std::vector<Gazetteer::Match> placesIn(const TokenisedText &text, const Gazetteer &gazetteer, quint16 language)
{
    std::vector<Gazetteer::Match> matches;
    for (size_t at = 0; at < text.tokens.size();) {
        const Token &token = text.tokens[at];
        const bool candidate = (token.isWord() && token.length > 1) || token.kind == TokenKind::Ideograph;
        if (const auto match = candidate ? gazetteer.longestAt(text, at, language) : std::nullopt) {
            matches.push_back(*match);
            at = match->last;
        } else {
            ++at;
        }
    }
    return matches;
}

} // namespace dateline
