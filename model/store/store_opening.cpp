// How a store is opened, closed, and brought back: what comes before and after its life.
#include "store/store_impl.h"

#include "store/backup.h"
#include "store/copy_merging.h"
#include "store/log_check.h"
#include "store/migrations.h"
#include "store/profile_history.h"
#include "store/profile_name.h"
#include "store/profile_traces.h"
#include "store/salvaged_profile.h"

#include <QLocale>

namespace dateline {
namespace {

Result<void> refuseDamagedLog(const QString &database)
{
    const QString link = QFileInfo(database).canonicalFilePath(); // beside that lies the log
    const QString file = link.isEmpty() ? database : link;
    const std::optional<QString> damage = damageOfLog(file);
    if (!damage)
        return {};
    return failure(ErrorKind::Corrupt, Store::tr("“%1-wal”, which holds the latest changes of the profile, is damaged. Nothing was changed. “dateline --profile FOLDER check --repair” "
                                                 "saves all that can be read.").arg(file), *damage);
}

// Before the first connection, which would go on without what was lost, and write over what is left of it.
Result<void> refuseDamage(const QString &database)
{
    Result<void> there = refuseWhereGone(database);
    return there ? refuseDamagedLog(database) : there;
}

// The same beside a process that may be writing: what it is about to write looks like damage to the log, and it has looked itself.
Result<void> refuseDamageBeside(const QString &folder, const QString &database)
{
    if (Result<void> there = refuseWhereGone(database); !there || ProfileLock::isHeld(folder))
        return there;
    const Result<void> whole = refuseDamagedLog(database);
    return whole || !ProfileLock::isHeld(folder) ? whole : Result<void>();
}

} // namespace

Result<std::unique_ptr<Store>> Store::open(const QString &folder, const StoreLimits &limits)
{
    return guarded([&]() -> Result<std::unique_ptr<Store>> {
        if (Result<void> usable = checkProfileName(folder); !usable)
            return tl::unexpected(usable.error());
        if (!QDir().mkpath(folder)) {
            return failure(ErrorKind::Unreadable,
                           QCoreApplication::translate("Store", "The folder “%1” can't be made, so no profile can be used there.").arg(folder));
        }
        const QString file = QDir(folder).absoluteFilePath(QLatin1String(DatabaseName));
        if (const Result<void> known = refuseNewer(file); !known) // before there is a lock's file
            return tl::unexpected(known.error());
        Result<ProfileLock> lock = ProfileLock::take(folder);
        if (!lock)
            return tl::unexpected(lock.error());
        if (const Result<void> finished = finishReplacement(folder); !finished)
            return tl::unexpected(finished.error());
        if (const Result<void> whole = refuseDamage(file); !whole)
            return tl::unexpected(whole.error());
        if (Result<void> known = inspectDatabase(file); !known)
            return tl::unexpected(known.error());
        auto impl = std::make_unique<Impl>(std::move(*lock), file);
        if (Result<void> converted = convertToPresent(impl->tables.connection, folder); !converted)
            return tl::unexpected(converted.error());
        ensureHistory(impl->tables.connection);
        const FoundCopy later = laterCopy(impl->tables.connection, stateFolder(file));
        impl->gate.forget(storedGeneration(impl->tables.connection)); // until the store's thread has it
        impl->queryReader = std::make_unique<QueryReader>(file, impl->gate);
        impl->articleReader = std::make_unique<ArticleReader>(file);
        std::unique_ptr<Store> store(new Store(std::move(impl), limits));
        if (!later.file.isEmpty())
            store->m_impl->bringIn(store.get(), later);
        return store;
    });
}

Result<std::unique_ptr<Store>> Store::openReadOnly(const QString &folder)
{
    return guarded([&]() -> Result<std::unique_ptr<Store>> {
        constexpr int attempts = 100; // against one that writes all the time
        if (Result<void> usable = checkProfileName(folder); !usable)
            return tl::unexpected(usable.error());
        const QString file = QDir(folder).absoluteFilePath(QLatin1String(DatabaseName));
        if (const Result<void> whole = refuseDamageBeside(folder, file); !whole)
            return tl::unexpected(whole.error());
        if (!QFileInfo::exists(file))
            return failure(ErrorKind::NotFound, tr("There is no database in “%1”.").arg(folder));
        if (Result<void> known = inspectDatabase(file); !known)
            return tl::unexpected(known.error());
        for (int attempt = 0; attempt < attempts; ++attempt) {
            auto impl = std::make_unique<Impl>(file, readingUse(file));
            if (impl->tables.connection.number("PRAGMA user_version") != presentSchema())
                return failure(ErrorKind::Locked, tr("The profile in “%1” is of an older Dateline and has to be converted, which can't be done now: another Dateline uses it, or its "
                                                     "folder can't be written.").arg(folder));
            if (!impl->pin())
                continue;
            if (const FoundCopy later = laterCopy(impl->tables.connection, stateFolder(file)); !later.file.isEmpty())
                impl->notices += tr("The latest changes of the profile are missing: a copy of what you marked is later. It is used when the profile is opened by a Dateline that may write.");
            return std::unique_ptr<Store>(new Store(std::move(impl), {}));
        }
        return failure(ErrorKind::Locked, tr("The profile in “%1” is being changed all the time. Try again later.").arg(folder));
    });
}

QStringList Store::openingNotices() const
{
    return m_impl->notices;
}

bool Store::isReadOnly() const
{
    return m_impl->isReadOnly();
}

// Before anybody can ask for anything, so that no answer lacks it.
void Store::Impl::bringIn(Store *store, const FoundCopy &later)
{
    const Result<void> done = change<void>(store, [this, later](Changes &) { return CopyMerging(tables, articles, states, sources, corrections).run(later); }).result();
    const QString made = QLocale().toString(later.made.toLocalTime(), QLocale::ShortFormat);
    if (done)
        notices += tr("The latest changes of the profile were missing: its log was removed or cut. What you had marked until %1 was brought in from the copy of that time; articles that came since "
                      "the last kept change may be missing until their sources are fetched again.").arg(made);
    else
        notices += tr("The latest changes of the profile are missing. There is a copy of what you marked, of %1, but it couldn't be brought in: %2 It is tried again with the next start.").arg(made, done.error().message);
}

bool Store::isMissing(const QString &folder)
{
    const QFileInfo place(folder);
    if (!place.exists())
        return true;
    // Of a folder that can't be looked into, open() says what is wrong.
    return place.isDir() && place.isReadable() && !QFileInfo::exists(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName)))
        && tracesOf(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName))).isEmpty();
}

Store::Store(std::unique_ptr<Impl> impl, const StoreLimits &limits) : m_impl(std::move(impl))
{
    qRegisterMetaType<Changes>();
    if (m_impl->isReadOnly())
        return; // its index is there already
    m_impl->keeper = std::make_unique<IndexKeeper>(m_impl->tables, QFileInfo(m_impl->file).path(), limits, m_impl->writing,
                                                   [this] { emit indexBuildingChanged(); });
    m_impl->space = std::make_unique<SpaceKeeper>(m_impl->tables, m_impl->articles, m_impl->file, limits);
    m_impl->writing.post([this] { m_impl->bringIndex(this); });
}

Store::~Store()
{
    m_impl->finish();
}

Result<void> Store::restore(const QString &file, const QString &folder)
{
    return restoreBackup(file, folder);
}

Result<SalvageReport> Store::salvage(const QString &folder, const SalvageWatch &watch)
{
    return salvageProfile(folder, watch);
}

} // namespace dateline
