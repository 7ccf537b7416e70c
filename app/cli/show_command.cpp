#include "cli/commands.h"

#include "cli/article_json.h"
#include "cli/article_report.h"
#include "cli/number_arguments.h"
#include "cli/session.h"

namespace dateline {

namespace {

ExitCode show(Session &session, const Arguments &arguments)
{
    if (arguments.has("json") + arguments.has("html") + arguments.has("text") > 1)
        return session.failedWith({ErrorKind::Usage, QCoreApplication::translate("Show", "Give one of --json, --html and --text.")});
    const auto ids = articleNumbers(arguments.rest);
    if (!ids)
        return session.failedWith(ids.error());
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    Output &output = session.output();
    ExitCode code = ExitDone;
    for (const ArticleId id : *ids) {
        const auto article = session.awaited(library->article(id));
        if (!article) {
            output.flush();
            code = session.failedWith(article.error());
        } else if (arguments.has("json")) {
            output.write(articleJson(*article));
        } else if (arguments.has("html")) {
            output.write(article->content.html.toUtf8());
            output.line({});
        } else if (arguments.has("text")) {
            output.write(article->content.text.toUtf8());
            output.line({});
        } else {
            reportStoredArticle(output, *article);
        }
    }
    return code;
}

constexpr OptionSpec options[] = {
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object")},
    {"html", nullptr, QT_TRANSLATE_NOOP("Command", "the article's own markup, cleaned")},
    {"text", nullptr, QT_TRANSLATE_NOOP("Command", "the plain text alone")},
};

} // namespace

const Subcommand showCommand = {
    "show", "ID… [--json|--html|--text]",
    QT_TRANSLATE_NOOP("Command", "Show an article and what was worked out about it"),
    QT_TRANSLATE_NOOP("Command", "ID is the number that \"dateline list\" gives."),
    1, anyNumber, options, show,
};

} // namespace dateline
