#include "cli/command_line.h"

#include "cli/command_client.h"
#include "cli/commands.h"
#include "cli/session.h"

#include <QDir>

#include <cstdio>
#include <cstring>
#include <string>

#include <unistd.h>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

constexpr OptionSpec generalOptions[] = {
    {"profile", "DIR", ""},
    {"version", nullptr, ""},
};

ExitCode unknownCommand(Output &output, const QString &name)
{
    QStringList names;
    for (const Subcommand *command : allSubcommands())
        names.append(QLatin1String(command->name));
    const QString nearest = nearestWord(name, names);
    output.complain(nearest.isEmpty() ? translated("There is no command \"%1\"; see dateline --help.").arg(name)
                                      : translated("There is no command \"%1\". Did you mean \"%2\"?").arg(name, nearest));
    return ExitUsage;
}

ExitCode print(Output &output, const QString &text)
{
    output.write(text.toUtf8());
    return ExitDone;
}

// Also where another Dateline holds the profile.
ExitCode runIn(Session &session, const Subcommand &command, const Arguments &arguments)
{
    const ExitCode code = command.run(session, arguments);
    if (!session.refusal())
        return code;
    if (const auto handedOver = command.isForHolder ? handOver(session, command, arguments) : std::nullopt)
        return *handedOver;
    return session.failedWith(*session.refusal());
}

ExitCode runCommand(Output &output, const Subcommand &command, const Arguments &general, const QStringList &words)
{
    std::vector<OptionSpec> known(command.options.begin(), command.options.end());
    known.push_back(generalOptions[0]); // --profile is understood behind the command as well
    const auto arguments = parseArguments(words, known);
    if (!arguments)
        return output.failedWith(arguments.error());
    if (arguments->has("help"))
        return print(output, helpFor(command));
    if (arguments->rest.size() < command.fewest || arguments->rest.size() > command.most) {
        return output.failedWith({ErrorKind::Usage, translated("Usage: dateline %1 %2 (see dateline %1 --help)")
                                                 .arg(QLatin1String(command.name), QString::fromUtf8(command.synopsis))});
    }
    const bool isNamed = arguments->has("profile") || general.has("profile");
    const QString folder = !isNamed ? defaultProfile() : arguments->has("profile") ? arguments->value("profile") : general.value("profile");
    if (folder.isEmpty())
        return output.failedWith({ErrorKind::Usage, translated("--profile needs the name of a folder.")});
    Session session(output, QDir::cleanPath(QDir::current().absoluteFilePath(folder)), isNamed ? Profile::Named : Profile::Default);
    return runIn(session, command, *arguments);
}

// /proc/self/exe names the program also where it was found by $PATH.
std::string programFolder()
{
    char path[4096];
    const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    const std::string program(path, length > 0 ? static_cast<size_t>(length) : 0);
    return program.substr(0, program.rfind('/') + 1);
}

ExitCode run(Output &output, const QStringList &words)
{
    // The general options stand before the command.
    qsizetype first = 0;
    while (first < words.size() && words[first].startsWith(u'-') && words[first] != u"-")
        first += words[first] == u"--profile" ? 2 : 1;
    first = qMin(first, words.size());
    const auto general = parseArguments(words.first(first), generalOptions);
    if (!general)
        return output.failedWith(general.error());
    if (general->has("version"))
        return print(output, QStringLiteral("dateline %1\n").arg(QCoreApplication::applicationVersion()));
    if (general->has("help") && first == words.size())
        return print(output, generalHelp());
    if (first == words.size())
        return output.failedWith({ErrorKind::Usage, translated("A command is missing; see dateline --help.")});
    if (words[first] == u"help") {
        const Subcommand *command = subcommandNamed(words.value(first + 1));
        return words.size() == first + 1 || !command ? print(output, generalHelp()) : print(output, helpFor(*command));
    }
    const Subcommand *command = subcommandNamed(words[first]);
    if (!command)
        return unknownCommand(output, words[first]);
    if (general->has("help"))
        return print(output, helpFor(*command));
    return runCommand(output, *command, *general, words.sliced(first + 1));
}

} // namespace

bool asksForWindow(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--profile") == 0)
            ++i;
        else if (std::strncmp(argv[i], "--profile=", 10) != 0)
            return false;
        if (i >= argc)
            return false;
    }
    return true;
}

int openWindow(char **argv)
{
    const std::string folder = programFolder();
    for (const char *place : {"dateline-window", "../libexec/dateline-window", "../libexec/dateline/dateline-window"}) {
        const std::string program = folder + place;
        if (::access(program.c_str(), X_OK) == 0)
            ::execv(program.c_str(), argv);
    }
    std::fputs("dateline: The window's program, dateline-window, is not installed beside this one. Install it, or see "
               "dateline --help for what works without it.\n", stderr);
    return ExitPartly;
}

int runCommandLine(const QStringList &words)
{
    ProcessStreams streams;
    Output output(streams);
    const ExitCode code = run(output, words);
    output.flush();
    if (!output.hasFailed())
        return code;
    output.complain(translated("Standard output can't be written (is the disk full?)."));
    return ExitPartly;
}

} // namespace dateline
