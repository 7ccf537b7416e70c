#include "app/end_signals.h"

#include <QCoreApplication>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace dateline {
namespace {

constexpr std::array Ends{SIGTERM, SIGHUP, SIGINT};
std::array<int, 2> ends{-1, -1}; // a pipe: all that a signal handler may do is write (POSIX, signal-safety)

void noteSignal(int signal)
{
    const char sign = 'x';
    if (::write(ends[1], &sign, 1) != 1)
        ::_exit(128 + signal); // nobody can be told: end as without a handler
}

// But for those that whoever started the program wants ignored, as nohup does.
void handleEnds(void (*handler)(int))
{
    struct sigaction action = {}, before = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (int signal : Ends) {
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(signal, &action, nullptr);
    }
}

} // namespace

EndSignals::EndSignals()
{
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        handleEnds(SIG_DFL); // another one ends the program
        m_notifier->setEnabled(false);
        QCoreApplication::quit(); // closes the windows first
        QCoreApplication::exit(0); // also where a dialog is in the way of closing
    });
    handleEnds(noteSignal);
}

EndSignals::~EndSignals()
{
    if (!m_notifier)
        return;
    handleEnds(SIG_DFL);
    m_notifier.reset();
    ::close(ends[0]);
    ::close(ends[1]);
}

} // namespace dateline
