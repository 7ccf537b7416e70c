// Answer: what a query finds at one instant: the rows, and how many of them hold each value of each facet.
#pragma once

#include "base/ids.h"
#include "base/query.h"

#include <QDate>
#include <QList>
#include <QMap>
#include <QString>

namespace dateline {

enum class Facet : quint8 {
    Day, Topic, Country, Mentions, From, Person, Organisation, Place, Source, Language, State, Tag, Story
};

// How many articles of the present answer hold a value. `value` is what a QueryTerm takes (ISO code, topic short name,
// entity name, source title, "2025-09-11", "unread", …); `label` what people read.
struct FacetCount {
    QString value;
    QString label;
    quint32 count = 0;

    bool operator==(const FacetCount &) const = default;
};

struct DayCount {
    QDate day;
    quint32 count = 0;

    bool operator==(const DayCount &) const = default;
};

enum class Order : quint8 { Newest, Relevance };

struct AnswerOptions {
    Order order = Order::Newest;
    int top = 50;              // values a facet, most frequent first, then by label; days are always whole
    bool withFacets = true;
    bool withRows = true;
    QDate today;               // for relative dates; invalid: the reader's own today
};

struct Answer {
    Query query;
    QList<ArticleId> rows;                   // all of them, in the order asked for
    QMap<Facet, QList<FacetCount>> facets;   // without Day
    QList<DayCount> days;                    // ascending, days without articles left out
    quint32 undated = 0;                     // rows without a date
    quint64 generation = 0;                  // of the store when it was answered

    bool operator==(const Answer &) const = default;
};

} // namespace dateline

Q_DECLARE_METATYPE(dateline::Answer)
