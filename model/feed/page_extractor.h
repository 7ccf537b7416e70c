// A saved web page to an article: title, date, author, language, lead image and main text.
#pragma once

#include "base/article.h"
#include "base/result.h"
#include "feed/page_access.h"

#include <QByteArrayView>
#include <QUrl>

namespace dateline {

struct PageOptions {
    QUrl address;         // where the page came from; else its canonical link is used
    QByteArray charset;   // of the HTTP header
    QString fileName;     // kept as `ref`
};

struct PageReading {
    ArticleContent article;
    PageAccess access;
};

// Fails with Input where the bytes are not a page with any text.
Result<PageReading> readPage(QByteArrayView bytes, const PageOptions &options);
// The article alone.
Result<ArticleContent> extractPage(QByteArrayView bytes, const PageOptions &options);

} // namespace dateline
