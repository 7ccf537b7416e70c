// Two steps. Hits: each place name that the gazetteer knows and that the names around it allow ("Jordan" in "Michael Jordan" is
// nobody's country). Senses: an ambiguous name ("Georgia", "Congo", "Birmingham") means the country that the rest of the
// article speaks for, else the likelier one.
#include "analysis/country_hits.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline {

namespace {

constexpr size_t MostHits = 20'000;
constexpr int KnownCity = 100;  // thousands of people
constexpr qint32 LongSurname = 6; // that is nothing else: "Zelensky"
constexpr float SureLead = 1.05f; // of a prior over the next
constexpr int GreatCity = 1000;
constexpr int GreatTown = 500; // cities that time zones are named after count as such

constexpr std::array<QStringView, 24> GivenNames{u"Maurice", u"Santiago", u"Jordan", u"Florence", u"Chad", u"Milan", u"Paris",
    u"Sofia", u"Israel", u"India", u"Georgia", u"Victoria", u"Adelaide", u"Charlotte", u"Austin", u"Sydney", u"Lourdes", u"Trinidad",
    u"Salvador", u"Jackson", u"Hamilton", u"Lincoln", u"Ireland", u"Cuba"};

float priorOf(const PlaceSense &sense)
{
    switch (sense.kind) {
    case PlaceKind::Country: return 4.0f;
    case PlaceKind::People: return 3.5f;
    case PlaceKind::Capital: return 3.0f;
    case PlaceKind::Region: return 3.0f;
    case PlaceKind::Institution: return 3.0f;
    case PlaceKind::Leader: return 3.0f;
    case PlaceKind::City: return 0.5f + 0.8f * std::log10(1 + float(sense.weight));
    case PlaceKind::Currency: return 1.0f;
    case PlaceKind::Other: return 0;
    }
    return 0;
}

class HitFinder final {
public:
    HitFinder(const TokenisedArticle &article, const FoundNames &names, quint16 language)
        : m_article(article), m_names(names), m_language(language), m_english(language == packed(u"en") || language == 0)
    {
    }

    std::vector<CountryHit> run()
    {
        gather(m_article.title);
        gather(m_article.text);
        decideSenses();
        leaveOutSeats();
        leaveOutOthersInstitutions();
        leaveOutWhatNothingSpeaksFor();
        return std::move(m_hits);
    }

private:
    void gather(const TokenisedText &text)
    {
        const std::vector<TaggedName> &tagged = m_names.of(text.part);
        size_t name = 0;
        qint32 sentence = 0;
        for (const Gazetteer::Match &match : m_names.placesOf(text.part)) {
            while (name < tagged.size() && tagged[name].last <= match.first)
                ++name;
            while (size_t(sentence) + 1 < text.sentences.size() && size_t(text.sentences[size_t(sentence)].last) <= match.first)
                ++sentence;
            if (m_hits.size() >= MostHits)
                return;
            const PlaceSense &sense = firstSaid(match.senses, m_language);
            m_union |= sense.country == packed(u"ZU");
            const bool overlaps = name < tagged.size() && tagged[name].first < match.last;
            const TaggedName *around = overlaps ? &tagged[name] : nullptr;
            if (!isWritten(text, match, sense) || !isAllowed(text, match, sense, around))
                continue;
            CountryHit hit;
            hit.match = &match;
            hit.span = text.span(match.first, match.last);
            hit.sentence = text.part == Part::Title ? -1 : sentence;
            hit.inOrganisation = around && around->kind == NameKind::Organisation && around->last - around->first > match.last - match.first;
            hit.dateline = isDateline(text, match);
            m_hits.push_back(hit);
        }
    }

    // Names want capitals ("turkey", "us"), but most languages write adjectives small.
    bool isWritten(const TokenisedText &text, const Gazetteer::Match &match, const PlaceSense &sense) const
    {
        const Token &first = text.tokens[match.first];
        const bool acronym = std::all_of(match.senses.begin(), match.senses.end(), [](const PlaceSense &s) { return s.is(PlaceSense::Acronym); });
        if (acronym)
            return first.letterCase == TokenCase::Upper || (first.letterCase == TokenCase::Mixed && match.last - match.first > 1);
        if (first.letterCase != TokenCase::Lower)
            return true;
        return sense.kind == PlaceKind::Currency || (!m_english && sense.kind == PlaceKind::People);
    }

