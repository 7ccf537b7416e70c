// Makes resources/models/vectors.bin: the GloVe vectors (PDDL) of common words, turned to their main axes (principal components, by
// Jacobi's rotations) of which the first are kept, a byte a number. See resources/models/README.md for the command.
#include "analysis/tokens.h"
#include "analysis/training/glove.h"
#include "analysis/word_vectors.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

using namespace dateline;

namespace {

constexpr size_t Given = std::tuple_size_v<GloveVector>;
using Matrix = std::array<std::array<double, Given>, Given>;

Matrix covarianceOf(const std::vector<GloveVector> &vectors)
{
    Matrix sums{};
    for (const GloveVector &vector : vectors)
        for (size_t i = 0; i < Given; ++i)
            for (size_t j = 0; j < Given; ++j)
                sums[i][j] += double(vector[i]) * double(vector[j]);
    return sums;
}

// Turns `a` into a diagonal matrix; the columns of the result are its axes (Jacobi 1846, cyclic).
Matrix axesOf(Matrix &a)
{
    Matrix axes{};
    for (size_t i = 0; i < Given; ++i)
        axes[i][i] = 1;
    for (int sweep = 0; sweep < 12; ++sweep) {
        for (size_t p = 0; p < Given; ++p) {
            for (size_t q = p + 1; q < Given; ++q) {
                const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]);
                const double c = std::cos(angle), s = std::sin(angle);
                for (size_t k = 0; k < Given; ++k) {
                    const double left = a[k][p], right = a[k][q];
                    a[k][p] = c * left - s * right;
                    a[k][q] = s * left + c * right;
                }
                for (size_t k = 0; k < Given; ++k) {
                    const double left = a[p][k], right = a[q][k], x = axes[k][p], y = axes[k][q];
                    a[p][k] = c * left - s * right;
                    a[q][k] = s * left + c * right;
                    axes[k][p] = c * x - s * y;
                    axes[k][q] = s * x + c * y;
                }
            }
        }
    }
    return axes;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fputs("make_vectors WINK_EMBEDDINGS_JSON WORDS OUT_BIN\n", stderr);
        return 2;
    }
    const GloveVocabulary vocabulary = readGlove(QString::fromLocal8Bit(argv[1]), size_t(std::atoi(argv[2])));
    Matrix spread = covarianceOf(vocabulary.vectors);
    const Matrix axes = axesOf(spread);
    std::array<size_t, Given> order{};
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&spread](size_t a, size_t b) { return spread[a][a] > spread[b][b]; });
    double kept = 0, all = 0;
    for (size_t i = 0; i < Given; ++i)
        (i < WordVectors::Dimensions ? kept : all) += spread[order[i]][order[i]];
    std::printf("%.3f of the variance in %zu of %zu axes\n", kept / (kept + all), WordVectors::Dimensions, Given);
    std::vector<WordVectors::Word> words;
    for (size_t number = 0; number < vocabulary.words.size(); ++number) {
        WordVectors::Word word{foldedHash(vocabulary.words[number]), {}};
        for (size_t axis = 0; axis < WordVectors::Dimensions; ++axis) {
            double value = 0;
            for (size_t i = 0; i < Given; ++i)
                value += double(vocabulary.vectors[number][i]) * axes[i][order[axis]];
            // No axis but the first reaches a half.
            word.row[axis] = qint8(std::clamp(std::lround(value * 254), -127L, 127L));
        }
        words.push_back(word);
    }
    QFile out(QString::fromLocal8Bit(argv[3]));
    if (!out.open(QIODevice::WriteOnly) || out.write(WordVectors::compile(words)) < 0)
        qFatal("cannot write %s", argv[3]);
    return 0;
}
