// JSON Lines: one article an object a line (design §4, `--as jsonl`).
#pragma once

#include "base/article.h"
#include "base/result.h"

#include <QByteArrayView>

namespace dateline {

// One line: `id` (kept as ref and guid), `title`, `text` (taken exactly as it is) or `html` (sanitised), `published`,
// `updated`, `url`, `source`, `authors`, `language`, `image`, `categories`, `guid`; any may be missing, but not title, text
// and html together. `where` names the line in messages ("articles.jsonl:12"). Fails with Input where the line isn't such an object.
Result<ArticleContent> parseJsonArticle(QByteArrayView line, const QString &where);

// A line that Dateline may have written itself: an article, with its `state` and the corrections in that; or one correction, as
// `dateline corrections --json` lists it.
struct JsonRecord {
    std::optional<ArticleContent> article;
    std::optional<ArticleState> state; // of the article
    QList<Correction> corrections; // at most 1,000; what can't be understood is left out
};
Result<JsonRecord> parseJsonRecord(QByteArrayView line, const QString &where);

} // namespace dateline
