// What an entity is called, and which letters are short for which words.
#pragma once

#include "analysis/entity_mentions.h"

namespace dateline {

// The fullest of the forms by the numbers of `of`, in lower-case letters where it has any; a name that stands in capitals
// only ("BELGRADE") is written as names are.
QString fullestName(const std::vector<EntityMention> &mentions, const std::vector<size_t> &of);

// "U.S.G.S." as "USGS"; empty where it is no acronym.
QString plainAcronym(QString form);
// Of its capitalised words.
QString initials(const QString &form);
// Whether an acronym's letters stand in this order in the name, the first at its head.
bool spells(const QString &acronym, const QString &name);

} // namespace dateline
