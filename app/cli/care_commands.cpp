// check, backup and restore.
#include "cli/commands.h"

#include "cli/session.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Care", text);
}

void advise(const CheckOutcome &outcome)
{
    if (outcome.isRepairable)
        remark(translated("\"dateline check --repair\" rebuilds what can be rebuilt."));
    if (outcome.isFileDamaged)
        remark(translated("The database file itself is damaged, which a repair can't put right. The file is left as it is."));
    if (outcome.isBeyondRepair) {
        remark(translated("A backup can be put into a new folder by \"dateline --profile FOLDER restore FILE\". Without one, \"dateline export "
                          "--format jsonl\" writes out the articles that can still be read."));
    }
}

ExitCode check(Session &session, const Arguments &arguments)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    auto outcome = awaited(library->check(arguments.has("repair")));
    if (!outcome)
        return failedWith(outcome.error());
    for (const QString &fault : outcome->found)
        complain(session.profile() + QStringLiteral(": ") + fault);
    for (const QString &repair : outcome->repaired)
        session.output().line(translated("Repaired: %1").arg(repair));
    if (!outcome->repaired.isEmpty()) // what remains?
        outcome = awaited(library->check(false));
    if (!outcome)
        return failedWith(outcome.error());
    if (outcome->found.isEmpty())
        session.output().line(translated("The profile is sound."));
    if (outcome->found.isEmpty() && awaited(library->hasOldAnalyses()).value_or(false))
        remark(translated("Articles were analysed by an older version; \"dateline reanalyse\" looks at them again."));
    advise(*outcome);
    return outcome->isFileDamaged ? ExitProfile : outcome->found.isEmpty() ? ExitDone : ExitPartly;
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
