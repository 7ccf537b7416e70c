// StateCopy: the reader's own work in a file of its own beside the database: sources, saved filters, settings, corrections, and what the
// reader made of each article, by identities that hold without the database. Written daily, kept for weeks, read when a database is lost.
//
// JSON Lines, in gzip. Each line is an object with one key:
//   datelineState   first: version of this form (1), "generation" of the database, its "history" (profile_history.h; missing in early copies), "made"
//   setting, source, filter, correction
//   article         one that the reader bookmarked, tagged, noted or corrected: source (an "id" above), identity and link (hexadecimal,
//                   as in the table `article`), flags, tags, note, corrections, url, title, lead, published, received, and as far as there
//                   is room "body" (base64, model/store/content_codec.cpp) and, where that is of the page, "feed" (base64, the feed's
//                   version, packed alone)
//   read            source, flags and the identities of articles of which nothing but these flags is known
//   end             last: how many lines there are, so that a cut file is noticed
// Keys and lines that aren't known are passed over.
#pragma once

#include "store/article_table.h"
#include "store/index_change.h"

#include "base/correction.h"
#include "base/feed.h"
#include "base/result.h"

#include <QDate>
#include <QHash>

#include <functional>

namespace dateline {

// Copies lie in this folder beside the database.
QString stateFolder(const QString &database);

// Writes the copy of `day`, and removes old ones: of the last seven days that have one it keeps each, of the weeks before the last
// one of four, and of each history the last one. Nothing is left half written. Reads from one snapshot, and holds little: for a thread of its own. A
// copy of that day that can't be read, or that this one doesn't go on from (of another history, of a later generation, or with something in it where this one has nothing), is kept
// under another name. Where the reader has done nothing yet, and there is a copy in which he has, none is written. Throws SQLite::Exception.
Result<void> writeStateCopy(const QString &database, QDate day);

// One article of a copy.
struct CopiedArticle {
    quint32 source = 0; // an id of the copy's own
    ArticleKeys keys;
    int flags = 0;
    QStringList tags;
    QString note;
    QList<Correction> corrections;
    PackedContent packed; // without a body where there was no room
    QByteArray feed;      // packed alone; empty where `packed` is the feed's
    Moment published;
    qint64 received = 0;
};

struct CopyVisit {
    std::function<void(const QString &name, const QString &value)> setting;
    std::function<void(const Source &)> source; // with the copy's own id
    std::function<void(const SavedFilter &)> filter;
    std::function<void(const Correction &)> correction;
    std::function<void(const CopiedArticle &)> article;
    std::function<void(quint32 source, int flags, const QList<qint64> &identities)> read;
};

struct FoundCopy {
    QString file;
    QString history; // of the database; empty in early copies
    qint64 generation = 0;
    QDateTime made;
    qint64 work = 0;      // lines that tell of something of the reader's
    bool isWhole = false; // else it can be read up to where it is damaged
};

// The best copy in the folder: of the whole ones in which there is something, the one that was made last; empty where there is none.
FoundCopy newestStateCopy(const QString &folder);
// All that know something that no other one knows better, the best first: of each history the best whole one, then damaged ones that are later. Those of
// `history`, where there are any, alone. Eight at most.
QList<FoundCopy> copiesToRead(const QString &folder, const QString &history);
// The best copy of that history and of a later generation; without a file where there is none. Reads only the first lines of others.
FoundCopy latestCopyAfter(const QString &folder, const QString &history, qint64 generation);
// Of a copy that isn't whole, all lines before its first fault.
void readStateCopy(const QString &file, const CopyVisit &visit);

} // namespace dateline
