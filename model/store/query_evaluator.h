// QueryEvaluator: a query to the set of articles that it holds, over the facet index at one instant.
#pragma once

#include "base/query.h"
#include "base/result.h"
#include "store/facet_index.h"
#include "store/query_terms.h"

namespace dateline {

class QueryEvaluator final {
public:
    QueryEvaluator(const FacetIndex &index, const QueryTerms &terms, QDate today) : m_index(index), m_terms(terms), m_today(today), m_live(index.live()) {}

    // Fails with Usage where a term's value makes no sense (a date that is none).
    Result<DenseSet> evaluate(const Query &query);

private:
    DenseSet node(const QueryNode &node);
    DenseSet all(const QList<QueryNode> &children);
    DenseSet term(const QueryTerm &term);
    DenseSet text(const QueryTerm &term) const;
    DenseSet value(Facet facet, const QString &key) const;
    DenseSet entity(Facet facet, const QueryTerm &term) const;
    DenseSet days(const QueryTerm &term);
    DenseSet source(const QString &value) const;
    DenseSet from(const QString &country) const;
    DenseSet state(const QueryTerm &term);
    void refuse(const QueryTerm &term);

    const FacetIndex &m_index;
    const QueryTerms &m_terms;
    QDate m_today;
    DenseSet m_live;
    std::optional<Error> m_error;
};

} // namespace dateline
