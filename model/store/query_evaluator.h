// QueryEvaluator: a query to the set of articles that it holds, over the facet index at one instant.
#pragma once

#include "base/query.h"
#include "base/result.h"
#include "store/facet_index.h"
#include "store/query_terms.h"

namespace dateline {

class QueryEvaluator final {
public:
    QueryEvaluator(const FacetIndex &index, const QueryTerms &terms, QDate today) : m_index(index), m_terms(terms), m_today(today) {}

    // Fails with Usage where a term's value makes no sense (a date that is none).
    Result<IdBitmap> evaluate(const Query &query);

private:
    IdBitmap node(const QueryNode &node);
    IdBitmap all(const QList<QueryNode> &children);
    IdBitmap term(const QueryTerm &term);
    IdBitmap text(const QueryTerm &term) const;
    IdBitmap value(Facet facet, const QString &key) const;
    IdBitmap entity(Facet facet, const QueryTerm &term) const;
    IdBitmap days(const QueryTerm &term);
    IdBitmap source(const QString &value) const;
    IdBitmap from(const QString &country) const;
    IdBitmap state(const QueryTerm &term);
    void refuse(const QueryTerm &term);

    const FacetIndex &m_index;
    const QueryTerms &m_terms;
    QDate m_today;
    std::optional<Error> m_error;
};

} // namespace dateline
