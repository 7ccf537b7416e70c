// The exit codes that scripts rely on (see README.md, "The command line").
#pragma once

namespace dateline {

enum ExitCode : int {
    ExitDone = 0,
    ExitPartly = 1,  // done in part or not at all; the failures are on standard error
    ExitUsage = 2,   // bad usage or query
    ExitProfile = 3, // the profile can't be used: locked, corrupt, newer than this program, unreadable
};

} // namespace dateline
