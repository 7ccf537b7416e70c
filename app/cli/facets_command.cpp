#include "cli/commands.h"

#include "cli/json_line.h"
#include "cli/query_arguments.h"
#include "cli/session.h"
#include "cli/terminal.h"

#include <QLocale>

#include <array>

namespace dateline {

namespace {

constexpr int barWidth = 24;
constexpr int labelWidth = 32;

struct FacetName {
    Facet facet;
    const char *name;    // in JSON
    const char *heading; // source text for translation in context "Facets"
};

constexpr std::array facetNames = {
    FacetName{Facet::Topic, "topic", QT_TRANSLATE_NOOP("Facets", "Topics")},
    FacetName{Facet::Country, "country", QT_TRANSLATE_NOOP("Facets", "Countries they are about")},
    FacetName{Facet::Mentions, "mentions", QT_TRANSLATE_NOOP("Facets", "Countries named")},
    FacetName{Facet::From, "from", QT_TRANSLATE_NOOP("Facets", "Published in")},
    FacetName{Facet::Person, "person", QT_TRANSLATE_NOOP("Facets", "People")},
    FacetName{Facet::Organisation, "organisation", QT_TRANSLATE_NOOP("Facets", "Organisations")},
    FacetName{Facet::Place, "place", QT_TRANSLATE_NOOP("Facets", "Places")},
    FacetName{Facet::Source, "source", QT_TRANSLATE_NOOP("Facets", "Sources")},
    FacetName{Facet::Language, "language", QT_TRANSLATE_NOOP("Facets", "Languages")},
    FacetName{Facet::State, "state", QT_TRANSLATE_NOOP("Facets", "State")},
    FacetName{Facet::Tag, "tag", QT_TRANSLATE_NOOP("Facets", "Tags")},
    FacetName{Facet::Story, "story", QT_TRANSLATE_NOOP("Facets", "Stories")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("Facets", text);
}

void printJson(Output &output, const char *facet, const FacetCount &count)
{
    JsonLine json;
    json.beginObject();
    json.key("facet");
    json.text(QLatin1String(facet).toString());
    json.key("value");
    json.text(count.value);
    json.key("label");
    json.text(count.label);
    json.key("count");
    json.number(count.count);
    json.endObject();
    output.write(json.take());
}

void printAllJson(Output &output, const Answer &answer)
{
    for (const DayCount &day : answer.days) {
        const QString text = day.day.toString(Qt::ISODate);
        printJson(output, "day", {text, text, day.count});
    }
    for (const FacetName &facet : facetNames) {
        for (const FacetCount &count : answer.facets.value(facet.facet))
            printJson(output, facet.name, count);
    }
}

void printBars(Output &output, const QString &heading, const QList<FacetCount> &counts)
{
    if (counts.isEmpty())
        return;
    quint32 largest = 1;
    for (const FacetCount &count : counts)
        largest = qMax(largest, count.count);
    output.heading(heading);
    for (const FacetCount &count : counts) {
        output.line(QStringLiteral("  ") + fitted(count.label, labelWidth) + QStringLiteral("%L1").arg(count.count).rightJustified(9)
                    + QStringLiteral("  ") + bar(static_cast<double>(count.count) / largest, barWidth));
    }
    output.line({});
}

// Days as far as a month goes, else months, else years.
QList<FacetCount> periods(const QList<DayCount> &days)
{
    if (days.isEmpty())
        return {};
    const qint64 span = days.first().day.daysTo(days.last().day);
    const QString format = span <= 31 ? QStringLiteral("yyyy-MM-dd") : span <= 3 * 366 ? QStringLiteral("yyyy-MM") : QStringLiteral("yyyy");
    QList<FacetCount> counts;
    for (const DayCount &day : days) {
        const QString name = day.day.toString(format);
        if (counts.isEmpty() || counts.last().label != name)
            counts.append({name, name, 0});
        counts.last().count += day.count;
    }
    return counts;
}

ExitCode facets(Session &session, const Arguments &arguments)
{
    const bool asJson = arguments.has("json");
    const auto top = numberOption(arguments, "top", 1, asJson ? 50 : 10);
    if (!top)
        return session.failedWith(top.error());
    AnswerOptions options;
    options.top = *top;
    const auto found = answered(session, arguments, options);
    if (!found)
        return found.error();
    const Answer &answer = found->answer;
    Output &output = session.output();
    if (asJson) {
        printAllJson(output, answer);
        return ExitDone;
    }
    output.line(translated("Articles: %1, without a date: %2").arg(QLocale().toString(answer.rows.size())).arg(answer.undated));
    output.line({});
    printBars(output, translated("When"), periods(answer.days));
    for (const FacetName &facet : facetNames)
        printBars(output, translated(facet.heading), answer.facets.value(facet.facet));
    return ExitDone;
}

constexpr OptionSpec options[] = {
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a line for each value: facet, value, label, count")},
    {"top", "N", QT_TRANSLATE_NOOP("Command", "the N most frequent values of each facet (10 for people, 50 with --json); days are always whole")},
};

} // namespace

const Subcommand facetsCommand = {
    "facets", "[QUERY] [--json] [--top N]",
    QT_TRANSLATE_NOOP("Command", "Count what a query's articles are about"),
    QT_TRANSLATE_NOOP("Command", "A value is what the query language takes: country:RS, topic:politics."),
    0, anyNumber, options, facets,
};

} // namespace dateline
