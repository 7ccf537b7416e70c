// The features of one word in its sentence, as 64-bit keys. Trainer and tagger share them; the model's version is theirs.
#pragma once

#include "analysis/word_facts.h"

namespace dateline {

// Appends the keys of token `at` of the sentence to `keys`.
void appendFeatures(const ArticleFacts &article, const TokenisedText &text, const Sentence &sentence, size_t at,
                    std::vector<quint64> &keys);

} // namespace dateline
