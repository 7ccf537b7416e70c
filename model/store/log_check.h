// LogCheck: whether the write-ahead log beside a database lost changes that were acknowledged. SQLite uses a log up to its first frame with a wrong sum, without a
// word, and then writes over what follows; so this is asked before the first connection. Only looks; throws nothing.
#pragma once

#include <QString>

#include <optional>

namespace dateline {

// What is wrong with the log, for the details of a message; nothing where it is sound, as a kill or a power cut may leave it, or not there. Reads
// the log once.
std::optional<QString> damageOfLog(const QString &database);

} // namespace dateline
