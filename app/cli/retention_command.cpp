#include "cli/commands.h"

#include "cli/session.h"
#include "cli/source_argument.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Retention", text);
}

QString described(const Retention &rule)
{
    switch (rule.kind) {
    case Retention::Kind::Inherit: return translated("as the general rule says");
    case Retention::Kind::All: return translated("all");
    case Retention::Kind::Days: return translated("articles of the last %1 days").arg(rule.number);
    case Retention::Kind::Count: return translated("the newest %1 articles").arg(rule.number);
    }
    return {};
}

// Nothing where no rule is given. "inherit" is only for a source.
Result<std::optional<Retention>> ruleFrom(const Arguments &arguments)
{
    if (arguments.rest.isEmpty())
        return std::optional<Retention>();
    const QString &text = arguments.rest.first();
    if (text == QLatin1String("inherit") && arguments.has("source"))
        return std::optional(Retention());
    const std::optional<Retention> rule = Retention::fromText(text);
    if (!rule || rule->kind == Retention::Kind::Inherit)
        return failure(ErrorKind::Usage, translated("\"%1\" is no rule. Give \"all\", a number of days (\"90d\"), a number of articles (\"500\") or, with --source, \"inherit\".").arg(text));
    return rule;
}

ExitCode show(Session &session, Library &library, const QList<Source> &sources)
{
    const auto general = session.awaited(library.retention());
    const auto expired = general ? session.awaited(library.countExpired(*general)) : Result<int>(0);
    if (!general || !expired)
        return session.failedWith(!general ? general.error() : expired.error());
    session.output().line(translated("Feeds: %1").arg(described(*general)));
    for (const Source &source : sources) {
        if (source.retention.kind != Retention::Kind::Inherit)
            session.output().line(translated("%1: %2").arg(source.title, described(source.retention)));
    }
    session.output().line(translated("Articles to be removed by now: %1").arg(*expired));
    return ExitDone;
}

// How many articles the rule would remove, of one source or of all that follow the general one.
Result<int> expiredUnder(Session &session, Library &library, const std::optional<Source> &source, const Retention &rule)
{
    return session.awaited(source ? library.countExpired(source->id, rule) : library.countExpired(rule));
}

Result<void> choose(Session &session, Library &library, const std::optional<Source> &source, const Retention &rule)
{
    if (!source)
        return session.awaited(library.setRetention(rule));
    return session.awaited(library.changeSource(source->id, [rule](Source &stored) { stored.retention = rule; }));
}

ExitCode retention(Session &session, const Arguments &arguments)
{
    const auto rule = ruleFrom(arguments);
    if (!rule)
        return session.failedWith(rule.error());
    if (!*rule && (arguments.has("source") || arguments.has("dry-run")))
        return session.failedWith({ErrorKind::Usage, translated("Give a rule: \"all\", \"90d\", \"500\" or, with --source, \"inherit\".")});
    const bool isChange = *rule && !arguments.has("dry-run");
    Library *library = isChange ? session.library() : session.libraryToRead();
    if (!library)
        return ExitProfile;
    const auto sources = session.awaited(library->sources());
    if (!sources)
        return session.failedWith(sources.error());
    if (!*rule)
        return show(session, *library, *sources);
    std::optional<Source> source;
    if (arguments.has("source")) {
        const auto named = sourceNamed(*sources, arguments.value("source"));
        if (!named)
            return session.failedWith(named.error());
        source = *named;
    }
    if (arguments.has("dry-run")) {
        const auto expired = expiredUnder(session, *library, source, **rule);
        if (!expired)
            return session.failedWith(expired.error());
        session.output().line(translated("Articles that would be removed now: %1").arg(*expired));
        return ExitDone;
    }
    if (const auto chosen = choose(session, *library, source, **rule); !chosen)
        return session.failedWith(chosen.error());
    const auto removed = session.awaited(library->applyRetention(true));
    if (!removed)
        return session.failedWith(removed.error());
    session.output().line(translated("Articles removed: %1").arg(*removed));
    if (const auto given = session.awaited(library->giveBackSpace(SpaceWanted::Worthwhile)); !given)
        return session.failedWith(given.error());
    return ExitDone;
}

constexpr OptionSpec options[] = {
    {"source", "NAME", QT_TRANSLATE_NOOP("Command", "the rule of one source, by its address or title")},
    {"dry-run", nullptr, QT_TRANSLATE_NOOP("Command", "say how many articles would be removed now, and change nothing")},
};

} // namespace

const Subcommand retentionCommand = {
    "retention", "[all|DAYSd|COUNT] [--source NAME [inherit]] [--dry-run]",
    QT_TRANSLATE_NOOP("Command", "Show or choose how long articles are kept"),
    QT_TRANSLATE_NOOP("Command", "\"90d\" keeps what came in the last 90 days, \"500\" the newest 500 articles of each source, \"all\" everything.\n"
                                 "The general rule is about feeds; what was imported goes only by its source's own rule, and that counts before\n"
                                 "the general one. What is bookmarked, tagged, noted or corrected always stays. Without a rule, shows those in force.\n"
                                 "A chosen rule is applied at once, and then by itself after each refresh."),
    0, 1, options, retention, true,
};

} // namespace dateline
