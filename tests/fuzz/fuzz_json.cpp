// JSON Lines: what an import reads, an export writes, and the import of the export (feed/json_lines.h, cli/article_json.h).
#include "article_promises.h"
#include "fuzz_target.h"

#include "cli/article_json.h"
#include "cli/export_format.h"
#include "feed/json_lines.h"
#include "library/digest.h"
#include "store/content_codec.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

void holdForLineOfJson(const QByteArray &line)
{
    hold(line.endsWith('\n') && line.count('\n') == 1, "an object is one line", QString::fromUtf8(line));
    QJsonParseError error;
    hold(QJsonDocument::fromJson(line, &error).isObject(), "what is written is JSON", QString(error.errorString() + u'\n' + QString::fromUtf8(line)));
}

void holdForCorrections(const QList<Correction> &corrections)
{
    hold(corrections.size() <= 1'000, "corrections are bounded");
    for (const Correction &correction : corrections) {
        const QByteArray line = correctionJson(correction);
        holdForLineOfJson(line);
        const auto again = parseJsonRecord(line, QStringLiteral("line 1"));
        hold(again && again->corrections.size() == 1, "a correction is read as one", QString::fromUtf8(line));
        hold(again->corrections.first().saysTheSameAs(correction), "a correction comes back as it was", QString::fromUtf8(line));
    }
}

void holdForExport(const ArticleContent &content, const QList<Correction> &corrections)
{
    StoredArticle stored;
    stored.id.value = 7;
    stored.content = content;
    stored.sourceTitle = content.sourceName;
    stored.corrections = corrections;
    const QByteArray line = articleJson(stored);
    holdForLineOfJson(line);
    const auto again = parseJsonRecord(line, QStringLiteral("line 1"));
    hold(again && again->article, "an exported article can be imported", QString::fromUtf8(line));
    const ArticleContent &back = *again->article;
    hold(back.text == content.text || content.text.isEmpty(), "an export keeps the text exactly", content.text);
    hold(back.guid == content.guid && back.url == content.url && back.image == content.image, "an export keeps identity and links", content.guid);
    hold(back.published == content.published && back.updated == content.updated, "an export keeps times", content.published.toText());
    hold(again->corrections.size() == corrections.size(), "an export keeps corrections", QString::fromUtf8(line));
    for (ExportFormat format : {ExportFormat::Markdown, ExportFormat::Html})
        exportedArticle(format, stored);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    DigestInput input;
    input.bytes = bytes.toByteArray();
    input.format = Format::JsonLines;
    input.name = QStringLiteral("articles.jsonl");
    int seen = 0;
    const auto digested = digest(input, nullptr, [&](AnalysedArticle &&article) {
        ++seen;
        holdForArticle(article.content, true);
        holdForSomething(article.content);
        holdForCorrections(article.corrections);
        holdForExport(storable(article.content), article.corrections);
        return true;
    });
    hold(digested || seen == 0, "what gave articles is no failure");
    if (!digested)
        return 0;
    hold(digested->articles == seen, "articles are counted");
    hold(digested->problems.size() <= 1'001, "problems are bounded");
    return 0;
}
