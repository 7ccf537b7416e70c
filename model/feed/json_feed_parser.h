// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
#pragma once

#include "feed/feed_sink.h"

#include <QByteArrayView>

namespace dateline {

// `text` is UTF-8 that starts with '{'. False where it is no feed: no object with an array "items".
bool parseJsonFeed(QByteArrayView text, const QUrl &address, FeedSink &sink);

} // namespace dateline
