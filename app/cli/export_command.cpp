#include "cli/commands.h"

#include "cli/article_reading.h"
#include "cli/export_format.h"
#include "cli/query_arguments.h"
#include "cli/session.h"
#include "feed/opml.h"

#include <QSaveFile>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Export", text);
}

// Standard output, or a file that appears whole or not at all.
class ExportTarget final {
public:
    ExportTarget(Output &output, const QString &path) : m_output(output), m_file(path), m_toFile(!path.isEmpty()) {}

    Result<void> open()
    {
        return !m_toFile || m_file.open(QIODevice::WriteOnly) ? Result<void>() : unwritable();
    }

    void write(const QByteArray &bytes)
    {
        if (m_toFile)
            m_file.write(bytes); // a failure shows at commit()
        else
            m_output.write(bytes);
    }

    bool isClosed() const { return !m_toFile && m_output.isClosed(); }

    Result<void> finish()
    {
        return !m_toFile || m_file.commit() ? Result<void>() : unwritable();
    }

private:
    Result<void> unwritable() const
    {
        return failure(ErrorKind::Unreadable, translated("%1: The file can't be written (%2).").arg(m_file.fileName(), m_file.errorString()));
    }

    Output &m_output;
    QSaveFile m_file;
    bool m_toFile;
};

// Both give the number of articles that were damaged and had to be left out.
Result<int> writeFeeds(Session &session, Library &library, ExportTarget &target)
{
    const auto sources = session.awaited(library.sources());
    if (!sources)
        return tl::unexpected(sources.error());
    QList<Source> feeds = *sources;
    feeds.removeIf([](const Source &source) { return source.kind != SourceKind::Feed; });
    target.write(writeOpml(feeds, translated("Feeds from Dateline")));
    return 0;
}

Result<int> writeArticles(Session &session, const Answered &found, ExportFormat format, ExportTarget &target)
{
    const QString text = found.query.toText();
    target.write(exportHead(format, text.isEmpty() ? translated("Articles from Dateline") : translated("Articles from Dateline: %1").arg(text)));
    const auto written = readArticles(session, *found.library, found.answer.rows, [&](const StoredArticle &article) {
        target.write(exportedArticle(format, article));
        return !target.isClosed();
    });
    target.write(exportFoot(format));
    return written;
}

// Writes by `write`, which gives the number of articles that were damaged.
template <class Write>
ExitCode writtenTo(Session &session, const Arguments &arguments, Write write)
{
    ExportTarget target(session.output(), arguments.value("output"));
    if (const auto opened = target.open(); !opened)
        return session.failedWith(opened.error());
    const Result<int> damaged = write(target);
    if (!damaged)
        return session.failedWith(damaged.error());
    if (const auto finished = target.finish(); !finished)
        return session.failedWith(finished.error());
    return *damaged > 0 ? ExitPartly : ExitDone;
}

ExitCode exportArticles(Session &session, const Arguments &arguments)
{
    const auto format = exportFormatFromName(arguments.value("format"));
    if (!format)
        return session.failedWith(format.error());
    if (*format == ExportFormat::Opml && !arguments.rest.isEmpty())
        return session.failedWith({ErrorKind::Usage, translated("OPML is a list of feeds; it takes no query.")});
    if (*format == ExportFormat::Opml) {
        Library *library = session.libraryToRead();
        return library ? writtenTo(session, arguments, [&](ExportTarget &target) { return writeFeeds(session, *library, target); }) : ExitProfile;
    }
    AnswerOptions options;
    options.withFacets = false;
    const auto found = answered(session, arguments, options);
    return found ? writtenTo(session, arguments, [&](ExportTarget &target) { return writeArticles(session, *found, *format, target); }) : found.error();
}

constexpr OptionSpec options[] = {
    {"format", "FORMAT", QT_TRANSLATE_NOOP("Command", "jsonl, opml (the feeds), markdown or html (one page that loads nothing from outside)")},
    {"output", "FILE", QT_TRANSLATE_NOOP("Command", "write to FILE instead of standard output")},
};

} // namespace

const Subcommand exportCommand = {
    "export", "[QUERY] --format jsonl|opml|markdown|html [--output FILE]",
    QT_TRANSLATE_NOOP("Command", "Write articles or the list of feeds out"),
    QT_TRANSLATE_NOOP("Command", "What jsonl writes, \"dateline import\" reads, with the corrections that were followed in each article."),
    0, anyNumber, options, exportArticles,
};

} // namespace dateline
