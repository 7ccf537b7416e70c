// SQLite keeps the text of each CREATE as it was given, so that the migrations, carried out in memory, give the same texts, whatever
// SQLite made the database. The tables of FTS5 are its own: of these, only what the columns are counts.
#include "store/schema.h"

#include "store/failure.h"
#include "store/migrations.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace dateline {
namespace {

const QLatin1String TextIndexTables("article_text_");

struct SchemaObject {
    QByteArray type, table, sql;
};
using Schema = QMap<QString, SchemaObject>; // by name

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Where the comment that begins at `at` ends; `at` where none does.
qsizetype behindComment(const QByteArray &sql, qsizetype at)
{
    const bool isLine = sql.mid(at, 2) == "--";
    if (!isLine && sql.mid(at, 2) != "/*")
        return at;
    const qsizetype end = isLine ? sql.indexOf('\n', at) : sql.indexOf("*/", at + 2);
    return end < 0 ? sql.size() : end + (isLine ? 1 : 2);
}

// Without comments, and with a space only between words.
QByteArray normalised(const QByteArray &sql)
{
    QByteArray plain;
    bool isApart = false;
    for (qsizetype at = 0; at < sql.size();) {
        if (const qsizetype behind = behindComment(sql, at); behind != at || QByteArrayView(" \t\r\n").contains(sql[at])) {
            at = std::max(behind, at + 1);
            isApart = true;
            continue;
        }
        const char quote = sql[at];
        if (isApart && !plain.isEmpty() && isWord(plain.back()) && (isWord(quote) || quote == '"' || quote == '`'))
            plain += ' ';
        isApart = false;
        if (quote != '\'' && quote != '"' && quote != '`') {
            plain += sql[at++];
            continue;
        }
        const qsizetype end = sql.indexOf(quote, at + 1);
        const qsizetype behind = end < 0 ? sql.size() : end + 1;
        plain += quote == '\'' ? sql.mid(at, behind - at) : sql.mid(at + 1, behind - at - 2);
        at = behind;
    }
    return plain;
}

QByteArray bytesOf(const SQLite::Column &column)
{
    return {static_cast<const char *>(column.getBlob()), column.getBytes()};
}

Schema schemaOf(SQLite::Database &database)
{
    Schema schema;
    SQLite::Statement select(database, "SELECT name, type, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_autoindex%' ESCAPE '\\'");
    while (select.executeStep())
        schema.insert(QString::fromUtf8(bytesOf(select.getColumn(0))), {bytesOf(select.getColumn(1)), bytesOf(select.getColumn(2)), normalised(bytesOf(select.getColumn(3)))});
    return schema;
}

// Name, type and place in the primary key of each column. Another FTS5 may have more of them.
QList<QByteArray> columnsOf(SQLite::Database &database, const QString &table)
{
    QList<QByteArray> columns;
    SQLite::Statement select(database, "SELECT name || ' ' || type || ' ' || pk FROM pragma_table_info(?)");
    select.bind(1, table.toStdString());
    while (select.executeStep())
        columns += bytesOf(select.getColumn(0));
    return columns;
}

bool isAlike(const Schema &given, SQLite::Database &database, const QString &name, const SchemaObject &made, SQLite::Database &model)
{
    const auto found = given.constFind(name);
    if (found == given.constEnd() || found->type != made.type || found->table != made.table)
        return false;
    if (!name.startsWith(TextIndexTables))
        return found->sql == made.sql;
    const QList<QByteArray> columns = columnsOf(model, name);
    return columnsOf(database, name).mid(0, columns.size()) == columns;
}

} // namespace

std::optional<QString> schemaFault(SQLite::Database &database, int version)
{
    Connection model(QStringLiteral(":memory:"), Connection::Use::Writing);
    if (const Result<void> made = migrate(model, version); !made)
        throw Failed(made.error());
    const Schema given = schemaOf(database), expected = schemaOf(model.database());
    for (auto each = expected.cbegin(); each != expected.cend(); ++each) {
        if (!isAlike(given, database, each.key(), each.value(), model.database()))
            return each.key();
    }
    return std::nullopt;
}

} // namespace dateline
