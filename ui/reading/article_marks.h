// ArticleMarks: which words of an article can be clicked to filter: people, organisations, places and countries, made flat
// from its annotations so that no two marks overlap. Values.
#pragma once

#include "base/article.h"
#include "base/query.h"

#include <QList>

namespace dateline {

enum class MarkKind : quint8 { Person, Organisation, Place, Country };

struct MarkTarget {
    MarkKind kind = MarkKind::Person;
    QString name;      // for people
    QueryTerm term;    // what a click adds to the query
    QList<Span> mentions{}; // evidenceWords() tells by which words, where somebody asks
};

struct Mark {
    qint32 start = 0;
    qint32 end = 0;
    int target = 0;    // index of ArticleMarks::targets

    bool operator==(const Mark &) const = default;
};

struct ArticleMarks {
    QList<MarkTarget> targets;
    QList<Mark> text;   // ascending, apart from each other, within the text
    QList<Mark> title;
};

// Where two mentions overlap, the earlier and then the longer stays; at the same words a person or organisation goes before the
// country that it stands for, and a country before a place.
ArticleMarks articleMarks(const StoredArticle &article);

// "Person", "Organisation", "Place", "Country", translated.
QString markKindName(MarkKind kind);

// The words that led to a fact, each once, in quotation marks: “Belgrade”, “Serbian”. At most `limit` of them.
QString evidenceWords(const QList<Span> &evidence, const ArticleContent &content, int limit = 8);

} // namespace dateline
