// Three steps. Hits: each place name that the gazetteer knows and that the names around it allow ("Jordan" in "Michael Jordan" is
// nobody's country). Senses: an ambiguous name ("Georgia", "Congo", "Birmingham") means the country that the rest of the
// article speaks for, else the likelier one. Focus: what is known of each country is weighed by a small trained model.
#include "analysis/countries.h"

#include "base/countries.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLFOCUS1";
constexpr size_t MostHits = 20'000;
constexpr int KnownCity = 100;  // thousands of people
constexpr float SureLead = 1.05f; // of a prior over the next
constexpr int GreatCity = 1000;

struct Hit {
    const Gazetteer::Match *match = nullptr;
    Span span;
    qint32 sentence = 0;      // -1: title
    quint16 country = 0;
    PlaceKind kind = PlaceKind::Other;
    bool ambiguous = false;
    bool inOrganisation = false;
    bool dateline = false;
};

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

    std::vector<Hit> run()
    {
        gather(m_article.title);
        gather(m_article.text);
        decideSenses();
        leaveOutSeats();
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
            m_union |= match.senses.front().country == packed(u"ZU");
            const bool overlaps = name < tagged.size() && tagged[name].first < match.last;
            const TaggedName *around = overlaps ? &tagged[name] : nullptr;
            if (!isWritten(text, match) || !isAllowed(text, match, around))
                continue;
            Hit hit;
            hit.match = &match;
            hit.span = text.span(match.first, match.last);
            hit.sentence = text.part == Part::Title ? -1 : sentence;
            hit.inOrganisation = around && around->kind == NameKind::Organisation && around->last - around->first > match.last - match.first;
            hit.dateline = isDateline(text, match);
            m_hits.push_back(hit);
        }
    }

    // Names want capitals ("turkey", "us"), but most languages write adjectives small.
    bool isWritten(const TokenisedText &text, const Gazetteer::Match &match) const
    {
        const Token &first = text.tokens[match.first];
        const bool acronym = std::all_of(match.senses.begin(), match.senses.end(), [](const PlaceSense &s) { return s.is(PlaceSense::Acronym); });
        if (acronym)
            return first.letterCase == TokenCase::Upper || (first.letterCase == TokenCase::Mixed && match.last - match.first > 1);
        if (first.letterCase != TokenCase::Lower)
            return true;
        const PlaceKind kind = match.senses.front().kind;
        return kind == PlaceKind::Currency || (!m_english && kind == PlaceKind::People);
    }

    bool isAllowed(const TokenisedText &text, const Gazetteer::Match &match, const TaggedName *around) const
    {
        const PlaceSense &sense = match.senses.front();
        if (sense.kind == PlaceKind::Other)
            return false;
        const bool whole = around && around->first == match.first && around->last == match.last;
        if (around && around->kind == NameKind::Person)
            return sense.kind == PlaceKind::Leader || (sense.kind == PlaceKind::People && match.first < around->first);
        if (!m_english)
            return sense.kind != PlaceKind::City || (sense.weight >= KnownCity && !match.stem && text.tokens[match.first].length >= 4);
        switch (sense.kind) {
        case PlaceKind::City:
            if (!around)
                return sense.weight >= GreatCity;
            return sense.weight >= KnownCity || (whole && around->kind == NameKind::Place);
        case PlaceKind::Leader:
            return around != nullptr || match.last - match.first > 1;
        default:
            return true;
        }
    }

    // "BELGRADE, Sept 11", "PARIS (Reuters) -", "London —" at the head of the text.
    static bool isDateline(const TokenisedText &text, const Gazetteer::Match &match)
    {
        if (text.part != Part::Text || match.first > 4)
            return false;
        for (size_t at = match.last; at < std::min(match.last + 10, text.tokens.size()); ++at) {
            const QStringView word = text.word(at);
            if (word == u"-" || word == u"--" || word == u"–" || word == u"—")
                return !text.tokens[at].glued;
            if (word == u"." || word == u"!" || text.tokens[at].startsParagraph)
                return false;
        }
        return false;
    }

    void decideSenses()
    {
        std::vector<std::vector<PlaceSense>> senses;
        for (Hit &hit : m_hits) {
            std::vector<PlaceSense> own;
            for (const PlaceSense &sense : hit.match->senses) {
                const bool said = sense.language == 0 || m_language == 0 || sense.language == m_language;
                if (said && std::none_of(own.begin(), own.end(), [&](const PlaceSense &s) { return s.country == sense.country; }))
                    own.push_back(sense);
            }
            hit.ambiguous = own.size() > 1;
            // A sure name speaks for its country, and so does one whose likeliest meaning is far ahead.
            if (const PlaceSense *sense = likeliest(own))
                m_support[sense->country] += sense->kind == PlaceKind::City ? 0.5f : own.size() > 1 ? 0.6f : 1.0f;
            senses.push_back(std::move(own));
        }
        for (size_t number = 0; number < m_hits.size(); ++number)
            decide(number, senses[number]);
        // "Paris, Texas": the town is where the place after the comma is.
        for (size_t number = 0; number + 1 < m_hits.size(); ++number) {
            const Hit &next = m_hits[number + 1];
            Hit &hit = m_hits[number];
            if ((hit.kind == PlaceKind::City || hit.kind == PlaceKind::Capital) && hit.span.part == next.span.part
                && next.match->first == hit.match->last + 1 && (next.kind == PlaceKind::Country || next.kind == PlaceKind::Region)
                && m_article.of(hit.span.part).word(hit.match->last) == u",")
                hit.country = next.country;
        }
    }

    // Brussels stands for the Union and the Alliance where these are named and Belgium isn't.
    void leaveOutSeats()
    {
        static const quint16 belgium = packed(u"BE");
        const bool named = std::any_of(m_hits.begin(), m_hits.end(), [](const Hit &hit) { return hit.country == belgium && !isTown(hit); });
        if (m_union && !named)
            std::erase_if(m_hits, [](const Hit &hit) { return hit.country == belgium && isTown(hit); });
    }

    static bool isTown(const Hit &hit) { return hit.kind == PlaceKind::Capital || hit.kind == PlaceKind::City; }

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

    void decide(size_t number, const std::vector<PlaceSense> &senses)
    {
        Hit &hit = m_hits[number];
        float best = -1;
        for (const PlaceSense &sense : senses) {
            const float score = priorOf(sense) + 1.5f * std::log2(1 + m_support.value(sense.country));
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
    std::vector<Hit> m_hits;
    QHash<quint16, float> m_support;
    bool m_union = false;
};

// The features of one country, in a fixed order; count() and of() belong together.
enum Feature : size_t {
    Bias, InTitle, TitleFirst, TitleNoun, TitlePeople, FirstSentence, SecondSentence, FirstNamed, SecondNamed, Share, ShareSquared, LogCount,
    CountryCount, PeopleCount, CityCount, RegionCount, InstitutionCount, LeaderCount, CurrencyCount, OrganisationOnly, Dateline,
    DatelineOnly, Hint, HintUnknown, HintMissing, OnlyCountry, Countries, Rank, Spread, SingleLate, AmbiguousOnly, ShortText, HintShare, NoMention, FeatureCount
};

struct Tally {
    float title = 0, weight = 0, count = 0;
    float kinds[9] = {};
    qint32 firstSentence = 1 << 20;
    size_t firstHit = 0;
    int sentences = 0, lastSentence = -2;
    bool titleFirst = false, titleNoun = false, titlePeople = false, organisationOnly = true, dateline = false, datelineOnly = true, ambiguousOnly = true;
    QList<Span> mentions;
};

float hintOf(const TextClassifier &classifier, const std::vector<float> &hints, const QString &code, bool &known)
{
    const QByteArray name = QByteArray("country:" + code.toLatin1());
    for (size_t label = 0; label < hints.size(); ++label) {
        if (name == classifier.labels()[label].name) {
            known = true;
            return hints[label];
        }
    }
    known = false;
    return 0;
}

float logit(float probability)
{
    const float safe = std::clamp(probability, 0.002f, 0.998f);
    return std::log(safe / (1 - safe)) / 3;
}

void count(Tally &tally, const Hit &hit, size_t number)
{
    if (tally.count == 0)
        tally.firstHit = number;
    tally.count += 1;
    const bool strong = hit.kind == PlaceKind::Country || hit.kind == PlaceKind::People || hit.kind == PlaceKind::Capital;
    tally.weight += (strong ? 1.0f : 0.7f) * (hit.inOrganisation ? 0.6f : 1.0f) * (hit.kind == PlaceKind::Currency ? 0.3f : 1.0f);
    tally.kinds[size_t(hit.kind)] += 1;
    if (hit.sentence < 0) {
        tally.titleFirst |= number == 0;
        tally.titleNoun |= hit.kind != PlaceKind::People;
        tally.titlePeople |= hit.kind == PlaceKind::People;
        tally.title += 1;
    } else {
        tally.firstSentence = std::min(tally.firstSentence, hit.sentence);
    }
    tally.sentences += hit.sentence != tally.lastSentence;
    tally.lastSentence = hit.sentence;
    tally.organisationOnly &= hit.inOrganisation;
    tally.ambiguousOnly &= hit.ambiguous;
    tally.dateline |= hit.dateline;
    tally.datelineOnly &= hit.dateline;
    tally.mentions.append(hit.span);
}

} // namespace

