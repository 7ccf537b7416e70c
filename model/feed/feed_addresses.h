// Where sites have their feeds by the shape of an address alone, without looking at a page.
#pragma once

#include <QList>
#include <QUrl>

namespace dateline {

// Whether an address looks like a feed's: /feed, /rss.xml, news.atom, ?format=rss, feeds.example.org …
bool looksLikeFeedAddress(const QUrl &url);

// Feeds that sites of a known kind have for this address: YouTube, Reddit, GitHub, GitLab, Mastodon, Bluesky, Substack, Medium,
// Blogger, Tumblr, WordPress.com, Stack Exchange, dev.to. Empty for any other.
QStringList siteFeedAddresses(const QUrl &address);

// Paths under which many sites have a feed, for this one: below the address' own folder first, then at the root; the commonest first.
QStringList wellKnownFeedAddresses(const QUrl &address);

} // namespace dateline
