#include "store/query_terms.h"

#include "base/folding.h"
#include "store/search_text.h"

#include <algorithm>

namespace dateline {
namespace {

bool isText(Field field)
{
    return field == Field::Word || field == Field::Phrase;
}

bool isEntity(Field field)
{
    return field == Field::Person || field == Field::Organisation || field == Field::Place;
}

QString expressionOf(const QueryTerm &term)
{
    const bool isPrefix = term.field == Field::Word && term.value.endsWith(u'*');
    return matchExpression(isPrefix ? term.value.chopped(1) : term.value, isPrefix);
}

Facet facetOf(Field field)
{
    return field == Field::Person ? Facet::Person : field == Field::Organisation ? Facet::Organisation : Facet::Place;
}

} // namespace

bool QueryTerms::needsDatabase(const QueryNode &node)
{
    if (node.kind == QueryNode::Kind::Term)
        return isText(node.term.field) || isEntity(node.term.field);
    return std::any_of(node.children.begin(), node.children.end(), &QueryTerms::needsDatabase);
}

QueryTerms QueryTerms::resolve(const Query &query, TextIndex &text, ValueTable &values)
{
    QueryTerms terms;
    terms.visit(query.root(), false, text, values);
    return terms;
}

void QueryTerms::visit(const QueryNode &node, bool isExcluded, TextIndex &text, ValueTable &values)
{
    if (node.kind == QueryNode::Kind::Term) {
        visitTerm(node.term, isExcluded, text, values);
        return;
    }
    const bool turns = node.kind == QueryNode::Kind::Not;
    for (const QueryNode &child : node.children)
        visit(child, isExcluded != turns, text, values);
}

void QueryTerms::visitTerm(const QueryTerm &term, bool isExcluded, TextIndex &text, ValueTable &values)
{
    const Key key(term.field, term.value);
    if (isEntity(term.field) && !m_values.contains(key))
        m_values[key] = values.find(facetOf(term.field), folded(term.value));
    if (!isText(term.field))
        return;
    const QString expression = expressionOf(term);
    if (expression.isEmpty())
        return;
    if (!m_articles.contains(key))
        m_articles[key] = text.find(expression);
    if (!isExcluded)
        m_positive += (m_positive.isEmpty() ? QString() : QStringLiteral(" OR ")) + expression;
}

const IdBitmap *QueryTerms::articles(const QueryTerm &term) const
{
    const auto found = m_articles.find({term.field, term.value});
    return found == m_articles.end() ? nullptr : &found->second;
}

const std::vector<quint32> &QueryTerms::values(const QueryTerm &term) const
{
    static const std::vector<quint32> none;
    const auto found = m_values.find({term.field, term.value});
    return found == m_values.end() ? none : found->second;
}

} // namespace dateline
