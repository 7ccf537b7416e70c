// When a page's article was published and changed, from all that the page says.
#pragma once

#include "base/moment.h"
#include "feed/linked_data.h"
#include "feed/page_signs.h"

#include <QUrl>

namespace dateline {

struct PageDates {
    Moment published; // the change where only that is known
    Moment updated;
};

// `headline` is the node of the article's heading, or -1: dates beside it are the article's.
PageDates pageDates(const PageTree &tree, const PageSigns &signs, const LinkedArticle &linked, const QUrl &address, int headline);

} // namespace dateline
