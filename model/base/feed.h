// Source and feed values: where articles come from, and what a feed says of itself.
#pragma once

#include "base/fetch_state.h"
#include "base/full_text.h"
#include "base/ids.h"
#include "base/retention.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>

namespace dateline {

// What a feed's head says. Items are handed over one by one (feed/feed_parser.h), never held all at once.
struct FeedHead {
    QString title;
    QString url;         // the feed's own address as it states it
    QString site;        // the page it belongs to
    QString description;
    QString language;    // BCP 47 as declared
    QString image;
    std::chrono::minutes ttl{0}; // 0: not stated
    std::chrono::minutes updatePeriod{0}; // module Syndication: it changes `updateFrequency` times in that; 0: not stated
    int updateFrequency = 1;
    quint32 skipHours = 0; // bits, as in FetchWishes
    quint8 skipDays = 0;
    QString format;      // "RSS 2.0", "Atom 1.0", "JSON Feed 1.1" …

    bool operator==(const FeedHead &) const = default;
};

enum class SourceKind : quint8 { Feed, Folder, Page, Files, Account };

// One place that articles come from, as stored.
struct Source {
    SourceId id;
    SourceKind kind = SourceKind::Feed;
    QString title;        // the reader's name for it, else the feed's
    QString url;          // feed address, folder path, or a name of its own kind; unique within a kind
    QString site;
    QStringList folder;   // path in the tree of sources; empty at the root
    QString country;      // ISO code of where it is published, or empty; for `from:`
    QString language;
    QString etag;         // validators for a conditional GET (RFC 9110 §13)
    QString lastModified;
    QString bodyHash;     // SHA-256 of the last body, hexadecimal; empty where that could be read in part only
    QDateTime lastSuccess; // UTC
    QDateTime lastAttempt; // UTC
    QString lastError;    // for people; empty when the last attempt succeeded and all of the feed could be read
    FetchState fetch;     // when it is fetched again
    Retention retention;  // how long its articles are kept
    FullText fullText = FullText::Inherit; // of which its pages are fetched
    int unread = 0;       // filled when read from the store, ignored when written
    int total = 0;

    bool operator==(const Source &) const = default;
};

// A query that the reader gave a name.
struct SavedFilter {
    SavedFilterId id;
    QString name;
    QString query;        // the text form (design §3)

    bool operator==(const SavedFilter &) const = default;
};

} // namespace dateline
