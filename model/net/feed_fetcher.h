// FeedFetcher: a source's address to its new bytes, or to the knowledge that there are none.
#pragma once

#include "base/feed.h"
#include "base/result.h"
#include "net/http_client.h"

namespace dateline {

struct FetchedFeed {
    bool unchanged = false;   // 304, or the same body as last time: nothing to parse
    QByteArray body;
    QByteArray charset;
    QByteArray contentType;
    QUrl url;                 // after redirects: the base of relative links
    Source source;            // the source with validators, hash, times and (after 301/308) address brought up to date
};

class FeedFetcher final {
public:
    explicit FeedFetcher(HttpClient &client) : m_client(client) {}

    // Conditional GET. Fails with Network; the message is what the reader sees as the source's error.
    QFuture<Result<FetchedFeed>> fetch(const Source &source);

private:
    HttpClient &m_client;
};

} // namespace dateline
