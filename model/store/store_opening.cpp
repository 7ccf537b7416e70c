// How a store is opened, closed, and brought back: what comes before and after its life.
#include "store/store_impl.h"

#include "store/backup.h"
#include "store/migrations.h"
#include "store/profile_name.h"
#include "store/salvaged_profile.h"
#include "store/state_copy.h"

namespace dateline {

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
        if (isEmptyDatabase(file) && !newestStateCopy(stateFolder(file)).file.isEmpty()) {
            return failure(ErrorKind::Corrupt, tr("The profile's database is gone from “%1”, but there is a copy of what you marked. “dateline --profile FOLDER check "
                                                  "--repair” makes a new profile of it. To begin anew, move the folder “state” away.").arg(folder));
        }
        if (Result<void> known = inspectDatabase(file); !known)
            return tl::unexpected(known.error());
        auto impl = std::make_unique<Impl>(std::move(*lock), file);
        if (Result<void> converted = convertToPresent(impl->tables.connection, folder); !converted)
            return tl::unexpected(converted.error());
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
        if (Result<void> usable = checkProfileName(folder); !usable)
            return tl::unexpected(usable.error());
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