    bool isAllowed(const TokenisedText &text, const Gazetteer::Match &match, const PlaceSense &sense, const TaggedName *around) const
    {
        if (sense.kind == PlaceKind::Other)
            return false;
        const bool whole = around && around->first == match.first && around->last == match.last;
        if (around && around->kind == NameKind::Person) {
            // "Khan Younis" and "Saint Vincent and the Grenadines" only sound like people; nobody is called "the Taoiseach".
            const bool covers = match.first <= around->first && match.last >= around->last;
            const bool known = covers && match.last - match.first > 1 && sense.kind != PlaceKind::Institution;
            const bool office = covers && sense.kind == PlaceKind::Institution && match.first > 0
                && text.word(match.first - 1).compare(u"the", Qt::CaseInsensitive) == 0;
            return known || office || sense.kind == PlaceKind::Leader || (sense.kind == PlaceKind::People && match.first < around->first);
        }
        if (!m_english) {
            if (isGivenName(text, match))
                return false;
            const bool ideographs = text.tokens[match.first].kind == TokenKind::Ideograph;
            const bool longEnough = ideographs || text.span(match.first, match.last).length >= 4;
            return sense.kind != PlaceKind::City || (sense.weight >= (match.stem ? GreatTown : KnownCity) && longEnough);
        }
        switch (sense.kind) {
        case PlaceKind::City:
            if (!around)
                return sense.weight >= GreatCity;
            return sense.weight >= KnownCity || (whole && around->kind == NameKind::Place);
        case PlaceKind::Leader:
            return around != nullptr || match.last - match.first > 1 || text.tokens[match.first].length >= LongSurname;
        default:
            return true;
        }
    }

    // "Maurice Kamto", "Santiago Peña": no country where a name's second word follows.
    static bool isGivenName(const TokenisedText &text, const Gazetteer::Match &match)
    {
        if (match.last != match.first + 1 || match.last >= text.tokens.size())
            return false;
        const Token &next = text.tokens[match.last];
        const QStringView word = text.word(match.first);
        return next.isWord() && !next.startsParagraph && next.letterCase == TokenCase::Title
            && std::any_of(GivenNames.begin(), GivenNames.end(), [word](QStringView name) { return word.compare(name) == 0; });
    }

    // "BELGRADE, Sept 11", "PARIS (Reuters) -", "London —", "KARACHI:" at the head of the text.
    static bool isDateline(const TokenisedText &text, const Gazetteer::Match &match)
    {
        if (text.part != Part::Text || match.first > 4)
            return false;
        for (size_t at = match.last; at < std::min(match.last + 10, text.tokens.size()); ++at) {
            const QStringView word = text.word(at);
            if (word == u":" && at == match.last)
                return text.tokens[match.first].letterCase == TokenCase::Upper;
            if (word == u"-" || word == u"--" || word == u"–" || word == u"—")
                return !text.tokens[at].glued;
            if (word == u"." || word == u"!" || text.tokens[at].startsParagraph)
                return false;
        }
        return false;
    }

    void decideSenses()
    {
        for (CountryHit &hit : m_hits) {
            std::vector<PlaceSense> own = sensesOf(hit);
            hit.ambiguous = own.size() > 1;
            // A sure name speaks for its country, and so does one whose likeliest meaning is far ahead.
            if (const PlaceSense *sense = likeliest(own)) {
                m_support[sense->country] += sense->kind == PlaceKind::City ? (hit.ambiguous ? 0.5f : 0.7f) : hit.ambiguous ? 0.6f : 1.0f;
            }
            m_senses.push_back(std::move(own));
        }
        for (size_t number = 0; number < m_hits.size(); ++number)
            decide(number);
        for (size_t number = 0; number + 1 < m_hits.size(); ++number)
            decidePair(number);
        // A name that was told once means the same throughout.
        for (CountryHit &hit : m_hits) {
            if (const auto told = m_told.constFind(hit.match->senses.data()); told != m_told.constEnd()) {
                hit.country = told->first;
                hit.kind = told->second;
            }
        }
    }

    void tell(CountryHit &hit, quint16 country, PlaceKind kind)
    {
        hit.country = country;
        hit.kind = kind;
        m_told.insert(hit.match->senses.data(), {country, kind});
    }

    std::vector<PlaceSense> sensesOf(const CountryHit &hit) const
    {
        std::vector<PlaceSense> senses;
        for (const PlaceSense &sense : hit.match->senses) {
            const bool said = sense.language == 0 || m_language == 0 || sense.language == m_language;
            if (said && std::none_of(senses.begin(), senses.end(), [&](const PlaceSense &s) { return s.country == sense.country; }))
                senses.push_back(sense);
        }
        return senses;
    }

    // "Paris, Texas", "Tripoli in Lebanon": the town is where the place after it is, and "Athens, Georgia" tells which Georgia.
    void decidePair(size_t number)
    {
        CountryHit &hit = m_hits[number];
        CountryHit &next = m_hits[number + 1];
        if (hit.span.part != next.span.part || next.match->first != hit.match->last + 1)
            return;
        const QStringView between = m_article.of(hit.span.part).word(hit.match->last);
        if (between != u"," && between != u"in")
            return;
        for (const PlaceSense &outer : m_senses[number + 1]) {
            for (const PlaceSense &inner : m_senses[number]) {
                if (inner.country == outer.country && isLand(outer.kind) && inner.kind != PlaceKind::Country) {
                    tell(hit, outer.country, inner.kind);
                    tell(next, outer.country, outer.kind);
                    return;
                }
            }
        }
        if (isTown(hit) && isLand(next.kind) && between == u",")
            tell(hit, next.country, hit.kind);
    }

