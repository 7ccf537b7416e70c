// dateline-window: the program with the window.
#include "app/application.h"
#include "app/end_signals.h"
#include "app/rescue.h"
#include "cli/command_client.h"

#include <QApplication>
#include <QLocale>
#include <QMessageBox>
#include <QTextStream>

#include <cstdio>

namespace {

// As the command line's (design §4).
constexpr int badUsage = 2;
constexpr int badProfile = 3;

int refuse(const dateline::Error &error)
{
    QTextStream(stderr) << "dateline: " << error.message << Qt::endl;
    if (error.kind == dateline::ErrorKind::Usage)
        return badUsage;
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Dateline"), QCoreApplication::translate("Application", "The profile can't be opened."));
    box.setInformativeText(error.message);
    box.setDetailedText(error.detail);
    box.exec(); // there is no window yet that it could block
    return badProfile;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("dateline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DATELINE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Dateline"));
    QGuiApplication::setDesktopFileName(QStringLiteral("dateline"));
    // The "C" locale writes dates and numbers for machines.
    if (QLocale::system().language() == QLocale::C)
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const auto arguments = dateline::windowArguments(QCoreApplication::arguments().sliced(1));
    if (!arguments)
        return refuse(arguments.error());
    auto started = dateline::Application::start(application, *arguments);
    if (!started && started.error().kind == dateline::ErrorKind::Corrupt) {
        if (!dateline::offerRescue(arguments->profile, started.error()))
            return badProfile;
        started = dateline::Application::start(application, *arguments);
    }
    if (!started && started.error().kind == dateline::ErrorKind::Locked && dateline::openInWindow(arguments->profile, arguments->brought))
        return 0;
    if (!started)
        return refuse(started.error());
    const dateline::EndSignals endSignals; // goes before the window, so that a signal while that closes ends the program
    return QApplication::exec();
}
