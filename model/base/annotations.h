// Annotations: what the analysis found in one article, each fact with the words that led to it.
// Plain values. Offsets count UTF-16 code units of the article's `text` or `title`.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace dateline {

enum class Part : quint8 { Text, Title };

// A run of text: the evidence for a fact.
struct Span {
    qint32 start = 0;
    qint32 length = 0;
    Part part = Part::Text;

    qint32 end() const { return start + length; }
    bool operator==(const Span &) const = default;
};

enum class EntityKind : quint8 { Person, Organisation, Place };

// A person, organisation or place: one canonical name, many spellings. `salience` is 0..1.
struct Entity {
    QString name;
    EntityKind kind = EntityKind::Person;
    double salience = 0;
    QList<Span> mentions;

    bool operator==(const Entity &) const = default;
};

// A country by ISO 3166-1 alpha-2 code (and XK). `about`: the article is about it; else it is only named.
struct CountryMention {
    QString code;
    bool about = false;
    double salience = 0;
    QList<Span> mentions;

    bool operator==(const CountryMention &) const = default;
};

// A top-level IPTC Media Topic by its id ("medtop:11000000"). `confidence` is 0..1; `evidence` the words that weighed most.
struct Topic {
    QString id;
    double confidence = 0;
    QList<Span> evidence;

    bool operator==(const Topic &) const = default;
};

// Direct or reported speech. `content` is what was said; `source` the words that name the speaker (an empty span
// where nobody is named); `speaker` the canonical name where it could be resolved, else those words.
struct Quote {
    QString speaker;
    Span content;
    Span source;
    bool direct = false;

    bool operator==(const Quote &) const = default;
};

struct Annotations {
    QString language; // ISO 639-1 (or 639-3 where there is none) in lower case; empty where unknown
    QList<Entity> entities;         // most salient first
    QList<CountryMention> countries; // most salient first
    QList<Topic> topics;            // most confident first
    QList<Span> keySentences;       // in the article's order
    QList<Quote> quotes;            // in the article's order
    int version = 0;                // of the analysis that made them

    bool operator==(const Annotations &) const = default;
};

// "person", "organisation" or "place": the words of the JSON contract, never translated.
QString entityKindName(EntityKind kind);
std::optional<EntityKind> entityKindFromName(QStringView name);

} // namespace dateline
