// Digest: bytes to analysed articles, the pure middle of every import. Runs on the thread pool.
#pragma once

#include "analysis/analyzer.h"
#include "base/feed.h"
#include "feed/format_guess.h"

#include <QUrl>

#include <functional>

namespace dateline {

struct DigestInput {
    QByteArray bytes;
    Format format = Format::Unknown; // Unknown: guessed
    QString name;                    // file name or address, for messages and `ref`
    QUrl address;                    // base of relative links
    QByteArray contentType;
    QByteArray charset;
    int firstLine = 1;               // of JSON Lines that were cut from a longer input
};

struct Digest {
    Format format = Format::Unknown; // what it was read as
    FeedHead head;                   // of a feed
    QList<Source> outlines;          // of an OPML list, each feed once
    int duplicates = 0;              // feeds that the list names once more
    int articles = 0;                // handed over
    QList<Correction> corrections;   // of JSON Lines: the reader's, of entities; each as often as it is there
    QStringList problems;            // with place and reason
    QStringList faults;              // of a feed: what is wrong with it but was read all the same
};

// Parses, sanitises and analyses, and hands each article over as soon as it is ready; `onArticle` returns false to stop.
// Fails with Input where nothing could be read; messages and problems leave the name out. `analyzer` may be null: then nothing is analysed.
Result<Digest> digest(const DigestInput &input, const Analyzer *analyzer,
                      const std::function<bool(AnalysedArticle &&)> &onArticle);

} // namespace dateline
