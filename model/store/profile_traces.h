// ProfileTraces: what shows that a folder held a profile whose database is gone: missing, or without a byte. SQLite would begin a new one there, and delete
// the log beside it. Only looks; throws nothing.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace dateline {

// Missing, or of no bytes. A link that leads nowhere counts as missing.
bool isDatabaseGone(const QString &database);
// Of a database that is gone: names of files beside it that may hold something of it, or of which there are none without a profile: its log, copies
// of the reader's work whether they can be read or not, the index, what was saved of it and what was found damaged. Not what is left where the
// very first opening was killed.
QStringList tracesOf(const QString &database);
// Corrupt, with what to do, where the database is gone but there are traces of it.
Result<void> refuseWhereGone(const QString &database);
// The same for one that has no tables, its log included: where it was never more than that, there are no other traces.
Result<void> refuseWhereEmptied(const QString &database);

} // namespace dateline
