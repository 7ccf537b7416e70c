// sources: the feeds, and how they are doing.
#include "cli/commands.h"

#include "base/source_health.h"
#include "cli/json_line.h"
#include "cli/session.h"

#include <QLocale>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Sources", text);
}

void timeOrNull(JsonLine &json, const char *key, const QDateTime &time)
{
    json.key(key);
    time.isValid() ? json.text(time.toUTC().toString(Qt::ISODate)) : json.null();
}

QByteArray jsonOf(const SourceHealth &health)
{
    const Source &source = health.source;
    JsonLine json;
    json.beginObject();
    json.key("title");
    json.text(source.title);
    json.key("url");
    json.text(source.url);
    json.key("state");
    json.text(stateCode(health.state));
    json.key("articles");
    json.number(source.total);
    json.key("articlesAWeek");
    json.fraction(health.articlesAWeek);
    timeOrNull(json, "lastSuccess", source.lastSuccess);
    timeOrNull(json, "lastAttempt", source.lastAttempt);
    timeOrNull(json, "nextFetch", health.nextFetch);
    json.key("failures");
    json.number(source.fetch.failures);
    json.key("status");
    source.fetch.lastStatus > 0 ? json.number(source.fetch.lastStatus) : json.null();
    json.key("error");
    source.lastError.isEmpty() ? json.null() : json.text(source.lastError);
    json.key("faults");
    json.texts(source.fetch.faults);
    json.key("summary");
    json.text(health.summary);
    json.key("advice");
    health.advice.isEmpty() ? json.null() : json.text(health.advice);
    json.endObject();
    return json.take();
}

void print(Output &output, const SourceHealth &health)
{
    output.heading(translated("%1: %2").arg(health.source.title, stateName(health.state)));
    output.line(QStringLiteral("  ") + health.source.url);
    output.line(QStringLiteral("  ") + health.summary);
    if (!health.source.lastError.isEmpty())
        output.line(QStringLiteral("  ") + health.source.lastError);
    for (const QString &fault : health.source.fetch.faults)
        output.line(QStringLiteral("  ") + translated("Fault: %1").arg(fault));
    if (health.nextFetch.isValid())
        output.line(QStringLiteral("  ") + translated("Next fetch: %1").arg(QLocale().toString(health.nextFetch.toLocalTime(), QLocale::ShortFormat)));
    if (!health.advice.isEmpty())
        output.line(QStringLiteral("  ") + health.advice);
}

ExitCode sources(Session &session, const Arguments &arguments)
{
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    auto health = session.awaited(library->health());
    if (!health)
        return session.failedWith(health.error());
    const bool onlyBroken = arguments.has("broken"), onlyStale = arguments.has("stale");
    for (const SourceHealth &one : *health) {
        if (session.output().isClosed())
            break;
        if ((onlyBroken || onlyStale) && !(onlyBroken && one.isBroken()) && !(onlyStale && one.isStale()))
            continue;
        if (arguments.has("json"))
            session.output().write(jsonOf(one));
        else
            print(session.output(), one);
    }
    return ExitDone;
}

constexpr OptionSpec options[] = {
    {"broken", nullptr, QT_TRANSLATE_NOOP("Command", "only feeds that fail, are gone, or can't be read whole")},
    {"stale", nullptr, QT_TRANSLATE_NOOP("Command", "only feeds without anything new for 90 days")},
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a line")},
};

} // namespace

const Subcommand sourcesCommand = {
    "sources", "[--json] [--broken] [--stale]",
    QT_TRANSLATE_NOOP("Command", "Show the feeds, how they are doing, and what to do"),
    QT_TRANSLATE_NOOP("Command", "For each feed: when it last came, what went wrong, how often it publishes (of the last four weeks), and when it is\n"
                                 "fetched next while the window is open."),
    0, 0, options, sources,
};

} // namespace dateline
