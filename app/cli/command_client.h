// The command line's end of handing a command over to the window that holds the profile (cli/handed_over.h).
#pragma once

#include "cli/session.h"
#include "cli/subcommand.h"

#include <chrono>
#include <optional>

namespace dateline {

// Has the window of the session's profile run the command, writes what it answers to the session's output, and gives its exit code. Waits
// for that. Nothing where no window listens.
std::optional<ExitCode> handOver(Session &session, const Subcommand &command, const Arguments &arguments);

// Has the window of that profile come to the front and open these files and addresses; names of files count from this process's folder. False
// where no window listens, or none took them in time. Waits for that.
bool openInWindow(const QString &profile, const QStringList &words, std::chrono::milliseconds patience = std::chrono::seconds(5));

} // namespace dateline
