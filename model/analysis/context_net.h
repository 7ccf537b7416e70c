// A small neural network that says of each word how well each tag of entity_tagger.h would suit it: what the tagger adds to
// the weights of its features. Word vectors let it judge words that no training text held; the mean over the other places where
// an article has the same word lets a clear place speak for an unclear one.
//
//   input   the word's vector, signs (how it is written, lists that hold it), hashed beginning and ending
//   unit    one layer a word
//   hidden  one layer over the units of five words (a convolution, after Collobert and others 2011)
//   top     one layer over the word's hidden layer and the mean of those of its other occurrences
//   scores  of the tags
//
// Words far from any capital get no scores: names are hardly ever there, and it halves the work.
#pragma once

#include "analysis/word_facts.h"
#include "analysis/word_vectors.h"

#include <array>
#include <limits>

namespace dateline {

// What the network reads of one word.
struct ContextInput {
    const WordVectors::Row *vector = nullptr;
    std::array<quint8, 16> signs{};
    quint8 signCount = 0;
    std::array<quint16, 12> pieces{}; // rows of its pieces of three letters
    quint8 pieceCount = 0;
    quint32 elsewhere = 0;  // number of the word in the article; 0: not a word
    bool candidate = false; // gets scores
    // The words that its hidden layer sees, as distances from it; Outside where there is none.
    static constexpr qint16 Outside = std::numeric_limits<qint16>::max();
    std::array<qint16, 9> seen{};
};

class ContextNet final {
public:
    static constexpr size_t Signs = 40;
    static constexpr size_t Pieces = 8192; // rows of the table
    static constexpr size_t Piece = 24;
    static constexpr size_t Input = WordVectors::Dimensions + Signs + Piece;
    static constexpr size_t Unit = 64;
    static constexpr size_t Window = std::tuple_size_v<decltype(ContextInput::seen)>;
    static constexpr size_t Hidden = 96;
    static constexpr size_t Top = 64;
    // Own hidden layer, the mean of the others, whether there are others, the means of the units of sentence and article.
    static constexpr size_t TopInput = 2 * Hidden + 1 + 2 * Unit;
    static constexpr qint32 LongestSentence = 256; // tokens; a longer one is read in pieces
    static constexpr size_t MostWords = 50'000;    // tokens of a part that are scored: a book's chapter, and a bound for what is none
    static constexpr size_t Scores = 16; // of the tags 1 … 16; tag 0 is the zero point

    using Row = std::array<float, Scores>;
    using Transitions = std::array<std::array<float, Scores + 1>, Scores + 1>;

    // Rows of weights: one an input, so that an input of 0 costs nothing.
    struct Weights {
        std::array<std::array<float, Piece>, Pieces> pieces{};
        std::array<std::array<float, Unit>, Input> unit{};
        std::array<float, Unit> unitBias{};
        std::array<std::array<float, Hidden>, Window * Unit> hidden{};
        std::array<float, Hidden> hiddenBias{};
        std::array<std::array<float, Top>, TopInput> top{};
        std::array<float, Top> topBias{};
        std::array<std::array<float, Scores>, Top> out{};
        std::array<float, Scores> outBias{};
        Transitions transitions{};
    };

    static Result<ContextNet> open(QByteArrayView bytes, const QString &name);
    static QByteArray compile(const Weights &weights);

    // What is read of each word of the sentence, appended to `inputs`.
    static void appendInputs(const ArticleFacts &facts, const TokenisedText &text, const Sentence &sentence, const WordVectors &vectors,
                             std::vector<ContextInput> &inputs);

    // A row a token, as far as they were scored, and what is common to all: how well a tag follows another.
    struct ArticleScores {
        std::vector<Row> title, text;
        const Transitions *transitions = nullptr; // the network's own

        const std::vector<Row> &of(Part part) const { return part == Part::Title ? title : text; }
    };
    // The scores of all words of the article. Linear.
    ArticleScores scores(const TokenisedArticle &article, const ArticleFacts &facts, const WordVectors &vectors) const;

private:
    ModelFile m_file;
    const Weights *m_weights = nullptr;
};

} // namespace dateline
