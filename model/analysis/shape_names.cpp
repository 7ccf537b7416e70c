#include "analysis/shape_names.h"

#include <algorithm>
#include <optional>

namespace dateline {

namespace {

constexpr int KnownCity = 100; // thousands of people

std::optional<NameKind> kindOf(const TokenisedText &text, const Gazetteer::Match &match, quint16 language)
{
    const Token &first = text.tokens[match.first];
    if (first.letterCase == TokenCase::Lower || match.stem)
        return std::nullopt;
    const PlaceSense &sense = firstSaid(match.senses, language);
    switch (sense.kind) {
    case PlaceKind::Country:
    case PlaceKind::Capital:
        return NameKind::Place;
    case PlaceKind::City:
        return sense.weight >= KnownCity && first.length >= 4 ? std::optional(NameKind::Place) : std::nullopt;
    case PlaceKind::Leader:
        return NameKind::Person;
    default:
        return std::nullopt;
    }
}

bool isNameWord(const TokenisedText &text, const ArticleFacts &facts, size_t at)
{
    const Token &token = text.tokens[at];
    const bool written = token.letterCase == TokenCase::Title || (token.letterCase == TokenCase::Initial && token.length == 2)
        || token.letterCase == TokenCase::Mixed;
    return token.isWord() && written && facts.elsewhere(facts.of(text.part)[at]).lower == 0;
}

} // namespace

std::vector<TaggedName> namesByShape(const TokenisedText &text, const ArticleFacts &facts, const std::vector<Gazetteer::Match> &places,
                                     const QString &language)
{
    std::vector<TaggedName> names;
    const bool capitalNouns = language == u"de" || language == u"lb";
    auto place = places.begin();
    for (const Sentence &sentence : text.sentences) {
        for (size_t at = size_t(sentence.first); at < size_t(sentence.last);) {
            while (place != places.end() && place->first < at)
                ++place;
            if (place != places.end() && place->first == at && place->last <= size_t(sentence.last)) {
                if (const auto kind = kindOf(text, *place, packed(language)))
                    names.push_back({place->first, place->last, *kind});
                at = place->last;
                continue;
            }
            size_t end = at;
            const size_t limit = place != places.end() ? std::min(place->first, size_t(sentence.last)) : size_t(sentence.last);
            while (end < limit && isNameWord(text, facts, end))
                ++end;
            const bool headline = sentence.headline && text.part == Part::Title; // elsewhere it is a sentence full of names
            const bool usual = !capitalNouns && !headline && !sentence.shouts && at > size_t(sentence.first);
            if (usual && (end - at == 2 || end - at == 3))
                names.push_back({at, end, NameKind::Person});
            at = std::max(end, at + 1);
        }
    }
    return names;
}

} // namespace dateline
