#include "store/id_range.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>

namespace dateline {

IdRange::IdRange(Connection &connection, const QString &table) : m_table(table)
{
    Statement select = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?");
    select.bind(1, table);
    m_highest = select.step() ? std::min<qint64>(select.number(0), UINT32_MAX) : 0;
}

quint32 IdRange::checked(qint64 id) const
{
    if (!holds(id)) {
        const QString what = QStringLiteral("row %1 of table %2, which gave ids up to %3").arg(id).arg(m_table).arg(m_highest);
        throw SQLite::Exception(what.toStdString(), SQLITE_CORRUPT);
    }
    return static_cast<quint32>(id);
}

} // namespace dateline
