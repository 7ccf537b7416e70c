#include "cli/commands.h"

#include "cli/number_arguments.h"
#include "cli/session.h"
#include "cli/source_argument.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("FullText", text);
}

QString described(FullText rule)
{
    switch (rule) {
    case FullText::Inherit: return translated("as the general rule says");
    case FullText::Never: return translated("never");
    case FullText::WhenShort: return translated("when the feed has only a teaser");
    case FullText::Always: return translated("always");
    }
    return {};
}

ExitCode showRules(Session &session)
{
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    const auto general = session.awaited(library->fullText());
    const auto sources = session.awaited(library->sources());
    if (!general || !sources)
        return session.failedWith(!general ? general.error() : sources.error());
    session.output().line(translated("Feeds: %1").arg(described(*general)));
    for (const Source &source : *sources) {
        if (source.fullText != FullText::Inherit)
            session.output().line(translated("%1: %2").arg(source.title, described(source.fullText)));
    }
    return ExitDone;
}

ExitCode choose(Session &session, const Arguments &arguments, FullText rule)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    Result<void> chosen;
    if (arguments.has("source")) {
        const auto sources = session.awaited(library->sources());
        const auto named = sources ? sourceNamed(*sources, arguments.value("source")) : Result<Source>(tl::unexpected(sources.error()));
        if (!named)
            return session.failedWith(named.error());
        chosen = session.awaited(library->changeSource(named->id, [rule](Source &source) { source.fullText = rule; }));
    } else {
        chosen = session.awaited(library->setFullText(rule));
    }
    return chosen ? ExitDone : session.failedWith(chosen.error());
}

ExitCode fetch(Session &session, const QList<ArticleId> &ids)
{
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    ExitCode code = ExitDone;
    for (const ArticleId id : ids) {
        if (session.isCancelled())
            return ExitPartly;
        const auto fetched = session.awaited(library->fetchFullText(id));
        if (fetched) {
            session.output().line(translated("The full text of article %1 was fetched").arg(id.value));
            continue;
        }
        code = session.failedWith(fetched.error());
        if (ids.size() > 1)
            code = ExitPartly;
    }
    return code;
}

ExitCode fullText(Session &session, const Arguments &arguments)
{
    const auto wrong = [&session] {
        return session.failedWith({ErrorKind::Usage, translated("Give \"never\", \"short\" or \"always\", with --source also \"inherit\", or numbers of articles.")});
    };
    if (arguments.rest.isEmpty())
        return arguments.has("source") ? wrong() : showRules(session);
    const QString &word = arguments.rest.first();
    const bool inherits = word == QLatin1String("inherit") && arguments.has("source");
    const std::optional<FullText> rule = inherits ? FullText::Inherit : fullTextFromCode(word);
    if (rule && !word.isEmpty() && arguments.rest.size() == 1)
        return choose(session, arguments, *rule);
    const auto ids = articleNumbers(arguments.rest);
    return !ids || arguments.has("source") ? wrong() : fetch(session, *ids);
}

constexpr OptionSpec options[] = {
    {"source", "NAME", QT_TRANSLATE_NOOP("Command", "the rule of one source, by its address or title")},
};

} // namespace

const Subcommand fullTextCommand = {
    "fulltext", "[never|short|always] [--source NAME [inherit]] | ID…",
    QT_TRANSLATE_NOOP("Command", "Fetch the full text of articles whose feed has only a teaser"),
    QT_TRANSLATE_NOOP("Command", "With the number of articles, fetches their pages now. With a rule, chooses of which articles of feeds that is done by\n"
                                 "itself, after each refresh: never (the default), when the feed's text is short or breaks off, or always. Of articles\n"
                                 "that are there already, the newest 200 of a feed that you haven't read are fetched, too. What the feed carried is\n"
                                 "kept; \"show --json\" gives both. Without arguments, shows the rules in force."),
    0, anyNumber, options, fullText, true,
};

} // namespace dateline