size_t focusFeatureCount()
{
    return FeatureCount;
}

std::vector<CountryEvidence> countryEvidence(const TokenisedArticle &article, const FoundNames &names, quint16 language,
                                             const TextClassifier &classifier, const std::vector<float> &hints)
{
    const std::vector<Hit> hits = HitFinder(article, names, language).run();
    QHash<quint16, Tally> tallies;
    std::vector<quint16> order;
    for (size_t number = 0; number < hits.size(); ++number) {
        const quint16 country = hits[number].country;
        if (country == 0)
            continue;
        if (!tallies.contains(country))
            order.push_back(country);
        count(tallies[country], hits[number], number);
    }
    // A country that only the whole wording speaks for.
    for (size_t label = 0; label < hints.size(); ++label) {
        const char *name = classifier.labels()[label].name;
        if (std::strncmp(name, "country:", 8) != 0 || hints[label] < 0.2f)
            continue;
        const quint16 country = packed(QString::fromLatin1(name + 8));
        if (!tallies.contains(country)) {
            order.push_back(country);
            tallies[country] = Tally();
        }
    }
    float all = 0, hintSum = 0, most = 0;
    for (const Tally &tally : std::as_const(tallies)) {
        all += tally.weight;
        most = std::max(most, tally.weight);
    }
    for (const quint16 country : order) {
        bool known = false;
        hintSum += hintOf(classifier, hints, unpacked(country), known);
    }
    std::vector<CountryEvidence> result;
    const float sentences = std::max(1.0f, float(article.text.sentences.size()));
    for (size_t rank = 0; rank < order.size(); ++rank) {
        const Tally &tally = tallies[order[rank]];
        CountryEvidence evidence;
        evidence.code = unpacked(order[rank]);
        evidence.mentions = tally.mentions;
        if (!isCountryCode(evidence.code))
            continue;
        evidence.features.assign(FeatureCount, 0.f);
        const auto set = [&evidence](Feature feature, float value) { evidence.features[feature] = value; };
        const float share = all > 0 ? tally.weight / all : 0;
        bool known = false;
        const float hint = hintOf(classifier, hints, evidence.code, known);
        set(Bias, 1);
        set(InTitle, tally.title > 0);
        set(TitleFirst, tally.titleFirst);
        set(TitleNoun, tally.titleNoun);
        set(TitlePeople, tally.titlePeople);
        set(FirstSentence, tally.firstSentence == 0);
        set(SecondSentence, tally.firstSentence == 1);
        set(FirstNamed, tally.count > 0 && rank == 0);
        set(SecondNamed, tally.count > 0 && rank == 1);
        set(Share, share);
        set(ShareSquared, share * share);
        set(LogCount, std::log2(1 + tally.count));
        set(CountryCount, std::log2(1 + tally.kinds[size_t(PlaceKind::Country)]));
        set(PeopleCount, std::log2(1 + tally.kinds[size_t(PlaceKind::People)]));
        set(CityCount, std::log2(1 + tally.kinds[size_t(PlaceKind::City)] + tally.kinds[size_t(PlaceKind::Capital)]));
        set(RegionCount, std::log2(1 + tally.kinds[size_t(PlaceKind::Region)]));
        set(InstitutionCount, std::log2(1 + tally.kinds[size_t(PlaceKind::Institution)]));
        set(LeaderCount, std::log2(1 + tally.kinds[size_t(PlaceKind::Leader)]));
        set(CurrencyCount, tally.kinds[size_t(PlaceKind::Currency)] > 0);
        set(OrganisationOnly, tally.count > 0 && tally.organisationOnly);
        set(Dateline, tally.dateline);
        set(DatelineOnly, tally.count > 0 && tally.datelineOnly);
        set(Hint, known ? logit(hint) : 0);
        set(HintUnknown, !known);
        set(HintMissing, known && tally.count == 0 ? logit(hint) : 0);
        set(OnlyCountry, order.size() == 1);
        set(Countries, std::log2(float(order.size())));
        set(Rank, tally.weight >= most && tally.count > 0);
        set(Spread, float(tally.sentences) / sentences);
        set(SingleLate, tally.count == 1 && float(tally.firstSentence) > sentences / 2 && tally.title == 0);
        set(AmbiguousOnly, tally.count > 0 && tally.ambiguousOnly);
        set(ShortText, sentences <= 2 && tally.count > 0);
        set(HintShare, hintSum > 0 && known ? hint / hintSum : 0);
        set(NoMention, tally.count == 0);
        result.push_back(std::move(evidence));
    }
    return result;
}

