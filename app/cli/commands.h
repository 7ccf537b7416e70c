// The table of commands, and what is found by it.
#pragma once

#include "cli/command.h"

namespace dateline {

extern const Command inspectCommand;
extern const Command importCommand;
extern const Command subscribeCommand;
extern const Command unsubscribeCommand;
extern const Command refreshCommand;
extern const Command listCommand;
extern const Command facetsCommand;
extern const Command showCommand;
extern const Command markCommand;
extern const Command correctCommand;
extern const Command correctionsCommand;
extern const Command reanalyseCommand;
extern const Command retentionCommand;
extern const Command exportCommand;
extern const Command checkCommand;
extern const Command backupCommand;
extern const Command restoreCommand;

// In the order in which help lists them.
std::span<const Command *const> allCommands();
const Command *commandNamed(const QString &name); // null where there is none

QString generalHelp();
QString helpFor(const Command &command);

} // namespace dateline
