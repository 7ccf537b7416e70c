#include "store/source_writer.h"

#include "store/facet_loader.h"
#include "store/id_range.h"

#include <QCoreApplication>

#include <limits>
#include <tuple>

namespace dateline {
namespace {

const QLatin1String KeptUrl("dateline:kept");

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

IndexedSource indexed(const Source &source, quint32 value)
{
    return {source.id, value, source.title, source.url, source.country};
}

// What of a source is the reader's choice, and in the copy of his work (state_copy).
bool isChosenAlike(const Source &a, const Source &b)
{
    const auto chosen = [](const Source &source) {
        return std::tuple(source.kind, source.title, source.url, source.site, source.folder, source.country, source.language, source.retention.toText(), source.fullText);
    };
    return chosen(a) == chosen(b);
}

} // namespace

SourceId SourceWriter::add(const Source &source)
{
    const SourceId id = m_tables.sources.add(source);
    valueOf(id);
    return id;
}

quint32 SourceWriter::valueOf(SourceId id)
{
    return m_tables.values.ensure(Facet::Source, sourceKey(id), sourceKey(id)).id;
}

Source SourceWriter::counted(Source source)
{
    const quint32 value = valueOf(source.id);
    if (!m_tables.index().hasValue(value)) // made by this very change
        return source;
    const PostingList &articles = m_tables.index().postings(value);
    source.total = static_cast<int>(articles.count());
    source.unread = static_cast<int>((articles.toBitmap() - m_tables.index().withFlag(ReadFlag)).cardinality());
    return source;
}

Result<QList<Source>> SourceWriter::ensure(const QList<Source> &sources, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    QList<Source> ensured;
    for (const Source &given : sources) {
        const Source source = withoutLogins(given);
        if (const std::optional<Source> known = m_tables.sources.find(source.kind, source.url)) {
            ensured += counted(*known);
            continue;
        }
        const SourceId id = add(source);
        ensured += m_tables.sources.find(id).value();
        transaction.change.addedSources.push_back(indexed(ensured.last(), valueOf(id)));
    }
    if (transaction.change.addedSources.empty())
        return ensured;
    transaction.commit(changes);
    changes.sources = changes.subscriptions = true;
    return ensured;
}

Result<void> SourceWriter::update(const Source &given, Changes &changes)
{
    const Source source = withoutLogins(given);
    WriteTransaction transaction(m_tables);
    const std::optional<Source> known = m_tables.sources.find(source.id);
    if (!known)
        return failure(ErrorKind::NotFound, tr("There is no such source any more."));
    const std::optional<Source> same = m_tables.sources.find(source.kind, source.url);
    if (same && same->id != source.id)
        return failure(ErrorKind::Usage, tr("Another source has the address “%1” already.").arg(source.url));
    m_tables.sources.update(source);
    if (!(known->retention == source.retention)) // under another rule they may be kept
        m_tables.retention.forget(source.id, std::numeric_limits<quint64>::max());
    if (known->fullText != source.fullText)
        m_articles.wantNewest(source);
    // A refresh changes only validators and times, a thousand times in a row: the index needn't hear of it.
    if (known->title != source.title || known->url != source.url || known->country != source.country)
        transaction.change.sources = loadIndexedSources(m_tables.connection);
    transaction.commit(changes);
    changes.sources = true;
    changes.subscriptions = !isChosenAlike(*known, source);
    return {};
}

Result<Source> SourceWriter::change(SourceId id, const std::function<void(Source &)> &edit, Changes &changes)
{
    std::optional<Source> source = m_tables.sources.find(id);
    if (!source)
        return failure(ErrorKind::NotFound, tr("There is no such source any more."));
    edit(*source);
    source->id = id;
    *source = withoutLogins(*source);
    return update(*source, changes).map([&] { return *source; });
}

SourceId SourceWriter::keptSource()
{
    if (const std::optional<Source> kept = m_tables.sources.find(SourceKind::Files, KeptUrl))
        return kept->id;
    Source kept;
    kept.kind = SourceKind::Files;
    kept.title = tr("Kept articles");
    kept.url = KeptUrl;
    return add(kept);
}

// What holds the reader's own work: bookmarks, tags, notes, corrections.
IdBitmap SourceWriter::keepers(const IdBitmap &articles)
{
    const std::vector<quint32> own = m_tables.retention.readersOwn();
    return articles & IdBitmap(own.size(), own.data());
}

void SourceWriter::keep(const IdBitmap &articles, WriteTransaction &transaction, Changes &changes)
{
    if (articles.isEmpty())
        return;
    const SourceId kept = keptSource();
    const quint32 keptValue = valueOf(kept);
    for (quint32 id : articles) {
        std::optional<ArticleRow> row = m_tables.articles.row(IdRange::given(m_tables.connection, QStringLiteral("article"), id)); // it goes into the index
        if (!row)
            continue;
        const quint32 oldValue = valueOf(row->source);
        std::vector<quint32> values = unpackFacetRow(row->facets);
        std::erase(values, oldValue);
        values.insert(values.begin(), keptValue); // also where damage took the old one
        row->facets = packFacetRow(std::move(values));
        m_tables.articles.move(id, kept, row->facets);
        transaction.change.articles.push_back(indexedArticle(*row));
        changes.updated += ArticleId{id};
    }
}

Result<int> SourceWriter::remove(SourceId id, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    const std::optional<Source> source = m_tables.sources.find(id);
    if (!source)
        return failure(ErrorKind::NotFound, tr("There is no such source any more."));
    const bool isKept = source->kind == SourceKind::Files && source->url == KeptUrl;
    const std::vector<quint32> rows = m_tables.articles.idsOf(id); // all that will be swept, also what damage keeps out of the index
    const IdBitmap articles(rows.size(), rows.data());
    const IdBitmap kept = keepers(articles);
    if (isKept && !kept.isEmpty())
        return failure(ErrorKind::Usage, tr("“%1” holds articles that you bookmarked, tagged, noted or corrected. Take that back first.").arg(source->title));
    keep(kept, transaction, changes);
    for (quint32 article : (articles - kept) & m_tables.index().live()) {
        transaction.change.removed.push_back(article);
        changes.removed += ArticleId{article};
    }
    m_tables.sources.markRemoved(id);
    transaction.change.sources = loadIndexedSources(m_tables.connection);
    transaction.commit(changes);
    changes.sources = changes.subscriptions = true;
    return static_cast<int>(changes.removed.size());
}

} // namespace dateline
