// The IPTC topics of an article, with the words that spoke for them.
#pragma once

#include "analysis/text_classifier.h"
#include "base/annotations.h"

namespace dateline {

// Those whose probability reaches their threshold, most confident first; none is an answer too. `probabilities` are the
// classifier's for this article.
QList<Topic> topicsOf(const TokenisedArticle &article, const Lexicon &lexicon, const TextClassifier &classifier,
                      const std::vector<float> &probabilities);

} // namespace dateline
