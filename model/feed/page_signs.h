// What a page says of itself, as found and unjudged: meta elements, linked data, microdata, links and headings, in
// document order. Which of the many values is believed is page_titles', page_dates' and page_authors' concern.
#pragma once

#include "feed/page_tree.h"

#include <QHash>
#include <QList>

#include <initializer_list>
#include <vector>

namespace dateline {

// A text and the node that it was found at.
struct PageSign {
    int node = -1;
    QString text;
};

struct PageSigns {
    // By the lower-case property, name, itemprop or http-equiv; at most 50 values each, none empty.
    QHash<QString, QStringList> meta;
    QStringList linkedBlocks;          // JSON-LD as it stands
    QString canonical;
    QString documentTitle;
    QString language;
    QList<PageSign> headings;          // h1
    QList<PageSign> minorHeadings;     // h2 and h3
    QStringList publishedProperties;   // microdata of the article, not of its comments or videos
    QStringList updatedProperties;
    QStringList scriptDates;           // what the page's own programs were given as the day of publication
    QList<PageSign> authorProperties;  // rel=author, itemprop=author
    QList<PageSign> authorLinks;       // links to /author/…
    QList<PageSign> bylines;           // by the class names that themes use
    std::vector<int> positions;        // of each node: characters of visible text before it

    // The first value of the first of these names that the page has; empty where it has none.
    QString first(std::initializer_list<const char *> names) const;
};

// `tree` is the whole page, before furniture is dropped. Linear; each list is bounded.
PageSigns pageSigns(const PageTree &tree);

} // namespace dateline
