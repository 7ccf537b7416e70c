// Where an article names a country: by its own name, its people, a town, an institution, a leader, its money.
#pragma once

#include "analysis/entities.h"

namespace dateline {

struct CountryHit {
    const Gazetteer::Match *match = nullptr;
    Span span;
    qint32 sentence = 0;      // -1: title
    quint16 country = 0;
    PlaceKind kind = PlaceKind::Other;
    bool ambiguous = false;
    bool inOrganisation = false;
    bool dateline = false;
};

// In the order of title and text. `language` is packed (0: unknown).
std::vector<CountryHit> countryHits(const TokenisedArticle &article, const FoundNames &names, quint16 language);

} // namespace dateline
