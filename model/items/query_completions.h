// What a reader may want to type next in a query: fields, and values of the field at the cursor. Pure.
#pragma once

#include "base/answer.h"

namespace dateline {

struct QueryCompletion {
    QString text;  // what is put in: "country:", "topic:politics", "person:\"Sergey Lavrov\""
    QString label; // what people read: "Politics and government"
    QString hint;  // the rest in few words: "Topic", or a count

    bool operator==(const QueryCompletion &) const = default;
};

struct QueryCompletions {
    qsizetype start = 0;  // of the text that a completion replaces
    qsizetype length = 0;
    QList<QueryCompletion> completions; // best first, at most 12
};

// For the term that ends at or holds `cursor`. People, organisations, places, sources, languages and tags come from `answer`.
QueryCompletions completeQuery(const QString &text, qsizetype cursor, const Answer &answer);

} // namespace dateline
