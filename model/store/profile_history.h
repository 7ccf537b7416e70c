// ProfileHistory: a random name that a database keeps while it goes on, so that generations can be compared with those of copies of the reader's work
// (state_copy). A restored backup begins another one: what came after it was made is no loss. Throws SQLite::Exception.
#pragma once

#include "store/connection.h"

namespace dateline {

inline constexpr QLatin1String HistorySetting("profile.history");
// The generation of a copy that is being brought in (copy_merging): a kill may have come in between.
inline constexpr QLatin1String MergingSetting("profile.merging");

// Settings that are of the database, not of the reader.
bool isOfDatabase(const QString &setting);
QString historyOf(Connection &connection); // null where it has none yet
void ensureHistory(Connection &connection);
void beginHistory(Connection &connection);

} // namespace dateline
