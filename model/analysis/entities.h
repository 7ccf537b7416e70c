// From names in the text to the people, organisations and places they stand for: one Entity each, with all its mentions.
#pragma once

#include "analysis/entity_mentions.h"

namespace dateline {

// Surnames join the full name, acronyms their long form, spellings that fold alike one another, known aliases their entity;
// its name is then the same in every article. Two people of one surname stay two. Most salient first.
// `language` is packed (0: unknown).
QList<Entity> entitiesOf(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language);

} // namespace dateline
