#include "app/application.h"

#include "cli/command_server.h"
#include "library/library.h"
#include "ui/main_window.h"
#include "ui/notice_bar.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDebug>
#include <QIcon>
#include <QStandardPaths>

namespace dateline {

Result<WindowArguments> windowArguments(const QStringList &words)
{
    WindowArguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == QLatin1String("--profile")) {
            if (i + 1 == words.size())
                return failure(ErrorKind::Usage, QCoreApplication::translate("Application", "--profile needs a folder."));
            arguments.profile = words.at(++i);
        } else if (word.startsWith(QLatin1String("--profile="))) {
            arguments.profile = word.sliced(10);
        } else if (word == QLatin1String("--exit-when-ready")) {
            arguments.exitWhenReady = true;
        } else if (word.startsWith(u'-') && word.size() > 1 && word != QLatin1String("--")) {
            return failure(ErrorKind::Usage, QCoreApplication::translate("Application", "Unknown option %1. Usage: dateline-window [--profile DIR] [--exit-when-ready] [FILE|ADDRESS…]").arg(word));
        } else if (word != QLatin1String("--")) {
            arguments.brought.append(word);
        }
    }
    if (arguments.profile.isEmpty())
        arguments.profile = qEnvironmentVariable("DATELINE_PROFILE");
    if (arguments.profile.isEmpty())
        arguments.profile = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return arguments;
}

// In the order of their birth; they die the other way round.
class Application::Parts final {
public:
    Parts(std::unique_ptr<Library> opened, QApplication &application)
        : library(std::move(opened))
        , commands(*library)
        , settings(library->folder())
    {
        theme.setAppearance(settings.appearance());
        theme.setReadingFace(settings.readingFace());
        theme.setReadingPointSize(settings.readingPointSize());
        theme.applyTo(application);
        QApplication::setWindowIcon(QIcon(QStringLiteral(":/dateline/icons/dateline.svg")));
        window = std::make_unique<MainWindow>(*library, theme, settings);
        QObject::connect(window.get(), &MainWindow::workStopped, &commands, &CommandServer::cancelAll);
        // The window does without; the command line will say who holds the profile.
        if (const auto listening = commands.listen(); !listening)
            qWarning().noquote() << listening.error().message;
    }

    std::unique_ptr<Library> library;
    CommandServer commands;
    WindowSettings settings;
    Theme theme;
    std::unique_ptr<MainWindow> window;
};

Application::Application() = default;
Application::~Application() = default;

Result<std::unique_ptr<Application>> Application::start(QApplication &application, const WindowArguments &arguments)
{
    auto library = Library::open(arguments.profile);
    if (!library)
        return tl::unexpected(library.error());
    std::unique_ptr<Application> started(new Application);
    started->m_parts = std::make_unique<Parts>(std::move(*library), application);
    MainWindow &window = *started->m_parts->window;
    started->m_parts->library->keepRetaining();
    started->m_parts->library->keepRefreshing();
    started->m_parts->library->keepImages();
    started->m_parts->library->keepFetchingFullTexts();
    if (arguments.exitWhenReady)
        QObject::connect(&window, &MainWindow::usable, &application, [] { QCoreApplication::exit(0); });
    window.show();
    if (const QStringList notices = started->m_parts->library->openingNotices(); !notices.isEmpty())
        window.notice().warn(notices.join(u' '));
    QObject::connect(&started->m_parts->commands, &CommandServer::openWanted, &window, [&window](const QStringList &words) {
        window.show();
        window.raise();
        window.activateWindow();
        window.openBrought(broughtIn(words));
    });
    if (!arguments.brought.isEmpty())
        window.openBrought(broughtIn(arguments.brought));
    return started;
}

} // namespace dateline
