#include "store/store.h"

#include "store/article_reader.h"
#include "store/article_writer.h"
#include "store/backup.h"
#include "store/correction_writer.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_keeper.h"
#include "store/index_opening.h"
#include "store/integrity_check.h"
#include "store/migrations.h"
#include "store/profile_lock.h"
#include "store/query_reader.h"
#include "store/retention_reader.h"
#include "store/salvaged_profile.h"
#include "store/source_writer.h"
#include "store/state_copy.h"
#include "store/state_copying.h"
#include "store/state_writer.h"
#include "store/task_queue.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <atomic>

namespace dateline {

// Threads: `writing` is the store's thread; `querying` and `reading` answer; `copying` is for backups, which take long.
class Store::Impl {
public:
    Impl(ProfileLock profileLock, const QString &databaseFile) : lock(std::move(profileLock)), file(databaseFile), tables(databaseFile, gate) {}
    // For reading only.
    Impl(const QString &databaseFile, Connection::Use connectionUse) : file(databaseFile), use(connectionUse), tables(databaseFile, gate, use) {}

    bool isReadOnly() const { return !lock; }

    static tl::unexpected<Error> refusal()
    {
        return failure(ErrorKind::Locked, QCoreApplication::translate("Store", "The profile is open for reading only, so nothing was changed: another Dateline uses it, or its "
                                                                               "folder can't be written."));
    }

    // All connections at one instant, and the index of it. False where another process changed something in between.
    bool pin()
    {
        tables.connection.run("BEGIN");
        const quint64 generation = storedGeneration(tables.connection);
        queryReader = std::make_unique<QueryReader>(file, gate, use);
        articleReader = std::make_unique<ArticleReader>(file, use);
        if (queryReader->pin() != generation || articleReader->pin() != generation)
            return false;
        OpenedIndex found = indexFromFile(tables.connection, QFileInfo(file).dir().absoluteFilePath(QLatin1String(IndexFileName)));
        gate.replace(found.index ? std::move(found.index) : loadFacetIndex(tables.connection), generation);
        return true;
    }

    // Runs a change on the store's thread: `work` fills Changes; when the future is finished, changed() tells of it.
    template <class T>
    QFuture<Result<T>> change(Store *store, std::function<Result<T>(Changes &)> work)
    {
        auto changes = std::make_shared<Changes>();
        return writing.ask<Result<T>>(
            [this, store, work = std::move(work), changes] {
                bringIndex(store);
                return guarded([&]() -> Result<T> { return isReadOnly() ? Result<T>(refusal()) : work(*changes); });
            },
            false, [this, store, changes] { tell(store, *changes); });
    }

    // A removal that goes on after other changes had their turn.
    struct Removal {
        QList<ArticleId> ids;
        qsizetype next = 0;
        int removed = 0;
        bool isExpired = false; // removed by a rule
        QPromise<Result<int>> promise;
    };

    QFuture<Result<int>> remove(Store *store, const QList<ArticleId> &ids, bool isExpired)
    {
        auto removal = std::make_shared<Removal>(Removal{ids, 0, 0, isExpired, {}});
        removal->promise.start();
        post(store, [this, store, removal] { removeSome(store, removal); });
        return removal->promise.future();
    }

    void removeSome(Store *store, const std::shared_ptr<Removal> &removal)
    {
        constexpr qsizetype AtOnce = 200; // a fifth of a second
        Changes changes;
        const Result<int> some = guarded([&]() -> Result<int> {
            if (isReadOnly())
                return refusal();
            const QList<ArticleId> ids = removal->ids.mid(removal->next, AtOnce);
            return removal->isExpired ? articles.removeExpired(ids, changes) : articles.remove(ids, changes);
        });
        removal->next += AtOnce;
        removal->removed += some.value_or(0);
        const bool isDone = !some || removal->next >= removal->ids.size();
        if (isDone) {
            removal->promise.addResult(some ? Result<int>(removal->removed) : some);
            removal->promise.finish();
        }
        tell(store, changes);
        if (!isDone)
            post(store, [this, store, removal] { removeSome(store, removal); });
    }

    // The rest of a correction, which goes on after other changes had their turn. Where the store is closed meanwhile, the next
    // open goes on. Since its first step it is durable and holds, so where a later one fails (a full disk) the answer is its id
    // all the same; the rest waits for the next change that succeeds.
    using Corrected = std::shared_ptr<QPromise<Result<CorrectionId>>>;
    void goOn(Store *store, const std::shared_ptr<CorrectionTask> &task, const Corrected &promise)
    {
        if (task->isDone || isClosing) {
            promise->addResult(task->id);
            promise->finish();
            return;
        }
        post(store, [this, store, task, promise] {
            Changes changes;
            const Result<void> some = guarded([&]() -> Result<void> {
                corrections.goOn(*task, changes);
                return {};
            });
            tell(store, changes);
            if (some)
                return goOn(store, task, promise);
            interrupted.push_back(task);
            promise->addResult(task->id);
            promise->finish();
        });
    }

