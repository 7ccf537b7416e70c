// Whether a fetched page holds the whole of what a feed carries a teaser of, and the article that the two make. Pure.
#pragma once

#include "base/article.h"

#include <QUrl>

namespace dateline {

enum class PageVerdict : quint8 {
    FullText,
    NotLonger,      // there is no more to read than in the feed
    AnotherArticle, // a login, a cookie wall, a front page, an error in friendly words
};

// `item` is the feed's version, `page` what was extracted from what came from `answered`, after redirects.
PageVerdict judgePage(const ArticleContent &item, const ArticleContent &page, const QUrl &answered);

// The page's text and markup with what the feed says of the article: title, link, guid, authors, dates, categories, image; the page's where
// the feed says nothing.
ArticleContent withPage(const ArticleContent &item, const ArticleContent &page);

} // namespace dateline
