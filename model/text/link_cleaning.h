// Links without what only tells who sent the reader: parameters of campaigns and of clicks, and the pages that pass a reader on to where
// he wanted to go. Pure. Only listed names are ever cut, because any other may be what chooses the page.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace dateline {

struct TrackingParameter {
    QString name;      // "fbclid", or with a "*" at its end all that begin so
    QStringList sites; // hosts, with all below them, where it is cut; empty: everywhere
    QString whose;     // for people

    bool operator==(const TrackingParameter &) const = default;
};

using TrackingParameters = QList<TrackingParameter>;

// One a line: name, sites apart by blanks or "*", whose, apart by tabs; the last two may be missing. Lines that begin with "#", or whose
// name has other characters than addresses' names have, are passed over. At most a thousand are read.
TrackingParameters readTrackingParameters(QStringView text);

// `url` without those parameters, in its query and in a fragment that is written like one; to the byte the same where none is there, or
// where the address is signed, so that it would no longer hold. Other schemes than http and https are left alone.
QUrl withoutTracking(const QUrl &url, const TrackingParameters &cut);

// Where a page leads that only passes on (Google's /url?q=, Facebook's l.php?u=, Outlook's safelinks …); `url` itself for any other.
QUrl withoutPassage(const QUrl &url);

} // namespace dateline
