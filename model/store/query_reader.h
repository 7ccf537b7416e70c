// QueryReader: answers queries from the facet index and the text index, on its own connection and thread. Nothing thrown
// leaves it.
#pragma once

#include "base/answer.h"
#include "base/feed.h"
#include "base/result.h"
#include "store/facet_counter.h"
#include "store/facet_index_gate.h"
#include "store/query_terms.h"

namespace dateline {

class QueryReader final {
public:
    // Throws SQLite::Exception.
    QueryReader(const QString &file, const FacetIndexGate &gate);

    Result<Answer> run(const Query &query, const AnswerOptions &options);
    Result<QList<Source>> sources();

private:
    Result<Answer> answer(const Query &query, const AnswerOptions &options, const FacetIndexGate::Reading &reading, const QueryTerms &terms,
                          IdBitmap *found) const;
    Result<Answer> runWithDatabase(const Query &query, const AnswerOptions &options);
    void rank(Answer &answer, const QueryTerms &terms, const IdBitmap &found);

    Connection m_connection;
    TextIndex m_text{m_connection};
    ValueTable m_values{m_connection};
    CorrectionTable m_corrections{m_connection};
    const FacetIndexGate &m_gate;
};

} // namespace dateline
