// The order of the steps: 1. the saved database is synced and named "….salvaged-STAMP"; 2. the log is renamed to "….damaged-STAMP-wal" (and
// a rollback journal likewise), because SQLite would read it into the new database; 3. the damaged database gets "….damaged-STAMP" as a second name (link, so that
// there is always one under its own name); 4. the saved one is renamed over it. Each can be done again after a kill.
#include "store/salvaged_profile.h"

#include "store/disk_file.h"
#include "store/failure.h"
#include "store/migrations.h"
#include "store/profile_lock.h"
#include "store/profile_traces.h"
#include "store/state_copy.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace dateline {
namespace {

const QLatin1String Salvaged(".salvaged-");
const QLatin1String Damaged(".damaged-");

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

QString databaseIn(const QString &folder)
{
    return QDir(folder).absoluteFilePath(QLatin1String(DatabaseName));
}

QStringList salvagedIn(const QString &folder)
{
    return QDir(folder).entryList({QLatin1String(DatabaseName) + Salvaged + u'*'}, QDir::Files | QDir::Hidden, QDir::Name);
}

bool isSameFile(const QString &one, const QString &other)
{
    struct stat first{}, second{};
    return ::stat(QFile::encodeName(one).constData(), &first) == 0 && ::stat(QFile::encodeName(other).constData(), &second) == 0
        && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

// False where the step can't be done.
bool moveAside(const QString &from, const QString &to)
{
    return !QFileInfo::exists(from) || QFileInfo::exists(to) || renameFile(from, to);
}

// A second name where the disk knows links, else another name.
bool keepDamaged(const QString &database, const QString &damaged)
{
    if (!QFileInfo::exists(database) || isSameFile(database, damaged))
        return true;
    return ::link(QFile::encodeName(database).constData(), QFile::encodeName(damaged).constData()) == 0 || renameFile(database, damaged);
}

Result<void> replace(const QString &folder, const QString &stamp)
{
    const QString database = databaseIn(folder);
    const QString damaged = database + Damaged + stamp;
    if (QFileInfo::exists(damaged) && QFileInfo::exists(database) && !isSameFile(damaged, database))
        return failure(ErrorKind::Corrupt, tr("“%1” was saved from a damaged profile, but another database has taken its place meanwhile. Move one of both away.")
                                               .arg(database + Salvaged + stamp));
    const bool done = moveAside(database + QStringLiteral("-wal"), damaged + QStringLiteral("-wal"))
        && moveAside(database + QStringLiteral("-journal"), damaged + QStringLiteral("-journal")) && keepDamaged(database, damaged)
        && syncFolder(folder) && (QFile::remove(database + QStringLiteral("-shm")) || !QFileInfo::exists(database + QStringLiteral("-shm")))
        && renameFile(database + Salvaged + stamp, database) && syncFolder(folder);
    return done ? Result<void>() : failure(ErrorKind::Unreadable, tr("The files in “%1” can't be renamed. Check the folder's permissions.").arg(folder), lastSystemError());
}

void removeWithSideFiles(const QString &file)
{
    for (const char *suffix : {"", "-journal", "-wal", "-shm"})
        QFile::remove(file + QLatin1String(suffix));
}

// What is read: the database, or where it is gone with its log, the one that was damaged last.
QString sourceOf(const QString &database)
{
    const QFileInfo file(database);
    QStringList damaged = file.dir().entryList({file.fileName() + Damaged + u'*'}, QDir::Files, QDir::Name | QDir::Reversed);
    damaged.removeIf([](const QString &name) { return name.endsWith(u"-wal") || name.endsWith(u"-journal"); });
    const bool isThere = !isDatabaseGone(database) || QFileInfo(database + QStringLiteral("-wal")).size() > 0 || damaged.isEmpty();
    return isThere ? database : file.dir().absoluteFilePath(damaged.first());
}

Result<SalvageReport> salvage(const QString &folder, const SalvageWatch &watch)
{
    const QString database = databaseIn(folder);
    if (isDatabaseGone(database) && tracesOf(database).isEmpty())
        return failure(ErrorKind::NotFound, tr("There is no database in “%1”.").arg(folder));
    QString source = sourceOf(database);
    const QString unfinished = database + QStringLiteral(".unfinished");
    const auto read = [&] {
        removeWithSideFiles(unfinished);
        return guarded([&]() { return Salvage(source, unfinished, stateFolder(database), watch).run(); });
    };
    Result<SalvageReport> report = read();
    if (!report && report.error().kind == ErrorKind::Corrupt && source != database) {
        source = database; // nothing is left of the other
        report = read();
    }
    const QString damaged = damagedName(database);
    const QString stamp = damaged.mid((database + Damaged).size());
    if (report && !(syncFile(unfinished) && renameFile(unfinished, database + Salvaged + stamp) && syncFolder(folder)))
        report = failure(ErrorKind::Unreadable, tr("“%1” could not be written.").arg(unfinished), lastSystemError());
    if (!report) {
        removeWithSideFiles(unfinished);
        return report;
    }
    if (const Result<void> replaced = replace(folder, stamp); !replaced)
        return tl::unexpected(replaced.error());
    for (const QString &kept : {damaged, QString(damaged + QStringLiteral("-wal")), source}) {
        if (report->damagedFile.isEmpty() && kept != database && QFileInfo::exists(kept))
            report->damagedFile = kept;
    }
    return report;
}

} // namespace

QString damagedName(const QString &database)
{
    QDateTime now = QDateTime::currentDateTime();
    const auto name = [&]() -> QString { return database + Damaged + now.toString(QStringLiteral("yyyyMMdd-HHmmss")); };
    while (QFileInfo::exists(name()) || QFileInfo::exists(name() + QStringLiteral("-wal")))
        now = now.addSecs(1);
    return name();
}

bool isReplacementUnfinished(const QString &folder)
{
    return !salvagedIn(folder).isEmpty();
}

Result<void> finishReplacement(const QString &folder)
{
    for (const QString &name : salvagedIn(folder)) {
        if (const Result<void> done = replace(folder, name.mid(QLatin1String(DatabaseName).size() + Salvaged.size())); !done)
            return done;
    }
    return {};
}

Result<SalvageReport> salvageProfile(const QString &folder, const SalvageWatch &watch)
{
    if (const Result<void> known = refuseNewer(databaseIn(folder)); !known) // before there is a lock's file
        return tl::unexpected(known.error());
    const Result<ProfileLock> lock = ProfileLock::take(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    if (const Result<void> finished = finishReplacement(folder); !finished)
        return tl::unexpected(finished.error());
    return salvage(folder, watch);
}

} // namespace dateline
