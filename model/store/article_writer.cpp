#include "store/article_batch.h"

#include "base/folding.h"
#include "base/identity.h"
#include "base/retention.h"
#include "store/annotation_codec.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype MostSpellings = 8; // of one entity in one article

QString words(const Span &span, const ArticleContent &content)
{
    return (span.part == Part::Title ? content.title : content.text).mid(span.start, span.length);
}

} // namespace

Result<SaveReport> ArticleWriter::save(const QList<NewArticles> &given, Changes &changes)
{
    for (const NewArticles &some : given) {
        if (!m_tables.sources.find(some.source))
            return failure(ErrorKind::NotFound, QCoreApplication::translate("Store", "The source of these articles is gone."));
    }
    const qint64 now = timeOfArrival(QDateTime::currentSecsSinceEpoch(), m_tables.settings.value(ClockBelievedSetting).toLongLong());
    Batch batch{{}, now, WriteTransaction(m_tables), {}, {}, {}, {}, {}, false, false, FullText::Never};
    for (const NewArticles &some : given) {
        batch.source = some.source;
        const std::optional<Source> source = m_tables.sources.find(some.source);
        batch.fullText = source ? ruleOf(*source) : FullText::Never;
        for (const AnalysedArticle &article : some.articles)
            saveOne(batch, article);
        if (batch.fullText != FullText::Never)
            m_tables.fullTexts.keepNewest(some.source, MostFullTextsOfSource);
    }
    if (batch.added.isEmpty() && batch.updated.isEmpty() && batch.renewed.isEmpty() && batch.marked.isEmpty() && !batch.hasSeenRemoved)
        return batch.report;
    commit(batch, changes);
    return batch.report;
}

void ArticleWriter::commit(Batch &batch, Changes &changes)
{
    batch.transaction.commit(changes);
    changes.added = batch.report.added;
    changes.updated = batch.report.updated;
    for (quint32 id : batch.renewed)
        changes.updated += ArticleId{id};
    for (quint32 id : batch.marked)
        changes.stateChanged += ArticleId{id};
    changes.corrections = batch.hasCorrections;
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
    if (row.id == 0 && m_tables.retention.isRemoved(batch.source, row.keys.identity, m_tables.gate.generation() + 1)) {
        batch.hasSeenRemoved = true;
        ++batch.report.unchanged;
        return;
    }
    QList<Correction> own = row.id == 0 ? QList<Correction>() : m_tables.corrections.ofArticle(row.id);
    const QList<Correction> arrived = newOnes(given.corrections, own, row.id);
    own += arrived;
    const QByteArray annotations = packAnnotations(article.annotations, entityValues(article));
    row.facets = m_facets.row(batch.source, languageOf(article.content, article.annotations), article.annotations, own);
    const QByteArray known = row.id == 0 ? QByteArray() : m_tables.articles.hash(row.id);
    const auto isShown = [&] { // an export of an article that shows its page
        const auto page = m_tables.fullTexts.find(row.id);
        return page && page->isPages() && page->hash == hash;
    };
    if (row.id == 0) {
        row.id = add(batch, row, {hash, pack(content), annotations}, content);
        wantPage(batch.fullText, row.id, content);
    } else if (known != hash && !isShown()) {
        if (!keepsPage(batch, row, hash, content)) {
            wantPage(batch.fullText, row.id, content);
            replace(batch, row, {hash, pack(content), annotations}, content);
        } else if (!arrived.isEmpty()) {
            correctPage(batch, row, own);
        }
    } else {
        ++batch.report.unchanged;
        if (given.state)
            addState(batch, row.id, *given.state);
        if (known == hash && showsPage(row.id)) { // what was found in a teaser isn't what the page says
            if (!arrived.isEmpty())
                correctPage(batch, row, own);
        } else {
            if (arrived.isEmpty() && analysisOf(row.id) == article.annotations.version)
                return;
            renewAnnotations(batch, row.id, row.facets, annotations);
        }
    }
    if (given.state && (batch.added.contains(row.id) || batch.updated.contains(row.id)))
        addState(batch, row.id, *given.state);
    m_facets.rememberFound(row.id, article.annotations);
    for (Correction correction : arrived) {
        correction.article = {row.id};
        m_tables.corrections.add(correction, CorrectionTable::Progress::Applied);
        batch.hasCorrections = true;
    }
}

