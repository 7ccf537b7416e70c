#include "store/facet_writer.h"

#include "base/folding.h"
#include "store/annotation_codec.h"
#include "store/facet_loader.h"

namespace dateline {
namespace {

bool comesFromAnnotations(Facet facet)
{
    switch (facet) {
    case Facet::Topic:
    case Facet::Country:
    case Facet::Mentions:
    case Facet::Person:
    case Facet::Organisation:
    case Facet::Place: return true;
    default: return false;
    }
}

} // namespace

Annotations FacetWriter::shownOf(const Annotations &found, const QList<Correction> &own)
{
    return corrected(found, m_tables.entityCorrections(), own);
}

QByteArray FacetWriter::row(SourceId source, const QString &language, const Annotations &found, const QList<Correction> &own)
{
    ValueTable &values = m_tables.values;
    std::vector<quint32> row;
    row.push_back(values.ensure(Facet::Source, sourceKey(source), sourceKey(source)).id);
    if (!language.isEmpty())
        row.push_back(values.ensure(Facet::Language, language, language).id);
    addShown(row, shownOf(found, own));
    return packFacetRow(std::move(row));
}

void FacetWriter::addShown(std::vector<quint32> &row, const Annotations &shown)
{
    ValueTable &values = m_tables.values;
    for (const Topic &topic : shown.topics)
        row.push_back(values.ensure(Facet::Topic, topic.id, topic.id).id);
    for (const CountryMention &country : shown.countries) {
        const QString code = country.code.toUpper();
        row.push_back(values.ensure(Facet::Mentions, code, code).id);
        if (country.about)
            row.push_back(values.ensure(Facet::Country, code, code).id);
    }
    for (const Entity &entity : shown.entities) {
        if (const QString key = folded(entity.name); !key.isEmpty())
            row.push_back(values.ensure(facetOf(entity.kind), key, entity.name).id);
    }
}

void FacetWriter::renew(quint32 article, IndexChange &change)
{
    std::optional<ArticleRow> row = m_tables.articles.row(article);
    const auto found = unpackAnnotations(m_tables.articles.annotations(article), [this](quint32 value) { return m_tables.values.name(value); });
    if (!row || !found)
        return; // gone, or damaged: the check tells of that
    std::vector<quint32> values;
    for (quint32 value : unpackFacetRow(row->facets)) {
        const bool isKnown = m_tables.index().hasValue(value); // in a damaged row perhaps not
        if (isKnown && !comesFromAnnotations(m_tables.index().facet(value)))
            values.push_back(value);
    }
    addShown(values, shownOf(*found, m_tables.corrections.ofArticle(article)));
    rememberFound(article, *found);
    const QByteArray renewed = packFacetRow(std::move(values));
    if (renewed == row->facets)
        return;
    row->facets = renewed;
    m_tables.articles.replaceFacets(article, renewed);
    index(change, *row);
}

void FacetWriter::rememberFound(quint32 article, const Annotations &found)
{
    const CorrectionSet &corrections = m_tables.entityCorrections();
    if (corrections.isEmpty())
        return;
    for (const Entity &entity : found.entities) {
        if (corrections.concerns({entity.kind, entity.name}))
            m_tables.corrections.addFound(m_tables.values.ensure(facetOf(entity.kind), folded(entity.name), entity.name).id, article);
    }
}

void FacetWriter::index(IndexChange &change, const ArticleRow &row)
{
    change.articles.push_back(indexedArticle(row));
}

} // namespace dateline
