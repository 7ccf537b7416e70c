#include "store/profile_traces.h"

#include "store/index_file.h"
#include "store/migrations.h"
#include "store/state_copy.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <QtEndian>

namespace dateline {
namespace {

constexpr qint64 LogHeadBytes = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

// A journal holds pages as they were before a change (https://www.sqlite.org/fileformat2.html, section 3). A database begins with a change whose journal holds none, and a kill
// leaves that beside a file without a byte.
bool holdsPages(const QString &journal)
{
    constexpr qsizetype beforeAt = 16; // how many pages there were before
    static const QByteArray magic = QByteArray::fromHex("d9d505f920a163d7");
    QFile file(journal);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(beforeAt + 4) : QByteArray();
    return head.size() == beforeAt + 4 && head.startsWith(magic) && qFromBigEndian<quint32>(head.constData() + beforeAt) > 0;
}

bool isDeadLink(const QString &database)
{
    return QFileInfo(database).isSymLink() && !QFileInfo::exists(database);
}

Result<void> refuseWhere(QStringList traces, const QString &database)
{
    constexpr qsizetype named = 3;
    if (traces.isEmpty())
        return {};
    const qsizetype more = traces.size() - named;
    traces = traces.first(std::min(traces.size(), named));
    if (more > 0)
        traces += QStringLiteral("…");
    return failure(ErrorKind::Corrupt, tr("The profile's database is gone from “%1”, or empty, but other files of the profile are there (%2). Nothing was changed. “dateline --profile FOLDER "
                                          "check --repair” saves what they hold into a new database. To begin anew, move them away.")
                                           .arg(QFileInfo(database).absolutePath(), traces.join(QStringLiteral(", "))));
}

} // namespace

bool isDatabaseGone(const QString &database)
{
    return QFileInfo(database).size() == 0; // 0 of a missing one, too
}

QStringList tracesOf(const QString &database)
{
    const QDir folder(QFileInfo(database).absolutePath());
    const QString name = QFileInfo(database).fileName();
    QStringList traces;
    if (isDeadLink(database))
        traces += name;
    if (QFileInfo(database + QStringLiteral("-wal")).size() > LogHeadBytes)
        traces += name + QStringLiteral("-wal");
    if (holdsPages(database + QStringLiteral("-journal")))
        traces += name + QStringLiteral("-journal");
    if (folder.exists(QLatin1String(IndexFileName)))
        traces += QLatin1String(IndexFileName);
    traces += folder.entryList({name + QStringLiteral(".salvaged-*"), name + QStringLiteral(".damaged-*")}, QDir::Files | QDir::Hidden, QDir::Name);
    const QDir copies(stateFolder(database));
    for (const QString &copy : copies.entryList(QDir::Files | QDir::Hidden, QDir::Name))
        traces += copies.dirName() + u'/' + copy;
    return traces;
}

Result<void> refuseWhereGone(const QString &database)
{
    if (!isDatabaseGone(database))
        return {};
    if (isDeadLink(database))
        return failure(ErrorKind::Unreadable, tr("“%1” is a link to “%2”, which isn't there. Is a disk missing?").arg(database, QFileInfo(database).symLinkTarget()));
    return refuseWhere(tracesOf(database), database);
}

Result<void> refuseWhereEmptied(const QString &database)
{
    QStringList traces = tracesOf(database);
    const QString name = QFileInfo(database).fileName();
    traces.removeAll(name + QStringLiteral("-wal"));
    traces.removeAll(name + QStringLiteral("-journal"));
    return refuseWhere(traces, database);
}

} // namespace dateline
