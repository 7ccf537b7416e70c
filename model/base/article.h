// Article values: content (from outside, replaced as a whole), annotations (worked out), state (the reader's).
#pragma once

#include "base/annotations.h"
#include "base/correction.h"
#include "base/ids.h"
#include "base/moment.h"

#include <QStringList>

namespace dateline {

// What came from outside: a feed's item, a page, a file. `html` is always sanitised; `text` is its plain
// text (or the given plain text itself). Offsets of annotations are offsets into `text` and `title`.
struct ArticleContent {
    QString ref;      // the input's own id or file name; shown in JSON, never used as identity across sources
    QString guid;     // the feed's permanent id (RSS guid, Atom id, JSON Feed id)
    QString url;      // http(s) link to the original, or empty
    QString title;    // one line of plain text; may be empty
    QStringList authors;
    Moment published;
    Moment updated;
    QString language; // as declared (BCP 47); empty where not
    QString sourceName; // the input's own name for its source (JSON Lines `source`, a feed's title); may be empty
    QString text;
    QString html;
    QString image;    // http(s) address of a lead image, or empty
    QStringList categories; // the feed's own
    QStringList problems;   // what could not be read, and where

    bool operator==(const ArticleContent &) const = default;
};

// The reader's own: outlives every update of the content.
struct ArticleState {
    bool read = false;
    bool bookmarked = false;
    QStringList tags;
    QString note;

    bool operator==(const ArticleState &) const = default;
};

struct AnalysedArticle {
    ArticleContent content;
    Annotations annotations;
    // The reader's own, that came with it from another profile. Those that are about the article itself are kept where the
    // reader has said nothing else of it.
    QList<Correction> corrections = {};
    std::optional<ArticleState> state = {}; // the same: added to what the reader did with it here
};

// One whole article as the store holds it.
struct StoredArticle {
    ArticleId id;
    SourceId source;
    QString sourceTitle;
    ArticleContent content;
    Annotations annotations; // as shown: with the reader's corrections
    ArticleState state;
    StoryId story;         // invalid where it is alone
    QDateTime received;    // UTC, when it was first stored
    bool updated = false;  // its content changed since the reader last read it
    QList<Correction> corrections = {}; // its own, and those of its entities
    std::optional<ArticleContent> feedVersion = {}; // what its feed carries, where `content` is of the page
};

// What one row of a list shows; cheap to load by the hundred.
struct ArticleHead {
    ArticleId id;
    SourceId source;
    QString sourceTitle;
    QString title;
    QString snippet;       // the first words of the text, at most 200 characters, one line
    Moment published;
    QDateTime received;
    QStringList countries; // codes, about only, most salient first, at most 4
    QString topic;         // the id of the most confident topic, or empty
    StoryId story;
    bool read = false;
    bool bookmarked = false;
    bool updated = false;

    bool operator==(const ArticleHead &) const = default;
};

} // namespace dateline

Q_DECLARE_METATYPE(dateline::ArticleHead)
