// What a copy of the reader's work (state_copy) knows beyond what could be read. The database is later than the copy, so what can be read of
// it holds: only where a table has faults is something taken from the copy.
#include "store/marks_check.h"
#include "store/salvage.h"
#include "store/state_copy.h"

#include "base/folding.h"
#include "base/identity.h"
#include "store/facet_loader.h"
#include "store/profile_history.h"

#include <QCoreApplication>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

bool Salvage::hasFaults(const char *table) const
{
    return m_faults.value(QLatin1String(table)) > 0;
}

// Of changes that were certainly finished: where the log is damaged, what it holds behind that is there in part.
qint64 Salvage::certainGeneration()
{
    if (!m_file.isLogDamaged())
        return m_generation;
    PageFile file(m_damaged, PageFile::Log::UntilDamage);
    RawTables tables(file);
    qint64 generation = 0;
    const auto shape = std::find_if(m_shapes.begin(), m_shapes.end(), [](const RawTableShape &each) { return each.name == u"profile"; });
    if (shape != m_shapes.end())
        tables.forEachRow(*shape, [&](const RawRow &row) { generation = row.id == 1 ? row.values.value(1).number : generation; });
    return generation;
}

// Of the database's own history, where there is one. Where the copy is later than what is certain of the database, the next open brings in all of it
// (copy_merging): so it is left as it is, earlier.
void Salvage::mergeCopies()
{
    const QString history = m_tables.settings.value(HistorySetting);
    const QList<FoundCopy> copies = copiesToRead(m_copies, history);
    const qint64 certain = certainGeneration();
    qint64 earlier = 0;
    for (const FoundCopy &copy : copies) {
        mergeCopy(copy);
        if (!history.isEmpty() && copy.history == history && (certain > 0 || m_file.isLogDamaged()) && copy.generation > certain)
            earlier = std::max(earlier, copy.generation - 1);
    }
    if (earlier > 0)
        m_generation = earlier - 1; // one is added
    if (m_isGone && !copies.isEmpty() && !copies.first().history.isEmpty())
        m_tables.settings.set(HistorySetting, copies.first().history); // it goes on
}

void Salvage::mergeCopy(const FoundCopy &copy)
{
    m_copiedSources.clear();
    m_copiesUsed += copy.made;
    m_isCopyOfNow = copy.generation == m_generation && (copy.history.isEmpty() || copy.history == m_tables.settings.value(HistorySetting));
    if (!m_lostTags.isEmpty())
        nameLostTags(copy.file);
    m_generation = std::max(m_generation, copy.generation);
    const bool articlesAreMissing = hasFaults("article") || hasFaults("content");
    CopyVisit visit;
    visit.setting = [&](const QString &name, const QString &value) {
        if ((m_isCopyOfNow || hasFaults("setting")) && !isOfDatabase(name))
            m_tables.connection.prepare("INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)").bind(1, name).bind(2, value).run();
    };
    visit.source = [&](const Source &source) { mergeSource(source); };
    visit.filter = [&](const SavedFilter &filter) {
        const QList<SavedFilter> known = m_tables.filters.all();
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](const SavedFilter &each) { return each.name == filter.name && each.query == filter.query; });
        if ((m_isCopyOfNow || hasFaults("saved_filter")) && !isKnown)
            m_tables.filters.add(filter);
    };
    visit.correction = [&](const Correction &correction) {
        const QList<Correction> known = m_tables.corrections.ofEntities();
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](const Correction &each) { return each.isAboutTheSameAs(correction); });
        if ((m_isCopyOfNow || hasFaults("correction")) && !isKnown)
            m_tables.corrections.add(correction, CorrectionTable::Progress::Applying); // the next open applies it to all articles
    };
    visit.article = [&](const CopiedArticle &article) {
        mergeArticle(article, articlesAreMissing);
        keepPace();
    };
    visit.read = [&](quint32 source, int flags, const QList<qint64> &identities) {
        const SourceId known = m_copiedSources.value(source);
        for (qint64 identity : known.isValid() ? identities : QList<qint64>()) {
            mergeRead(known, identity, flags, articlesAreMissing);
            keepPace();
        }
    };
    readStateCopy(copy.file, visit);
}

