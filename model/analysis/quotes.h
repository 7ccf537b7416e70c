// Who said what: direct speech between quotation marks of any style, and reported speech.
#pragma once

#include "analysis/tokens.h"
#include "base/annotations.h"

namespace dateline {

// In the article's order, without overlap. Rather nothing than a wrong speaker: direct speech whose speaker the words around
// it don't name has an empty source. Reported speech is found in English only.
QList<Quote> quotesOf(const TokenisedText &text, const QList<Entity> &entities, const QString &language);

} // namespace dateline
