// Correction: what the reader put right in what the analysis found. A value of the reader's own, like the state of an article: it
// outlives every new analysis. Some are about an entity wherever it is named, now or later; others about one article.
#pragma once

#include "base/annotations.h"
#include "base/ids.h"

#include <QDateTime>
#include <QHash>

namespace dateline {

// An entity as everything but one article knows it. Two are the same where kind and folded name are (base/folding.h).
struct EntityName {
    EntityKind kind = EntityKind::Person;
    QString name;

    bool operator==(const EntityName &) const = default;
    bool isSameAs(const EntityName &other) const;
};

struct Correction {
    enum class Kind : quint8 {
        NotAnEntity,    // `entity` is none: no person, or no organisation, or no place
        SameEntity,     // `entity` is `instead`: another name for it, another spelling, or another kind
        ArticleCountry, // how `article` stands to the country with the code `value`
        ArticleTopic,   // whether `article` is of the topic with the id `value`
    };
    // Of a country: about it; named, but not what it is about; not named. Of a topic: About or NotNamed.
    enum class Bearing : quint8 { About, NotAbout, NotNamed };

    CorrectionId id; // the store's; higher ones are later
    Kind kind = Kind::NotAnEntity;
    EntityName entity;
    EntityName instead;
    ArticleId article; // invalid in one that came with an article from outside
    QString value;
    Bearing bearing = Bearing::About;
    QDateTime made; // UTC

    static Correction notAnEntity(const EntityName &entity);
    static Correction sameEntity(const EntityName &entity, const EntityName &instead);
    static Correction country(ArticleId article, const QString &code, Bearing bearing);
    static Correction topic(ArticleId article, const QString &topicId, bool applies);

    bool isAboutEntity() const { return kind == Kind::NotAnEntity || kind == Kind::SameEntity; }
    // About the same entity, or the same country or topic of the same article: then the later one holds.
    bool isAboutTheSameAs(const Correction &other) const;
    // Says the same; ids and times may differ.
    bool saysTheSameAs(const Correction &other) const;
    bool operator==(const Correction &) const = default;
};

// "not-an-entity", "same-entity", "country", "topic", and "about", "not-about", "not-named": the words of the JSON contract, never translated.
QString correctionKindName(Correction::Kind kind);
std::optional<Correction::Kind> correctionKindFromName(QStringView name);
QString bearingName(Correction::Bearing bearing);
std::optional<Correction::Bearing> bearingFromName(QStringView name);

// All corrections of entities, to be applied to any article. Of two about one entity the later holds. They are followed to their
// end (A is B, B is C: A is C); where they run in a circle, the latest in the circle says what is shown.
class CorrectionSet final {
public:
    CorrectionSet() = default;
    // In the order they were made; those about one article are passed over.
    explicit CorrectionSet(const QList<Correction> &corrections);

    bool isEmpty() const { return m_latest.isEmpty(); }
    // Whether the entity itself was corrected.
    bool concerns(const EntityName &found) const;
    // What an entity that the analysis found is shown as; nothing where it is none.
    std::optional<EntityName> shown(const EntityName &found) const;
    // The spelling of an entity that was only given another one.
    std::optional<QString> spelling(const EntityName &entity) const;
    // The corrections that are followed from `found`, in that order.
    QList<Correction> way(const EntityName &found) const;
    // `entity`, and all corrected ones from which the way passes it.
    QList<EntityName> leadingTo(const EntityName &entity) const;

private:
    using Key = std::pair<int, QString>; // kind, folded name
    struct Way {
        QList<qsizetype> steps; // places in m_corrections
        std::optional<EntityName> end;
    };
    static Key keyOf(const EntityName &entity);
    Way wayFrom(const EntityName &found) const;

    QList<Correction> m_corrections;
    QHash<Key, qsizetype> m_latest; // by the entity that is corrected
    QHash<Key, QList<qsizetype>> m_into; // those of m_latest that lead to another entity, by that
};

// What is shown of `found`: entities that are the same joined, with all their mentions, and those that are none left out; speakers
// renamed; countries and topics of this article as the reader said (of two about one, the later), added ones first and without evidence.
Annotations corrected(const Annotations &found, const CorrectionSet &entities, const QList<Correction> &ofThisArticle);

} // namespace dateline
