// dateline: the command line, which needs no display. Without a command it becomes dateline-window.
#include "cli/command_line.h"

#include <QCoreApplication>

#include <csignal>

int main(int argc, char **argv)
{
    if (dateline::asksForWindow(argc, argv))
        return dateline::openWindow(argv);
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes is noticed where standard output is written
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("dateline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DATELINE_VERSION));
    return dateline::runCommandLine(application.arguments().sliced(1));
}
