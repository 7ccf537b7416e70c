// Both write under a temporary name beside the target, sync it, and give it its name where that isn't taken, so that nothing is ever overwritten, and
// whoever looks finds a whole file or none.
#include "store/backup.h"

#include "store/disk_file.h"
#include "store/failure.h"
#include "store/migrations.h"
#include "store/profile_history.h"
#include "store/profile_lock.h"
#include "store/profile_name.h"
#include "store/profile_traces.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <SQLiteCpp/Backup.h>

#include <cerrno>
#include <cstring>

#include <sqlite3.h>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

tl::unexpected<Error> unwritable(const QString &target, const QString &reason)
{
    return failure(ErrorKind::Unreadable, tr("“%1” can't be written: %2.").arg(target, reason));
}

// A file that vanishes with its side files unless it is put in place.
class TemporaryFile final {
public:
    // `path` is beside the target.
    TemporaryFile(const QString &target, const QString &path) : m_target(target), m_path(path) {}
    ~TemporaryFile()
    {
        if (m_isMade)
            removeWithSideFiles(m_path);
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    // Beside a file of the reader's own: a name that nobody else has.
    static QString nameBeside(const QString &target)
    {
        return QStringLiteral("%1.%2.unfinished").arg(target, QString::number(QRandomGenerator::system()->generate64(), 16));
    }
    static void removeWithSideFiles(const QString &file)
    {
        for (const char *suffix : {"", "-journal", "-wal", "-shm"})
            QFile::remove(file + QLatin1String(suffix));
    }

    const QString &path() const { return m_path; }
    Result<void> make();
    Result<void> putInPlace();

private:
    QString m_target, m_path;
    bool m_isMade = false;
};

Result<void> TemporaryFile::putInPlace()
{
    if (syncFile(m_path) && renameToNew(m_path, m_target)) {
        syncFolder(QFileInfo(m_target).absolutePath());
        return {};
    }
    const int error = errno;
    if (error == EEXIST)
        return failure(ErrorKind::Usage, tr("“%1” exists already and is not overwritten.").arg(m_target));
    return failure(error == ENOSPC ? ErrorKind::Full : ErrorKind::Unreadable, tr("“%1” can't be written: %2.").arg(m_target, QString::fromLocal8Bit(std::strerror(error))));
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
Result<void> TemporaryFile::make()
{
    QFile file(m_path);
    m_isMade = file.open(QIODevice::WriteOnly | QIODevice::NewOnly);
    return m_isMade ? Result<void>() : unwritable(m_target, file.errorString());
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
Result<void> copyTo(TemporaryFile &copy, const QString &target, SQLite::Database &source)
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

// Whether nothing would be mixed with what is restored.
Result<void> checkFree(const QString &folder, const QString &target)
{
    if (QFileInfo(target).size() > 0 || QFileInfo(target).isSymLink() || QFileInfo(target).isDir())
        return failure(ErrorKind::Usage, tr("“%1” holds a profile already; a backup is restored into a new folder only.").arg(folder));
    const QString name = QLatin1String(DatabaseName);
    const QStringList left = QDir(folder).entryList({name + QStringLiteral("-wal"), name + QStringLiteral("-journal"), name + QStringLiteral("-shm"), name + QStringLiteral(".salvaged-*")},
                                                    QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
    if (!left.isEmpty()) {
        return failure(ErrorKind::Usage, tr("In “%1” lies what is left of another database (%2), which would be mixed with the restored one. “dateline --profile FOLDER check --repair” saves what it "
                                            "holds; to do without it, move it away, or restore into a new folder.").arg(folder, left.join(QStringLiteral(", "))));
    }
    return {};
}

// As SQLite will see it.
Result<void> checkInPlace(const QString &file, const QString &target)
{
    Connection connection(target, Connection::Use::Reading);
    const std::string verdict = connection.database().execAndGet("PRAGMA integrity_check(1)").getString();
    throwWhereUnreadable(QString::fromStdString(verdict));
    if (verdict == "ok")
        return {};
    return failure(ErrorKind::Corrupt, tr("What was restored of “%1” was not what is in it, and was removed again. Check the disk.").arg(file), QString::fromStdString(verdict));
}

Result<void> putRestored(const QString &file, const QString &target)
{
    const QString unfinished = target + QStringLiteral(".unfinished"); // in a profile's folder, that is our own
    TemporaryFile::removeWithSideFiles(unfinished);
    TemporaryFile copy(target, unfinished);
    {
        SQLite::Database source(file.toStdString(), SQLITE_OPEN_READONLY);
        if (const Result<void> copied = copyTo(copy, target, source); !copied)
            return copied;
    }
    {
        Connection connection(unfinished, Connection::Use::Writing);
        beginHistory(connection);
        connection.emptyLog();
    }
    if (QFileInfo(unfinished + QStringLiteral("-wal")).size() > 0)
        return unwritable(target, lastSystemError());
    if (isDatabaseGone(target))
        QFile::remove(target); // without a byte
    if (const Result<void> put = copy.putInPlace(); !put)
        return put;
    const Result<void> checked = guarded([&] { return checkInPlace(file, target); });
    if (!checked)
        TemporaryFile::removeWithSideFiles(target); // it has been there for a moment only, under our lock; the backup is where it was
    return checked;
}

} // namespace

Result<void> backUp(const QString &database, const QString &file, Connection::Use use)
{
    return guarded([&]() -> Result<void> {
        if (const Result<void> sound = checkPlace(file); !sound)
            return sound;
        TemporaryFile copy(file, TemporaryFile::nameBeside(file));
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
        if (const Result<void> free = checkFree(folder, target); !free)
            return free;
        return putRestored(file, target);
    });
}

} // namespace dateline
