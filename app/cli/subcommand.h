// Subcommand: one of the commands of the command line. The table of all of them is in commands.h.
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

#include <span>

namespace dateline {

class Session;

constexpr int anyNumber = 1'000'000;

// Texts are source texts for translation in context "Command".
struct Subcommand {
    const char *name;
    const char *synopsis; // what follows the name: "FILE…|- [--json]"
    const char *summary;  // one line, in the list of commands
    const char *details;  // paragraphs below the options in the command's own help; may be empty
    int fewest;           // words besides options
    int most;
    std::span<const OptionSpec> options;
    ExitCode (*run)(Session &session, const Arguments &arguments);
    // It may change the profile through the session's library, and never works long on the main thread: where the window holds the profile,
    // it does the command.
    bool isForHolder = false;
};

} // namespace dateline
