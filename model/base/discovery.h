// What is found at an address that somebody gave, and what the starter catalogue offers: feeds before they are subscribed to.
#pragma once

#include "base/feed.h"

#include <QDateTime>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace dateline {

// Why an address is taken for a feed's, the most trustworthy first.
enum class FeedEvidence : quint8 {
    Itself,        // what was asked for is the feed
    LinkTag,       // the page says so by <link rel="alternate"> or rel="feed"
    SiteShape,     // sites of this kind have their feeds there (YouTube, GitHub, Mastodon …)
    Anchor,        // a link in the page that looks like one
    WellKnownPath, // many sites have it there
};

// How much of its articles a feed carries.
enum class FeedBody : quint8 { Headlines, Teasers, FullText };

// A feed that was fetched and read, but not yet subscribed to.
struct TriedFeed {
    QString url;             // after redirects
    QString title;           // the feed's own, else its site's name
    QString site;
    QString language;        // as the feed says, else what its items are written in; may be empty
    QString format;          // "RSS 2.0"
    FeedEvidence evidence = FeedEvidence::Itself;
    FeedBody body = FeedBody::Headlines;
    bool isComments = false; // what readers say beneath articles
    int items = 0;
    QDateTime newest;        // UTC; invalid where no item has a date
    QStringList headlines;   // of the first items, at most five
    int problems = 0;        // parts that could not be read
    std::shared_ptr<const void> fetched; // the library's own: its bytes, so that subscribing needn't ask for them again; may be null
};

struct Discovery {
    QUrl address;            // what was looked at, after redirects
    QString failure;         // why nothing could be had at the address itself, though its site has feeds; mostly empty
    bool isPage = false;     // it is a page, and can be saved as an article
    QString articleTitle;    // where the page reads like an article
    QList<TriedFeed> feeds;  // the best first; those of comments last
    QStringList failures;    // addresses that the page offers as feeds and that are none: which, why
};

// A feed of the starter catalogue.
struct CatalogueFeed {
    QString country;   // ISO code: what it writes about
    QString published; // ISO code: where it is published
    QString language;  // ISO 639-1, or empty
    QString title;
    QString url;
    QString site;

    bool operator==(const CatalogueFeed &) const = default;
};

// The feed of the catalogue as it is subscribed to: with the country where it is published, for `from:`.
inline Source sourceOf(const CatalogueFeed &feed, const QStringList &folder = {})
{
    Source source;
    source.title = feed.title;
    source.url = feed.url;
    source.site = feed.site;
    source.folder = folder;
    source.country = feed.published;
    source.language = feed.language;
    return source;
}

} // namespace dateline
