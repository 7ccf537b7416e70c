#include "cli/commands.h"

#include "cli/terminal.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace dateline {

namespace {

constexpr std::array table = {
    &inspectCommand, &importCommand, &subscribeCommand, &unsubscribeCommand, &discoverCommand, &catalogueCommand, &refreshCommand, &sourcesCommand,
    &listCommand,    &facetsCommand,  &showCommand,    &markCommand,   &correctCommand,   &correctionsCommand, &reanalyseCommand, &retentionCommand, &fullTextCommand, &exportCommand, &checkCommand,
    &compactCommand, &backupCommand,  &restoreCommand,
};

QString translated(const char *text)
{
    return QCoreApplication::translate("Command", text);
}

// Two columns: a term, and what it means.
QString row(const QString &term, const QString &meaning, int width)
{
    return QStringLiteral("  ") + fitted(term, qMax(width, displayWidth(term))) + QStringLiteral("  ") + meaning + u'\n';
}

} // namespace

std::span<const Subcommand *const> allSubcommands()
{
    return table;
}

const Subcommand *subcommandNamed(const QString &name)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const Subcommand *c) { return name == QLatin1String(c->name); });
    return found == table.end() ? nullptr : *found;
}

QString generalHelp()
{
    QString help = translated("Usage: dateline [--profile DIR] [COMMAND …]\n\n"
                              "Without a command, the window opens.\n\n"
                              "Commands:\n");
    for (const Subcommand *command : allSubcommands())
        help += row(QLatin1String(command->name), translated(command->summary), 12);
    help += translated("\nOptions:\n");
    help += row(QStringLiteral("--profile DIR"), translated("the folder that holds everything: database, index, settings"), 14);
    help += row(QStringLiteral("--help, -h"), translated("this help; after a command, the help for it"), 14);
    help += row(QStringLiteral("--version"), translated("the version"), 14);
    help += translated("\nExit codes: 0 done; 1 done in part, with the failures on standard error;\n"
                       "2 bad usage or query; 3 the profile can't be used.\n");
    return help;
}

QString helpFor(const Subcommand &command)
{
    QString help = translated("Usage: dateline [--profile DIR] %1 %2")
                       .arg(QLatin1String(command.name), QString::fromUtf8(command.synopsis)) + QStringLiteral("\n\n")
        + translated(command.summary) + QStringLiteral(".\n");
    if (!command.options.empty())
        help += translated("\nOptions:\n");
    for (const OptionSpec &option : command.options) {
        const QString name = QStringLiteral("--") + QLatin1String(option.name);
        help += row(option.value ? name + u' ' + QLatin1String(option.value) : name, translated(option.help), 18);
    }
    const QString details = translated(command.details);
    if (!details.isEmpty())
        help += u'\n' + details + u'\n';
    return help;
}

} // namespace dateline
