// A web page to the addresses that may be its feeds. Pure: nothing is fetched, so nothing is sure.
#pragma once

#include "base/discovery.h"

#include <QByteArrayView>
#include <QUrl>

namespace dateline {

struct FeedCandidate {
    QString url;             // absolute
    QString title;           // what the page calls it; may be empty
    FeedEvidence evidence = FeedEvidence::LinkTag;
    bool isComments = false;

    bool operator==(const FeedCandidate &) const = default;
};

// The feeds that a page may offer: by link tags, by the shape of its address, by anchors; in this order, the best of each first, those of
// comments last. Each address once; at most 60. `charset` is the HTTP header's.
QList<FeedCandidate> feedCandidates(QByteArrayView page, const QUrl &address, const QByteArray &charset = {});

// Of these, the ones that the page itself names as its feeds, by link tags.
QStringList offeredFeeds(QByteArrayView page, const QUrl &address, const QByteArray &charset = {});

// Whether this names the comments beneath articles, by its title or address.
bool isCommentsFeed(const QString &title, const QString &url);

} // namespace dateline
