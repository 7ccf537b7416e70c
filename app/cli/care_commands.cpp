// check, backup and restore.
#include "cli/commands.h"

#include "cli/session.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Care", text);
}

ExitCode check(Session &session, const Arguments &arguments)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    QStringList repaired;
    const auto found = awaited(library->check(arguments.has("repair"), &repaired));
    if (!found)
        return failedWith(found.error());
    for (const QString &fault : *found)
        complain(session.profile() + QStringLiteral(": ") + fault);
    for (const QString &repair : repaired)
        session.output().line(translated("Repaired: %1").arg(repair));
    if (found->isEmpty()) {
        session.output().line(translated("The profile is sound."));
        return ExitDone;
    }
    if (!arguments.has("repair"))
        remark(translated("\"dateline check --repair\" puts right what can be put right."));
    return arguments.has("repair") && repaired.size() >= found->size() ? ExitDone : ExitPartly;
}

ExitCode backup(Session &session, const Arguments &arguments)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const auto done = awaited(library->backup(arguments.rest.first()));
    if (!done) {
        complain(done.error());
        return ExitPartly;
    }
    session.output().line(translated("Backed up to %1").arg(arguments.rest.first()));
    return ExitDone;
}

ExitCode restore(Session &session, const Arguments &arguments)
{
    const auto done = Library::restore(arguments.rest.first(), session.profile());
    if (!done)
        return failedWith(done.error());
    session.output().line(translated("Restored into %1").arg(session.profile()));
    return ExitDone;
}

constexpr OptionSpec checkOptions[] = {
    {"repair", nullptr, QT_TRANSLATE_NOOP("Command", "rebuild what can be rebuilt")},
};

} // namespace

const Command checkCommand = {
    "check", "[--repair]", QT_TRANSLATE_NOOP("Command", "Look for damage in the profile"), "", 0, 0, checkOptions, check,
};

const Command backupCommand = {
    "backup", "FILE", QT_TRANSLATE_NOOP("Command", "Copy the profile's database to a new file"),
    QT_TRANSLATE_NOOP("Command", "An existing file is never overwritten. Works while the window is open only by the window's own menu,\n"
                                 "because one program at a time uses a profile."),
    1, 1, {}, backup,
};

const Command restoreCommand = {
    "restore", "FILE", QT_TRANSLATE_NOOP("Command", "Put a backup into a new profile"),
    QT_TRANSLATE_NOOP("Command", "The profile (--profile DIR) must hold no database yet."),
    1, 1, {}, restore,
};

} // namespace dateline
