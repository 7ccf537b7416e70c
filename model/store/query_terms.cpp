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

bool isBeginning(const QueryTerm &term)
{
    return term.field == Field::Word && term.value.endsWith(u'*');
}

QString expressionOf(const QueryTerm &term)
{
    return isBeginning(term) ? matchExpression(term.value.chopped(1), true) : matchExpression(term.value, false);
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

QueryTerms QueryTerms::resolve(const Query &query, const QuerySources &sources)
{
    QueryTerms terms;
    terms.visit(query.root(), false, sources);
    return terms;
}

void QueryTerms::visit(const QueryNode &node, bool isExcluded, const QuerySources &sources)
{
    if (node.kind == QueryNode::Kind::Term) {
        visitTerm(node.term, isExcluded, sources);
        return;
    }
    const bool turns = node.kind == QueryNode::Kind::Not;
    for (const QueryNode &child : node.children)
        visit(child, isExcluded != turns, sources);
}

// A name finds what it is shown as. What is shown as another kind, or not at all, it doesn't find.
std::vector<quint32> QueryTerms::shownValues(const QueryTerm &term, const QuerySources &sources)
{
    const Facet facet = facetOf(term.field);
    std::vector<quint32> shown = sources.values.find(facet, folded(term.value)); // themselves too, while a correction is being applied
    const CorrectionSet corrections(sources.corrections.ofEntities());
    if (corrections.isEmpty())
        return shown;
    for (quint32 value : std::vector<quint32>(shown)) {
        const std::optional<EntityName> found = sources.values.entity(value);
        const std::optional<EntityName> entity = found ? corrections.shown(*found) : std::nullopt;
        if (entity && facetOf(entity->kind) == facet)
            shown.push_back(sources.values.idOf(facet, folded(entity->name)));
    }
    return shown;
}

void QueryTerms::visitTerm(const QueryTerm &term, bool isExcluded, const QuerySources &sources)
{
    const Key key(term.field, term.value);
    if (isEntity(term.field) && !m_values.contains(key))
        m_values[key] = shownValues(term, sources);
    if (!isText(term.field))
        return;
    const QString expression = expressionOf(term);
    if (expression.isEmpty())
        return;
    if (!m_articles.contains(key))
        m_articles[key] = isBeginning(term) ? sources.text.findBeginning(term.value.chopped(1)) : sources.text.find(expression);
    if (!isExcluded)
        m_positive += (m_positive.isEmpty() ? QString() : QStringLiteral(" OR ")) + expression;
}

const DenseSet *QueryTerms::articles(const QueryTerm &term) const
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
