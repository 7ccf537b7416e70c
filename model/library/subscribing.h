// Many subscriptions at once. Blocks; for a thread that may.
#pragma once

#include "library/library.h"

#include <functional>

namespace dateline {

class Store;

// Adds those feeds that aren't there, by addressKey, a few hundred a transaction, so that other changes get their turn in between; nothing is
// fetched. `isStopped` is asked before each transaction; what was added stays.
Result<SubscribeReport> subscribeTo(Store &store, const QList<Source> &feeds, const std::function<bool()> &isStopped);

} // namespace dateline
