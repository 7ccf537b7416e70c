#include "cli/commands.h"

#include "cli/progress_line.h"
#include "cli/query_arguments.h"
#include "cli/session.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Reanalyse", text);
}

ExitCode reanalyse(Session &session, const Arguments &arguments)
{
    const auto query = queryFrom(session, arguments);
    if (!query)
        return ExitUsage;
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const Result<ReanalysisReport> done = [&] {
        const ProgressLine progress(*library, session.output());
        return session.awaited(library->reanalyse(*query, arguments.has("all") ? Reanalysis::OfAll : Reanalysis::OfOlder));
    }();
    if (!done)
        return session.failedWith(done.error());
    for (const Error &failure : done->failures)
        session.complain(failure);
    session.output().line(translated("%1 articles looked at, %2 analysed again").arg(done->articles).arg(done->renewed));
    return done->failures.isEmpty() ? ExitDone : ExitPartly;
}

constexpr OptionSpec options[] = {
    {"all", nullptr, QT_TRANSLATE_NOOP("Command", "also those that this version of the analysis has looked at")},
};

} // namespace

const Subcommand reanalyseCommand = {
    "reanalyse", "[QUERY] [--all]",
    QT_TRANSLATE_NOOP("Command", "Analyse stored articles once more, after an upgrade"),
    QT_TRANSLATE_NOOP("Command", "Content, marks and corrections stay. Broken off, it keeps what was done, and goes on from there the next time."),
    0, anyNumber, options, reanalyse, true,
};

} // namespace dateline
