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
    QueryReader(const QString &file, const FacetIndexGate &gate, Connection::Use use = Connection::Use::Reading);
    // From now on answers from this instant; gives its generation. Throws SQLite::Exception.
    quint64 pin();

    // Fails with Cancelled once `isStopped` says so.
    Result<Answer> run(const Query &query, const AnswerOptions &options, const std::function<bool()> &isStopped = {});
    Result<QList<Source>> sources();
    Result<QHash<SourceId, int>> countBySource(const Query &query);

private:
    Result<Answer> answer(const Query &query, const AnswerOptions &options, const FacetIndexGate::Reading &reading, const QueryTerms &terms,
                          DenseSet *found);
    // Rows, days and facets.
    void count(Answer &answer, const AnswerOptions &options, const FacetIndex &index, const DenseSet &articles);
    Result<Answer> runWithDatabase(const Query &query, const AnswerOptions &options, const std::function<bool()> &isStopped);
    void rank(Answer &answer, const QueryTerms &terms, const DenseSet &found);

    Connection m_connection;
    TextIndex m_text{m_connection};
    ValueTable m_values{m_connection};
    CorrectionTable m_corrections{m_connection};
    const FacetIndexGate &m_gate;
    CountingMeans m_means;
};

} // namespace dateline
