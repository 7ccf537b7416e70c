// SavedFilterTable and SettingTable: `saved_filter` and `setting`. They throw SQLite::Exception.
#pragma once

#include "base/feed.h"
#include "store/connection.h"

#include <QList>

namespace dateline {

class SavedFilterTable final {
public:
    explicit SavedFilterTable(Connection &connection) : m_connection(connection) {}

    QList<SavedFilter> all(); // in the order they were made
    SavedFilterId add(const SavedFilter &filter);
    bool update(const SavedFilter &filter); // false where it isn't there
    bool remove(SavedFilterId id);

private:
    Connection &m_connection;
};

class SettingTable final {
public:
    explicit SettingTable(Connection &connection) : m_connection(connection) {}

    QString value(const QString &name); // null where it isn't set
    void set(const QString &name, const QString &value); // a null value unsets it

private:
    Connection &m_connection;
};

} // namespace dateline
