#include "store/connection.h"

#include "store/byte_stream.h"

#include <QFileInfo>
#include <QScopeGuard>
#include <QUrl>

#include <sqlite3.h>

namespace dateline {
namespace {

constexpr int BusyMilliseconds = 10'000;
constexpr int CheckpointMilliseconds = 200;
constexpr int PageBytes = 8192; // see README.md, "Disk"

int flags(Connection::Use use)
{
    // A reader opens for writing too: only so can it share the WAL index; query_only then keeps it from writing.
    const int common = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    switch (use) {
    case Connection::Use::Writing: return common | SQLITE_OPEN_CREATE;
    case Connection::Use::Reading: return common;
    case Connection::Use::Unchanging: break;
    }
    return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
}

std::string nameFor(const QString &file, Connection::Use use)
{
    if (use != Connection::Use::Unchanging)
        return file.toStdString();
    const QByteArray name = "file://" + QUrl::toPercentEncoding(file, "/") + "?immutable=1";
    return name.toStdString();
}

} // namespace

Statement::~Statement()
{
    m_statement.tryReset();
    m_statement.clearBindings();
}

Statement &Statement::bind(int parameter, qint64 number)
{
    m_statement.bind(parameter, static_cast<int64_t>(number));
    return *this;
}

Statement &Statement::bind(int parameter, const QString &text)
{
    m_statement.bind(parameter, text.toStdString());
    return *this;
}

Statement &Statement::bind(int parameter, const QByteArray &blob)
{
    m_statement.bind(parameter, static_cast<const void *>(blob.constData()), static_cast<int>(blob.size()));
    return *this;
}

Statement &Statement::bindNull(int parameter)
{
    m_statement.bind(parameter);
    return *this;
}

void Statement::run()
{
    while (m_statement.executeStep()) { }
    again();
}

void Statement::again()
{
    m_statement.reset();
}

QString Statement::text(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const char *bytes = value.getText();
    return textFromUtf8({bytes, value.getBytes()});
}

QByteArray Statement::blob(int column) const
{
    return view(column).toByteArray();
}

QByteArrayView Statement::view(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const void *bytes = value.getBlob();
    return {static_cast<const char *>(bytes), value.getBytes()};
}

Connection::Connection(const QString &file, Use use, bool hasPointerMaps)
    : m_database(nameFor(file, use), flags(use), BusyMilliseconds)
{
    // A database file comes from disk and may have been tampered with: its schema must not call functions with side effects.
    sqlite3_db_config(m_database.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_extended_result_codes(m_database.getHandle(), 1);
    m_database.exec("PRAGMA cell_size_check = ON");
    m_database.exec("PRAGMA temp_store = MEMORY");
    m_database.exec("PRAGMA foreign_keys = ON");
    if (use != Use::Writing) {
        m_database.exec("PRAGMA query_only = ON");
        m_database.exec("PRAGMA cache_size = -4096");
        return;
    }
    m_database.exec(("PRAGMA page_size = " + std::to_string(PageBytes)).c_str()); // counts for a new file only
    if (hasPointerMaps && QFileInfo(file).size() == 0) // into a file that is there it would be written
        m_database.exec("PRAGMA auto_vacuum = INCREMENTAL");
    m_database.exec("PRAGMA journal_mode = WAL");
    m_database.exec("PRAGMA synchronous = FULL"); // a finished change has reached the disk
    m_database.exec("PRAGMA cache_size = -16384");
    m_database.exec("PRAGMA secure_delete = FAST");
    m_database.exec("PRAGMA journal_size_limit = 67108864");
}

void Connection::emptyLog()
{
    m_database.setBusyTimeout(CheckpointMilliseconds);
    const auto again = qScopeGuard([this] { m_database.setBusyTimeout(BusyMilliseconds); });
    m_database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Statement Connection::prepare(std::string_view sql)
{
    std::unique_ptr<SQLite::Statement> &statement = m_statements[std::string(sql)];
    if (!statement)
        statement = std::make_unique<SQLite::Statement>(m_database, std::string(sql));
    return Statement(*statement);
}

qint64 Connection::number(std::string_view sql)
{
    Statement statement = prepare(sql);
    return statement.step() ? statement.number(0) : 0;
}

Stoppable::Stoppable(Connection &connection, const std::function<bool()> &isStopped) : m_connection(connection), m_isStopped(isStopped)
{
    constexpr int Steps = 200; // of SQLite's machine; the text index takes some for each page
    if (m_isStopped) {
        sqlite3_progress_handler(
            m_connection.database().getHandle(), Steps, [](void *given) { return (*static_cast<const std::function<bool()> *>(given))() ? 1 : 0; },
            const_cast<std::function<bool()> *>(&m_isStopped));
    }
}

Stoppable::~Stoppable()
{
    sqlite3_progress_handler(m_connection.database().getHandle(), 0, nullptr, nullptr);
}

Snapshot::Snapshot(Connection &connection)
    : m_connection(connection), m_isOuter(sqlite3_get_autocommit(connection.database().getHandle()) != 0)
{
    if (m_isOuter)
        m_connection.run("BEGIN");
}

Snapshot::~Snapshot()
{
    if (m_isOuter)
        m_connection.database().tryExec("ROLLBACK");
}

} // namespace dateline
