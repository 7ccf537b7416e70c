// Removing what the reader's rules don't keep. Blocks; for a thread of its own.
#pragma once

#include "base/result.h"
#include "base/retention.h"
#include "store/store.h"

#include <functional>

namespace dateline {

// The general rule: all where none was chosen.
Result<Retention> generalRetention(Store &store);

// Removes what the rules don't keep at `now`, a few hundred articles at a time, and gives how many; ends early once `isStopped`.
// Where the clock has jumped far ahead since the last time and the reader hasn't asked, nothing is removed until it has gone on so for
// a day: a wrong clock is put right before, and a right one is believed after.
Result<int> applyRetention(Store &store, const QDateTime &now, bool isAsked, const std::function<bool()> &isStopped);

} // namespace dateline
