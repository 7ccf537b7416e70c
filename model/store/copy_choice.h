// CopyChoice: which copies of the reader's work (state_copy) there are, and which of them may go. Throws nothing.
#pragma once

#include "store/state_copy.h"

namespace dateline {

inline constexpr QLatin1String CopyPrefix("dateline-state-"), CopySuffix(".jsonl.gz"); // of their names, with the day in between

// Whether a line of a copy tells of something of the reader's: settings are also the program's.
bool isWork(const QByteArray &line);
// Reads the whole of it; nothing where not even its first line can be read.
std::optional<FoundCopy> lookedAt(const QString &path);
void removeOldCopies(const QString &folder);

} // namespace dateline
