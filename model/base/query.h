// Query: the filter as a value, and its text form (design §3).
//
//   query = { group } ;                    all groups must hold
//   group = unary { "OR" unary } ;         OR binds its two neighbours, as in web search: a OR b c = (a OR b) c
//   unary = [ "-" ] ( term | "(" query ")" ) ;
//   term  = word | '"' phrase '"' | field ":" value ;      value = bare word | '"' text '"', with \" and \\ in quotes
//
// A query is a tree of All / Any / Not over terms. Its root is always an All: the parts that chips show. An empty query holds
// everything. Filter controls edit the top level by including/excluding/without; whatever else the reader typed stays as
// it is.
#pragma once

#include "base/result.h"

#include <QDate>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace dateline {

enum class Field : quint8 {
    Word,       // words of text and title, diacritics and case folded; a trailing * makes a prefix
    Phrase,
    Country,    // about; value is an ISO code
    Mentions,   // named at all; ISO code
    From,       // published there; ISO code
    Topic,      // value is the topic's short name
    Person, Organisation, Place, // any spelling of the name
    Date,       // YYYY-MM-DD, YYYY-MM, YYYY, today, yesterday, 7d, 2w, 3m, 1y, or A..B
    After,      // on or after that day
    Before,     // before that day
    Source,     // a source's title or address, whole or a part of it
    Language,   // ISO 639-1
    Tag,
    Is,         // unread, read, bookmarked, updated
    Story,      // a story's number
};

struct QueryTerm {
    Field field = Field::Word;
    QString value;

    bool operator==(const QueryTerm &) const = default;
};

struct QueryNode {
    enum class Kind : quint8 { Term, All, Any, Not };
    Kind kind = Kind::All;
    QueryTerm term;             // of Kind::Term
    QList<QueryNode> children;  // of the others; Not has exactly one

    bool operator==(const QueryNode &) const = default;
};

// First and last day, both included; an invalid date is an open end.
struct DayRange {
    QDate first;
    QDate last;

    bool operator==(const DayRange &) const = default;
};

class Query final {
public:
    Query() = default;
    explicit Query(const QueryNode &root);

    // Reads the text form. On failure, Error::position is the offset (UTF-16 units) of the character at fault.
    // Bounded: at most 10,000 characters, 500 terms, nesting of 50.
    static Result<Query> parse(const QString &text);

    // The canonical text form: parse(toText()) gives an equal query.
    QString toText() const;
    bool isEmpty() const;
    const QueryNode &root() const { return m_root; }
    // The top-level conjunction's parts, each a term, a Not or a group: what the chips show.
    QList<QueryNode> parts() const;

    enum class Presence : quint8 { Absent, Included, Excluded };
    Presence presence(const QueryTerm &term) const;
    // Each returns the edited query. Including a term that is excluded turns it round, and the other way about.
    Query including(const QueryTerm &term) const;
    Query excluding(const QueryTerm &term) const;
    Query without(const QueryTerm &term) const;
    Query withoutPart(qsizetype index) const;
    // Replaces all top-level Date, After and Before terms; two open ends remove them.
    Query withDays(const DayRange &days) const;
    // What the top-level Date, After and Before terms amount to on the day `today`.
    DayRange days(QDate today) const;
    bool operator==(const Query &) const = default;

private:
    QueryNode m_root;
};

// The days that a Date, After or Before term holds on the day `today`; nothing where the value makes no sense.
std::optional<DayRange> dayRange(const QueryTerm &term, QDate today);

// "country", "person" …: the field's word in the text form; empty for Word and Phrase.
QString fieldName(Field field);
std::optional<Field> fieldFromName(QStringView name);
// One term or part as text, quoted where it must be.
QString toText(const QueryNode &part);

} // namespace dateline

Q_DECLARE_METATYPE(dateline::Query)
