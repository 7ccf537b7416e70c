// SalvagedProfile: puts what Salvage saved in the place of a damaged database, which is kept under another name beside it. Nothing thrown
// leaves it.
//
// The saved database gets its name "dateline.sqlite.salvaged-…" only when it is whole and on disk. From then on it is bound to take the
// place of the damaged one, and whoever opens the profile after a kill finishes that; before, it is removed.
#pragma once

#include "store/salvage.h"

namespace dateline {

// Takes the profile's lock. Fails with NotFound where there is neither a database nor a copy of the reader's work, and as ProfileLock::take() and Salvage::run() do; then the
// profile is as it was.
Result<SalvageReport> salvageProfile(const QString &folder, const SalvageWatch &watch = {});

// For who holds the lock and is about to open the database: finishes what a kill left undone.
Result<void> finishReplacement(const QString &folder);
// True where finishReplacement() has something to do.
bool isReplacementUnfinished(const QString &folder);

// The place for what is damaged, beside the database: a name that isn't taken.
QString damagedName(const QString &database);

} // namespace dateline
