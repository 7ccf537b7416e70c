// EndSignals: a request of the system to end (SIGTERM and SIGHUP when a session ends, SIGINT from a terminal) closes the windows and leaves the
// event loop, so that the profile is closed as it is when the reader quits. A second request ends the program at once: nothing that was
// acknowledged hangs on closing.
//
// One at a time, on the main thread.
#pragma once

#include <QSocketNotifier>

#include <memory>

namespace dateline {

class EndSignals final {
public:
    // Where there is no pipe to be had, signals end the program as they do without it.
    EndSignals();
    ~EndSignals();
    EndSignals(const EndSignals &) = delete;
    EndSignals &operator=(const EndSignals &) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace dateline
