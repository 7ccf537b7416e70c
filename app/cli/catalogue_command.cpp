#include "cli/commands.h"

#include "base/countries.h"
#include "cli/json_line.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "library/catalogue.h"

#include <QMap>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Catalogue", text);
}

void writeJson(Output &output, const CatalogueFeed &feed)
{
    JsonLine line;
    line.beginObject();
    const auto field = [&line](const char *name, const QString &value) {
        line.key(name);
        line.text(value);
    };
    field("country", feed.country);
    field("published", feed.published);
    field("language", feed.language);
    field("title", feed.title);
    field("url", feed.url);
    field("site", feed.site);
    line.endObject();
    output.write(line.take());
}

void writeText(Output &output, const QList<CatalogueFeed> &feeds)
{
    QString country;
    for (const CatalogueFeed &feed : feeds) {
        if (feed.country != country)
            output.heading(countryName(feed.country) + QStringLiteral(" (") + feed.country + u')');
        country = feed.country;
        output.line(QStringLiteral("  ") + fitted(feed.title, 34) + u' ' + fitted(feed.language, 3) + u' ' + feed.url);
    }
}

// How many there are of each country, where nobody asked for one.
void writeCountries(Output &output, const QList<CatalogueFeed> &feeds)
{
    QMap<QString, int> counts;
    for (const CatalogueFeed &feed : feeds)
        ++counts[feed.country];
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        output.line(count.key() + QStringLiteral("  ") + fitted(countryName(count.key()), 34) + u' ' + QString::number(count.value()));
}

ExitCode subscribeAll(Session &session, const QList<CatalogueFeed> &feeds)
{
    Library *library = session.libraryToFill();
    if (!library)
        return ExitProfile;
    QList<Source> sources;
    for (const CatalogueFeed &feed : feeds)
        sources.append(sourceOf(feed));
    const auto done = session.awaited(library->subscribe(sources));
    if (!done)
        return session.failedWith(done.error());
    session.output().line(QCoreApplication::translate("Catalogue", "%n feed(s) subscribed to; \"dateline refresh\" fetches them.", nullptr, static_cast<int>(done->added.size())));
    if (done->known > 0)
        session.output().line(QCoreApplication::translate("Catalogue", "%n feed(s) were subscribed to already.", nullptr, done->known));
    return ExitDone;
}

ExitCode catalogue(Session &session, const Arguments &arguments)
{
    QStringList countries;
    for (const QString &name : arguments.values("country")) {
        const auto code = countryFromName(name);
        if (!code)
            return session.failedWith({ErrorKind::Usage, translated("--country %1: There is no such country; give its name or its code of two letters.").arg(name)});
        countries += *code;
    }
    const bool subscribes = arguments.has("subscribe");
    const QString language = arguments.value("language").toLower();
    if (subscribes && countries.isEmpty() && language.isEmpty())
        return session.failedWith({ErrorKind::Usage, translated("--subscribe needs --country or --language: nobody reads all newspapers of the world.")});
    auto feeds = readCatalogue();
    if (!feeds)
        return session.failedWith(feeds.error());
    feeds->removeIf([&](const CatalogueFeed &feed) {
        return (!countries.isEmpty() && !countries.contains(feed.country)) || (!language.isEmpty() && feed.language != language);
    });
    if (feeds->isEmpty()) {
        session.complain(translated("The catalogue has nothing there."));
        return ExitPartly;
    }
    if (subscribes)
        return subscribeAll(session, *feeds);
    if (arguments.has("json")) {
        for (const CatalogueFeed &feed : std::as_const(*feeds))
            writeJson(session.output(), feed);
    } else if (countries.isEmpty() && language.isEmpty()) {
        writeCountries(session.output(), *feeds);
    } else {
        writeText(session.output(), *feeds);
    }
    return ExitDone;
}

constexpr OptionSpec options[] = {
    {"country", "NAME", QT_TRANSLATE_NOOP("Command", "those of a country, by its name or code; may be given more than once")},
    {"language", "CODE", QT_TRANSLATE_NOOP("Command", "those in a language, by its code of two letters")},
    {"subscribe", nullptr, QT_TRANSLATE_NOOP("Command", "subscribe to all of these")},
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a feed")},
};

} // namespace

const Subcommand catalogueCommand = {
    "catalogue", "[--country NAME] [--language CODE] [--subscribe] [--json]",
    QT_TRANSLATE_NOOP("Command", "Look through newspapers by country and language"),
    QT_TRANSLATE_NOOP("Command", "Without an option, lists the countries and how many newspapers of each there are. What is subscribed to carries its country, so that\n"
                                 "from: finds its articles."),
    0, 0, options, catalogue, true,
};

} // namespace dateline
