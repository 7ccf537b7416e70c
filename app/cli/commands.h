// The table of commands, and what is found by it.
#pragma once

#include "cli/subcommand.h"

namespace dateline {

extern const Subcommand inspectCommand;
extern const Subcommand importCommand;
extern const Subcommand subscribeCommand;
extern const Subcommand unsubscribeCommand;
extern const Subcommand discoverCommand;
extern const Subcommand catalogueCommand;
extern const Subcommand refreshCommand;
extern const Subcommand sourcesCommand;
extern const Subcommand listCommand;
extern const Subcommand facetsCommand;
extern const Subcommand showCommand;
extern const Subcommand markCommand;
extern const Subcommand correctCommand;
extern const Subcommand correctionsCommand;
extern const Subcommand reanalyseCommand;
extern const Subcommand retentionCommand;
extern const Subcommand fullTextCommand;
extern const Subcommand exportCommand;
extern const Subcommand checkCommand;
extern const Subcommand compactCommand;
extern const Subcommand backupCommand;
extern const Subcommand restoreCommand;

// In the order in which help lists them.
std::span<const Subcommand *const> allSubcommands();
const Subcommand *subcommandNamed(const QString &name); // null where there is none

QString generalHelp();
QString helpFor(const Subcommand &command);

} // namespace dateline
