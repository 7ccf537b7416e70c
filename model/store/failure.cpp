#include "store/failure.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <sqlite3.h>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

bool tellsOfDamage(const SQLite::Exception &exception)
{
    const int code = exception.getErrorCode() & 0xff;
    if (code != SQLITE_ERROR)
        return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    // All our SQL is constant, but for what is searched; of that, FTS5 says otherwise what is wrong.
    static const QRegularExpression missing(QStringLiteral("^no such (table|column|index)\\b|\\bhas no column named\\b|\\bhas \\d+ columns? but\\b"));
    return missing.match(QString::fromUtf8(exception.what())).hasMatch();
}

Error errorFromCode(int code, const QString &detail)
{
    // What readers and writer share is made as large as it has to be when a file is opened: there a full disk shows like this.
    const bool isFull = code == SQLITE_IOERR_SHMSIZE;
    if (code == SQLITE_READONLY_DBMOVED) {
        return {ErrorKind::Unreadable, tr("The profile's database was moved or removed while it was in use, so nothing can be kept any more. Put it back, or close Dateline and "
                                          "run “dateline --profile FOLDER check --repair”."), detail};
    }
    switch (isFull ? SQLITE_FULL : code & 0xff) {
    case SQLITE_FULL:
        return {ErrorKind::Full, tr("The disk that holds the profile is full. Free some space and try again; what was stored before is kept."), detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::Corrupt, tr("The profile's database is damaged. It was left as it is. “dateline --profile FOLDER check --repair” saves all that can be read."), detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Locked, tr("Another program holds the profile's database."), detail};
    case SQLITE_INTERRUPT:
        return {ErrorKind::Cancelled, tr("The work was broken off."), detail};
    case SQLITE_NOMEM:
        return outOfMemory();
    default:
        return {ErrorKind::Unreadable, tr("The profile's database could not be read or written. Check the disk and the folder's permissions."),
                detail};
    }
}

Error errorFrom(const SQLite::Exception &exception)
{
    const int code = exception.getErrorCode(), extended = exception.getExtendedErrorCode();
    if (code == SQLITE_ERROR && tellsOfDamage(exception))
        return errorFromCode(SQLITE_CORRUPT, QString::fromUtf8(exception.what()));
    // The extended one is the connection's last, which may be of another call.
    return errorFromCode((extended & 0xff) == (code & 0xff) ? extended : code,
                         QString::fromUtf8("%1 (SQLite %2/%3)").arg(QString::fromUtf8(exception.what())).arg(code).arg(extended));
}

void throwWhereUnreadable(const QString &line)
{
    static const QRegularExpression said(QStringLiteral("unable to get the page\\. error code=(\\d+)|failed to get page \\d+"));
    const QRegularExpressionMatch match = said.match(line);
    // The second form names no code. Numbers of pages that aren't there are told of otherwise, so that it was the disk.
    const int code = !match.hasMatch() ? SQLITE_OK : match.captured(1).isEmpty() ? SQLITE_IOERR_READ : match.captured(1).toInt();
    if ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_NOMEM)
        throw SQLite::Exception(line.toStdString(), code);
}

Error outOfMemory()
{
    return {ErrorKind::Full, tr("There is not enough memory for this."), QStringLiteral("bad_alloc")};
}

Error unexpectedFailure(const std::exception &exception)
{
    return {ErrorKind::Unreadable, tr("The profile could not be used."), QString::fromUtf8(exception.what())};
}

} // namespace dateline
