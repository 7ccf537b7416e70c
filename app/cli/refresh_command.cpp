#include "cli/commands.h"

#include "base/address_login.h"
#include "base/identity.h"
#include "cli/progress_line.h"
#include "cli/session.h"

#include <algorithm>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Refresh", text);
}

// The feeds that the addresses name; complains of those that name none.
Result<QList<SourceId>> feedsNamed(Session &session, Library &library, const QStringList &addresses, bool &allFound)
{
    const auto sources = session.awaited(library.sources());
    if (!sources)
        return tl::unexpected(sources.error());
    QList<SourceId> ids;
    for (const QString &address : addresses) {
        const auto found = std::find_if(sources->begin(), sources->end(), [&](const Source &source) {
            return source.kind == SourceKind::Feed && isSameAddress(source.url, address);
        });
        if (found != sources->end()) {
            ids.append(found->id);
            continue;
        }
        session.complain(translated("%1: There is no feed with this address. \"dateline subscribe\" adds it.").arg(withoutLogin(address)));
        allFound = false;
    }
    return ids;
}

ExitCode refresh(Session &session, const Arguments &arguments)
{
    if (arguments.has("all") && !arguments.rest.isEmpty())
        return session.failedWith({ErrorKind::Usage, translated("Give either --all or addresses.")});
    if (arguments.has("again") && arguments.rest.isEmpty())
        return session.failedWith({ErrorKind::Usage, translated("Say which feeds are to be started again.")});
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    bool allFound = true;
    const auto ids = feedsNamed(session, *library, arguments.rest, allFound);
    if (!ids)
        return session.failedWith(ids.error());
    if (ids->isEmpty() && !allFound)
        return ExitPartly;
    if (arguments.has("again")) {
        for (const SourceId id : *ids) {
            if (const auto started = session.awaited(library->startAgain(id)); !started)
                return session.failedWith(started.error());
        }
    }
    Result<RefreshReport> done = [&] {
        const ProgressLine progress(*library, session.output());
        return session.awaited(library->refresh(*ids));
    }();
    if (!done)
        return session.failedWith(done.error());
    for (const Error &failure : done->failures)
        session.complain(failure);
    for (const Error &peaceful : done->passedOver)
        session.remark(peaceful.message);
    const auto pages = done->network ? Result<FullTextReport>(FullTextReport()) : [&] {
        const ProgressLine progress(*library, session.output());
        return session.awaited(library->fetchFullTexts());
    }();
    if (!pages)
        return session.failedWith(pages.error());
    for (const Error &failure : pages->failures)
        session.remark(failure.message);
    const auto removed = session.awaited(library->applyRetention(false));
    if (!removed)
        return session.failedWith(removed.error());
    session.output().line(translated("Feeds: %1 (%2 unchanged, %3 failed). Articles: %4 new, %5 updated.")
                              .arg(done->sources).arg(done->unchanged).arg(done->failed).arg(done->added).arg(done->updated));
    if (pages->fetched > 0)
        session.output().line(translated("Full texts fetched: %1").arg(pages->fetched));
    if (*removed > 0)
        session.output().line(translated("Articles removed, as you chose to keep no more: %1").arg(*removed));
    return allFound && done->failures.isEmpty() ? ExitDone : ExitPartly;
}

constexpr OptionSpec options[] = {
    {"all", nullptr, QT_TRANSLATE_NOOP("Command", "every feed (the default)")},
    {"again", nullptr, QT_TRANSLATE_NOOP("Command", "the feeds named, also where their publisher gave them up")},
};

} // namespace

const Subcommand refreshCommand = {
    "refresh", "[--all|[--again] URL…]",
    QT_TRANSLATE_NOOP("Command", "Fetch what is new from feeds"),
    "",
    0, anyNumber, options, refresh, true,
};

} // namespace dateline
