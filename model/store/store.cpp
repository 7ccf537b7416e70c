#include "store/store_impl.h"

#include "store/backup.h"
#include "store/integrity_check.h"
#include "store/retention_reader.h"

namespace dateline {

bool Store::isBuildingIndex() const
{
    return m_impl->keeper && m_impl->keeper->isBuilding();
}

QFuture<Result<SaveReport>> Store::save(const QList<NewArticles> &batch)
{
    return m_impl->change<SaveReport>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->articles.save(batch, changes); });
}

QFuture<Result<SaveReport>> Store::save(SourceId source, const QList<AnalysedArticle> &articles)
{
    return save(QList<NewArticles>{{source, articles}});
}

QFuture<Result<int>> Store::saveAnalyses(const QList<Reanalysed> &articles)
{
    return m_impl->change<int>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->articles.saveAnalyses(articles, changes); });
}

QFuture<Result<void>> Store::setFullText(FullText general)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) {
        const Result<void> set = impl->articles.setFullText(general);
        impl->copies.changed();
        return set;
    });
}

QFuture<Result<void>> Store::askFullText(const QList<ArticleId> &ids)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) { return impl->articles.askFullText(ids); });
}

QFuture<Result<int>> Store::wantFullText(const QList<ArticleId> &ids)
{
    return m_impl->change<int>(this, [=, impl = m_impl.get()](Changes &) { return impl->articles.wantFullText(ids); });
}

QFuture<Result<QList<FullTextWish>>> Store::fullTextWishes(const QDateTime &now, int most)
{
    return m_impl->reading.ask<Result<QList<FullTextWish>>>([=, impl = m_impl.get()] { return impl->articleReader->fullTextWishes(now.toSecsSinceEpoch(), most); }, true);
}

QFuture<Result<bool>> Store::saveFullText(const FullTextArrival &arrival)
{
    return m_impl->change<bool>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->articles.saveFullText(arrival, changes); });
}

QFuture<Result<void>> Store::postponeFullText(ArticleId id, const QDateTime &next)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) { return impl->articles.postponeFullText(id, next); });
}

QFuture<Result<StoredArticle>> Store::article(ArticleId id)
{
    return m_impl->reading.ask<Result<StoredArticle>>([=, impl = m_impl.get()] { return impl->articleReader->article(id); }, true);
}

QFuture<Result<QList<ArticleHead>>> Store::heads(const QList<ArticleId> &ids)
{
    return m_impl->reading.ask<Result<QList<ArticleHead>>>([=, impl = m_impl.get()] { return impl->articleReader->heads(ids); }, true);
}

QFuture<Result<int>> Store::remove(const QList<ArticleId> &ids)
{
    return m_impl->remove(this, ids, false);
}

QFuture<Result<QList<ArticleId>>> Store::expired(const RetentionRules &rules, const QDateTime &now)
{
    return m_impl->copying.ask<Result<QList<ArticleId>>>([=, impl = m_impl.get()] { return expiredArticles(impl->file, impl->use, rules, now); }, true);
}

QFuture<Result<int>> Store::removeExpired(const QList<ArticleId> &ids)
{
    return m_impl->remove(this, ids, true);
}

QFuture<Result<void>> Store::forgetRemoved(SourceId source, quint64 since)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) -> Result<void> {
        if (!impl->tables.retention.hasUnseen(source, since)) // a refresh asks this for each feed
            return {};
        WriteTransaction transaction(impl->tables);
        impl->tables.retention.forget(source, since);
        Changes unseen; // nothing that is shown
        transaction.commit(unseen);
        return {};
    });
}

QFuture<Result<StateUndo>> Store::mark(const QList<ArticleId> &ids, const StateChange &change)
{
    return m_impl->change<StateUndo>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->states.mark(ids, change, changes); });
}

QFuture<Result<void>> Store::undo(const StateUndo &undo)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->states.undo(undo, changes); });
}

QFuture<Result<CorrectionId>> Store::correct(const Correction &correction)
{
    return m_impl->correct(this, [=, impl = m_impl.get()](Changes &changes) { return impl->corrections.add(correction, changes); });
}

QFuture<Result<void>> Store::undoCorrection(CorrectionId id)
{
    return m_impl->correct(this, [=, impl = m_impl.get()](Changes &changes) { return impl->corrections.takeBack(id, changes); })
        .then([](const Result<CorrectionId> &done) { return done.map([](CorrectionId) {}); });
}

QFuture<Result<QList<Correction>>> Store::corrections()
{
    return m_impl->reading.ask<Result<QList<Correction>>>([impl = m_impl.get()] { return impl->articleReader->corrections(); }, true);
}

QFuture<Result<Answer>> Store::run(const Query &query, const AnswerOptions &options)
{
    m_impl->ensureIndex(this);
    return m_impl->querying.askStoppable<Result<Answer>>(
        [=, impl = m_impl.get()](const std::function<bool()> &isStopped) { return impl->queryReader->run(query, options, isStopped); });
}

