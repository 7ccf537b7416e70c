// What is done with a fetched page whose article is stored already: extract, judge, analyse, store beside the feed's version. Blocks; for a
// thread of the pool.
#pragma once

#include "analysis/analyzer.h"
#include "base/result.h"
#include "net/http_client.h"

namespace dateline {

class Store;

// Fails with Input where the page isn't the article or has no more to read, and with NotFound where the article is gone or has changed
// meanwhile.
Result<void> storeFullText(Store &store, const Analyzer &analyzer, ArticleId id, const HttpResponse &response);

// There will be no page. Where the article shows an older one, that stays, with what the feed says of the article now, unless the feed by
// now has more to read itself.
Result<void> giveUpFullText(Store &store, const Analyzer &analyzer, ArticleId id);

} // namespace dateline
