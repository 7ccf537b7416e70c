// The value of --as.
#pragma once

#include "base/result.h"
#include "feed/format_guess.h"

namespace dateline {

// "auto" or empty gives Unknown. Fails with Usage.
Result<Format> formatFromName(const QString &name);
// "feed", "page" …: what a report calls a format.
QString formatName(Format format);

} // namespace dateline
