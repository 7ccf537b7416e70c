#include "cli/query_arguments.h"

#include "cli/output.h"
#include "cli/terminal.h"

namespace dateline {

std::optional<Query> queryFrom(Session &session, const Arguments &arguments)
{
    const QString text = arguments.rest.join(u' ');
    auto query = Query::parse(text);
    if (query)
        return std::move(*query);
    complainAt(session.output(), query.error(), text);
    return std::nullopt;
}

tl::expected<Answered, ExitCode> answered(Session &session, const Arguments &arguments, const AnswerOptions &options)
{
    const auto query = queryFrom(session, arguments);
    if (!query)
        return tl::unexpected(ExitUsage);
    Library *library = session.libraryToRead();
    if (!library)
        return tl::unexpected(ExitProfile);
    auto answer = session.awaited(library->run(*query, options));
    if (answer)
        return Answered{library, *query, std::move(*answer)};
    if (answer.error().kind != ErrorKind::Usage)
        return tl::unexpected(session.failedWith(answer.error()));
    complainAt(session.output(), answer.error(), arguments.rest.join(u' '));
    return tl::unexpected(ExitUsage);
}

void complainAt(Output &output, const Error &error, const QString &text)
{
    output.complain(error);
    if (error.position < 0 || error.position > text.size())
        return;
    constexpr qsizetype shown = 60; // of a long query, on each side of the place
    const qsizetype from = qMax<qsizetype>(0, error.position - shown);
    QString line = text.mid(from, 2 * shown);
    for (QChar &c : line) {
        if (c.isSpace())
            c = u' ';
    }
    output.remark(QStringLiteral("  ") + line);
    output.remark(QString(2 + displayWidth(QStringView(line).first(error.position - from)), u' ') + u'^');
}

} // namespace dateline
