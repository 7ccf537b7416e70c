// What fetched bytes are, before anything of them is stored: a feed to be shown, or a page that may lead to some. Pure, for the pool.
#pragma once

#include "base/discovery.h"
#include "feed/feed_discovery.h"
#include "feed/format_guess.h"
#include "net/feed_fetcher.h"

#include <optional>

namespace dateline {

struct FetchedPreview {
    Format format = Format::Unknown;
    std::optional<TriedFeed> feed;    // of a feed that could be read
    QString problem;                  // why it couldn't, for people
    QList<FeedCandidate> candidates;  // of a page
    QString articleTitle;             // of a page that reads like an article
};

FetchedPreview previewOf(const FetchedFeed &fetched, FeedEvidence evidence);

// The address that the feed in a file says is its own; empty where it says none, or is none. Reads at most 64 MiB.
QString ownAddressIn(const QString &file);

} // namespace dateline
