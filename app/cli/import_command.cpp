#include "cli/commands.h"

#include "base/address_login.h"
#include "cli/format_option.h"
#include "cli/progress_line.h"
#include "cli/session.h"
#include "library/intake.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Import", text);
}

bool isWebAddress(const QString &word)
{
    return word.startsWith(u"http://", Qt::CaseInsensitive) || word.startsWith(u"https://", Qt::CaseInsensitive);
}

void report(Output &output, const ImportReport &done)
{
    output.line(translated("%1 added, %2 updated, %3 unchanged; files read: %4")
                    .arg(done.added).arg(done.updated).arg(done.unchanged).arg(done.files));
    if (done.subscribed > 0)
        output.line(QCoreApplication::translate("Import", "%n feed(s) subscribed to; \"dateline refresh\" fetches them.", nullptr, done.subscribed));
    if (done.alreadySubscribed > 0)
        output.line(QCoreApplication::translate("Import", "%n feed(s) were subscribed to already.", nullptr, done.alreadySubscribed));
    if (done.corrections > 0)
        output.line(QCoreApplication::translate("Import", "%n correction(s) taken over; \"dateline corrections\" lists them.", nullptr, done.corrections));
}

// Each address is fetched: a feed is subscribed to, any other page is saved.
bool importAddresses(Session &session, Library &library, const QStringList &addresses)
{
    bool allDone = true;
    for (const QString &address : addresses) {
        if (session.isCancelled())
            return false;
        const auto source = session.awaited(library.addAddress(QUrl(address)));
        if (!source) {
            session.complain(source.error());
            allDone = false;
            continue;
        }
        session.output().line(source->kind == SourceKind::Feed ? translated("Subscribed to %1 (%2)").arg(source->title, source->url)
                                                               : translated("Saved the page %1").arg(withoutLogin(address)));
        if (!source->lastError.isEmpty()) {
            session.complain(failureIn(source->url, {ErrorKind::Input, source->lastError}));
            allDone = false;
        }
    }
    return allDone;
}

ExitCode import(Session &session, const Arguments &arguments)
{
    const auto format = formatFromName(arguments.value("as"));
    if (!format)
        return session.failedWith(format.error());
    QList<NamedPath> paths;
    QStringList addresses;
    for (const QString &word : arguments.rest) {
        if (isWebAddress(word))
            addresses.append(word);
        else
            paths.append(session.input(word));
    }
    Library *library = session.libraryToFill();
    if (!library)
        return ExitProfile;
    bool allDone = true;
    if (!paths.isEmpty()) {
        Result<ImportReport> done = [&] {
            const ProgressLine progress(*library, session.output());
            return session.awaited(library->importNamed(paths, *format));
        }();
        if (!done)
            return session.failedWith(done.error());
        for (const Error &failure : done->failures)
            session.complain(failure);
        report(session.output(), *done);
        allDone = done->failures.isEmpty();
    }
    allDone = importAddresses(session, *library, addresses) && allDone;
    return allDone ? ExitDone : ExitPartly;
}

constexpr OptionSpec options[] = {
    {"as", "FORMAT", QT_TRANSLATE_NOOP("Command", "auto (the default), feed, page, text, jsonl or opml")},
};

} // namespace

const Subcommand importCommand = {
    "import", "PATH…|- [--as FORMAT]",
    QT_TRANSLATE_NOOP("Command", "Bring in files, folders and lists of feeds (OPML)"),
    QT_TRANSLATE_NOOP("Command", "A folder stands for every file below it that isn't hidden. A web address is fetched: a feed is subscribed to,\n"
                                 "any other page saved. What can't be read is named on standard error, and the rest is imported all the same."),
    1, anyNumber, options, import, true,
};

} // namespace dateline
