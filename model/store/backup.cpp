// Both write under a temporary name beside the target, sync it, and link it into place: link(2) refuses an existing name, so
// that nothing is ever overwritten, and whoever looks finds a whole file or none.
#include "store/backup.h"

#include "store/disk_file.h"
#include "store/failure.h"
#include "store/migrations.h"
#include "store/profile_lock.h"
#include "store/profile_name.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <SQLiteCpp/Backup.h>

#include <cerrno>
#include <cstring>

#include <sqlite3.h>
#include <unistd.h>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

// A file that vanishes with its side files unless it is put in place.
class TemporaryFile final {
public:
    explicit TemporaryFile(const QString &target) : m_target(target), m_path(target + QStringLiteral(".unfinished"))
    {
        QFile::remove(m_path);
    }
    ~TemporaryFile()
    {
        for (const char *suffix : {"", "-journal", "-wal", "-shm"})
            QFile::remove(m_path + QLatin1String(suffix));
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    const QString &path() const { return m_path; }
    Result<void> make() const;
    Result<void> putInPlace();

private:
    QString m_target, m_path;
};

Result<void> TemporaryFile::putInPlace()
{
    const QString folder = QFileInfo(m_target).absolutePath();
    const bool inPlace = syncFile(m_path) && ::link(QFile::encodeName(m_path).constData(), QFile::encodeName(m_target).constData()) == 0;
    if (!inPlace) {
        const int error = errno;
        return failure(error == ENOSPC ? ErrorKind::Full : ErrorKind::Unreadable, tr("“%1” could not be written.").arg(m_target),
                       QString::fromLocal8Bit(std::strerror(error)));
    }
    syncFolder(folder);
    return {};
}

tl::unexpected<Error> unwritable(const QString &target, const QString &reason)
{
    return failure(ErrorKind::Unreadable, tr("“%1” can't be written: %2.").arg(target, reason));
}

// Says what is wrong with the place of a backup, for which SQLite would blame the database.
Result<void> checkPlace(const QString &target)
{
    const QFileInfo file(target);
    const QFileInfo folder(file.absolutePath());
    if (file.isDir())
        return failure(ErrorKind::Usage, tr("“%1” is a folder. Give the name of a new file.").arg(target));
    if (file.exists() || file.isSymLink())
        return failure(ErrorKind::Usage, tr("“%1” exists already and is not overwritten.").arg(target));
    if (!folder.exists())
        return unwritable(target, tr("there is no folder “%1”").arg(folder.filePath()));
    if (!folder.isDir())
        return unwritable(target, tr("“%1” is no folder").arg(folder.filePath()));
    return {};
}

// An empty file to begin with.
Result<void> TemporaryFile::make() const
{
    QFile file(m_path);
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ? Result<void>() : unwritable(m_target, file.errorString());
}

void copyDatabase(SQLite::Database &from, const QString &path)
{
    SQLite::Database target(path.toStdString(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    SQLite::Backup backup(target, from);
    const int code = backup.executeStep(-1);
    if (code != SQLITE_DONE)
        throw SQLite::Exception("backup", code);
}

// A copy only reads its source, so that a failed write is the target's.
Result<void> copyTo(const TemporaryFile &copy, const QString &target, SQLite::Database &source)
{
    if (const Result<void> made = copy.make(); !made)
        return made;
    try {
        copyDatabase(source, copy.path());
        return {};
    } catch (const SQLite::Exception &exception) {
        const int code = exception.getErrorCode() & 0xff;
        const bool isRead = exception.getExtendedErrorCode() == SQLITE_IOERR_READ || exception.getExtendedErrorCode() == SQLITE_IOERR_SHORT_READ;
        if (code == SQLITE_FULL)
            return failure(ErrorKind::Full, tr("“%1” can't be written: the disk is full.").arg(target), QString::fromUtf8(exception.what()));
        if ((code == SQLITE_IOERR && !isRead) || code == SQLITE_CANTOPEN || code == SQLITE_READONLY)
            return unwritable(target, QString::fromUtf8(exception.what()));
        throw;
    }
}

tl::unexpected<Error> noBackup(const QString &file, const QString &detail)
{
    return failure(ErrorKind::Corrupt,
                   tr("“%1” is not a backup that Dateline made, or it is damaged; nothing was restored. Take an older backup; or, to save what can be read of a damaged one, copy it "
                      "into a new folder as “dateline.sqlite” and give “dateline --profile FOLDER check --repair”.").arg(file),
                   detail);
}

Result<void> checkBackup(const QString &file)
{
    if (!QFileInfo::exists(file))
        return failure(ErrorKind::NotFound, tr("There is no file “%1”.").arg(file));
    if (QFileInfo(file).size() == 0)
        return failure(ErrorKind::Corrupt, tr("“%1” is empty: it is not a backup.").arg(file));
    const Result<void> known = inspectDatabase(file);
    if (!known && known.error().kind == ErrorKind::TooNew)
        return failure(ErrorKind::TooNew, tr("The backup “%1” was written by a newer Dateline; nothing was restored. Use the newer program.").arg(file), known.error().detail);
    if (!known && known.error().kind == ErrorKind::Corrupt)
        return noBackup(file, known.error().detail);
    if (!known)
        return known;
    SQLite::Database database(file.toStdString(), SQLITE_OPEN_READONLY);
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (database.execAndGet("PRAGMA user_version").getInt() == 0)
        return noBackup(file, {});
    const std::string verdict = database.execAndGet("PRAGMA integrity_check(1)").getString();
    throwWhereUnreadable(QString::fromStdString(verdict));
    if (verdict != "ok")
        return noBackup(file, QString::fromStdString(verdict));
    return {};
}

} // namespace

Result<void> backUp(const QString &database, const QString &file, Connection::Use use)
{
    return guarded([&]() -> Result<void> {
        if (const Result<void> sound = checkPlace(file); !sound)
            return sound;
        TemporaryFile copy(file);
        {
            Connection source(database, use);
            if (const Result<void> copied = copyTo(copy, file, source.database()); !copied)
                return copied;
        }
        return copy.putInPlace();
    });
}

Result<void> restoreBackup(const QString &file, const QString &folder)
{
    return guarded([&]() -> Result<void> {
        if (Result<void> sound = checkBackup(file); !sound)
            return sound;
        if (Result<void> usable = checkProfileName(folder); !usable)
            return usable;
        if (!QDir().mkpath(folder))
            return failure(ErrorKind::Unreadable, tr("The folder “%1” can't be made.").arg(folder));
        const Result<ProfileLock> lock = ProfileLock::take(folder);
        if (!lock)
            return tl::unexpected(lock.error());
        const QString target = folder + u'/' + QLatin1String(DatabaseName);
        if (QFileInfo::exists(target))
            return failure(ErrorKind::Usage, tr("“%1” holds a profile already; a backup is restored into a new folder only.").arg(folder));
        TemporaryFile copy(target);
        {
            SQLite::Database source(file.toStdString(), SQLITE_OPEN_READONLY);
            if (const Result<void> copied = copyTo(copy, target, source); !copied)
                return copied;
        }
        return copy.putInPlace();
    });
}

} // namespace dateline
