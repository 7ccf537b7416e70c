// From names in the text to the people, organisations and places they stand for: one Entity each, with all its mentions.
#pragma once

#include "analysis/entity_tagger.h"
#include "analysis/tokens.h"
#include "base/annotations.h"

namespace dateline {

// What was found in both parts of an article.
struct FoundNames {
    std::vector<TaggedName> title;
    std::vector<TaggedName> text;
    std::vector<Gazetteer::Match> titlePlaces;
    std::vector<Gazetteer::Match> textPlaces;

    const std::vector<TaggedName> &of(Part part) const { return part == Part::Title ? title : text; }
    const std::vector<Gazetteer::Match> &placesOf(Part part) const { return part == Part::Title ? titlePlaces : textPlaces; }
};

// Surnames join the full name, acronyms their long form, spellings that fold alike one another. Two people of one surname
// stay two. Most salient first.
QList<Entity> entitiesOf(const TokenisedArticle &article, const FoundNames &names);

} // namespace dateline
