// QueryTerms: what a query's terms mean in the database: which articles hold the words, which entities have the name. Asked
// before the facet index is taken, so that the index is held for as short as can be.
#pragma once

#include "base/query.h"
#include "store/correction_table.h"
#include "store/posting_list.h"
#include "store/text_index.h"
#include "store/value_table.h"

#include <map>

namespace dateline {

// What terms are looked up in: tables of one connection, within one snapshot.
struct QuerySources {
    TextIndex &text;
    ValueTable &values;
    CorrectionTable &corrections;
};

class QueryTerms final {
public:
    static bool needsDatabase(const QueryNode &node);
    // Throws SQLite::Exception.
    static QueryTerms resolve(const Query &query, const QuerySources &sources);

    // Articles that hold the words of a Word or Phrase term; null where the term has no words, and so holds everything.
    const DenseSet *articles(const QueryTerm &term) const;
    // Values whose name or spelling is exactly the one of a Person, Organisation or Place term, and what they are shown as.
    const std::vector<quint32> &values(const QueryTerm &term) const;
    // For ranking: any of the words that aren't excluded. Empty where there are none.
    const QString &positiveExpression() const { return m_positive; }

private:
    using Key = std::pair<Field, QString>;
    void visit(const QueryNode &node, bool isExcluded, const QuerySources &sources);
    void visitTerm(const QueryTerm &term, bool isExcluded, const QuerySources &sources);
    static std::vector<quint32> shownValues(const QueryTerm &term, const QuerySources &sources);

    std::map<Key, DenseSet> m_articles;
    std::map<Key, std::vector<quint32>> m_values;
    QString m_positive;
};

} // namespace dateline