QByteArray FocusModel::compile(const std::vector<float> &weights, float threshold)
{
    return modelFile(Magic, {QByteArray(reinterpret_cast<const char *>(weights.data()), qsizetype(weights.size() * sizeof(float))),
                             QByteArray(reinterpret_cast<const char *>(&threshold), sizeof threshold)});
}

Result<FocusModel> FocusModel::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 2, name);
    if (!file)
        return tl::unexpected(file.error());
    FocusModel model;
    model.m_file = *std::move(file);
    const auto weights = model.m_file.section<float>(0);
    const auto threshold = model.m_file.section<float>(1);
    if (!weights || weights->size() != FeatureCount || !threshold || threshold->size() != 1)
        return ModelFile::damaged(name, QStringLiteral("odd sections"));
    model.m_weights = *weights;
    model.m_threshold = threshold->front();
    return model;
}

float FocusModel::probability(const CountryEvidence &country) const
{
    float sum = 0;
    for (size_t feature = 0; feature < m_weights.size(); ++feature)
        sum += m_weights[feature] * country.features[feature];
    return 1 / (1 + std::exp(-sum));
}

QList<CountryMention> countriesOf(const std::vector<CountryEvidence> &evidence, const FocusModel &model)
{
    QList<CountryMention> result;
    for (const CountryEvidence &country : evidence) {
        const float probability = model.probability(country);
        CountryMention mention;
        mention.code = country.code;
        mention.about = probability >= model.threshold();
        if (!mention.about && country.mentions.isEmpty())
            continue;
        mention.salience = std::round(double(probability) * 1000) / 1000;
        mention.mentions = country.mentions;
        result.append(mention);
    }
    std::stable_sort(result.begin(), result.end(), [](const CountryMention &a, const CountryMention &b) { return a.salience > b.salience; });
    return result;
}

} // namespace dateline
