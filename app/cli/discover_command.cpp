#include "cli/commands.h"

#include "cli/json_line.h"
#include "cli/session.h"

#include <QLocale>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Discover", text);
}

const char *evidenceName(FeedEvidence evidence)
{
    switch (evidence) {
    case FeedEvidence::Itself: return "itself";
    case FeedEvidence::LinkTag: return "link";
    case FeedEvidence::SiteShape: return "site";
    case FeedEvidence::Anchor: return "anchor";
    case FeedEvidence::WellKnownPath: return "path";
    }
    Q_UNREACHABLE();
}

const char *bodyName(FeedBody body)
{
    switch (body) {
    case FeedBody::Headlines: return "headlines";
    case FeedBody::Teasers: return "teasers";
    case FeedBody::FullText: return "full";
    }
    Q_UNREACHABLE();
}

QString bodyText(FeedBody body)
{
    switch (body) {
    case FeedBody::Headlines: return translated("headlines only");
    case FeedBody::Teasers: return translated("teasers");
    case FeedBody::FullText: return translated("full text");
    }
    Q_UNREACHABLE();
}

void writeJson(Output &output, const TriedFeed &feed)
{
    JsonLine line;
    line.beginObject();
    line.key("url");
    line.text(feed.url);
    line.key("title");
    line.text(feed.title);
    line.key("evidence");
    line.text(QString::fromLatin1(evidenceName(feed.evidence)));
    line.key("format");
    line.text(feed.format);
    line.key("site");
    line.text(feed.site);
    line.key("language");
    line.text(feed.language);
    line.key("body");
    line.text(QString::fromLatin1(bodyName(feed.body)));
    line.key("comments");
    line.truth(feed.isComments);
    line.key("items");
    line.number(feed.items);
    line.key("newest");
    if (feed.newest.isValid())
        line.text(feed.newest.toString(Qt::ISODate));
    else
        line.null();
    line.key("headlines");
    line.texts(feed.headlines);
    line.endObject();
    output.write(line.take());
}

void writeText(Output &output, const TriedFeed &feed)
{
    output.heading(feed.title);
    output.line(QStringLiteral("  ") + feed.url);
    QStringList facts{feed.items == 1 ? translated("1 item") : QCoreApplication::translate("Discover", "%Ln items", nullptr, feed.items)};
    if (feed.newest.isValid())
        facts += translated("newest %1").arg(feed.newest.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")));
    if (!feed.language.isEmpty())
        facts += feed.language;
    facts += bodyText(feed.body);
    if (feed.isComments)
        facts += translated("readers' comments");
    output.line(QStringLiteral("  ") + facts.join(QStringLiteral(", ")));
    for (const QString &headline : feed.headlines)
        output.line(QStringLiteral("    ") + headline);
}

ExitCode discover(Session &session, const Arguments &arguments)
{
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    ExitCode code = ExitDone;
    for (const QString &address : arguments.rest) {
        const auto found = session.awaited(library->discover(address));
        if (!found) {
            session.complain(found.error());
            code = found.error().kind == ErrorKind::Usage && arguments.rest.size() == 1 ? ExitUsage : ExitPartly;
            continue;
        }
        if (!found->failure.isEmpty())
            session.remark(found->failure);
        for (const TriedFeed &feed : found->feeds) {
            if (arguments.has("json"))
                writeJson(session.output(), feed);
            else
                writeText(session.output(), feed);
        }
        session.output().flush(); // so that both streams read in order on a terminal
        for (const QString &failed : found->failures)
            session.remark(failed);
        if (found->feeds.isEmpty()) {
            session.complain(translated("%1: No feed was found there.").arg(found->address.toString()));
            code = ExitPartly;
        }
    }
    return code;
}

constexpr OptionSpec options[] = {
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a feed")},
};

} // namespace

const Subcommand discoverCommand = {
    "discover", "URL… [--json]",
    QT_TRANSLATE_NOOP("Command", "List the feeds that are to be had at an address"),
    QT_TRANSLATE_NOOP("Command", "Looks at what a page says of its feeds, at its links, and at paths where many sites have one; fetches what it finds, and lists what\n"
                                 "is a feed, the best first. Nothing is subscribed to."),
    1, anyNumber, options, discover,
};

} // namespace dateline
