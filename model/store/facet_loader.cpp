#include "store/facet_loader.h"

#include "base/folding.h"
#include "store/correction_table.h"
#include "store/source_table.h"
#include "store/state_table.h"
#include "store/value_table.h"

namespace dateline {
namespace {

constexpr size_t ChunkArticles = 10'000; // half a tenth of a second

// False where it was stopped.
bool loadArticles(Connection &connection, FacetIndex &index, const std::function<bool()> &isStopped)
{
    IndexChange chunk;
    bool goesOn = true;
    ArticleTable(connection).forEach([&](const ArticleRow &article) {
        chunk.articles.push_back(indexedArticle(article));
        chunk.articles.back().facets = QByteArray(article.facets.constData(), article.facets.size()); // a copy: the row is gone with the next step
        if (chunk.articles.size() == ChunkArticles) {
            index.apply(chunk);
            chunk.articles.clear();
            goesOn = !isStopped || !isStopped();
        }
        return goesOn;
    });
    index.apply(chunk);
    return goesOn;
}

// Values whose spelling the reader gave.
void addSpellings(Connection &connection, IndexChange &change)
{
    const QList<Correction> corrections = CorrectionTable(connection).ofEntities();
    const CorrectionSet set(corrections);
    ValueTable values(connection);
    for (const Correction &correction : corrections) {
        const Facet facet = facetOf(correction.entity.kind);
        const QString key = folded(correction.entity.name);
        const std::optional<QString> spelling = set.spelling(correction.entity);
        if (const quint32 value = spelling ? values.idOf(facet, key) : 0)
            change.values.push_back({value, facet, key, *spelling});
    }
}

} // namespace

IndexedArticle indexedArticle(const ArticleRow &row)
{
    return {row.id, row.published.isKnown() ? row.published.epoch() : row.received, row.published.precision(), row.facets};
}

QString sourceKey(SourceId id)
{
    return QString::number(id.value);
}

std::vector<IndexedSource> loadIndexedSources(Connection &connection)
{
    const QHash<QString, quint32> values = ValueTable(connection).idsOf(Facet::Source);
    std::vector<IndexedSource> sources;
    for (const Source &source : SourceTable(connection).all()) {
        if (const quint32 value = values.value(sourceKey(source.id)))
            sources.push_back({source.id, value, source.title, source.url, source.country});
    }
    return sources;
}

std::unique_ptr<FacetIndex> loadFacetIndex(Connection &connection, const std::function<bool()> &isStopped)
{
    auto index = std::make_unique<FacetIndex>();
    IndexChange first;
    ValueTable(connection).forEach([&](const IndexedValue &value) { first.values.push_back(value); });
    addSpellings(connection, first);
    first.sources = loadIndexedSources(connection);
    index->apply(first);
    if (!loadArticles(connection, *index, isStopped))
        return nullptr;
    IndexChange last;
    StateTable states(connection);
    states.forEachState([&](const IndexedState &state) { last.states.push_back(state); });
    states.forEachTag([&](const IndexedTag &tag) { last.tags.push_back(tag); });
    index->apply(last);
    return index;
}

quint64 storedGeneration(Connection &connection)
{
    return static_cast<quint64>(connection.number("SELECT generation FROM profile"));
}

} // namespace dateline
