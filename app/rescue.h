// Rescue: what is offered where a profile can't be opened because it is damaged: to save all that can be read. Before there is a window.
#pragma once

#include "base/result.h"

#include <QString>

namespace dateline {

// Asks, saves, and says what is lost. True where the profile in `folder` can be opened now. `why` is what opening it failed with.
bool offerRescue(const QString &folder, const Error &why);

} // namespace dateline
