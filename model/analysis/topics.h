// The IPTC topics of an article, with the words that spoke for them.
#pragma once

#include "analysis/text_classifier.h"
#include "base/annotations.h"

namespace dateline {

// Which labels to say, most probable first: topics that reach their threshold, or where none does, one that comes near it. An
// article with no topic at all is rare, so a likely one is better than none; a far-off one isn't. Without
// probabilities nothing is said.
std::vector<size_t> chosenTopics(std::span<const TextClassifier::Label> labels, const std::vector<float> &probabilities);

// The same with their evidence; none is an answer too. `probabilities` are the classifier's for this article.
QList<Topic> topicsOf(const TokenisedArticle &article, const Lexicon &lexicon, const TextClassifier &classifier,
                      const std::vector<float> &probabilities);

} // namespace dateline
