#include "cli/commands.h"

#include "cli/number_arguments.h"
#include "cli/session.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Mark", text);
}

// --NAME, --unNAME or neither. Fails with Usage for both.
Result<std::optional<bool>> choice(const Arguments &arguments, const char *yes, const char *no)
{
    if (arguments.has(yes) && arguments.has(no))
        return failure(ErrorKind::Usage, translated("--%1 and --%2 exclude each other.").arg(QLatin1String(yes), QLatin1String(no)));
    if (arguments.has(yes))
        return std::optional(true);
    return arguments.has(no) ? std::optional(false) : std::nullopt;
}

Result<Marking> markingFrom(const Arguments &arguments)
{
    const auto read = choice(arguments, "read", "unread");
    const auto bookmarked = choice(arguments, "bookmark", "unbookmark");
    if (!read || !bookmarked)
        return tl::unexpected(!read ? read.error() : bookmarked.error());
    Marking marking;
    marking.read = *read;
    marking.bookmarked = *bookmarked;
    marking.addTags = arguments.values("tag");
    marking.removeTags = arguments.values("untag");
    for (const QString &tag : marking.addTags + marking.removeTags) {
        if (tag.trimmed().isEmpty())
            return failure(ErrorKind::Usage, translated("A tag needs a name."));
    }
    if (!marking.read && !marking.bookmarked && marking.addTags.isEmpty() && marking.removeTags.isEmpty())
        return failure(ErrorKind::Usage, translated("Say what to mark: --read, --unread, --bookmark, --unbookmark, --tag T or --untag T."));
    return marking;
}

ExitCode mark(Session &session, const Arguments &arguments)
{
    const auto ids = articleNumbers(arguments.rest);
    const auto marking = markingFrom(arguments);
    if (!ids || !marking)
        return session.failedWith(!ids ? ids.error() : marking.error());
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const auto changed = session.awaited(library->mark(*ids, *marking));
    if (!changed)
        return session.failedWith(changed.error());
    QStringList numbers;
    for (const ArticleId id : *changed)
        numbers.append(QString::number(id.value));
    session.output().line(numbers.isEmpty() ? translated("Nothing to change")
                                            : translated("Changed: %1").arg(numbers.join(u' ')));
    return ExitDone;
}

constexpr OptionSpec options[] = {
    {"read", nullptr, QT_TRANSLATE_NOOP("Command", "mark as read")},
    {"unread", nullptr, QT_TRANSLATE_NOOP("Command", "mark as unread")},
    {"bookmark", nullptr, QT_TRANSLATE_NOOP("Command", "bookmark")},
    {"unbookmark", nullptr, QT_TRANSLATE_NOOP("Command", "take the bookmark away")},
    {"tag", "T", QT_TRANSLATE_NOOP("Command", "give the tag T; may be repeated")},
    {"untag", "T", QT_TRANSLATE_NOOP("Command", "take the tag T away; may be repeated")},
};

} // namespace

const Subcommand markCommand = {
    "mark", "ID… --read|--unread|--bookmark|--unbookmark|--tag T|--untag T",
    QT_TRANSLATE_NOOP("Command", "Change the state of articles"),
    QT_TRANSLATE_NOOP("Command", "All of them or, where a number is unknown, none."),
    1, anyNumber, options, mark, true,
};

} // namespace dateline
