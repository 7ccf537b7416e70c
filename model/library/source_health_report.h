// How the stored feeds are doing. Blocks; for a thread of the pool.
#pragma once

#include "base/result.h"
#include "base/source_health.h"
#include "store/store.h"

namespace dateline {

Result<QList<SourceHealth>> healthOfSources(Store &store, const QDateTime &now);

} // namespace dateline
