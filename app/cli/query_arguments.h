// The query among a command's arguments.
#pragma once

#include "base/query.h"
#include "cli/arguments.h"

namespace dateline {

// The query that the remaining words make, joined by blanks. Where it is malformed, prints the message and the query with a caret
// under the place, and returns nothing: the command ends with ExitUsage.
std::optional<Query> queryFrom(const Arguments &arguments);

// The error's message, and below it `text` with a caret under Error::position where there is one.
void complainAt(const Error &error, const QString &text);

} // namespace dateline
