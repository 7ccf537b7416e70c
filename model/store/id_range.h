// IdRange: the ids that a table with AUTOINCREMENT has ever given. The facet index holds arrays as long as its highest id, so that one
// damaged row could ask for all memory; what the table never gave is damage, and so is an id that is far above what the rows it has explain.
#pragma once

#include "store/connection.h"

namespace dateline {

class IdRange final {
public:
    IdRange(Connection &connection, const QString &table);
    // The id as the index knows it. Throws SQLite::Exception (SQLITE_CORRUPT) where the table never gave it.
    quint32 checked(qint64 id) const;
    bool holds(qint64 id) const { return id >= 1 && id <= m_highest; }

    // The highest id that is believed of a table with so many rows, if it was given at all.
    static qint64 believedAmong(qint64 rows);

    // An id of a new row, or of one that is looked up. Throws as checked() does where the count of those given was damaged, before the index
    // grows as far. Counts only as many rows as explain the id, so that it can be asked for each.
    static quint32 given(Connection &connection, const QString &table, qint64 id);

private:
    QString m_table;
    qint64 m_highest = 0; // that is believed
};

} // namespace dateline