// What the reader did here holds: bookmarks and tags are added to it, and of two notes both are kept.
void ArticleWriter::addState(Batch &batch, quint32 id, const ArticleState &arrived)
{
    addFlags(batch, id, arrived);
    const QStringList tags = m_tables.states.tags(id);
    for (const QString &name : arrived.tags) {
        const QString key = folded(name);
        if (key.isEmpty() || std::any_of(tags.begin(), tags.end(), [&](const QString &tag) { return folded(tag) == key; }))
            continue;
        const ValueTable::Found tag = m_tables.values.ensure(Facet::Tag, key, name.simplified());
        m_tables.states.tag(id, tag.id);
        batch.transaction.change.tags.push_back({id, tag.id, true});
        batch.marked += id;
    }
    const QString note = m_tables.states.note(id);
    if (!arrived.note.isEmpty() && !note.contains(arrived.note)) {
        m_tables.states.setNote(id, note.isEmpty() ? arrived.note : note + QStringLiteral("\n\n") + arrived.note);
        batch.marked += id;
    }
}

void ArticleWriter::addFlags(Batch &batch, quint32 id, const ArticleState &arrived)
{
    const std::optional<quint8> known = m_tables.states.flags(id);
    quint8 flags = known.value_or(0);
    if (arrived.read && !known) // one that the reader marked here is as the reader left it
        flags |= ReadFlag;
    if (arrived.bookmarked)
        flags |= BookmarkedFlag;
    if (flags == known.value_or(0))
        return;
    m_tables.states.setFlags(id, flags);
    batch.transaction.change.states.push_back({id, flags});
    batch.marked += id;
}

quint32 ArticleWriter::add(Batch &batch, const ArticleRow &row, const ContentRow &content, const ArticleContent &plain)
{
    ArticleRow added = row;
    added.id = m_tables.articles.add(row, content);
    m_tables.text.add(added.id, plain.title, plain.text);
    m_facets.index(batch.transaction.change, added);
    batch.added += added.id;
    batch.report.added += ArticleId{added.id};
    takePending(batch, added);
    return added.id;
}

// The state of an article that was here before, and of which damage left nothing else.
void ArticleWriter::takePending(Batch &batch, const ArticleRow &row)
{
    quint8 flags = m_tables.states.takePending(row.source, row.keys.identity);
    if (flags == 0 && row.keys.link)
        flags = m_tables.states.takePending(row.source, *row.keys.link);
    if (flags == 0)
        return;
    m_tables.states.setFlags(row.id, flags);
    batch.transaction.change.states.push_back({row.id, flags});
    batch.marked += row.id;
}

void ArticleWriter::replace(Batch &batch, ArticleRow row, const ContentRow &content, const ArticleContent &plain)
{
    if (const std::optional<ArticleRow> old = m_tables.articles.row(row.id))
        row.received = old->received;
    putContent(row, content, plain, batch.transaction.change);
    noteUpdate(batch, row.id);
}

// Content, words and facets of a stored article.
void ArticleWriter::putContent(const ArticleRow &row, const ContentRow &content, const ArticleContent &plain, IndexChange &change)
{
    if (const std::optional<ContentRow> oldContent = m_tables.articles.content(row.id)) {
        if (const auto old = unpack(oldContent->packed, {}))
            m_tables.text.remove(row.id, old->title, old->text);
    }
    m_tables.articles.replace(row, content);
    m_tables.text.add(row.id, plain.title, plain.text);
    m_facets.index(change, row);
}

// To the reader it is another than the one that was read.
void ArticleWriter::noteUpdate(Batch &batch, quint32 id)
{
    if (batch.added.contains(id))
        return; // twice in one batch: still only new
    const quint8 flags = m_tables.index().flags(id);
    if ((flags & ReadFlag) && !(flags & UpdatedFlag)) {
        const auto withUpdated = static_cast<quint8>(flags | UpdatedFlag);
        m_tables.states.setFlags(id, withUpdated);
        batch.transaction.change.states.push_back({id, withUpdated});
    }
    if (!batch.updated.contains(id))
        batch.report.updated += ArticleId{id};
    batch.updated += id;
}

// The version of the analysis that the stored annotations are of; nothing where they are damaged.
std::optional<int> ArticleWriter::analysisOf(quint32 id)
{
    const auto known = unpackAnnotations(m_tables.articles.annotations(id), [](quint32) { return QString(); });
    return known ? std::optional(known->version) : std::nullopt;
}

