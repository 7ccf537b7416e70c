// Whether a fetched page holds the whole of what a feed carries a teaser of, and the article that the two make. Pure.
#pragma once

#include "base/article.h"
#include "feed/page_access.h"

#include <QUrl>

namespace dateline {

enum class PageVerdict : quint8 {
    FullText,
    NotLonger,      // there is no more to read than in the feed
    Paywalled,      // it begins as the article does, and breaks off for those who don't pay
    AnotherArticle, // a login, a cookie wall, a front page, an error in friendly words
};

// `item` is the feed's version, `page` what was extracted from what came from `answered`, after redirects, and `access` what the page says of
// who may read it.
PageVerdict judgePage(const ArticleContent &item, const ArticleContent &page, const QUrl &answered, const PageAccess &access = {});

// The page's text and markup with what the feed says of the article: title, link, guid, authors, dates, categories, image; the page's where
// the feed says nothing.
ArticleContent withPage(const ArticleContent &item, const ArticleContent &page);

} // namespace dateline
