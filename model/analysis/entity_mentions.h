// The names of an article as the resolution sees them: what they are keyed by, and what stands around them.
#pragma once

#include "analysis/gender.h"
#include "analysis/aliases.h"
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

struct EntityMention {
    Span span;
    EntityKind kind = EntityKind::Person;
    std::vector<quint64> words;     // folded; without full stops' tokens, a leading "the", what kind of company it is, "Jr."
    QString form;                   // as written
    quint64 suffix = 0;             // "Jr.", "III"
    quint64 key = 0;                // of the words (nameKey), suffix and all
    std::optional<quint32> known;   // the entity of the list of aliases that this must be
    std::optional<quint32> surname; // the one that this can be
    Gender gender = Gender::Unknown; // as the title before it has it
    qint32 sentence = 0;            // -1: title
    float weight = 1;               // how much it tells of what the article is about
    bool shouted = false;           // in capitals, with its sentence or alone
    bool company = false;           // its legal form was written out
    bool acronymOfLast = false;     // stands in brackets after the mention before it and may be its short form
};

// All people, organisations and places, in the order of title and text. `language` is packed (0: unknown).
std::vector<EntityMention> entityMentions(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language);

} // namespace dateline