    static bool isLand(PlaceKind kind) { return kind == PlaceKind::Country || kind == PlaceKind::Region; }

    // Brussels stands for the Union and the Alliance where these are named and Belgium isn't.
    void leaveOutSeats()
    {
        static const quint16 belgium = packed(u"BE");
        const bool named = std::any_of(m_hits.begin(), m_hits.end(), [](const CountryHit &hit) { return hit.country == belgium && !isTown(hit); });
        if (m_union && !named)
            std::erase_if(m_hits, [](const CountryHit &hit) { return hit.country == belgium && isTown(hit); });
    }

    // "Mexico's Senate", "the Nigerian National Guard": a name that several countries' institutions have is the named one's.
    void leaveOutOthersInstitutions()
    {
        std::vector<CountryHit> kept;
        for (size_t number = 0; number < m_hits.size(); ++number) {
            if (number == 0 || !isGeneric(m_hits[number]) || !isOwnedBy(m_hits[number], m_hits[number - 1]))
                kept.push_back(m_hits[number]);
        }
        m_hits = std::move(kept);
    }

    bool isOwnedBy(const CountryHit &hit, const CountryHit &before) const
    {
        if (hit.span.part != before.span.part || before.country == hit.country || before.kind == PlaceKind::Institution)
            return false;
        const size_t last = before.match->last;
        const bool possessive = last < hit.match->first && m_article.of(hit.span.part).tokens[last].kind == TokenKind::Possessive;
        return hit.match->first == last + (possessive ? 1 : 0);
    }

    // A small town of a country that nothing else speaks for, in an article that names another country, most often is no
    // town: the river Sava in Belgrade, not Sava in Apulia. So it is with "Senate" and "Congress".
    void leaveOutWhatNothingSpeaksFor()
    {
        QSet<quint16> sure;
        const auto isDoubtful = [](const CountryHit &hit) { return isSmallTown(hit) || isGeneric(hit); };
        for (const CountryHit &hit : m_hits) {
            if (hit.country != 0 && !isDoubtful(hit))
                sure.insert(hit.country);
        }
        if (!sure.isEmpty())
            std::erase_if(m_hits, [&](const CountryHit &hit) { return isDoubtful(hit) && !sure.contains(hit.country); });
    }

    static bool isSmallTown(const CountryHit &hit)
    {
        return hit.kind == PlaceKind::City && !hit.dateline
            && std::all_of(hit.match->senses.begin(), hit.match->senses.end(), [](const PlaceSense &s) { return s.weight < KnownCity; });
    }

    static bool isGeneric(const CountryHit &hit) { return hit.kind == PlaceKind::Institution && hit.match->senses.front().weight > 0; }
    static bool isTown(const CountryHit &hit) { return hit.kind == PlaceKind::Capital || hit.kind == PlaceKind::City; }

    static const PlaceSense *likeliest(const std::vector<PlaceSense> &senses)
    {
        const PlaceSense *best = nullptr;
        float highest = 0, second = 0;
        for (const PlaceSense &sense : senses) {
            const float prior = priorOf(sense);
            second = std::max(second, std::min(prior, highest));
            if (prior > highest) {
                highest = prior;
                best = &sense;
            }
        }
        return highest - second > SureLead ? best : nullptr;
    }

    void decide(size_t number)
    {
        CountryHit &hit = m_hits[number];
        const std::vector<PlaceSense> &senses = m_senses[number];
        float best = -1;
        for (const PlaceSense &sense : senses) {
            const float support = m_support.value(sense.country);
            if (sense.kind == PlaceKind::Currency && hit.ambiguous && support <= 0)
                continue; // dollars, pesos
            const float score = priorOf(sense) + 1.5f * std::log2(1 + support);
            if (score > best) {
                best = score;
                hit.country = sense.country;
                hit.kind = sense.kind;
            }
        }
    }

    const TokenisedArticle &m_article;
    const FoundNames &m_names;
    quint16 m_language;
    bool m_english;
    std::vector<CountryHit> m_hits;
    std::vector<std::vector<PlaceSense>> m_senses; // of each hit, one a country
    QHash<quint16, float> m_support;
    QHash<const PlaceSense *, std::pair<quint16, PlaceKind>> m_told; // by name: what the place after it told
    bool m_union = false;
};

} // namespace

std::vector<CountryHit> countryHits(const TokenisedArticle &article, const FoundNames &names, quint16 language)
{
    return HitFinder(article, names, language).run();
}

} // namespace dateline
