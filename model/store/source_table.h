// SourceTable: the table `source`. Throws SQLite::Exception.
#pragma once

#include "base/feed.h"
#include "store/connection.h"

#include <QList>

#include <optional>

namespace dateline {

class SourceTable final {
public:
    explicit SourceTable(Connection &connection) : m_connection(connection) {}

    QList<Source> all(); // by id, without counts
    std::optional<Source> find(SourceId id);
    std::optional<Source> find(SourceKind kind, const QString &url);
    SourceId add(const Source &source); // its id is ignored
    bool update(const Source &source);  // false where it isn't there
    void remove(SourceId id);

private:
    Connection &m_connection;
};

} // namespace dateline
