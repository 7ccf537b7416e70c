// SourceTable: the table `source`. Throws SQLite::Exception.
//
// A source that the reader removed stays until the last of its articles is gone, under a kind of its own, the negative of its id: then nobody
// else finds it, and its address is free.
#pragma once

#include "base/feed.h"
#include "store/connection.h"

#include <QList>

#include <optional>

namespace dateline {

// The source with addresses that hold no login (base/address_login.h): passwords, e.g. of an imported list, are not for a database.
Source withoutLogins(Source source);

class SourceTable final {
public:
    explicit SourceTable(Connection &connection) : m_connection(connection) {}

    QList<Source> all(); // by id, without counts
    std::optional<Source> find(SourceId id);
    std::optional<Source> find(SourceKind kind, const QString &url);
    SourceId add(const Source &source); // its id is ignored
    bool update(const Source &source);  // false where it isn't there
    void remove(SourceId id);
    void markRemoved(SourceId id);
    std::optional<SourceId> anyRemoved(); // one that is marked so

private:
    Connection &m_connection;
};

} // namespace dateline
