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

void handleEnds(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    for (int signal : Ends)
        ::sigaction(signal, &action, nullptr);
}

} // namespace

EndSignals::EndSignals()
{
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        m_notifier->setEnabled(false);
        QCoreApplication::quit(); // closes the windows first
        QCoreApplication::exit(0); // also where a dialog is in the way of closing
    });
    handleEnds(noteSignal, int(SA_RESETHAND) | SA_RESTART);
}

EndSignals::~EndSignals()
{
    if (!m_notifier)
        return;
    handleEnds(SIG_DFL, 0);
    m_notifier.reset();
    ::close(ends[0]);
    ::close(ends[1]);
}

} // namespace dateline
