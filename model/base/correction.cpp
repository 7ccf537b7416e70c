#include "base/correction.h"

#include "base/folding.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr std::array kindNames = {u"not-an-entity", u"same-entity", u"country", u"topic"};
constexpr std::array bearingNames = {u"about", u"not-about", u"not-named"};

template <class T, class Names>
std::optional<T> named(QStringView name, const Names &names)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const char16_t *each) { return name == each; });
    return found == names.end() ? std::nullopt : std::optional(static_cast<T>(found - names.begin()));
}

void sortSpans(QList<Span> &spans)
{
    const auto before = [](const Span &a, const Span &b) {
        return std::tuple(a.part != Part::Title, a.start, a.length) < std::tuple(b.part != Part::Title, b.start, b.length);
    };
    std::sort(spans.begin(), spans.end(), before);
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

// The analysis weighs each mention and makes 1 - e^-weight of their sum, so that two weights are added by a product.
void join(Entity &known, const Entity &other)
{
    known.mentions += other.mentions;
    sortSpans(known.mentions);
    known.salience = 1 - (1 - known.salience) * (1 - other.salience);
}

void correctEntities(Annotations &annotations, const CorrectionSet &corrections)
{
    const auto isCorrected = [&](const Entity &entity) { return corrections.concerns({entity.kind, entity.name}); };
    if (std::none_of(annotations.entities.begin(), annotations.entities.end(), isCorrected))
        return;
    QHash<QString, QString> speakers; // by the name found
    QList<Entity> entities;
    QHash<std::pair<int, QString>, qsizetype> places; // of those shown, by kind and folded name
    for (const Entity &found : std::as_const(annotations.entities)) {
        const std::optional<EntityName> shown = corrections.shown({found.kind, found.name});
        if (!speakers.contains(found.name))
            speakers.insert(found.name, shown ? shown->name : found.name); // of what is no entity, the words that were spoken by
        if (!shown)
            continue;
        const std::pair key(static_cast<int>(shown->kind), folded(shown->name));
        if (const auto known = places.constFind(key); known != places.constEnd()) {
            join(entities[*known], found);
            continue;
        }
        places.insert(key, entities.size());
        entities += Entity{shown->name, shown->kind, found.salience, found.mentions};
    }
    std::stable_sort(entities.begin(), entities.end(), [](const Entity &a, const Entity &b) { return a.salience > b.salience; });
    annotations.entities = entities;
    for (Quote &quote : annotations.quotes)
        quote.speaker = speakers.value(quote.speaker, quote.speaker);
}

void correctCountry(QList<CountryMention> &countries, const Correction &correction)
{
    const auto same = std::find_if(countries.begin(), countries.end(), [&](const CountryMention &each) { return each.code == correction.value; });
    const bool isAbout = correction.bearing == Correction::Bearing::About;
    if (same == countries.end()) {
        if (isAbout)
            countries.prepend({correction.value, true, 1, {}});
    } else if (correction.bearing == Correction::Bearing::NotNamed) {
        countries.erase(same);
    } else {
        same->about = isAbout;
    }
}

void correctTopic(QList<Topic> &topics, const Correction &correction)
{
    const auto same = std::find_if(topics.begin(), topics.end(), [&](const Topic &each) { return each.id == correction.value; });
    const bool applies = correction.bearing == Correction::Bearing::About;
    if (same != topics.end() && !applies)
        topics.erase(same);
    else if (same == topics.end() && applies)
        topics.prepend({correction.value, 1, {}});
}

Correction ofArticle(Correction::Kind kind, ArticleId article, const QString &value, Correction::Bearing bearing)
{
    Correction correction;
    correction.kind = kind;
    correction.article = article;
    correction.value = value;
    correction.bearing = bearing;
    return correction;
}

} // namespace

bool EntityName::isSameAs(const EntityName &other) const
{
    return kind == other.kind && folded(name) == folded(other.name);
}

Correction Correction::notAnEntity(const EntityName &entity)
{
    Correction correction;
    correction.entity = entity;
    return correction;
}

Correction Correction::sameEntity(const EntityName &entity, const EntityName &instead)
{
    Correction correction;
    correction.kind = Kind::SameEntity;
    correction.entity = entity;
    correction.instead = instead;
    return correction;
}

Correction Correction::country(ArticleId article, const QString &code, Bearing bearing)
{
    return ofArticle(Kind::ArticleCountry, article, code, bearing);
}

Correction Correction::topic(ArticleId article, const QString &topicId, bool applies)
{
    return ofArticle(Kind::ArticleTopic, article, topicId, applies ? Bearing::About : Bearing::NotNamed);
}

bool Correction::isAboutTheSameAs(const Correction &other) const
{
    if (isAboutEntity() || other.isAboutEntity())
        return isAboutEntity() && other.isAboutEntity() && entity.isSameAs(other.entity);
    return kind == other.kind && article == other.article && value == other.value;
}

