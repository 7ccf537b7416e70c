// The command line from its words to its exit code.
#pragma once

#include <QStringList>

namespace dateline {

// True where the words hold no command and ask for no text, so that the window is meant: `dateline`, `dateline --profile DIR`.
// Needs no QCoreApplication.
bool asksForWindow(int argc, char **argv);

// Runs the command that the words name (without the program's own name). Needs a QCoreApplication.
int runCommandLine(const QStringList &words);

// Replaces this process by dateline-window with the same arguments. Returns only where it isn't installed, with the exit code.
int openWindow(char **argv);

} // namespace dateline
