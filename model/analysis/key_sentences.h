// The few sentences that say what happened.
#pragma once

#include "analysis/lexicon.h"
#include "analysis/tokens.h"
#include "base/annotations.h"

namespace dateline {

// Two to four sentences in the article's order (one or none of a short text), none of them boilerplate, none saying what
// another one has said.
QList<Span> keySentences(const TokenisedArticle &article, const Lexicon &lexicon, const QList<Entity> &entities);

} // namespace dateline