// As it is called where another has its address without the login (009_logins.sql).
std::optional<Source> Salvage::knownSource(const Source &copied)
{
    std::optional<Source> known = m_tables.sources.find(copied.kind, copied.url + u'#' + QString::number(copied.id.value));
    return known ? known : m_tables.sources.find(copied.kind, copied.url);
}

void Salvage::mergeSource(const Source &source)
{
    std::optional<Source> known = knownSource(source);
    if (!known && hasFaults("source")) {
        const SourceId id = m_tables.sources.add(source);
        m_sources += id.value;
        m_tables.values.ensure(Facet::Source, sourceKey(id), sourceKey(id));
        known = m_tables.sources.find(id);
        ++m_sourcesFromCopy;
    }
    if (known)
        m_copiedSources.insert(source.id.value, known->id);
}

quint32 Salvage::articleWith(SourceId source, qint64 identity)
{
    Statement select = m_tables.connection.prepare("SELECT id FROM article WHERE source = ? AND identity = ? ORDER BY id LIMIT 1");
    select.bind(1, source.value).bind(2, identity);
    return select.step() ? static_cast<quint32>(select.number(0)) : 0;
}

// Whether the copy has of an article what could be saved in part only, or was changed by damage: a letter of its title, its date.
bool Salvage::isBetter(quint32 id, const std::optional<ArticleContent> &copied) const
{
    if (m_placeholders.contains(id))
        return true;
    const auto changed = m_changed.constFind(id);
    return copied && changed != m_changed.constEnd() && (m_inPart.contains(id) || contentHash(*copied) == *changed);
}

void Salvage::mergeArticle(const CopiedArticle &copied, bool articlesAreMissing)
{
    const SourceId source = m_copiedSources.value(copied.source);
    quint32 id = source.isValid() ? articleWith(source, copied.keys.identity) : 0;
    const bool isNew = id == 0;
    if (isNew && !articlesAreMissing)
        return; // the reader removed it since
    std::optional<ArticleContent> content = unpack(copied.packed, copied.published);
    const bool mayBePage = content && !copied.feed.isEmpty();
    if (!content)
        content = unpackAlone(copied.feed);
    const bool isTaken = isNew || isBetter(id, content);
    if (!content) {
        content.emplace();
        content->url = copied.packed.url;
        content->title = copied.packed.title;
        content->text = copied.packed.lead.isEmpty() ? copied.note : copied.packed.lead;
        content->published = copied.published;
        content->problems = {tr("The rest of this article was lost when the profile was damaged.")};
    } else if (isTaken) {
        noteWhole(id);
    }
    if (isNew)
        id = static_cast<quint32>(m_tables.connection.number("SELECT max(seq) FROM sqlite_sequence WHERE name = 'article'")) + 1;
    if (isTaken)
        takeFromCopy(id, isNew, copied, *content);
    const bool lacksFeedVersion = isTaken || (hasFaults("full_text") && !m_tables.fullTexts.find(id));
    if (mayBePage && lacksFeedVersion && m_tables.articles.hash(id) == contentHash(*content))
        mergeFeedVersion(id, copied, *content);
    mergeState(id, copied, isNew);
}

void Salvage::takeFromCopy(quint32 id, bool isNew, const CopiedArticle &copied, const ArticleContent &content)
{
    ArticleRow row;
    row.id = id;
    row.source = m_copiedSources.value(copied.source);
    row.keys = copied.keys;
    row.published = content.published; // the feed's, where the page is damaged
    row.received = copied.received;
    if (!isNew) {
        const std::optional<ContentRow> saved = m_tables.articles.content(id);
        if (const auto old = saved ? unpack(saved->packed, {}) : std::nullopt)
            m_tables.text.remove(id, old->title, old->text);
    }
    m_tables.connection.prepare("DELETE FROM article WHERE id = ?").bind(1, id).run();
    m_tables.connection.prepare("DELETE FROM content WHERE id = ?").bind(1, id).run();
    const QList<Correction> known = m_tables.corrections.ofArticle(id);
    for (Correction correction : copied.corrections) { // before the facets are made of them
        correction.article = {id};
        if (std::none_of(known.begin(), known.end(), [&](const Correction &each) { return each.isAboutTheSameAs(correction); }))
            m_tables.corrections.add(correction, CorrectionTable::Progress::Applied);
    }
    write(row, true, content, {}, true);
    m_tables.fullTexts.remove(id);
    ++m_articlesFromCopy;
}

