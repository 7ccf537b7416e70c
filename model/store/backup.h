// Backup: copies of the database out of a profile in use, and into a new one. Nothing thrown leaves it.
#pragma once

#include "base/result.h"
#include "store/connection.h"

#include <QString>

namespace dateline {

// A consistent copy of the database `database` as `file`, which must not exist. Nothing is left behind on failure.
Result<void> backUp(const QString &database, const QString &file, Connection::Use use = Connection::Use::Reading);
// Puts the backup `file` into `folder` (made where it is missing), which must hold no database. It is checked first; nothing
// is put in place on failure.
Result<void> restoreBackup(const QString &file, const QString &folder);

} // namespace dateline
