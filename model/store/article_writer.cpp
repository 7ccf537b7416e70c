#include "store/article_writer.h"

#include "base/folding.h"
#include "base/identity.h"
#include "store/annotation_codec.h"
#include "store/facet_loader.h"

#include <QCoreApplication>
#include <QSet>

namespace dateline {
namespace {

constexpr qsizetype MostSpellings = 8; // of one entity in one article

QString languageOf(const AnalysedArticle &article)
{
    const QString &found = article.annotations.language;
    return (found.isEmpty() ? article.content.language.section(u'-', 0, 0) : found).toLower();
}

QString words(const Span &span, const ArticleContent &content)
{
    return (span.part == Part::Title ? content.title : content.text).mid(span.start, span.length);
}

} // namespace

struct ArticleWriter::Batch {
    SourceId source; // of the article at hand
    qint64 now = 0;
    WriteTransaction transaction;
    SaveReport report;
    QSet<quint32> added;   // in this batch
    QSet<quint32> updated;
    QSet<quint32> renewed; // annotations only
};

Result<SaveReport> ArticleWriter::save(const QList<NewArticles> &given, Changes &changes)
{
    for (const NewArticles &some : given) {
        if (!m_tables.sources.find(some.source))
            return failure(ErrorKind::NotFound, QCoreApplication::translate("Store", "The source of these articles is gone."));
    }
    Batch batch{{}, QDateTime::currentSecsSinceEpoch(), WriteTransaction(m_tables), {}, {}, {}, {}};
    for (const NewArticles &some : given) {
        batch.source = some.source;
        for (const AnalysedArticle &article : some.articles)
            saveOne(batch, article);
    }
    if (batch.added.isEmpty() && batch.updated.isEmpty() && batch.renewed.isEmpty())
        return batch.report;
    batch.transaction.commit(changes);
    changes.added = batch.report.added;
    changes.updated = batch.report.updated;
    for (quint32 id : batch.renewed)
        changes.updated += ArticleId{id};
    return batch.report;
}

void ArticleWriter::saveOne(Batch &batch, const AnalysedArticle &given)
{
    const AnalysedArticle article{storable(given.content), given.annotations};
    const ArticleContent &content = article.content;
    const QByteArray hash = contentHash(content);
    ArticleRow row;
    row.source = batch.source;
    row.keys = keysOf(content);
    row.published = content.published;
    row.received = batch.now;
    row.id = m_tables.articles.find(batch.source, content, row.keys);
    std::vector<quint32> entityValues;
    row.facets = facets(batch.source, article, entityValues);
    const QByteArray annotations = packAnnotations(article.annotations, entityValues);
    if (row.id == 0)
        add(batch, row, {hash, pack(content), annotations}, content);
    else if (m_tables.articles.hash(row.id) != hash)
        replace(batch, row, {hash, pack(content), annotations}, content);
    else
        renewAnnotations(batch, row.id, article.annotations, row.facets, annotations);
}

void ArticleWriter::add(Batch &batch, const ArticleRow &row, const ContentRow &content, const ArticleContent &plain)
{
    ArticleRow added = row;
    added.id = m_tables.articles.add(row, content);
    m_tables.text.add(added.id, plain.title, plain.text);
    changeIndex(batch.transaction.change, added);
    batch.added += added.id;
    batch.report.added += ArticleId{added.id};
}

void ArticleWriter::replace(Batch &batch, ArticleRow row, const ContentRow &content, const ArticleContent &plain)
{
    const std::optional<ArticleRow> oldRow = m_tables.articles.row(row.id);
    const std::optional<ContentRow> oldContent = m_tables.articles.content(row.id);
    if (oldRow)
        row.received = oldRow->received;
    if (oldContent) {
        if (const auto old = unpack(oldContent->packed, {}))
            m_tables.text.remove(row.id, old->title, old->text);
    }
    m_tables.articles.replace(row, content);
    m_tables.text.add(row.id, plain.title, plain.text);
    changeIndex(batch.transaction.change, row);
    if (batch.added.contains(row.id))
        return; // twice in one batch: still only new
    const quint8 flags = m_tables.index().flags(row.id);
    if ((flags & ReadFlag) && !(flags & UpdatedFlag)) {
        const auto withUpdated = static_cast<quint8>(flags | UpdatedFlag);
        m_tables.states.setFlags(row.id, withUpdated);
        batch.transaction.change.states.push_back({row.id, withUpdated});
    }
    if (!batch.updated.contains(row.id))
        batch.report.updated += ArticleId{row.id};
    batch.updated += row.id;
}

// The same content, perhaps analysed by a newer version: not an update to the reader, but what is shown is renewed.
void ArticleWriter::renewAnnotations(Batch &batch, quint32 id, const Annotations &annotations, const QByteArray &facets, const QByteArray &blob)
{
    ++batch.report.unchanged;
    const std::optional<ContentRow> old = m_tables.articles.content(id);
    const auto known = old ? unpackAnnotations(old->annotations, [](quint32) { return QString(); }) : std::nullopt;
    if (known && known->version == annotations.version)
        return;
    m_tables.articles.replaceAnnotations(id, facets, blob);
    if (std::optional<ArticleRow> row = m_tables.articles.row(id))
        changeIndex(batch.transaction.change, *row);
    if (!batch.added.contains(id) && !batch.updated.contains(id))
        batch.renewed += id;
}

// The row of values; `entityValues` gets for each entity its value where the name is just the value's, else 0.
QByteArray ArticleWriter::facets(SourceId source, const AnalysedArticle &article, std::vector<quint32> &entityValues)
{
    ValueTable &values = m_tables.values;
    std::vector<quint32> row;
    row.push_back(values.ensure(Facet::Source, sourceKey(source), sourceKey(source)).id);
    if (const QString language = languageOf(article); !language.isEmpty())
        row.push_back(values.ensure(Facet::Language, language, language).id);
    for (const Topic &topic : article.annotations.topics)
        row.push_back(values.ensure(Facet::Topic, topic.id, topic.id).id);
    for (const CountryMention &country : article.annotations.countries) {
        const QString code = country.code.toUpper();
        row.push_back(values.ensure(Facet::Mentions, code, code).id);
        if (country.about)
            row.push_back(values.ensure(Facet::Country, code, code).id);
    }
    for (const Entity &entity : article.annotations.entities) {
        quint32 exact = 0;
        if (const quint32 value = entityValue(entity, article.content, exact))
            row.push_back(value);
        entityValues.push_back(exact);
    }
    return packFacetRow(std::move(row));
}

quint32 ArticleWriter::entityValue(const Entity &entity, const ArticleContent &content, quint32 &exact)
{
    const QString key = folded(entity.name);
    if (key.isEmpty())
        return 0;
    const ValueTable::Found found = m_tables.values.ensure(facetOf(entity.kind), key, entity.name);
    exact = found.name == entity.name ? found.id : 0;
    QSet<QString> spellings{key};
    for (const Span &mention : entity.mentions) {
        const QString spelling = folded(words(mention, content));
        if (spellings.size() > MostSpellings)
            break;
        if (!spelling.isEmpty() && !spellings.contains(spelling)) {
            spellings += spelling;
            m_tables.values.addAlias(found.id, spelling);
        }
    }
    return found.id;
}

void ArticleWriter::changeIndex(IndexChange &change, const ArticleRow &row)
{
    const qint64 time = row.published.isKnown() ? row.published.epoch() : row.received;
    change.articles.push_back({row.id, time, m_tables.days.day(row.published), row.facets});
}

Result<int> ArticleWriter::remove(const QList<ArticleId> &ids, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    QSet<quint32> gone;
    for (ArticleId id : ids) {
        if (!m_tables.index().live().contains(id.value) || gone.contains(id.value))
            continue;
        gone += id.value;
        removeOne(id.value, transaction.change);
        changes.removed += id;
    }
    if (!gone.isEmpty())
        transaction.commit(changes);
    return static_cast<int>(gone.size());
}

void ArticleWriter::removeOne(quint32 id, IndexChange &change)
{
    if (const std::optional<ContentRow> content = m_tables.articles.content(id)) {
        if (const auto plain = unpack(content->packed, {}))
            m_tables.text.remove(id, plain->title, plain->text);
    }
    m_tables.articles.remove(id);
    change.removed.push_back(id);
}

} // namespace dateline