// By its hash a refresh finds the item unchanged; else the teaser would take the place of the page.
void Salvage::mergeFeedVersion(quint32 id, const CopiedArticle &copied, const ArticleContent &page)
{
    const std::optional<ArticleContent> feed = unpackAlone(copied.feed);
    if (!feed)
        return;
    const FullTextRow row{FullTextRow::State::Fetched, 0, m_now, contentHash(page), packAlone(*feed)};
    m_tables.fullTexts.set(id, row);
    m_tables.connection.prepare("UPDATE content SET hash = ? WHERE id = ?").bind(1, contentHash(*feed)).bind(2, id).run();
}

// What was made of the same state has all that the database lost of it, also where no fault shows: a flipped bit in a flag, a letter of a note.
void Salvage::mergeState(quint32 id, const CopiedArticle &copied, bool isNew)
{
    const std::optional<quint8> known = m_tables.states.flags(id);
    const bool isMissing = isNew || (hasFaults("state") && !known);
    if (isMissing || m_isCopyOfNow) {
        const int kept = isMissing ? 0 : known.value_or(0) & BookmarkedFlag;
        m_tables.states.setFlags(id, static_cast<quint8>(copied.flags | kept));
        if (const QString note = bothNotes(copied.note, m_tables.states.note(id)); !note.isEmpty())
            m_tables.states.setNote(id, note);
    }
    for (const QString &tag : isNew || m_isCopyOfNow || hasFaults("tagged") ? copied.tags : QStringList()) {
        if (!folded(tag).isEmpty())
            m_tables.states.tag(id, m_tables.values.ensure(Facet::Tag, folded(tag), tag).id);
    }
    if (!isNew && hasFaults("correction") && !copied.corrections.isEmpty())
        mergeCorrections(id, copied);
}

// The facets of a stored article depend on them.
void Salvage::mergeCorrections(quint32 id, const CopiedArticle &copied)
{
    const QList<Correction> known = m_tables.corrections.ofArticle(id);
    for (Correction correction : copied.corrections) {
        correction.article = {id};
        if (std::none_of(known.begin(), known.end(), [&](const Correction &each) { return each.isAboutTheSameAs(correction); }))
            m_tables.corrections.add(correction, CorrectionTable::Progress::Applied);
    }
    const std::optional<ArticleRow> row = m_tables.articles.row(id);
    const std::optional<ContentRow> stored = row ? m_tables.articles.content(id) : std::nullopt;
    const std::optional<ArticleContent> content = stored ? unpack(stored->packed, row->published) : std::nullopt;
    if (!content)
        return;
    const Annotations found = annotationsOf(*stored);
    const QString language = (found.language.isEmpty() ? content->language.section(u'-', 0, 0) : found.language).toLower();
    m_tables.articles.replaceFacets(id, m_facets.row(row->source, language, found, m_tables.corrections.ofArticle(id)));
}

void Salvage::mergeRead(SourceId source, qint64 identity, int flags, bool articlesAreMissing)
{
    if (const quint32 id = articleWith(source, identity)) {
        if (hasFaults("state") && !m_tables.states.flags(id))
            m_tables.states.setFlags(id, static_cast<quint8>(flags));
        return;
    }
    if (!articlesAreMissing)
        return;
    m_tables.connection.prepare("INSERT OR IGNORE INTO pending_state (source, identity, flags) VALUES (?, ?, ?)").bind(1, source.value).bind(2, identity).bind(3, flags).run();
    m_marksWaiting += m_tables.connection.database().getChanges();
}

} // namespace dateline