// The same content, perhaps analysed by a newer version: not an update to the reader, but what is shown is renewed.
void ArticleWriter::renewAnnotations(Batch &batch, quint32 id, const QByteArray &facets, const QByteArray &annotations)
{
    m_tables.articles.replaceAnnotations(id, facets, annotations);
    if (std::optional<ArticleRow> row = m_tables.articles.row(id))
        m_facets.index(batch.transaction.change, *row);
    if (!batch.added.contains(id) && !batch.updated.contains(id))
        batch.renewed += id;
}

Result<int> ArticleWriter::saveAnalyses(const QList<Reanalysed> &given, Changes &changes)
{
    Batch batch{{}, 0, WriteTransaction(m_tables), {}, {}, {}, {}, {}, false, false, FullText::Never};
    for (const Reanalysed &each : given) {
        const quint32 id = each.id.value;
        const std::optional<ArticleRow> row = m_tables.articles.row(id);
        const AnalysedArticle article{storable(each.article.content), each.article.annotations};
        const std::optional<FullTextRow> page = m_tables.fullTexts.find(id);
        if (!row || (page && page->isPages() ? page->hash : m_tables.articles.hash(id)) != contentHash(article.content))
            continue; // gone or replaced meanwhile
        const QByteArray annotations = packAnnotations(article.annotations, entityValues(article));
        const QByteArray facets = m_facets.row(row->source, languageOf(article.content, article.annotations), article.annotations, m_tables.corrections.ofArticle(id));
        renewAnnotations(batch, id, facets, annotations);
        m_facets.rememberFound(id, article.annotations);
    }
    if (batch.renewed.isEmpty())
        return 0;
    commit(batch, changes);
    return static_cast<int>(batch.renewed.size());
}

// Those of `given` that are about the article, and about which nothing is said yet; of two about the same the later.
QList<Correction> ArticleWriter::newOnes(const QList<Correction> &given, const QList<Correction> &known, quint32 article)
{
    QList<Correction> found;
    for (Correction correction : given) {
        correction.article = {article};
        const auto isSame = [&](const Correction &other) { return other.isAboutTheSameAs(correction); };
        if (correction.isAboutEntity() || std::any_of(known.begin(), known.end(), isSame))
            continue;
        if (!correction.made.isValid())
            correction.made = QDateTime::currentDateTimeUtc();
        found.removeIf(isSame);
        found += correction;
    }
    return found;
}

// For each entity its value where the name is just the value's, else 0.
std::vector<quint32> ArticleWriter::entityValues(const AnalysedArticle &article)
{
    std::vector<quint32> values;
    for (const Entity &entity : article.annotations.entities)
        values.push_back(entityValue(entity, article.content));
    return values;
}

quint32 ArticleWriter::entityValue(const Entity &entity, const ArticleContent &content)
{
    const QString key = folded(entity.name);
    if (key.isEmpty())
        return 0;
    const ValueTable::Found found = m_tables.values.ensure(facetOf(entity.kind), key, entity.name);
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
    return found.name == entity.name ? found.id : 0;
}

Result<int> ArticleWriter::remove(const QList<ArticleId> &ids, Changes &changes)
{
    return removeSome(ids, [](quint32) { return true; }, changes);
}

Result<int> ArticleWriter::removeExpired(const QList<ArticleId> &ids, Changes &changes)
{
    const quint64 generation = m_tables.gate.generation() + 1;
    return removeSome(
        ids,
        [&](quint32 id) {
            const std::optional<ArticleRow> row = m_tables.articles.row(id);
            if (!row || m_tables.retention.isReaders(id))
                return false;
            if (isFeed(row->source))
                m_tables.retention.remember(row->source, row->keys.identity, generation);
            return true;
        },
        changes);
}

bool ArticleWriter::isFeed(SourceId id)
{
    const std::optional<Source> source = m_tables.sources.find(id);
    return source && source->kind == SourceKind::Feed;
}

Result<int> ArticleWriter::removeSome(const QList<ArticleId> &ids, const std::function<bool(quint32)> &mayGo, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    QSet<quint32> gone;
    for (ArticleId id : ids) {
        if (!m_tables.index().live().contains(id.value) || gone.contains(id.value) || !mayGo(id.value))
            continue;
        gone += id.value;
        changes.corrections = changes.corrections || !m_tables.corrections.ofArticle(id.value).isEmpty(); // they go with it
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
