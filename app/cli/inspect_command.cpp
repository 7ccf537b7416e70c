#include "cli/commands.h"

#include "cli/article_json.h"
#include "cli/article_report.h"
#include "cli/format_option.h"
#include "cli/session.h"
#include "library/intake.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace dateline {

namespace {

// Prints the pieces as they come, in order.
class Inspection final {
public:
    Inspection(Output &output, bool asJson) : m_output(output), m_asJson(asJson) {}

    bool take(IntakePiece &&piece)
    {
        for (const AnalysedArticle &article : piece.articles) {
            if (m_asJson)
                m_output.write(articleJson(article));
            else
                reportArticle(m_output, article.content, article.annotations);
        }
        if (piece.isLast && piece.format == Format::Opml)
            takeOutlines(piece);
        if (!piece.failures.isEmpty())
            m_output.flush(); // so that both streams read in order on a terminal
        for (const Error &error : piece.failures)
            m_output.complain(error);
        m_failures += piece.failures.size();
        return !m_output.isClosed();
    }

    qsizetype failures() const { return m_failures; }

private:
    void takeOutlines(const IntakePiece &piece)
    {
        if (m_asJson) {
            m_output.complain(QCoreApplication::translate("Inspect", "%1: This is a list of %n feed(s), not an article. "
                     "\"dateline import\" subscribes to them.", nullptr, static_cast<int>(piece.outlines.size())).arg(piece.input.name));
            ++m_failures;
            return;
        }
        for (const Source &source : piece.outlines)
            m_output.line((source.folder + QStringList(source.title)).join(QStringLiteral(" / ")) + QStringLiteral("  ") + source.url);
    }

    Output &m_output;
    bool m_asJson;
    qsizetype m_failures = 0;
};

bool addInput(Intake &intake, const QString &path, IntakeInput input)
{
    if (path == u"-") {
        input.name = QCoreApplication::translate("Inspect", "standard input");
        input.ref = path;
        QFile standardInput;
        return standardInput.open(STDIN_FILENO, QIODevice::ReadOnly) && intake.addStream(standardInput, input);
    }
    input.name = path;
    input.ref = QFileInfo(path).fileName();
    return intake.addFile(path, input);
}

ExitCode inspect(Session &session, const Arguments &arguments)
{
    const auto format = formatFromName(arguments.value("as"));
    if (!format)
        return session.failedWith(format.error());
    const QUrl base(arguments.value("base-url"), QUrl::StrictMode);
    if (arguments.has("base-url") && (!base.isValid() || base.isRelative()))
        return session.failedWith({ErrorKind::Usage, QCoreApplication::translate("Inspect", "--base-url takes a whole address, such as https://example.org/news.")});
    const auto analyzer = Library::loadAnalyzer();
    if (!analyzer) {
        session.complain(analyzer.error());
        return ExitPartly;
    }
    QThreadPool pool;
    Inspection inspection(session.output(), arguments.has("json"));
    Intake intake(pool, *analyzer, [&](IntakePiece &&piece) { return inspection.take(std::move(piece)); });
    IntakeInput input;
    input.format = *format;
    input.address = base;
    for (const QString &path : arguments.rest) {
        if (!addInput(intake, path, input))
            break;
    }
    intake.finish();
    session.output().flush();
    return inspection.failures() > 0 ? ExitPartly : ExitDone;
}

constexpr OptionSpec options[] = {
    {"as", "FORMAT", QT_TRANSLATE_NOOP("Command", "auto (the default), feed, page, text or jsonl")},
    {"base-url", "URL", QT_TRANSLATE_NOOP("Command", "the address that relative links are resolved against")},
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a line, one for each article")},
};

} // namespace

const Subcommand inspectCommand = {
    "inspect", "FILE…|- [--as FORMAT] [--base-url URL] [--json]",
    QT_TRANSLATE_NOOP("Command", "Parse and analyse files; store nothing"),
    QT_TRANSLATE_NOOP("Command", "\"-\" reads standard input. A feed gives one article for each of its items.\n"
                                 "Offsets in the JSON count UTF-16 code units of \"text\", or of \"title\" where \"in\" says so."),
    1, anyNumber, options, inspect,
};

} // namespace dateline
