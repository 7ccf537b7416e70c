// Which source an imported article belongs to.
#pragma once

#include "base/article.h"
#include "base/feed.h"
#include "feed/format_guess.h"

namespace dateline {

// An article that names its source itself (JSON Lines, a saved feed) goes to a source of files of that name; one from a folder to
// that folder's source; a saved page to its site's; anything else to "Imported files". `folder` is the absolute path of the
// folder that was imported, or empty. The id isn't set; the country is, where the address tells it.
Source sourceFor(const ArticleContent &content, Format format, const QString &folder);

// A page that was saved by its address.
Source pageSource(const QString &url);

// True where nobody named the source yet: the title is empty, its address or its site.
bool hasMakeshiftTitle(const Source &source);

// What the feed says of itself, filled in where the source doesn't know better.
Source withHead(Source source, const FeedHead &head);

// Equal for equal sources.
QString sourceKey(const Source &source);

} // namespace dateline
