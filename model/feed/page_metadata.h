// What a web page says of itself: in JSON-LD (schema.org), meta elements, and its visible head.
#pragma once

#include "base/moment.h"
#include "feed/page_access.h"
#include "feed/page_tree.h"

#include <QHash>
#include <QUrl>

namespace dateline {

struct PageMetadata {
    QUrl address;      // canonical, else as given
    QString title;
    QString siteName;
    QStringList authors;
    Moment published;
    Moment updated;
    QString language;
    QString image;
    QStringList categories;
    QString body;      // the text, where the page gives it to machines (articleBody); plain or markup, may be empty
    PageAccess access;
    QString summary;   // one or two sentences; may be empty
};

// `tree` is the whole page, before furniture is dropped.
PageMetadata pageMetadata(const PageTree &tree, const QUrl &address);

} // namespace dateline
