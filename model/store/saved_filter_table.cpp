#include "store/saved_filter_table.h"

namespace dateline {

QList<SavedFilter> SavedFilterTable::all()
{
    Statement select = m_connection.prepare("SELECT id, name, query FROM saved_filter ORDER BY id");
    QList<SavedFilter> filters;
    while (select.step())
        filters += SavedFilter{{static_cast<quint32>(select.number(0))}, select.text(1), select.text(2)};
    return filters;
}

SavedFilterId SavedFilterTable::add(const SavedFilter &filter)
{
    m_connection.prepare("INSERT INTO saved_filter (name, query) VALUES (?, ?)").bind(1, filter.name).bind(2, filter.query).run();
    return {static_cast<quint32>(m_connection.database().getLastInsertRowid())};
}

bool SavedFilterTable::update(const SavedFilter &filter)
{
    m_connection.prepare("UPDATE saved_filter SET name = ?, query = ? WHERE id = ?").bind(1, filter.name).bind(2, filter.query).bind(3, filter.id.value).run();
    return m_connection.database().getChanges() > 0;
}

bool SavedFilterTable::remove(SavedFilterId id)
{
    m_connection.prepare("DELETE FROM saved_filter WHERE id = ?").bind(1, id.value).run();
    return m_connection.database().getChanges() > 0;
}

QString SettingTable::value(const QString &name)
{
    Statement select = m_connection.prepare("SELECT value FROM setting WHERE name = ?");
    select.bind(1, name);
    return select.step() ? select.text(0) : QString();
}

void SettingTable::set(const QString &name, const QString &value)
{
    if (value.isNull())
        m_connection.prepare("DELETE FROM setting WHERE name = ?").bind(1, name).run();
    else
        m_connection.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").bind(1, name).bind(2, value).run();
}

} // namespace dateline
