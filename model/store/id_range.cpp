#include "store/id_range.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>

namespace dateline {
namespace {

// Ids are never given twice, so that removals leave gaps: of ten thousand articles a day for ten years somebody may keep ten thousand, or
// one in a thousand. The index takes 16 bytes for each id.
constexpr qint64 alwaysBelieved = 1 << 24;
qint64 believedFor(qint64 rows)
{
    return std::max(alwaysBelieved, std::min(4096 * rows, (qint64(1) << 26) + 64 * rows));
}

qint64 rowsOf(Connection &connection, const QString &table)
{
    Statement count = connection.prepare(QStringLiteral("SELECT count(*) FROM \"%1\"").arg(table).toStdString());
    return count.step() ? count.number(0) : 0;
}

} // namespace

IdRange::IdRange(Connection &connection, const QString &table) : m_table(table)
{
    Statement select = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
    select.bind(1, table);
    m_highest = select.step() ? std::min<qint64>(select.number(0), UINT32_MAX) : 0;
    if (m_highest > alwaysBelieved)
        m_highest = std::min(m_highest, believedFor(rowsOf(connection, table)));
}

quint32 IdRange::given(Connection &connection, const QString &table, qint64 id)
{
    return id >= 1 && id <= alwaysBelieved ? static_cast<quint32>(id) : IdRange(connection, table).checked(id);
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
