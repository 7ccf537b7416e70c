#include "cli/commands.h"

#include "cli/article_json.h"
#include "cli/article_reading.h"
#include "cli/query_arguments.h"
#include "cli/session.h"
#include "cli/terminal.h"

#include <QLocale>

namespace dateline {

namespace {

constexpr int shownToPeople = 50;
constexpr int sourceWidth = 18;

QString translated(const char *text)
{
    return QCoreApplication::translate("List", text);
}

Result<Order> orderFrom(const Arguments &arguments)
{
    const QString order = arguments.value("sort");
    if (order.isEmpty() || order == u"date")
        return Order::Newest;
    if (order == u"relevance")
        return Order::Relevance;
    return failure(ErrorKind::Usage, translated("--sort takes date or relevance, not \"%1\".").arg(order));
}

// Number, marks, day, source, title; the title is cut only on a terminal, where it would wrap.
QString row(const ArticleHead &head, int numberWidth, const TerminalShape &terminal)
{
    const QString marks = QString(head.read ? u' ' : u'●') + (head.bookmarked ? u'★' : u' ');
    const QString day = head.published.isKnown() ? head.published.day().toString(Qt::ISODate) : QString();
    const QString start = QString::number(head.id.value).rightJustified(numberWidth) + u' ' + marks + u' ' + fitted(day, 10) + QStringLiteral("  ")
        + fitted(head.sourceTitle, sourceWidth) + QStringLiteral("  ");
    const QString title = head.title.isEmpty() ? head.snippet : head.title;
    const int room = terminal.width - displayWidth(start);
    return start + (terminal.hasOutput && displayWidth(title) > room ? fitted(title, qMax(room, 10)) : title);
}

// Both give the number of articles that were damaged and had to be left out.
Result<int> printTable(Session &session, Library &library, const QList<ArticleId> &ids)
{
    constexpr qsizetype together = 500;
    Output &output = session.output();
    quint32 largest = 0;
    for (const ArticleId id : ids)
        largest = qMax(largest, id.value);
    const int numberWidth = static_cast<int>(QString::number(largest).size());
    for (qsizetype first = 0; first < ids.size() && !output.isClosed(); first += together) {
        const auto heads = session.awaited(library.heads(ids.mid(first, together)));
        if (!heads)
            return tl::unexpected(heads.error());
        for (const ArticleHead &head : *heads)
            output.line(row(head, numberWidth, output.terminal()));
    }
    return 0;
}

Result<int> printJson(Session &session, Library &library, const QList<ArticleId> &ids)
{
    Output &output = session.output();
    return readArticles(session, library, ids, [&](const StoredArticle &article) {
        output.write(articleJson(article));
        return !output.isClosed();
    });
}

ExitCode list(Session &session, const Arguments &arguments)
{
    const bool asJson = arguments.has("json");
    const auto order = orderFrom(arguments);
    const auto limit = numberOption(arguments, "limit", 0, asJson ? std::numeric_limits<int>::max() : shownToPeople);
    const auto offset = numberOption(arguments, "offset", 0, 0);
    if (!order || !limit || !offset)
        return session.failedWith(!order ? order.error() : !limit ? limit.error() : offset.error());
    AnswerOptions options;
    options.order = *order;
    options.withFacets = false;
    const auto found = answered(session, arguments, options);
    if (!found)
        return found.error();
    const QList<ArticleId> &all = found->answer.rows;
    const QList<ArticleId> rows = all.mid(*offset, *limit);
    const auto printed = asJson ? printJson(session, *found->library, rows) : printTable(session, *found->library, rows);
    if (!printed)
        return session.failedWith(printed.error());
    session.output().flush();
    if (!asJson && session.output().terminal().hasErrors && session.output().terminal().hasOutput) {
        session.remark(rows.size() == all.size()
                   ? translated("%1 articles").arg(QLocale().toString(rows.size()))
                   : translated("%1 of %2 articles; --limit and --offset show more").arg(QLocale().toString(rows.size()), QLocale().toString(all.size())));
    }
    return *printed > 0 ? ExitPartly : ExitDone;
}

constexpr OptionSpec options[] = {
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a line, the whole article in each")},
    {"limit", "N", QT_TRANSLATE_NOOP("Command", "at most N articles (50 for people, all with --json)")},
    {"offset", "N", QT_TRANSLATE_NOOP("Command", "leave out the first N")},
    {"sort", "ORDER", QT_TRANSLATE_NOOP("Command", "date (newest first, the default) or relevance")},
};

} // namespace

const Subcommand listCommand = {
    "list", "[QUERY] [--json] [--limit N] [--offset N] [--sort date|relevance]",
    QT_TRANSLATE_NOOP("Command", "List the articles that a query finds"),
    QT_TRANSLATE_NOOP("Command", "A query: kosovo \"security council\" -football country:RS mentions:XK from:GB topic:politics\n"
                                 "person:\"Sergey Lavrov\" org:NATO place:Belgrade after:2025-09-01 before:2025-10-01 date:7d\n"
                                 "source:\"BBC\" lang:sr tag:balkans is:unread story:12 - terms are joined by \"and\"; OR and\n"
                                 "parentheses group. Put the whole query between single quotes, so that the shell leaves it alone.\n"
                                 "In the list, ● is unread and ★ bookmarked."),
    0, anyNumber, options, list,
};

} // namespace dateline
