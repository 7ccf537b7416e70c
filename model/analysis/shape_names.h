// Names in languages other than English, by how they are written; no rule of any one language.
#pragma once

#include "analysis/entity_tagger.h"

namespace dateline {

// Places that the gazetteer knows, and people by runs of two or three capitalised words in the middle of a sentence, where
// the script has case and the language doesn't write every noun with a capital. Rather nothing than something wrong.
std::vector<TaggedName> namesByShape(const TokenisedText &text, const ArticleFacts &facts, const std::vector<Gazetteer::Match> &places,
                                     const QString &language);

} // namespace dateline
