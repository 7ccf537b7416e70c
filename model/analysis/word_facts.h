// What the tagger knows of each word of an article before it reads the sentence: spelling, kind of word, membership in the lists
// of places, and how the same word is written elsewhere in the article.
#pragma once

#include "analysis/gazetteer.h"
#include "analysis/lexicon.h"
#include "analysis/tokens.h"

namespace dateline {

struct WordFacts {
    quint64 word = 0;       // folded
    quint64 shape = 0;      // "Xx", "XX", "d-d" …, repeated classes once
    quint64 prefix2 = 0, prefix3 = 0;
    quint64 suffix2 = 0, suffix3 = 0, suffix4 = 0;
    WordGroup group;
    quint32 elsewhere = 0;  // number of the word in the article's table of words
    quint16 places = 0;     // which lists hold it, and whether it begins or continues a name there
    quint16 runFirst = 0;   // tokens before it in its run of capitalised words, at most 7
    quint16 runLast = 0;    // … after it
    quint8 letterCase = 0;
    bool capitalised = false;
};

// All occurrences of one word (folded) in title and text.
struct Occurrences {
    quint64 word = 0;
    quint16 lower = 0;       // written small
    quint16 capital = 0;     // written with a capital in the middle of a sentence
    quint16 all = 0;
    quint8 runLength = 0;    // of its longest run of capitalised words …
    quint8 runPlace = 0;     // … its place in there …
    WordGroup before, after; // … and its neighbours
    quint64 beforeWord = 0, afterWord = 0;
};

class ArticleFacts final {
public:
    // `matches` as found in the parts' tokens.
    ArticleFacts(const TokenisedArticle &article, const Lexicon &lexicon, const std::vector<Gazetteer::Match> &titleMatches,
                 const std::vector<Gazetteer::Match> &textMatches);

    const std::vector<WordFacts> &of(Part part) const { return part == Part::Title ? m_title : m_text; }
    const Occurrences &elsewhere(const WordFacts &word) const { return m_occurrences[word.elsewhere]; }
    // Above every word's number `elsewhere`.
    size_t words() const { return m_occurrences.size(); }

private:
    void describe(const TokenisedText &text, const Lexicon &lexicon, std::vector<WordFacts> &facts);
    void findRuns(const TokenisedText &text, std::vector<WordFacts> &facts);
    void count(const TokenisedText &text, std::vector<WordFacts> &facts);

    std::vector<WordFacts> m_title, m_text;
    std::vector<Occurrences> m_occurrences;
    std::vector<quint32> m_table; // open addressing into m_occurrences, which begins with an empty one
};

// Every name of the gazetteer in the text, longest first from the left, without overlap.
std::vector<Gazetteer::Match> placesIn(const TokenisedText &text, const Gazetteer &gazetteer, quint16 language);

} // namespace dateline
