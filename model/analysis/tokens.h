// One article's words, read once and shared by all stages of the analysis.
//
// The cut is finer than text/segmenter's words(): hyphens stand alone ("China-based" holds a name), scripts written
// without spaces give one token a character (so that no dictionary decides whether a country's name is found), known
// abbreviations keep their full stop, as annotated corpora have it. It is also what word lists and models are compiled
// with, so it may only change together with them.
#pragma once

#include "base/annotations.h"

#include <QStringView>

#include <vector>

namespace dateline {

enum class TokenKind : quint8 { Word, Number, Punctuation, Address, Possessive, Ideograph };
// How a word is written. Caseless: in a script without case, or not a word.
enum class TokenCase : quint8 { Caseless, Lower, Title, Upper, Mixed, Initial };

struct Token {
    quint64 folded = 0; // hash of the word, case and diacritics folded
    qint32 start = 0;
    qint32 length = 0;
    TokenKind kind = TokenKind::Word;
    TokenCase letterCase = TokenCase::Caseless;
    bool glued = false;           // no white space before it
    bool startsParagraph = false;

    qint32 end() const { return start + length; }
    bool isWord() const { return kind == TokenKind::Word; }
    bool isCapitalised() const { return letterCase >= TokenCase::Title; }
};

// Token numbers [first, last).
struct Sentence {
    qint32 first = 0;
    qint32 last = 0;
    Span span;
    bool shouts = false;   // most of its words are in capitals
    bool headline = false; // most of its words begin with a capital
};

// The text must outlive this.
struct TokenisedText {
    QStringView text;
    Part part = Part::Text;
    std::vector<Token> tokens;
    std::vector<Sentence> sentences;

    QStringView word(const Token &token) const { return text.sliced(token.start, token.length); }
    QStringView word(size_t token) const { return word(tokens[token]); }
    Span span(size_t first, size_t last) const; // of tokens [first, last), which isn't empty
};

struct TokenisedArticle {
    TokenisedText title;
    TokenisedText text;

    const TokenisedText &of(Part part) const { return part == Part::Title ? title : text; }
};

// Linear; anything is accepted: unpaired surrogates and control characters are punctuation.
TokenisedText tokenised(QStringView text, Part part, const QString &language);
// The tokens alone, e.g. of a name in a word list.
std::vector<Token> tokens(QStringView text);
// The hash that `Token::folded` holds for this word.
quint64 foldedHash(QStringView word);

} // namespace dateline