    // Where nobody waits for it.
    void goOn(Store *store, const std::shared_ptr<CorrectionTask> &task)
    {
        auto promise = std::make_shared<QPromise<Result<CorrectionId>>>();
        promise->start();
        goOn(store, task, promise);
    }

    QFuture<Result<CorrectionId>> correct(Store *store, std::function<Result<CorrectionTask>(Changes &)> begin)
    {
        auto promise = std::make_shared<QPromise<Result<CorrectionId>>>();
        promise->start();
        post(store, [this, store, promise, begin = std::move(begin)] {
            Changes changes;
            const Result<CorrectionTask> begun = guarded([&]() -> Result<CorrectionTask> { return isReadOnly() ? Result<CorrectionTask>(refusal()) : begin(changes); });
            tell(store, changes);
            if (begun)
                return goOn(store, std::make_shared<CorrectionTask>(*begun), promise);
            promise->addResult(tl::unexpected(begun.error()));
            promise->finish();
        });
        return promise->future();
    }

    // The first task of the store's thread.
    void openIndex(Store *store)
    {
        keeper->open([this] { return isClosing && writing.isEmpty(); });
        if (!gate.hasIndex())
            return; // changes and queries say why
        const Result<QList<CorrectionTask>> unfinished = guarded([&]() -> Result<QList<CorrectionTask>> { return corrections.unfinished(); });
        for (const CorrectionTask &task : unfinished.value_or(QList<CorrectionTask>()))
            goOn(store, std::make_shared<CorrectionTask>(task));
    }

    // At the start of each task of the store's thread.
    void bringIndex(Store *store)
    {
        if (!isReadOnly() && gate.isWanted())
            openIndex(store);
    }

    void post(Store *store, std::function<void()> task)
    {
        writing.post([this, store, task = std::move(task)] {
            bringIndex(store);
            task();
        });
    }

    // Before a question to the index.
    void ensureIndex(Store *store)
    {
        if (gate.tryAgain())
            writing.post([this, store] { bringIndex(store); });
    }

    // Called after each change, on the store's thread.
    void tell(Store *store, const Changes &changes)
    {
        if (keeper)
            keeper->changed();
        if (changes.generation == 0)
            return;
        if (!changes.stateChanged.isEmpty() || changes.sources || changes.savedFilters || changes.corrections)
            copies.changed();
        emit store->changed(changes);
        for (const std::shared_ptr<CorrectionTask> &task : std::exchange(interrupted, {}))
            goOn(store, task);
    }

    void finish()
    {
        isClosing = true;
        writing.finish();
        copies.close();
        copying.finish();
        querying.finish();
        reading.finish();
        if (keeper)
            keeper->close();
    }

    std::optional<ProfileLock> lock; // first, so that it is let go last
    QString file;
    Connection::Use use = Connection::Use::Reading; // of the readers
    FacetIndexGate gate;
    WritingTables tables;
    ArticleWriter articles{tables};
    StateWriter states{tables};
    SourceWriter sources{tables, articles};
    CorrectionWriter corrections{tables};
    std::vector<std::shared_ptr<CorrectionTask>> interrupted; // by a failure; of the store's thread
    std::atomic_bool isClosing = false;
    std::unique_ptr<IndexKeeper> keeper;
    std::unique_ptr<QueryReader> queryReader;
    std::unique_ptr<ArticleReader> articleReader;
    TaskQueue writing{"store"};
    TaskQueue querying{"store-query"};
    TaskQueue reading{"store-read"};
    TaskQueue copying{"store-copy"};
    StateCopying copies{file, copying};
};

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const StoreLimits &limits)
{
    return guarded([&]() -> Result<std::unique_ptr<Store>> {
        if (!QDir().mkpath(folder)) {
            return failure(ErrorKind::Unreadable,
                           QCoreApplication::translate("Store", "The folder “%1” can't be made, so no profile can be used there.").arg(folder));
        }
        Result<ProfileLock> lock = ProfileLock::take(folder);
        if (!lock)
            return tl::unexpected(lock.error());
        if (const Result<void> finished = finishReplacement(folder); !finished)
            return tl::unexpected(finished.error());
        const QString file = QDir(folder).absoluteFilePath(QLatin1String(DatabaseName));
        if (isEmptyDatabase(file) && !newestStateCopy(stateFolder(file)).file.isEmpty()) {
            return failure(ErrorKind::Corrupt, tr("The profile's database is gone from “%1”, but there is a copy of what you marked. “dateline --profile FOLDER check "
                                                  "--repair” makes a new profile of it. To begin anew, move the folder “state” away.").arg(folder));
        }
        if (Result<void> known = inspectDatabase(file); !known)
            return tl::unexpected(known.error());
        auto impl = std::make_unique<Impl>(std::move(*lock), file);
        if (Result<void> migrated = migrate(impl->tables.connection); !migrated)
            return tl::unexpected(migrated.error());
        impl->gate.forget(storedGeneration(impl->tables.connection)); // until the store's thread has it
        impl->queryReader = std::make_unique<QueryReader>(file, impl->gate);
        impl->articleReader = std::make_unique<ArticleReader>(file);
        return std::unique_ptr<Store>(new Store(std::move(impl), limits));
    });
}

