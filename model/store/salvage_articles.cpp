// Second half of Salvage: each article put right by what is left of it, and what was lost, counted.
#include "store/salvage.h"

#include "base/folding.h"
#include "base/identity.h"
#include "store/annotation_codec.h"
#include "store/facet_loader.h"
#include "store/readers_own.h"

#include <QCoreApplication>
#include <QLocale>

namespace dateline {
namespace {

constexpr qsizetype MostNamed = 20;
constexpr int ToldArticles = 500;

QString tr(const char *text, const char *disambiguation = nullptr, int count = -1)
{
    return QCoreApplication::translate("Store", text, disambiguation, count);
}

QString languageOf(const ArticleContent &content, const Annotations &annotations)
{
    return (annotations.language.isEmpty() ? content.language.section(u'-', 0, 0) : annotations.language).toLower();
}

QString titleOf(const ArticleContent &content)
{
    constexpr qsizetype shown = 80;
    const QString title = content.title.isEmpty() ? content.url : content.title;
    return title.size() > shown ? title.left(shown) + u'…' : title;
}

} // namespace

// Of sources that the reader removed, what hadn't gone yet. What is the reader's own was taken out of them first: where it seems to be there
// still, that is a row of an earlier time.
void Salvage::dropRemoved()
{
    const IdBitmap removed = idsOf("SELECT id FROM source WHERE kind < 0");
    if (removed.isEmpty())
        return;
    const std::string own = "FROM article a WHERE source IN (SELECT id FROM source WHERE kind < 0) AND " + isReadersOwn("a.id");
    if (m_tables.connection.number("SELECT count(*) " + own) > 0) {
        const SourceId recovered = sourceOrRecovered({});
        m_tables.connection.prepare("UPDATE article SET source = ? WHERE id IN (SELECT id " + own + ")").bind(1, recovered.value).run();
    }
    dropOrigins(removed);
    m_seen -= idsOf("SELECT id FROM article WHERE source IN (SELECT id FROM source WHERE kind < 0)");
    m_tables.connection.run("DELETE FROM content WHERE id IN (SELECT id FROM article WHERE source IN (SELECT id FROM source WHERE kind < 0));"
                            "DELETE FROM state WHERE article IN (SELECT id FROM article WHERE source IN (SELECT id FROM source WHERE kind < 0));"
                            "DELETE FROM article WHERE source IN (SELECT id FROM source WHERE kind < 0);"
                            "DELETE FROM source WHERE kind < 0");
}

// The same for articles of which only the index of identities tells the source.
void Salvage::dropOrigins(const IdBitmap &removed)
{
    m_origins.removeIf([&](QHash<quint32, Origin>::iterator origin) {
        const quint32 id = origin.key();
        if (!removed.contains(origin->source.value))
            return false;
        if (!hasReadersWork(id)) {
            for (const char *sql : {"DELETE FROM content WHERE id = ?", "DELETE FROM state WHERE article = ?"})
                m_tables.connection.prepare(sql).bind(1, id).run();
            m_seen.remove(id);
        }
        return true;
    });
}

void Salvage::settleArticles()
{
    for (const Source &source : m_tables.sources.all()) {
        m_sources += source.id.value;
        m_tables.values.ensure(Facet::Source, sourceKey(source.id), sourceKey(source.id));
    }
    m_sourcesLost = static_cast<int>(m_tables.connection.number("SELECT count(DISTINCT source) FROM article WHERE source NOT IN (SELECT id FROM source)"));
    const IdBitmap withContent = idsOf("SELECT id FROM content");
    const auto total = static_cast<int>(withContent.cardinality());
    int done = 0;
    for (quint32 id : withContent) {
        settle(id);
        keepPace();
        if (++done % ToldArticles == 0)
            show(tr("Putting articles right"), done, total);
    }
    IdBitmap without = (m_seen | idsOf("SELECT article FROM state") | idsOf("SELECT DISTINCT article FROM tagged")
                        | idsOf("SELECT DISTINCT article FROM correction WHERE article IS NOT NULL")) - withContent;
    for (quint32 id : without) {
        settleWithout(id);
        keepPace();
    }
}

void Salvage::settle(quint32 id)
{
    const std::optional<ArticleRow> known = m_tables.articles.row(id);
    const std::optional<ContentRow> stored = m_tables.articles.content(id);
    const auto origin = m_origins.constFind(id);
    ArticleRow row = known.value_or(ArticleRow());
    row.id = id;
    if (!known && origin != m_origins.constEnd())
        row.source = origin->source;
    std::optional<ArticleContent> content = unpack(stored->packed, row.published);
    Annotations annotations;
    bool isChanged = false;
    const std::optional<FullTextRow> page = m_tables.fullTexts.find(id);
    const std::optional<ArticleContent> feed = page && page->isPages() ? unpackAlone(page->feed) : std::nullopt;
    bool isPage = false;
    if (content) {
        annotations = annotationsOf(*stored);
        isPage = feed && contentHash(*content) == page->hash && contentHash(*feed) == stored->hash;
        isChanged = !isPage && contentHash(*content) != stored->hash;
    } else {
        content = feed ? feed : beginningOf(*stored, row.published);
        isChanged = true;
        noteInPart(id, titleOf(*content));
    }
    if (isChanged)
        m_changed.insert(id, stored->hash);
    if (page && page->isPages() && !isPage) // its page can be fetched again
        m_tables.fullTexts.set(id, {});
    if (known && isChanged) {
        // Its keys are of the content as it was, by which the source finds it again.
    } else if (!known && isChanged && origin != m_origins.constEnd()) {
        row.keys.identity = origin->identity;
    } else {
        row.keys = keysOf(isPage ? *feed : *content);
    }
    write(row, !known, *content, annotations, isChanged);
}

// What lies outside the packed part. The reader is told of it where the article is read, too.
std::optional<ArticleContent> Salvage::beginningOf(const ContentRow &stored, const Moment &published)
{
    ArticleContent content;
    content.url = stored.packed.url;
    content.title = stored.packed.title;
    content.text = stored.packed.lead;
    content.published = published;
    content.problems = {tr("The rest of this article was lost when the profile was damaged.")};
    return content;
}

void Salvage::noteInPart(quint32 id, const QString &title)
{
    m_inPart.add(id);
    if (m_partTitles.size() < MostNamed)
        m_partTitles.insert(id, title);
}

// The copy has it whole.
void Salvage::noteWhole(quint32 id)
{
    m_inPart.remove(id);
    m_partTitles.remove(id);
}

// Where names are lost, or all of it, the article counts as not analysed yet.
Annotations Salvage::annotationsOf(const ContentRow &stored)
{
    auto annotations = unpackAnnotations(stored.annotations, [this](quint32 value) { return m_tables.values.name(value); });
    if (!annotations)
        return {};
    const auto nameless = annotations->entities.removeIf([](const Entity &entity) { return folded(entity.name).isEmpty(); });
    if (nameless > 0)
        annotations->version = 0;
    return *annotations;
}

void Salvage::write(const ArticleRow &given, bool isNew, const ArticleContent &content, const Annotations &annotations, bool isChanged)
{
    constexpr qint64 dayAhead = 24 * 60 * 60;
    ArticleRow row = given;
    row.source = sourceOrRecovered(row.source);
    if (row.received <= 0 || row.received > m_now + dayAhead)
        row.received = m_now;
    row.facets = m_facets.row(row.source, languageOf(content, annotations), annotations, m_tables.corrections.ofArticle(row.id));
    {
        Statement put = m_tables.connection.prepare(
            "INSERT OR REPLACE INTO article (id, source, identity, link, published, precision, received, facets) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        put.bind(1, row.id).bind(2, row.source.value).bind(3, row.keys.identity);
        row.keys.link ? put.bind(4, *row.keys.link) : put.bindNull(4);
        put.bind(5, row.published.epoch()).bind(6, static_cast<qint64>(row.published.precision())).bind(7, row.received).bind(8, row.facets);
        if (isNew || m_tables.articles.row(row.id)->facets != row.facets || isChanged || m_faults.value(QStringLiteral("article")) > 0)
            put.run();
    }
    if (isChanged || annotations.version == 0) {
        std::vector<quint32> values;
        for (const Entity &entity : annotations.entities) {
            const ValueTable::Found found = m_tables.values.ensure(facetOf(entity.kind), folded(entity.name), entity.name);
            values.push_back(found.name == entity.name ? found.id : 0);
        }
        const PackedContent packed = pack(content);
        Statement put = m_tables.connection.prepare("INSERT OR REPLACE INTO content (id, hash, url, title, lead, annotations, body) VALUES (?, ?, ?, ?, ?, ?, ?)");
        put.bind(1, row.id).bind(2, isChanged ? contentHash(content) : m_tables.articles.hash(row.id)).bind(3, packed.url).bind(4, packed.title).bind(5, packed.lead);
        put.bind(6, packAnnotations(annotations, values)).bind(7, packed.body).run();
    }
    m_facets.rememberFound(row.id, annotations);
    m_tables.text.add(row.id, content.title, content.text);
}

bool Salvage::hasReadersWork(quint32 id)
{
    return m_tables.retention.isReaders(id);
}

// An article whose content is lost. What the reader made of it is kept in any case.
void Salvage::settleWithout(quint32 id)
{
    std::optional<ArticleRow> row = m_tables.articles.row(id);
    const auto origin = m_origins.constFind(id);
    const bool isKnown = row || origin != m_origins.constEnd();
    if (!row) {
        row.emplace();
        row->id = id;
        if (isKnown) {
            row->source = origin->source;
            row->keys.identity = origin->identity;
        }
    }
    if (hasReadersWork(id)) {
        addPlaceholder(id, *row);
        return;
    }
    if (isKnown)
        keepForLater(id, {row->source, row->keys.identity});
    m_tables.connection.prepare("DELETE FROM article WHERE id = ?").bind(1, id).run();
}

void Salvage::addPlaceholder(quint32 id, ArticleRow row)
{
    ArticleContent content;
    content.title = tr("Lost article %1").arg(id);
    content.text = tr("This article was lost when the profile was damaged; only what you made of it could be saved. If its source still has it, it "
                      "comes back when the source is fetched.");
    content.published = row.published;
    if (!row.source.isValid())
        row.keys = keysOf(content);
    write(row, true, content, {}, true);
    m_placeholders.add(id);
    m_seen.add(id);
    noteInPart(id, content.title);
}

void Salvage::keepForLater(quint32 id, const Origin &origin)
{
    if (!m_sources.contains(origin.source.value))
        return;
    m_tables.connection.prepare("INSERT OR IGNORE INTO pending_state (source, identity, flags) SELECT ?1, ?2, flags FROM state WHERE article = ?3 AND flags <> 0")
        .bind(1, origin.source.value)
        .bind(2, origin.identity)
        .bind(3, id)
        .run();
    const int kept = m_tables.connection.database().getChanges();
    m_marksWaiting += kept;
    if (kept > 0)
        m_tables.connection.prepare("DELETE FROM state WHERE article = ?").bind(1, id).run();
}

SourceId Salvage::sourceOrRecovered(SourceId source)
{
    if (m_sources.contains(source.value))
        return source;
    if (m_recovered.isValid())
        return m_recovered;
    Source recovered;
    recovered.kind = SourceKind::Files;
    recovered.url = QStringLiteral("dateline:recovered");
    recovered.title = tr("Recovered articles");
    const std::optional<Source> known = m_tables.sources.find(recovered.kind, recovered.url);
    m_recovered = known ? known->id : m_tables.sources.add(recovered);
    m_sources += m_recovered.value;
    m_tables.values.ensure(Facet::Source, sourceKey(m_recovered), sourceKey(m_recovered));
    return m_recovered;
}

// What belongs to nothing.
void Salvage::removeLost()
{
    Connection &connection = m_tables.connection;
    m_marksLost = static_cast<int>(connection.number("SELECT count(*) FROM state WHERE flags <> 0 AND article NOT IN (SELECT id FROM article)"));
    connection.run("DELETE FROM content WHERE id NOT IN (SELECT id FROM article);"
                   "DELETE FROM state WHERE article NOT IN (SELECT id FROM article);"
                   "DELETE FROM full_text WHERE article NOT IN (SELECT id FROM article);"
                   "DELETE FROM tagged WHERE article NOT IN (SELECT id FROM article);"
                   "DELETE FROM correction WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM article);"
                   "DELETE FROM found_entity WHERE value NOT IN (SELECT id FROM value);"
                   "DELETE FROM alias WHERE value NOT IN (SELECT id FROM value);"
                   "DELETE FROM removed_article WHERE source NOT IN (SELECT id FROM source);"
                   "DELETE FROM pending_state WHERE source NOT IN (SELECT id FROM source)");
}

void Salvage::count()
{
    const IdBitmap live = idsOf("SELECT id FROM article");
    m_report.articles = static_cast<int>(live.cardinality());
    m_report.articlesLost = static_cast<int>((m_seen - live).cardinality());
    m_report.articlesInPart = static_cast<int>(m_inPart.cardinality());
    if (m_report.articlesLost > 0 || m_report.articlesInPart > 0 || m_articlesFromCopy > 0) // they are analysed once more when they have come again
        m_tables.settings.set(QStringLiteral("analysis.version"), QStringLiteral("0"));
}

void Salvage::tell()
{
    for (const QDateTime &made : std::as_const(m_copiesUsed))
        m_report.regained += tr("A copy of what you marked, of %1, was used for what couldn't be read.").arg(QLocale().toString(made.toLocalTime(), QLocale::ShortFormat));
    if (!m_copiesUsed.isEmpty()) {
        if (m_articlesFromCopy > 0)
            m_report.regained += tr("%n bookmarked, tagged or noted article(s) came back from it.", nullptr, m_articlesFromCopy);
        if (m_sourcesFromCopy > 0)
            m_report.regained += tr("%n source(s) came back from it.", nullptr, m_sourcesFromCopy);
    }
    QStringList &lost = m_report.lost;
    if (m_isNothingLeft)
        lost += tr("Nothing could be read of what was there; it is kept. This is a new, empty profile.");
    if (m_report.articlesLost > 0)
        lost += tr("%n article(s) are lost.", nullptr, m_report.articlesLost);
    if (m_marksWaiting > 0)
        lost += tr("Of %n article(s) that aren't there it is still known that you read them; they will be marked so when they come again.", nullptr, m_marksWaiting);
    if (m_report.articlesInPart > 0)
        lost += tr("Of %n article(s) only a part could be saved:", nullptr, m_report.articlesInPart);
    for (const QString &title : std::as_const(m_partTitles))
        lost += QStringLiteral("  ") + title;
    if (m_report.articlesInPart > m_partTitles.size())
        lost += tr("  … and %n more", nullptr, m_report.articlesInPart - static_cast<int>(m_partTitles.size()));
    if (m_marksLost > 0)
        lost += tr("Of %n article(s) it was marked that you read them, but nothing else is known of them.", nullptr, m_marksLost);
    if (m_sourcesLost > 0)
        lost += tr("%n source(s) are lost; their articles are in “Recovered articles”.", nullptr, m_sourcesLost);
    if (m_tagsLost > 0)
        lost += tr("The names of %n tag(s) are lost; their articles are tagged “Lost tag …”.", nullptr, m_tagsLost);
    const std::pair<const char *, QString> tables[] = {
        {"source", tr("Some sources without articles may be lost.")},
        {"state", tr("Some articles may have lost their marks: read, bookmarked, notes.")},
        {"tagged", tr("Some articles may have lost tags.")},
        {"saved_filter", tr("Some saved filters may be lost.")},
        {"correction", tr("Some corrections may be lost.")},
        {"setting", tr("Some settings may be lost.")},
    };
    for (const auto &[table, sentence] : tables) {
        if (m_faults.value(QLatin1String(table)) > 0)
            lost += sentence;
    }
}

} // namespace dateline
