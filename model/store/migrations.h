// Migrations: brings a database to the present schema, and tells databases that are not ours, damaged or too new.
#pragma once

#include "base/result.h"
#include "store/connection.h"

#include <QString>

#include <optional>

namespace dateline {

inline constexpr const char *DatabaseName = "dateline.sqlite";
inline constexpr int ApplicationId = 0x44544c4e; // "DTLN"

// The schema version that this program writes.
int presentSchema();
// How to read that database: on a medium that takes no writes it can't even be locked.
Connection::Use readingUse(const QString &file);
// TooNew where its schema is newer, as far as its bytes say without SQLite. Leaves no trace.
Result<void> refuseNewer(const QString &file);
// Looks at a database file without changing it, or leaving anything beside it: Corrupt where it isn't a Dateline database, can't be read as one, or
// hasn't the tables that its version has, TooNew where its schema is newer. A missing or empty file becomes a new database; that of a profile, see
// profile_traces.h.
Result<void> inspectDatabase(const QString &file);
// Applies what is missing, all in one transaction: where one fails, everything is as it was. Up to the version `last`, or to the present one. `folder` holds
// the migrations. Throws SQLite::Exception.
Result<void> migrate(Connection &connection, std::optional<int> last = {}, const QString &folder = QStringLiteral(":/dateline/sql"));
// The same for the profile in `folder`, with an error that says why it can't be done: Corrupt where that lies in the database. Throws SQLite::Exception.
Result<void> convertToPresent(Connection &connection, const QString &folder);

} // namespace dateline