Result<std::unique_ptr<Store>> Store::openReadOnly(const QString &folder)
{
    return guarded([&]() -> Result<std::unique_ptr<Store>> {
        constexpr int attempts = 100; // against one that writes all the time
        const QString file = QDir(folder).absoluteFilePath(QLatin1String(DatabaseName));
        if (!QFileInfo::exists(file))
            return failure(ErrorKind::NotFound, tr("There is no database in “%1”.").arg(folder));
        if (Result<void> known = inspectDatabase(file); !known)
            return tl::unexpected(known.error());
        for (int attempt = 0; attempt < attempts; ++attempt) {
            auto impl = std::make_unique<Impl>(file, readingUse(file));
            if (impl->tables.connection.number("PRAGMA user_version") != presentSchema())
                return failure(ErrorKind::Locked, tr("The profile in “%1” is of an older Dateline and has to be converted, which can't be done now: another Dateline uses it, or its "
                                                     "folder can't be written.").arg(folder));
            if (impl->pin())
                return std::unique_ptr<Store>(new Store(std::move(impl), {}));
        }
        return failure(ErrorKind::Locked, tr("The profile in “%1” is being changed all the time. Try again later.").arg(folder));
    });
}

bool Store::isReadOnly() const
{
    return m_impl->isReadOnly();
}

bool Store::isMissing(const QString &folder)
{
    const QFileInfo place(folder);
    if (!place.exists())
        return true;
    // Of a folder that can't be looked into, open() says what is wrong.
    return place.isDir() && place.isReadable() && !QFileInfo::exists(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName)))
        && !isReplacementUnfinished(folder) && !QFileInfo::exists(stateFolder(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName))));
}

Store::Store(std::unique_ptr<Impl> impl, const StoreLimits &limits) : m_impl(std::move(impl))
{
    qRegisterMetaType<Changes>();
    if (m_impl->isReadOnly())
        return; // its index is there already
    m_impl->keeper = std::make_unique<IndexKeeper>(m_impl->tables, QFileInfo(m_impl->file).path(), limits, m_impl->writing,
                                                   [this] { emit indexBuildingChanged(); });
    m_impl->writing.post([this] { m_impl->bringIndex(this); });
}

bool Store::isBuildingIndex() const
{
    return m_impl->keeper && m_impl->keeper->isBuilding();
}

Store::~Store()
{
    m_impl->finish();
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
    return m_impl->copying.ask<Result<QList<ArticleId>>>([=, impl = m_impl.get()] { return expiredArticles(impl->file, rules, now); }, true);
}

QFuture<Result<int>> Store::removeExpired(const QList<ArticleId> &ids)
{
    return m_impl->remove(this, ids, true);
}

QFuture<Result<void>> Store::forgetRemoved(SourceId source, quint64 since)
{
    return m_impl->change<void>(this, [=, impl = m_impl.get()](Changes &) -> Result<void> {
        if (impl->tables.connection.number("SELECT EXISTS (SELECT 1 FROM removed_article)") == 0)
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

QFuture<Result<int>> Store::removeSource(SourceId id)
{
    return m_impl->change<int>(this, [=, impl = m_impl.get()](Changes &changes) { return impl->sources.remove(id, changes); });
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

Result<void> Store::restore(const QString &file, const QString &folder)
{
    return restoreBackup(file, folder);
}

Result<SalvageReport> Store::salvage(const QString &folder)
{
    return salvageProfile(folder);
}

quint64 Store::generation() const
{
    return m_impl->gate.generation();
}

} // namespace dateline
