// What the hits of country_hits.h tell of each country is counted, and weighed by a small trained model.
#include "analysis/countries.h"

#include "analysis/country_hits.h"
#include "base/countries.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLFOCUS1";

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

// Nothing where the classifier has no label for the country.
std::optional<float> hintOf(const TextClassifier &classifier, const std::vector<float> &hints, const QString &code)
{
    const QByteArray name = QByteArray("country:" + code.toLatin1());
    for (size_t label = 0; label < hints.size(); ++label) {
        if (name == classifier.labels()[label].name)
            return hints[label];
    }
    return std::nullopt;
}

float logit(float probability)
{
    const float safe = std::clamp(probability, 0.002f, 0.998f);
    return std::log(safe / (1 - safe)) / 3;
}

void count(Tally &tally, const CountryHit &hit, size_t number)
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

// What the countries of one article share.
struct Whole {
    float weight = 0, most = 0, hints = 0, sentences = 1;
    size_t countries = 0;
};

// One line a feature, so long.
std::vector<float> features(const Tally &tally, const Whole &whole, size_t rank, std::optional<float> hint)
{
    std::vector<float> values(FeatureCount, 0.f);
    const auto set = [&values](Feature feature, float value) { values[feature] = value; };
    const auto logCount = [](float count) { return std::log2(1 + count); };
    const float share = whole.weight > 0 ? tally.weight / whole.weight : 0;
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
    set(LogCount, logCount(tally.count));
    set(CountryCount, logCount(tally.kinds[size_t(PlaceKind::Country)]));
    set(PeopleCount, logCount(tally.kinds[size_t(PlaceKind::People)]));
    set(CityCount, logCount(tally.kinds[size_t(PlaceKind::City)] + tally.kinds[size_t(PlaceKind::Capital)]));
    set(RegionCount, logCount(tally.kinds[size_t(PlaceKind::Region)]));
    set(InstitutionCount, logCount(tally.kinds[size_t(PlaceKind::Institution)]));
    set(LeaderCount, logCount(tally.kinds[size_t(PlaceKind::Leader)]));
    set(CurrencyCount, tally.kinds[size_t(PlaceKind::Currency)] > 0);
    set(OrganisationOnly, tally.count > 0 && tally.organisationOnly);
    set(Dateline, tally.dateline);
    set(DatelineOnly, tally.count > 0 && tally.datelineOnly);
    set(Hint, hint ? logit(*hint) : 0);
    set(HintUnknown, !hint);
    set(HintMissing, hint && tally.count == 0 ? logit(*hint) : 0);
    set(OnlyCountry, whole.countries == 1);
    set(Countries, std::log2(float(whole.countries)));
    set(Rank, tally.count > 0 && tally.weight >= whole.most);
    set(Spread, float(tally.sentences) / whole.sentences);
    set(SingleLate, tally.count == 1 && float(tally.firstSentence) > whole.sentences / 2 && tally.title == 0);
    set(AmbiguousOnly, tally.count > 0 && tally.ambiguousOnly);
    set(ShortText, whole.sentences <= 2 && tally.count > 0);
    set(HintShare, hint && whole.hints > 0 ? *hint / whole.hints : 0);
    set(NoMention, tally.count == 0);
    return values;
}

} // namespace

size_t focusFeatureCount()
{
    return FeatureCount;
}

std::vector<CountryEvidence> countryEvidence(const TokenisedArticle &article, const FoundNames &names, quint16 language,
                                             const TextClassifier &classifier, const std::vector<float> &hints)
{
    const std::vector<CountryHit> hits = countryHits(article, names, language);
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
    Whole whole;
    whole.sentences = std::max(1.0f, float(article.text.sentences.size()));
    whole.countries = order.size();
    for (const quint16 country : order) {
        const Tally &tally = tallies[country];
        whole.weight += tally.weight;
        whole.most = std::max(whole.most, tally.weight);
        whole.hints += hintOf(classifier, hints, unpacked(country)).value_or(0);
    }
    std::vector<CountryEvidence> result;
    for (size_t rank = 0; rank < order.size(); ++rank) {
        const QString code = unpacked(order[rank]);
        const Tally &tally = tallies[order[rank]];
        if (isCountryCode(code))
            result.push_back({code, features(tally, whole, rank, hintOf(classifier, hints, code)), tally.mentions});
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
        // What can't be shown in the article isn't said of it.
        if (country.mentions.isEmpty())
            continue;
        CountryMention mention;
        mention.code = country.code;
        mention.about = probability >= model.threshold();
        mention.salience = std::round(double(probability) * 1000) / 1000;
        mention.mentions = country.mentions;
        result.append(mention);
    }
    std::stable_sort(result.begin(), result.end(), [](const CountryMention &a, const CountryMention &b) { return a.salience > b.salience; });
    return result;
}

} // namespace dateline
