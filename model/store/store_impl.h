// Store::Impl: what a store is made of, and how a change goes through it. Only store.cpp and store_opening.cpp see it.
#pragma once

#include "store/article_reader.h"
#include "store/article_writer.h"
#include "store/correction_writer.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_keeper.h"
#include "store/index_opening.h"
#include "store/profile_lock.h"
#include "store/query_reader.h"
#include "store/source_writer.h"
#include "store/space_keeper.h"
#include "store/state_copying.h"
#include "store/state_writer.h"
#include "store/store.h"
#include "store/task_queue.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <atomic>

#include <sqlite3.h>

namespace dateline {

struct FoundCopy;

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

    // What a copy knows that is later than the database; tells of it among the notices.
    void bringIn(Store *store, const FoundCopy &later);

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

    // What is left of removed sources, which goes on after other changes had their turn; after a failure with the next change that succeeds.
    void sweep(Store *store)
    {
        if (std::exchange(isSweeping, true))
            return;
        post(store, [this, store] { sweepSome(store); });
    }

    void sweepSome(Store *store)
    {
        const Result<bool> isMore = guarded([&]() -> Result<bool> { return !isClosing && space->sweep(); });
        isSweeping = false;
        isSwept = isMore.has_value();
        if (isMore.value_or(false))
            sweep(store);
    }

    struct GivingBack {
        SpaceKeeper::Progress progress;
        std::function<bool()> isStopped;
        QPromise<Result<SpaceReport>> promise;
    };

    QFuture<Result<SpaceReport>> giveBack(Store *store, SpaceWanted wanted, const std::function<bool()> &isStopped)
    {
        auto giving = std::make_shared<GivingBack>();
        giving->progress.wanted = wanted;
        giving->isStopped = [this, isStopped, weak = std::weak_ptr(giving)] { return isClosing || (isStopped && isStopped()) || weak.lock()->promise.isCanceled(); };
        giving->promise.start();
        post(store, [this, store, giving] { giveSomeBack(store, giving); });
        return giving->promise.future();
    }

    void giveSomeBack(Store *store, const std::shared_ptr<GivingBack> &giving)
    {
        const Result<bool> isMore = guarded([&]() -> Result<bool> {
            if (isReadOnly())
                return refusal();
            if (giving->isStopped())
                return tl::unexpected(errorFromCode(SQLITE_INTERRUPT, QString()));
            return space->giveBack(giving->progress, giving->isStopped);
        });
        if (isMore.value_or(false))
            return post(store, [this, store, giving] { giveSomeBack(store, giving); });
        giving->promise.addResult(isMore.map([&](bool) { return giving->progress.report; }));
        giving->promise.finish();
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
        sweep(store); // what a kill left
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
        if (!changes.stateChanged.isEmpty() || changes.subscriptions || changes.savedFilters || changes.corrections)
            copies.changed();
        emit store->changed(changes);
        if (!isSwept)
            sweep(store);
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
    QStringList notices; // of opening
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
    std::unique_ptr<SpaceKeeper> space;
    bool isSweeping = false, isSwept = true; // of the store's thread
    std::unique_ptr<QueryReader> queryReader;
    std::unique_ptr<ArticleReader> articleReader;
    TaskQueue writing{"store"};
    TaskQueue querying{"store-query"};
    TaskQueue reading{"store-read"};
    TaskQueue copying{"store-copy"};
    StateCopying copies{file, writing, copying};
};

} // namespace dateline
