#include "library/digest.h"

#include "feed/feed_parser.h"
#include "feed/json_lines.h"
#include "feed/opml.h"
#include "feed/page_extractor.h"
#include "feed/text_importer.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr qsizetype maximumProblems = 1'000; // of one input; a hostile one has a problem on every line

QString translated(const char *text)
{
    return QCoreApplication::translate("Digest", text);
}

// One run over one input: counts and hands over, analysed where there is an analyzer.
class Digesting final {
public:
    Digesting(const DigestInput &input, const Analyzer *analyzer, const std::function<bool(AnalysedArticle &&)> &onArticle)
        : m_input(input), m_analyzer(analyzer), m_onArticle(onArticle)
    {
    }

    Result<Digest> run()
    {
        m_digest.format = m_input.format != Format::Unknown
            ? m_input.format
            : guessFormat(m_input.bytes, m_input.name, m_input.contentType);
        switch (m_digest.format) {
        case Format::Feed: return readFeed();
        case Format::Opml: return readOpml();
        case Format::Page: return readOne(extractPage(m_input.bytes, {m_input.address, m_input.charset, m_input.name}));
        case Format::Text: return readOne(parseTextArticle(m_input.bytes, m_input.name));
        case Format::JsonLines: return readJsonLines();
        case Format::Empty: return failure(ErrorKind::Input, translated("The file is empty."));
        case Format::Binary:
            return failure(ErrorKind::Input, translated("This is not text. Give a feed, a web page, plain text or JSON Lines."));
        case Format::Unknown: break;
        }
        return failure(ErrorKind::Input, translated("This is none of the formats that can be read. Name one with --as."));
    }

private:
    bool handOver(ArticleContent &&content, const QList<Correction> &corrections = {}, const std::optional<ArticleState> &state = {})
    {
        AnalysedArticle article{std::move(content), {}, corrections, state};
        if (m_analyzer)
            article.annotations = m_analyzer->analyse(article.content);
        ++m_digest.articles;
        return m_onArticle(std::move(article));
    }

    void addProblem(const QString &problem)
    {
        if (m_digest.problems.size() < maximumProblems)
            m_digest.problems.append(problem);
        else if (m_digest.problems.size() == maximumProblems)
            m_digest.problems.append(translated("There are more problems than are listed here."));
    }

    Result<Digest> readFeed()
    {
        FeedOptions options;
        options.address = m_input.address;
        options.charset = m_input.charset;
        const auto outcome = parseFeed(m_input.bytes, options, [this](ArticleContent &&item) { return handOver(std::move(item)); });
        if (!outcome)
            return tl::unexpected(outcome.error());
        m_digest.head = outcome->head;
        m_digest.faults = outcome->faults;
        for (const QString &problem : outcome->problems)
            addProblem(problem);
        return std::move(m_digest);
    }

    Result<Digest> readOpml()
    {
        auto outline = parseOpml(m_input.bytes);
        if (!outline)
            return tl::unexpected(outline.error());
        m_digest.outlines = std::move(outline->sources);
        m_digest.duplicates = outline->duplicates;
        for (const QString &problem : outline->problems)
            addProblem(problem);
        return std::move(m_digest);
    }

    Result<Digest> readOne(Result<ArticleContent> &&content)
    {
        if (!content)
            return tl::unexpected(content.error());
        handOver(std::move(*content));
        return std::move(m_digest);
    }

    bool take(JsonRecord &&record)
    {
        for (const Correction &correction : record.corrections) {
            if (correction.isAboutEntity())
                m_digest.corrections += correction;
        }
        return !record.article || handOver(std::move(*record.article), record.corrections, record.state);
    }

    Result<Digest> readJsonLines()
    {
        const QByteArrayView bytes(m_input.bytes);
        qsizetype start = 0;
        bool any = false;
        for (int line = m_input.firstLine; start < bytes.size(); ++line) {
            const qsizetype newline = m_input.bytes.indexOf('\n', start);
            const qsizetype end = newline < 0 ? bytes.size() : newline;
            const QByteArrayView text = bytes.sliced(start, end - start).trimmed();
            start = end + 1;
            if (text.isEmpty() || text == QByteArrayView("\xef\xbb\xbf"))
                continue;
            any = true;
            auto record = parseJsonRecord(text, translated("line %1").arg(line));
            if (!record)
                addProblem(record.error().message);
            else if (!take(std::move(*record)))
                break;
        }
        if (!any)
            return failure(ErrorKind::Input, translated("There is no article in it."));
        return std::move(m_digest);
    }

    const DigestInput &m_input;
    const Analyzer *m_analyzer;
    const std::function<bool(AnalysedArticle &&)> &m_onArticle;
    Digest m_digest;
};

} // namespace

Result<Digest> digest(const DigestInput &input, const Analyzer *analyzer,
                      const std::function<bool(AnalysedArticle &&)> &onArticle)
{
    return Digesting(input, analyzer, onArticle).run();
}

} // namespace dateline
