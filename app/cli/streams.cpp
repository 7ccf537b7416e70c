#include "cli/streams.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace dateline {

namespace {

TerminalShape ownTerminal()
{
    TerminalShape terminal;
    terminal.hasOutput = ::isatty(STDOUT_FILENO) == 1;
    terminal.hasErrors = ::isatty(STDERR_FILENO) == 1;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        terminal.width = std::max<int>(size.ws_col, 40);
    return terminal;
}

} // namespace

ProcessStreams::ProcessStreams() : Streams(ownTerminal()) {}

Streams::Written ProcessStreams::writeOutput(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == EPIPE ? Written::ReaderGone : Written::Failed;
        bytes = bytes.sliced(written);
    }
    return Written::All;
}

void ProcessStreams::writeErrors(QByteArrayView bytes)
{
    std::fwrite(bytes.data(), 1, static_cast<size_t>(bytes.size()), stderr);
}

} // namespace dateline
