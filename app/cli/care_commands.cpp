// check, compact, backup and restore.
#include "cli/commands.h"

#include "cli/progress_line.h"
#include "cli/session.h"

#include <QLocale>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Care", text);
}

void advise(Session &session, const CheckReport &outcome)
{
    if (outcome.isDamaged) {
        session.remark(translated("\"dateline check --repair\" saves all that can be read into a new database, keeps the damaged one beside it, and says "
                                  "what is lost. Where there is a recent backup, \"dateline --profile FOLDER restore FILE\" puts it into a new folder."));
    } else if (outcome.isRepairable) {
        session.remark(translated("\"dateline check --repair\" rebuilds what can be rebuilt."));
    }
}

Result<SalvageReport> salvagedWithProgress(Session &session)
{
    ProgressLine line(session.output());
    return Library::salvage(session.profile(), [&line](const SalvageProgress &progress) {
        const QString rows = progress.total == 0 && progress.done > 0 ? translated("%1 rows").arg(QLocale().toString(progress.done)) : QString();
        line.show({rows.isEmpty() ? progress.what : progress.what + QStringLiteral("  ") + rows, progress.done, progress.total, 0});
    });
}

// What is lost is told line by line on standard error, like any failure.
ExitCode salvage(Session &session)
{
    if (session.isBorrowing()) {
        session.complain(translated("The database is damaged. Close Dateline's window, and then give the command again to save what can be read."));
        return ExitProfile;
    }
    session.closeLibrary();
    session.remark(translated("Saving all that can be read of the damaged database. Where it is large, this takes minutes."));
    const auto saved = salvagedWithProgress(session);
    if (!saved) {
        session.complain(saved.error());
        return ExitProfile;
    }
    session.output().line(saved->articles == 1 ? translated("1 article saved.") : QCoreApplication::translate("Care", "%n articles saved.", nullptr, saved->articles));
    for (const QString &regained : saved->regained)
        session.output().line(regained);
    if (!saved->damagedFile.isEmpty())
        session.output().line(translated("The damaged database is kept as %1").arg(saved->damagedFile));
    for (const QString &lost : saved->lost)
        session.complain(session.profile() + QStringLiteral(": ") + lost);
    return saved->lost.isEmpty() ? ExitDone : ExitPartly;
}

ExitCode check(Session &session, const Arguments &arguments)
{
    const bool repair = arguments.has("repair");
    if (repair && session.isMissing())
        return ExitProfile;
    const Result<Library *> opened = repair ? session.openLibrary() : Result<Library *>(session.libraryToRead());
    if (!opened && opened.error().kind == ErrorKind::Corrupt)
        return salvage(session);
    if (!opened) {
        session.refusedWith(opened.error());
        return ExitProfile;
    }
    Library *library = *opened;
    if (!library)
        return ExitProfile;
    auto outcome = session.awaited(library->check(repair));
    if (!outcome && repair && outcome.error().kind == ErrorKind::Corrupt)
        return salvage(session);
    if (!outcome)
        return session.failedWith(outcome.error());
    for (const QString &fault : outcome->found)
        session.complain(session.profile() + QStringLiteral(": ") + fault);
    for (const QString &repaired : outcome->repaired)
        session.output().line(translated("Repaired: %1").arg(repaired));
    if (outcome->isDamaged && repair)
        return salvage(session);
    if (!outcome->repaired.isEmpty()) // what remains?
        outcome = session.awaited(library->check(false));
    if (!outcome)
        return session.failedWith(outcome.error());
    if (outcome->found.isEmpty())
        session.output().line(translated("The profile is sound."));
    if (outcome->found.isEmpty() && session.awaited(library->hasOldAnalyses()).value_or(false))
        session.remark(translated("Articles were analysed by an older version; \"dateline reanalyse\" looks at them again."));
    advise(session, *outcome);
    return outcome->isDamaged ? ExitProfile : outcome->found.isEmpty() ? ExitDone : ExitPartly;
}

ExitCode compact(Session &session, const Arguments &)
{
    if (session.isMissing())
        return ExitProfile;
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const auto given = session.awaited(library->giveBackSpace(SpaceWanted::All));
    if (!given)
        return session.failedWith(given.error());
    const QLocale locale;
    session.output().line(translated("%1 given back; the database takes %2 now.")
                              .arg(locale.formattedDataSize(std::max<qint64>(0, given->bytesBefore - given->bytesAfter)), locale.formattedDataSize(given->bytesAfter)));
    return ExitDone;
}

ExitCode backup(Session &session, const Arguments &arguments)
{
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    const auto done = session.awaited(library->backup(arguments.rest.first()));
    if (!done) {
        session.complain(done.error());
        return ExitPartly;
    }
    session.output().line(translated("Backed up to %1").arg(arguments.rest.first()));
    return ExitDone;
}

ExitCode restore(Session &session, const Arguments &arguments)
{
    const auto done = Library::restore(arguments.rest.first(), session.profile());
    if (!done) {
        const ExitCode code = session.failedWith(done.error());
        const bool isOfTheFile = done.error().kind == ErrorKind::Corrupt || done.error().kind == ErrorKind::TooNew;
        return isOfTheFile ? ExitPartly : code; // nothing is said of the profile
    }
    session.output().line(translated("Restored into %1").arg(session.profile()));
    return ExitDone;
}

constexpr OptionSpec checkOptions[] = {
    {"repair", nullptr, QT_TRANSLATE_NOOP("Command", "rebuild what can be rebuilt, and save what can be read of a damaged database")},
};

} // namespace

const Subcommand checkCommand = {
    "check", "[--repair]", QT_TRANSLATE_NOOP("Command", "Look for damage in the profile"),
    QT_TRANSLATE_NOOP("Command", "A damaged database is kept beside the repaired one, as dateline.sqlite.damaged-DATE. What is lost is listed."),
    0, 0, checkOptions, check, true,
};

const Subcommand compactCommand = {
    "compact", "", QT_TRANSLATE_NOOP("Command", "Give room that removed articles left back to the disk"),
    QT_TRANSLATE_NOOP("Command", "That happens by itself where it is worthwhile; this gives back all of it. A profile that an early Dateline made is written\n"
                                 "anew as a whole, once, for which the disk must have room for it twice. Breaking it off does no harm."),
    0, 0, {}, compact, true,
};

const Subcommand backupCommand = {
    "backup", "FILE", QT_TRANSLATE_NOOP("Command", "Copy the profile's database to a new file"),
    QT_TRANSLATE_NOOP("Command", "An existing file is never overwritten."),
    1, 1, {}, backup,
};

const Subcommand restoreCommand = {
    "restore", "FILE", QT_TRANSLATE_NOOP("Command", "Put a backup into a new profile"),
    QT_TRANSLATE_NOOP("Command", "The profile (--profile DIR) must hold no database yet."),
    1, 1, {}, restore,
};

} // namespace dateline
