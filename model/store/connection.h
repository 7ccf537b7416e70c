// Connection: one SQLite connection with our settings and its prepared statements. Belongs to one thread at a time.
// Everything here throws SQLite::Exception.
#pragma once

#include <QByteArray>
#include <QString>

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dateline {

// A prepared statement on loan: it is reset and its bindings are cleared when this goes out of scope. Parameters are numbered
// from 1, columns from 0. The same SQL must not be lent twice at once.
class Statement final {
public:
    explicit Statement(SQLite::Statement &statement) : m_statement(statement) {}
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(int parameter, qint64 number);
    Statement &bind(int parameter, const QString &text);    // a null string is bound as an empty one
    Statement &bind(int parameter, const QByteArray &blob);
    Statement &bindNull(int parameter);
    // To the next row; false at the end.
    bool step() { return m_statement.executeStep(); }
    // Runs it to its end and makes it ready to be bound and run again.
    void run();
    void again();

    qint64 number(int column) const { return m_statement.getColumn(column).getInt64(); }
    QString text(int column) const;
    QByteArray blob(int column) const;
    // Valid until the next step.
    QByteArrayView view(int column) const;
    bool isNull(int column) const { return m_statement.getColumn(column).isNull(); }

private:
    SQLite::Statement &m_statement;
};

class Connection final {
public:
    // Unchanging: of a file that nobody can change, on a medium that takes no writes; no lock is taken, and there is no log.
    enum class Use { Writing, Reading, Unchanging };
    // A Writing connection makes a missing file, from which free pages can be given back (auto_vacuum), as from all but those that were made
    // before, without pointer maps.
    Connection(const QString &file, Use use, bool hasPointerMaps = true);

    Statement prepare(std::string_view sql);
    void run(const char *sql) { m_database.exec(sql); }
    qint64 number(std::string_view sql);
    // Moves what is in the log into the file, and cuts the log to nothing. Where somebody reads an earlier state and goes on for a fifth of a second,
    // the log stays.
    void emptyLog();
    SQLite::Database &database() { return m_database; }

private:
    SQLite::Database m_database;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> m_statements;
};

// While it lives, what is read by the connection fails with SQLITE_INTERRUPT once `isStopped` says so. It is asked some ten
// thousand times a second.
class Stoppable final {
public:
    Stoppable(Connection &connection, const std::function<bool()> &isStopped);
    ~Stoppable();
    Stoppable(const Stoppable &) = delete;
    Stoppable &operator=(const Stoppable &) = delete;

private:
    Connection &m_connection;
    const std::function<bool()> &m_isStopped;
};

// A read transaction: everything read while it lives is of one instant. Within another one it is of that one's.
class Snapshot final {
public:
    explicit Snapshot(Connection &connection);
    ~Snapshot();
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

private:
    Connection &m_connection;
    bool m_isOuter;
};

} // namespace dateline
