// OPML 1.0 and 2.0 both ways: lists of feeds with their folders (http://opml.org/spec2.opml).
#pragma once

#include "base/feed.h"
#include "base/result.h"

#include <QByteArrayView>

namespace dateline {

struct OpmlOutline {
    QList<Source> sources;  // of SourceKind::Feed; folder, title, url, site, language, country, retention and full text filled; each address once
    int duplicates = 0;     // feeds that were listed again, which loses nothing
    QStringList problems;   // outlines that could not be used, and where
};

// Fails with Input where it isn't OPML at all. A truncated list yields what could be read, and a problem.
Result<OpmlOutline> parseOpml(QByteArrayView bytes);

// OPML 2.0 with nested folders, UTF-8, indented; parseOpml() of it gives the same sources. Country, retention and full text, for which OPML has no words, are
// attributes of a namespace of their own, which other programs pass over.
QByteArray writeOpml(const QList<Source> &sources, const QString &title);

} // namespace dateline
