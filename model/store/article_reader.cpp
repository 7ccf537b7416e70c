#include "store/article_reader.h"

#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_change.h"
#include "store/source_table.h"

#include <QCoreApplication>
#include <QSet>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

ArticleReader::ArticleReader(const QString &file, Connection::Use use) : m_connection(file, use) {}

quint64 ArticleReader::pin()
{
    m_connection.run("BEGIN");
    return storedGeneration(m_connection);
}

Result<StoredArticle> ArticleReader::article(ArticleId id)
{
    auto article = guarded([&] {
        const Snapshot snapshot(m_connection);
        return read(id);
    });
    if (!article && article.error().kind == ErrorKind::Corrupt)
        article.error().message = tr("Article %1 is damaged and can't be read.").arg(id.value);
    return article;
}

Result<StoredArticle> ArticleReader::read(ArticleId id)
{
    const std::optional<ArticleRow> row = m_articles.row(id.value);
    if (!row)
        return failure(ErrorKind::NotFound, tr("There is no article %1.").arg(id.value));
    const std::optional<ContentRow> content = m_articles.content(id.value);
    std::optional<ArticleContent> unpacked = content ? unpack(content->packed, row->published) : std::nullopt;
    if (!unpacked)
        return failure(ErrorKind::Corrupt, QString(), QStringLiteral("packed content"));
    // Where they are damaged, what was written can still be read.
    const Annotations annotations = unpackAnnotations(content->annotations, [this](quint32 value) { return m_values.name(value); }).value_or(Annotations());
    const Annotations shown = corrected(annotations, entityCorrections(), m_corrections.ofArticle(id.value));
    StoredArticle article{id, row->source, {}, std::move(*unpacked), shown, {}, {}, {}, false, correctionsOf(id, annotations)};
    article.received = QDateTime::fromSecsSinceEpoch(row->received, Qt::UTC);
    article.state.tags = m_states.tags(id.value);
    if (const std::optional<ArticleHead> known = head(id)) {
        article.sourceTitle = known->sourceTitle;
        article.state.read = known->read;
        article.state.bookmarked = known->bookmarked;
        article.updated = known->updated;
    }
    article.state.note = m_states.note(id.value);
    if (const std::optional<FullTextRow> fetched = m_fullTexts.find(id.value); fetched && fetched->isPages())
        article.feedVersion = unpackAlone(fetched->feed); // where it is damaged, what is shown can still be read
    return article;
}

// Read again only after a change: whoever exports reads many articles in a row.
const CorrectionSet &ArticleReader::entityCorrections()
{
    const quint64 generation = storedGeneration(m_connection);
    if (m_correctionsAt != generation)
        m_entityCorrections = CorrectionSet(m_corrections.ofEntities());
    m_correctionsAt = generation;
    return m_entityCorrections;
}

QList<Correction> ArticleReader::correctionsOf(ArticleId id, const Annotations &found)
{
    QList<Correction> all = m_corrections.ofArticle(id.value);
    QSet<CorrectionId> known;
    for (const Entity &entity : found.entities) {
        for (const Correction &correction : entityCorrections().way({entity.kind, entity.name})) {
            if (!known.contains(correction.id))
                all += correction;
            known += correction.id;
        }
    }
    return all;
}

Result<QList<ArticleHead>> ArticleReader::heads(const QList<ArticleId> &ids)
{
    return guarded([&]() -> Result<QList<ArticleHead>> {
        const Snapshot snapshot(m_connection);
        QList<ArticleHead> heads;
        heads.reserve(ids.size());
        for (ArticleId id : ids) {
            if (std::optional<ArticleHead> found = head(id))
                heads += std::move(*found);
        }
        return heads;
    });
}

std::optional<ArticleHead> ArticleReader::head(ArticleId id)
{
    Statement select = m_connection.prepare(
        "SELECT a.source, o.title, c.title, c.lead, a.published, a.precision, a.received, c.annotations, s.flags FROM article a "
        "JOIN content c ON c.id = a.id JOIN source o ON o.id = a.source AND o.kind >= 0 LEFT JOIN state s ON s.article = a.id WHERE a.id = ?");
    select.bind(1, id.value);
    if (!select.step())
        return std::nullopt;
    ArticleHead head;
    head.id = id;
    head.source = {static_cast<quint32>(select.number(0))};
    head.sourceTitle = select.text(1);
    head.title = select.text(2);
    head.snippet = snippet(select.text(3));
    head.published = momentFrom(select.number(4), select.number(5));
    head.received = QDateTime::fromSecsSinceEpoch(select.number(6), Qt::UTC);
    HeadAnnotations annotations = headAnnotations(id, select.view(7));
    head.countries = std::move(annotations.countries);
    head.topic = std::move(annotations.topic);
    const qint64 flags = select.number(8);
    head.read = flags & ReadFlag;
    head.bookmarked = flags & BookmarkedFlag;
    head.updated = flags & UpdatedFlag;
    return head;
}

// What a list shows doesn't depend on corrections of entities.
HeadAnnotations ArticleReader::headAnnotations(ArticleId id, QByteArrayView blob)
{
    const QList<Correction> own = m_corrections.ofArticle(id.value);
    const auto found = own.isEmpty() ? std::nullopt : unpackAnnotations(blob, [](quint32) { return QString(); });
    return found ? headOf(corrected(*found, {}, own)) : unpackHead(blob);
}

Result<QList<Correction>> ArticleReader::corrections()
{
    return guarded([&]() -> Result<QList<Correction>> { return m_corrections.all(); });
}

Result<QList<SavedFilter>> ArticleReader::savedFilters()
{
    return guarded([&]() -> Result<QList<SavedFilter>> { return m_filters.all(); });
}

Result<QList<FullTextWish>> ArticleReader::fullTextWishes(qint64 now, int most)
{
    return guarded([&]() -> Result<QList<FullTextWish>> {
        const Snapshot snapshot(m_connection);
        const FullText general = fullTextFromCode(m_settings.value(QString(FullTextSetting))).value_or(FullText::Never);
        QHash<SourceId, FullText> rules;
        for (const Source &source : SourceTable(m_connection).all())
            rules.insert(source.id, effectiveFullText(source, general));
        return m_fullTexts.open(now, most, [&rules](SourceId id) { return rules.value(id, FullText::Never); });
    });
}

Result<QString> ArticleReader::setting(const QString &name)
{
    return guarded([&]() -> Result<QString> { return m_settings.value(name); });
}

} // namespace dateline
