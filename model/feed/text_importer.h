// Plain-text articles as people save them from a page (design §4): date line, headline, paragraphs, closing source line.
#pragma once

#include "base/article.h"
#include "base/result.h"

#include <QByteArrayView>

namespace dateline {

// Takes the date line as `published` (day precision unless it has a time), a headline where there is one (else a short
// title from the first sentence), drops a closing "Source" label but keeps its link as `url` and its name as
// `sourceName`, and never loses body text. `fileName` becomes `ref`. Fails with Input where the file is empty or binary.
Result<ArticleContent> parseTextArticle(QByteArrayView bytes, const QString &fileName);

} // namespace dateline
