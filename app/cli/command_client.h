// The command line's end of handing a command over to the window that holds the profile (cli/handed_over.h).
#pragma once

#include "cli/session.h"
#include "cli/subcommand.h"

#include <optional>

namespace dateline {

// Has the window of the session's profile run the command, writes what it answers to the session's output, and gives its exit code. Waits
// for that. Nothing where no window listens.
std::optional<ExitCode> handOver(Session &session, const Subcommand &command, const Arguments &arguments);

} // namespace dateline
