#include "cli/commands.h"

#include "base/address_login.h"
#include "base/identity.h"
#include "cli/session.h"
#include "library/intake.h"

#include <algorithm>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Subscribe", text);
}

// The best of what is to be had at the address.
Result<Source> subscribeToBest(Session &session, Library &library, const QString &address, const QStringList &folder)
{
    const auto discovery = session.awaited(library.discover(address));
    if (!discovery)
        return tl::unexpected(discovery.error());
    if (discovery->feeds.isEmpty()) {
        return failure(ErrorKind::Input, translated("%1: This is a web page that offers no feed. Give the feed's own address.")
                                             .arg(discovery->address.toString()));
    }
    if (!discovery->failure.isEmpty()) { // other feeds of the site are not what was asked for
        const TriedFeed &other = discovery->feeds.first();
        return failure(ErrorKind::Network, discovery->failure + u' ' + translated("Its site has %1 (%2).").arg(other.title, other.url));
    }
    const auto source = session.awaited(library.subscribe(discovery->feeds.first(), folder));
    if (source) {
        for (const TriedFeed &other : discovery->feeds.sliced(1))
            session.remark(translated("%1 also offers %2 (%3).").arg(discovery->address.toString(), other.title, other.url));
    }
    return source;
}

ExitCode subscribe(Session &session, const Arguments &arguments)
{
    Library *library = session.libraryToFill();
    if (!library)
        return ExitProfile;
    const QStringList folder = arguments.value("folder").split(u'/', Qt::SkipEmptyParts);
    ExitCode code = ExitDone;
    for (const QString &address : arguments.rest) {
        if (session.isCancelled())
            return ExitPartly;
        const auto source = subscribeToBest(session, *library, address, folder);
        if (source) {
            session.output().line(translated("Subscribed to %1 (%2)").arg(source->title, source->url));
            if (!source->lastError.isEmpty()) {
                session.complain(failureIn(source->url, {ErrorKind::Input, source->lastError}));
                code = ExitPartly;
            }
        } else {
            session.complain(source.error());
            code = source.error().kind == ErrorKind::Usage && arguments.rest.size() == 1 ? ExitUsage : ExitPartly;
        }
    }
    return code;
}

ExitCode unsubscribe(Session &session, const Arguments &arguments)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const auto sources = session.awaited(library->sources());
    if (!sources)
        return session.failedWith(sources.error());
    ExitCode code = ExitDone;
    for (const QString &address : arguments.rest) {
        const auto found = std::find_if(sources->begin(), sources->end(), [&](const Source &source) {
            return source.kind == SourceKind::Feed && isSameAddress(source.url, address);
        });
        if (found == sources->end()) {
            session.complain(translated("%1: There is no feed with this address. \"dateline export --format opml\" lists them.").arg(withoutLogin(address)));
            code = ExitPartly;
            continue;
        }
        const auto removed = session.awaited(library->unsubscribe(found->id));
        if (!removed)
            return session.failedWith(removed.error());
        session.output().line(translated("Unsubscribed from %1; articles removed: %2").arg(found->title).arg(*removed));
    }
    if (const auto given = session.awaited(library->giveBackSpace(SpaceWanted::Worthwhile)); !given)
        return session.failedWith(given.error());
    return code;
}

constexpr OptionSpec options[] = {
    {"folder", "NAME", QT_TRANSLATE_NOOP("Command", "the folder in the list of sources, or several apart by \"/\"")},
};

} // namespace

const Subcommand subscribeCommand = {
    "subscribe", "URL… [--folder NAME]",
    QT_TRANSLATE_NOOP("Command", "Subscribe to feeds and fetch them"),
    QT_TRANSLATE_NOOP("Command", "The address may be a feed's or that of a page: of the feeds that are found there, the best one is taken, and the others are\n"
                                 "named (\"dateline discover\" lists them all). Without http:// or https:// before it, https is tried first, and http where\n"
                                 "https doesn't connect."),
    1, anyNumber, options, subscribe, true,
};

const Subcommand unsubscribeCommand = {
    "unsubscribe", "URL…",
    QT_TRANSLATE_NOOP("Command", "Remove feeds and their articles"),
    QT_TRANSLATE_NOOP("Command", "Bookmarked and tagged articles are kept."),
    1, anyNumber, {}, unsubscribe, true,
};

} // namespace dateline
