// A source named among a command's arguments.
#pragma once

#include "base/feed.h"
#include "base/result.h"

namespace dateline {

// By its address or title. Fails with Usage where there is none, or several are called so.
Result<Source> sourceNamed(const QList<Source> &sources, const QString &name);

} // namespace dateline
