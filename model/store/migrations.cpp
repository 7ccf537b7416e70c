#include "store/migrations.h"

#include "store/failure.h"
#include "store/page_file.h"
#include "store/profile_traces.h"
#include "store/schema.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

// The resources lie in a static library: without this call the linker drops them.
static void initialiseSqlResources()
{
    Q_INIT_RESOURCE(sql);
}

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

const QString SqlFolder = QStringLiteral(":/dateline/sql");

QStringList migrationFiles(const QString &folder)
{
    initialiseSqlResources();
    return QDir(folder).entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
}

tl::unexpected<Error> notOurs(const QString &file, const QString &detail)
{
    return failure(ErrorKind::Corrupt,
                   tr("“%1” is not a Dateline database, or it is damaged. It was left as it is. “dateline --profile FOLDER check --repair” saves all that can be read.").arg(file),
                   detail);
}

tl::unexpected<Error> tooNew(const QString &file, qint64 version)
{
    return failure(ErrorKind::TooNew, tr("The profile “%1” was written by a newer Dateline. It was left as it is; use the newer program.").arg(file),
                   QStringLiteral("schema %1, this program knows %2").arg(version).arg(presentSchema()));
}

// What no Dateline will have for long: it is damage then.
constexpr qint64 ImpossibleSchema = 10'000;

bool isOfTheFuture(qint64 version)
{
    return version > presentSchema() && version < ImpossibleSchema;
}

Result<void> inspectOpened(SQLite::Database &database, const QString &file)
{
    // Looking must leave no trace: a checkpoint on close would write into the file.
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const int application = database.execAndGet("PRAGMA application_id").getInt();
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    const int objects = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
    if (application == 0 && version == 0 && objects == 0)
        return refuseWhereEmptied(file);
    if (application != ApplicationId)
        return notOurs(file, QStringLiteral("application_id %1").arg(application));
    if (isOfTheFuture(version))
        return tooNew(file, version);
    if (version < 1 || version > presentSchema())
        return notOurs(file, QStringLiteral("schema %1").arg(version));
    const std::optional<QString> fault = schemaFault(database, version);
    return fault ? Result<void>(notOurs(file, QStringLiteral("the schema of %1").arg(*fault))) : Result<void>();
}

// SQLite makes these where a database with a log is opened, and leaves them where it isn't closed in the usual way. Removes those that
// weren't there before, where they hold nothing.
class NewSideFiles final {
public:
    explicit NewSideFiles(const QString &database)
        : m_log(database + QStringLiteral("-wal")), m_shared(database + QStringLiteral("-shm")), m_hadAny(QFileInfo::exists(m_log) || QFileInfo::exists(m_shared))
    {
    }
    ~NewSideFiles()
    {
        if (m_hadAny || QFileInfo(m_log).size() > 0)
            return;
        QFile::remove(m_log);
        QFile::remove(m_shared);
    }
    NewSideFiles(const NewSideFiles &) = delete;
    NewSideFiles &operator=(const NewSideFiles &) = delete;

private:
    QString m_log, m_shared;
    bool m_hadAny;
};

bool hasLog(const QString &file, const char *suffix)
{
    return QFileInfo(file + QLatin1String(suffix)).size() > 0;
}

Result<void> applyMigration(Connection &connection, int version, const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, tr("A part of the program is missing. Install it again."), name);
    connection.run(file.readAll().constData());
    connection.run(QByteArray("PRAGMA user_version = " + QByteArray::number(version)).constData());
    return {};
}

} // namespace

int presentSchema()
{
    static const int count = static_cast<int>(migrationFiles(SqlFolder).size());
    return count;
}

Connection::Use readingUse(const QString &file)
{
    const bool hasLog = QFileInfo(file + QStringLiteral("-wal")).size() > 0; // which counts
    return hasLog || QFileInfo(QFileInfo(file).absolutePath()).isWritable() ? Connection::Use::Reading : Connection::Use::Unchanging;
}

// Without SQLite, which may not know what a newer program wrote, and may write where it only looks.
Result<void> refuseNewer(const QString &file)
{
    if (hasLog(file, "-journal"))
        return {}; // then the file's own bytes say nothing
    PageFile pages(file);
    const qint64 version = pages.headNumber(60);
    return pages.headNumber(68) == static_cast<quint32>(ApplicationId) && isOfTheFuture(version) ? Result<void>(tooNew(file, version)) : Result<void>();
}

Result<void> inspectDatabase(const QString &file)
{
    QFile bytes(file);
    if (!bytes.exists() || QFileInfo(file).size() == 0)
        return {};
    if (!bytes.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, tr("“%1” can't be read.").arg(file), bytes.errorString());
    // Where a change or a checkpoint was cut short, by a kill or a power cut, a log beside the file puts it back in order, also its first page. Until
    // a connection has done that, which has to write for a rollback journal, the file's own bytes say nothing.
    const bool hasJournal = hasLog(file, "-journal");
    if (!hasJournal && !hasLog(file, "-wal") && !bytes.read(16).startsWith("SQLite format 3"))
        return notOurs(file, QStringLiteral("no SQLite header"));
    bytes.close();
    if (Result<void> known = refuseNewer(file); !known)
        return known;
    return guarded([&]() -> Result<void> {
        try {
            if (readingUse(file) == Connection::Use::Unchanging) {
                Connection connection(file, Connection::Use::Unchanging);
                return inspectOpened(connection.database(), file);
            }
            const NewSideFiles sideFiles(file);
            SQLite::Database database(file.toStdString(), hasJournal ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, 1000);
            return inspectOpened(database, file);
        } catch (const SQLite::Exception &exception) {
            if (tellsOfDamage(exception))
                return notOurs(file, QString::fromUtf8(exception.what()));
            throw;
        }
    });
}

Result<void> migrate(Connection &connection, std::optional<int> last, const QString &folder)
{
    const QStringList files = migrationFiles(folder);
    const int present = connection.database().execAndGet("PRAGMA user_version").getInt();
    const int wanted = last.value_or(static_cast<int>(files.size()));
    if (present >= wanted)
        return {};
    SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
    for (int version = present + 1; version <= wanted; ++version) {
        if (Result<void> done = applyMigration(connection, version, folder + u'/' + files[version - 1]); !done)
            return done;
    }
    connection.run(QByteArray("PRAGMA application_id = " + QByteArray::number(ApplicationId)).constData());
    transaction.commit();
    return {};
}

Result<void> convertToPresent(Connection &connection, const QString &folder)
{
    try {
        return migrate(connection);
    } catch (const SQLite::Exception &exception) {
        const int code = exception.getErrorCode() & 0xff;
        if (code != SQLITE_ERROR && code != SQLITE_CONSTRAINT && code != SQLITE_MISMATCH) // the disk or the machine, which may be better next time
            throw;
        const QString reason = QString::fromUtf8(exception.what());
        return failure(ErrorKind::Corrupt,
                       tr("The profile in “%1” is of an older Dateline and couldn't be converted (%2). It is as it was. “dateline --profile FOLDER check --repair” saves all that "
                          "can be read into a new one.").arg(folder, reason),
                       reason);
    }
}

} // namespace dateline
