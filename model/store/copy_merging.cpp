#include "store/copy_merging.h"

#include "base/folding.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/profile_history.h"

#include <QCoreApplication>

#include <tuple>

namespace dateline {
namespace {

// What a change fails with ends the whole: guarded() gives it to the caller.
template <class T>
T valueOrThrow(Result<T> result)
{
    if (!result)
        throw Failed(result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

FoundCopy laterCopy(Connection &connection, const QString &copies)
{
    const QString history = historyOf(connection), merging = SettingTable(connection).value(MergingSetting);
    const qint64 generation = merging.isEmpty() ? static_cast<qint64>(storedGeneration(connection)) : merging.toLongLong() - 1;
    return history.isEmpty() ? FoundCopy() : latestCopyAfter(copies, history, generation);
}

Result<void> CopyMerging::run(const FoundCopy &copy)
{
    return guarded([&]() -> Result<void> {
        setMark(copy.generation);
        CopyVisit visit;
        visit.setting = [&](const QString &name, const QString &value) {
            const bool isOfAnalyses = name == u"analysis.version"; // of the articles that are there
            if (!isOfDatabase(name) && !isOfAnalyses && m_tables.settings.value(name) != value)
                m_tables.settings.set(name, value);
        };
        visit.source = [&](const Source &source) { mergeSource(source); };
        visit.filter = [&](const SavedFilter &filter) { mergeFilter(filter); };
        visit.correction = [&](const Correction &correction) { correct(correction); };
        visit.article = [&](const CopiedArticle &article) { mergeArticle(article); };
        visit.read = [&](quint32 source, int flags, const QList<qint64> &identities) { mergeRead(m_known.value(source), flags, identities); };
        readStateCopy(copy.file, visit);
        finish(copy);
        return {};
    });
}

void CopyMerging::setMark(std::optional<qint64> generation)
{
    m_tables.settings.set(MergingSetting, generation ? QString::number(*generation) : QString());
}

// Only now is the database as late as the copy.
void CopyMerging::finish(const FoundCopy &copy)
{
    Changes unseen;
    WriteTransaction transaction(m_tables);
    m_tables.connection.prepare("UPDATE profile SET generation = max(generation, ?)").bind(1, copy.generation).run();
    setMark({});
    transaction.commit(unseen);
}

void CopyMerging::mergeSource(const Source &copied)
{
    Changes unseen;
    const Source known = valueOrThrow(m_sources.ensure({copied}, unseen)).value(0);
    m_known.insert(copied.id.value, known.id);
    const auto chosen = [](const Source &source) { return std::tie(source.title, source.folder, source.country, source.language, source.fullText); };
    if (chosen(known) == chosen(copied) && known.retention == copied.retention)
        return;
    valueOrThrow(m_sources.change(known.id, [&](Source &source) {
        source.title = copied.title;
        source.folder = copied.folder;
        source.country = copied.country;
        source.language = copied.language;
        source.fullText = copied.fullText;
        source.retention = copied.retention;
    }, unseen));
}

void CopyMerging::mergeFilter(const SavedFilter &filter)
{
    const QList<SavedFilter> known = m_tables.filters.all();
    if (std::any_of(known.begin(), known.end(), [&](const SavedFilter &each) { return each.name == filter.name && each.query == filter.query; }))
        return;
    Changes unseen;
    WriteTransaction transaction(m_tables);
    m_tables.filters.add(filter);
    transaction.commit(unseen);
}

void CopyMerging::correct(const Correction &correction)
{
    Changes unseen;
    Result<CorrectionTask> task = m_corrections.add(correction, unseen);
    if (!task && task.error().kind == ErrorKind::Usage)
        return; // of another version, which knew more countries or topics
    CorrectionTask begun = valueOrThrow(std::move(task));
    while (!begun.isDone)
        m_corrections.goOn(begun, unseen);
}

quint32 CopyMerging::articleWith(SourceId source, qint64 identity)
{
    Statement select = m_tables.connection.prepare("SELECT id FROM article WHERE source = ? AND identity = ? ORDER BY id LIMIT 1");
    select.bind(1, source.value).bind(2, identity);
    return select.step() ? static_cast<quint32>(select.number(0)) : 0;
}

void CopyMerging::mergeArticle(const CopiedArticle &copied)
{
    const SourceId source = m_known.value(copied.source);
    if (!source.isValid())
        return;
    if (articleWith(source, copied.keys.identity) == 0)
        addArticle(source, copied);
    if (const quint32 id = articleWith(source, copied.keys.identity))
        mergeState(id, copied);
}

void CopyMerging::mergeState(quint32 id, const CopiedArticle &copied)
{
    StateChange change;
    if (copied.flags & ReadFlag)
        change.read = true;
    if (copied.flags & BookmarkedFlag)
        change.bookmarked = true;
    for (const QString &tag : copied.tags) {
        if (!folded(tag).isEmpty())
            change.addTags += tag;
    }
    if (!copied.note.isEmpty())
        change.note = copied.note;
    Changes unseen;
    valueOrThrow(m_states.mark({ArticleId{id}}, change, unseen));
    for (Correction correction : copied.corrections) {
        correction.article = {id};
        correct(correction);
    }
}

// It came after what the database still knows.
void CopyMerging::addArticle(SourceId source, const CopiedArticle &copied)
{
    AnalysedArticle article;
    const std::optional<ArticleContent> whole = unpack(copied.packed, copied.published);
    const std::optional<ArticleContent> feed = unpackAlone(copied.feed);
    if (feed || whole) {
        article.content = feed ? *feed : *whole;
    } else {
        article.content.url = copied.packed.url;
        article.content.title = copied.packed.title;
        article.content.text = copied.packed.lead;
        article.content.published = copied.published;
        article.content.problems = {QCoreApplication::translate("Store", "The rest of this article was lost when the profile was damaged.")};
    }
    Changes unseen;
    const SaveReport saved = valueOrThrow(m_articles.save({{source, {article}}}, unseen));
    if (saved.added.isEmpty())
        return;
    const ArticleId id = saved.added.first();
    if (feed && whole)
        valueOrThrow(m_articles.saveFullText({id, *feed, {*whole, {}}}, unseen));
    // By its own keys it is found when it comes again, also where its content isn't whole.
    Statement keys = m_tables.connection.prepare("UPDATE article SET identity = ?, link = ? WHERE id = ?");
    keys.bind(1, copied.keys.identity).bind(3, id.value);
    copied.keys.link ? keys.bind(2, *copied.keys.link) : keys.bindNull(2);
    keys.run();
    m_tables.settings.set(QStringLiteral("analysis.version"), QStringLiteral("0")); // it is analysed with the next look at all
}

void CopyMerging::mergeRead(SourceId source, int flags, const QList<qint64> &identities)
{
    if (!source.isValid() || !(flags & ReadFlag))
        return;
    QList<ArticleId> read;
    QList<qint64> missing;
    for (qint64 identity : identities) {
        if (const quint32 id = articleWith(source, identity))
            read += ArticleId{id};
        else
            missing += identity;
    }
    StateChange change;
    change.read = true;
    Changes unseen;
    valueOrThrow(m_states.mark(read, change, unseen));
    SQLite::Transaction transaction(m_tables.connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
    for (qint64 identity : std::as_const(missing))
        m_tables.states.addPending(source, identity, static_cast<quint8>(flags));
    transaction.commit();
}

} // namespace dateline
