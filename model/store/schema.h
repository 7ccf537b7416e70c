// Schema: whether a database has the tables and indexes that our migrations make. SQLite takes any text for a schema that it can parse, so that a
// flipped letter in a column's name shows only when the column is asked for.
#pragma once

#include <QString>

#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

namespace dateline {

// The name of a table or an index that is missing, or isn't as the migrations up to `version` make it; nothing where all are. What there is besides (an index
// of somebody else's, SQLite's statistics), spaces, comments and quotes count for nothing. Throws SQLite::Exception.
std::optional<QString> schemaFault(SQLite::Database &database, int version);

} // namespace dateline
