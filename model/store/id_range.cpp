#include "store/id_range.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>

namespace dateline {
namespace {

// Ids are never given twice, so that removals leave gaps. What is believed whatever rows are left: ten thousand articles a day for nine years,
// of which somebody keeps those of a week. The index takes 16 bytes for each id, 512 MB for these. Each row that is there explains so many
// ids more, up to as many again, and from there on fewer.
constexpr qint64 alwaysBelieved = qint64(1) << 25, idsOfARow = 4096, idsOfAnyRow = 64;

qint64 quotient(qint64 ids, qint64 divisor)
{
    return ids <= 0 ? 0 : (ids + divisor - 1) / divisor;
}

// How many rows explain that id.
qint64 rowsFor(qint64 id)
{
    const qint64 more = id - alwaysBelieved;
    return std::max(quotient(more, idsOfARow), quotient(more - alwaysBelieved, idsOfAnyRow));
}

bool hasRows(Connection &connection, const QString &table, qint64 rows)
{
    Statement count = connection.prepare(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM \"%1\" LIMIT ?)").arg(table).toStdString());
    count.bind(1, rows);
    return count.step() && count.number(0) >= rows;
}

qint64 rowsOf(Connection &connection, const QString &table)
{
    return connection.number(QStringLiteral("SELECT count(*) FROM \"%1\"").arg(table).toStdString());
}

qint64 highestGiven(Connection &connection, const QString &table)
{
    Statement select = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
    select.bind(1, table);
    return select.step() ? std::min<qint64>(select.number(0), UINT32_MAX) : 0;
}

} // namespace

IdRange::IdRange(Connection &connection, const QString &table) : m_table(table), m_highest(highestGiven(connection, table))
{
    if (m_highest > alwaysBelieved)
        m_highest = std::min(m_highest, believedAmong(rowsOf(connection, table)));
}

qint64 IdRange::believedAmong(qint64 rows)
{
    return alwaysBelieved + std::min(idsOfARow * rows, alwaysBelieved + idsOfAnyRow * rows);
}

quint32 IdRange::given(Connection &connection, const QString &table, qint64 id)
{
    const bool isGiven = id >= 1 && (id <= alwaysBelieved || (id <= highestGiven(connection, table) && hasRows(connection, table, rowsFor(id))));
    return isGiven ? static_cast<quint32>(id) : IdRange(connection, table).checked(id); // which says what is wrong
}

quint32 IdRange::checked(qint64 id) const
{
    if (!holds(id)) {
        const QString what = QStringLiteral("row %1 of table %2, whose ids are believed up to %3").arg(id).arg(m_table).arg(m_highest);
        throw SQLite::Exception(what.toStdString(), SQLITE_CORRUPT);
    }
    return static_cast<quint32>(id);
}

} // namespace dateline
