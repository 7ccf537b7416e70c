// The one entry for feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.
#pragma once

#include "base/article.h"
#include "base/feed.h"
#include "base/result.h"

#include <QByteArrayView>
#include <QUrl>

#include <functional>

namespace dateline {

struct FeedOptions {
    QUrl address;          // where the feed came from: the base of relative links
    QByteArray charset;    // of the HTTP header; empty: none
    int maximumItems = 100'000;
};

struct FeedOutcome {
    FeedHead head;
    int items = 0;          // handed over
    QStringList problems;   // what could not be read, and where (line, column)
    QStringList faults;     // what is wrong with it but was read all the same: for the feed's health
};

// Reads a feed and hands each item to `onItem` as soon as it is complete: sanitised, dates read, links absolute.
// A broken feed yields the items that could be read, and problems. Fails with Input only where nothing of a feed could
// be read (the message says what the bytes are instead: a web page, empty, binary). `onItem` returns false to stop.
// Memory: the input and one item; internal entities, nesting and sizes are bounded. Pure; safe on any thread.
Result<FeedOutcome> parseFeed(QByteArrayView bytes, const FeedOptions &options,
                              const std::function<bool(ArticleContent &&)> &onItem);

} // namespace dateline