QFuture<Result<QList<Source>>> Store::sources()
{
    m_impl->ensureIndex(this);
    return m_impl->querying.ask<Result<QList<Source>>>([impl = m_impl.get()] { return impl->queryReader->sources(); }, true);
}

QFuture<Result<QHash<SourceId, int>>> Store::countBySource(const Query &query)
{
    m_impl->ensureIndex(this);
    return m_impl->querying.ask<Result<QHash<SourceId, int>>>([query, impl = m_impl.get()] { return impl->queryReader->countBySource(query); }, true);
}

QFuture<Result<Source>> Store::ensureSource(const Source &source)
{
    return m_impl->change<Source>(this, [=, impl = m_impl.get()](Changes &changes) {
        return impl->sources.ensure({source}, changes).map([](const QList<Source> &ensured) { return ensured.first(); });
    });
}

QFuture<Result<QList<Source>>> Store::ensureSources(const QList<Source> &sources)
{
    return m_impl->change<QList<Source>>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->sources.ensure(sources, changes); });
}

QFuture<Result<void>> Store::updateSource(const Source &source)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->sources.update(source, changes); });
}

QFuture<Result<Source>> Store::changeSource(SourceId id, const std::function<void(Source &)> &edit)
{
    return m_impl->change<Source>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->sources.change(id, edit, changes); });
}

QFuture<Result<int>> Store::removeSource(SourceId id)
{
    return m_impl->change<int>(this, [=, this, impl = m_impl.get()](Changes &changes) {
        const Result<int> removed = impl->sources.remove(id, changes);
        if (removed)
            impl->sweep(this);
        return removed;
    });
}

QFuture<Result<QList<SavedFilter>>> Store::savedFilters()
{
    return m_impl->reading.ask<Result<QList<SavedFilter>>>([impl = m_impl.get()] { return impl->articleReader->savedFilters(); }, true);
}

QFuture<Result<SavedFilter>> Store::saveFilter(const SavedFilter &filter)
{
    return m_impl->change<SavedFilter>(this, [=, impl = m_impl.get()](Changes &changes) -> Result<SavedFilter> {
        WriteTransaction transaction(impl->tables);
        SavedFilter saved = filter;
        if (!filter.id.isValid())
            saved.id = impl->tables.filters.add(filter);
        else if (!impl->tables.filters.update(filter))
            return failure(ErrorKind::NotFound, tr("There is no such saved filter any more."));
        transaction.commit(changes);
        changes.savedFilters = true;
        return saved;
    });
}

QFuture<Result<void>> Store::removeFilter(SavedFilterId id)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &changes) -> Result<void> {
        WriteTransaction transaction(impl->tables);
        if (!impl->tables.filters.remove(id))
            return failure(ErrorKind::NotFound, tr("There is no such saved filter any more."));
        transaction.commit(changes);
        changes.savedFilters = true;
        return {};
    });
}

QFuture<Result<QString>> Store::setting(const QString &name)
{
    return m_impl->reading.ask<Result<QString>>([=, impl = m_impl.get()] { return impl->articleReader->setting(name); }, true);
}

QFuture<Result<void>> Store::setSetting(const QString &name, const QString &value)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) -> Result<void> {
        WriteTransaction transaction(impl->tables);
        impl->tables.settings.set(name, value);
        Changes unseen; // settings are nobody's list: nothing shown is renewed
        transaction.commit(unseen);
        impl->copies.changed();
        return {};
    });
}

QFuture<Result<CheckReport>> Store::check(bool repair)
{
    if (m_impl->isReadOnly() && !repair) {
        return m_impl->writing.ask<Result<CheckReport>>(
            [impl = m_impl.get()] {
                Changes none;
                return guarded([&] { return IntegrityCheck(impl->tables, QString()).run(false, none); });
            },
            false);
    }
    return m_impl->change<CheckReport>(this, [=, impl = m_impl.get()](Changes &changes) {
        const Result<CheckReport> report = IntegrityCheck(impl->tables, impl->keeper->file()).run(repair, changes);
        if (report && report->isDamaged)
            impl->keeper->leaveDatabase();
        if (report && !report->repaired.isEmpty())
            impl->keeper->renew();
        return report;
    });
}

QFuture<Result<void>> Store::backup(const QString &file)
{
    return m_impl->copying.ask<Result<void>>([=, impl = m_impl.get()] { return backUp(impl->file, file, impl->use); }, false);
}

QFuture<Result<SpaceReport>> Store::giveBackSpace(SpaceWanted wanted, const std::function<bool()> &isStopped)
{
    return m_impl->giveBack(this, wanted, isStopped);
}

quint64 Store::generation() const
{
    return m_impl->gate.generation();
}

} // namespace dateline
