// ProfileName: whether a profile can lie in a folder of that name.
#pragma once

#include "base/result.h"

namespace dateline {

// Usage where the folder's path isn't text (bytes that are no UTF-8, which would name another folder), or is too long for SQLite.
Result<void> checkProfileName(const QString &folder);

} // namespace dateline
