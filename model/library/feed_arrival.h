// What is done with fetched bytes: digest, save, bring the source up to date. Blocks; for a thread of the pool.
#pragma once

#include "library/digest.h"
#include "library/saving.h"
#include "net/feed_fetcher.h"

namespace dateline {

struct FeedArrival {
    Source source;         // as it is stored now
    SavedCounts counts;
    QStringList problems;  // items that could not be read, and where
    QStringList faults = {}; // what is wrong with the feed but was read all the same
};

// Stores a fetched feed's articles, and the source where it is new (id 0). `isStopped` is asked after each article. Fails with Input
// where the bytes are no feed; then the source's validators stay, so that the next refresh sees the bytes again.
Result<FeedArrival> storeFeed(Store &store, const Analyzer &analyzer, const FetchedFeed &fetched,
                              const std::function<bool()> &isStopped);

// Brings the source of a feed that hasn't changed up to date. Where its bytes could be read in part only, that stays its error and is
// the arrival's problem again.
Result<FeedArrival> storeUnchanged(Store &store, const FetchedFeed &fetched);

// Records an attempt that failed, and when there is to be another.
Result<Source> updateFailed(Store &store, SourceId id, const Error &error);

// Stores a page as an article of its site's source.
Result<FeedArrival> storePage(Store &store, const Analyzer &analyzer, const FetchedFeed &fetched);

} // namespace dateline