bool Correction::saysTheSameAs(const Correction &other) const
{
    if (kind != other.kind || !isAboutTheSameAs(other))
        return false;
    switch (kind) {
    case Kind::NotAnEntity: return true;
    case Kind::SameEntity: return instead == other.instead;
    case Kind::ArticleCountry:
    case Kind::ArticleTopic: break;
    }
    return bearing == other.bearing;
}

QString correctionKindName(Correction::Kind kind)
{
    return QString::fromUtf16(kindNames[static_cast<size_t>(kind)]);
}

std::optional<Correction::Kind> correctionKindFromName(QStringView name)
{
    return named<Correction::Kind>(name, kindNames);
}

QString bearingName(Correction::Bearing bearing)
{
    return QString::fromUtf16(bearingNames[static_cast<size_t>(bearing)]);
}

std::optional<Correction::Bearing> bearingFromName(QStringView name)
{
    return named<Correction::Bearing>(name, bearingNames);
}

CorrectionSet::CorrectionSet(const QList<Correction> &corrections)
{
    for (const Correction &correction : corrections) {
        if (!correction.isAboutEntity())
            continue;
        m_latest.insert(keyOf(correction.entity), m_corrections.size());
        m_corrections += correction;
    }
    for (auto latest = m_latest.constBegin(); latest != m_latest.constEnd(); ++latest) {
        const Correction &correction = m_corrections[*latest];
        if (correction.kind != Correction::Kind::SameEntity)
            continue;
        if (const Key instead = keyOf(correction.instead); instead != latest.key())
            m_into[instead] += *latest;
    }
}

CorrectionSet::Key CorrectionSet::keyOf(const EntityName &entity)
{
    return {static_cast<int>(entity.kind), folded(entity.name)};
}

// A way never passes an entity twice, so it is no longer than there are corrections.
CorrectionSet::Way CorrectionSet::wayFrom(const EntityName &found) const
{
    Way way{{}, found};
    QHash<Key, qsizetype> passed; // and at which step
    Key key = keyOf(found);
    for (auto next = m_latest.constFind(key); next != m_latest.constEnd(); next = m_latest.constFind(key)) {
        if (const auto before = passed.constFind(key); before != passed.constEnd()) {
            const qsizetype latest = *std::max_element(way.steps.begin() + *before, way.steps.end());
            way.end = m_corrections[latest].instead;
            return way;
        }
        passed.insert(key, way.steps.size());
        way.steps += *next;
        const Correction &correction = m_corrections[*next];
        way.end = correction.kind == Correction::Kind::NotAnEntity ? std::nullopt : std::optional(correction.instead);
        if (!way.end || keyOf(*way.end) == key) // another spelling is no way on
            return way;
        key = keyOf(*way.end);
    }
    return way;
}

bool CorrectionSet::concerns(const EntityName &found) const
{
    return !isEmpty() && m_latest.contains(keyOf(found));
}

std::optional<EntityName> CorrectionSet::shown(const EntityName &found) const
{
    return isEmpty() ? found : wayFrom(found).end;
}

std::optional<QString> CorrectionSet::spelling(const EntityName &entity) const
{
    const auto latest = m_latest.constFind(keyOf(entity));
    if (latest == m_latest.constEnd())
        return std::nullopt;
    const Correction &correction = m_corrections[*latest];
    const bool isSpelling = correction.kind == Correction::Kind::SameEntity && correction.instead.isSameAs(entity);
    return isSpelling ? std::optional(correction.instead.name) : std::nullopt;
}

QList<Correction> CorrectionSet::way(const EntityName &found) const
{
    QList<Correction> followed;
    if (isEmpty())
        return followed;
    for (qsizetype step : wayFrom(found).steps)
        followed += m_corrections[step];
    return followed;
}

// Backwards along the corrections; in a circle all are passed by each.
QList<EntityName> CorrectionSet::leadingTo(const EntityName &entity) const
{
    QList<EntityName> found{entity};
    QSet<Key> seen{keyOf(entity)};
    for (qsizetype at = 0; at < found.size(); ++at) {
        const QList<qsizetype> into = m_into.value(keyOf(found[at]));
        for (const qsizetype place : into) {
            const EntityName &from = m_corrections[place].entity;
            if (const Key key = keyOf(from); !seen.contains(key)) {
                seen.insert(key);
                found += from;
            }
        }
    }
    return found;
}

Annotations corrected(const Annotations &found, const CorrectionSet &entities, const QList<Correction> &ofThisArticle)
{
    Annotations shown = found;
    if (!entities.isEmpty())
        correctEntities(shown, entities);
    for (auto each = ofThisArticle.begin(); each != ofThisArticle.end(); ++each) {
        const Correction &correction = *each;
        const auto isLater = [&](const Correction &other) { return other.isAboutTheSameAs(correction); };
        if (std::any_of(each + 1, ofThisArticle.end(), isLater))
            continue;
        if (correction.kind == Correction::Kind::ArticleCountry)
            correctCountry(shown.countries, correction);
        else if (correction.kind == Correction::Kind::ArticleTopic)
            correctTopic(shown.topics, correction);
    }
    return shown;
}

} // namespace dateline
