// Who wrote a page's article.
#pragma once

#include "feed/linked_data.h"
#include "feed/page_signs.h"

namespace dateline {

// Names alone, without "by", dates and offices; at most 20, none twice. `siteName` and `host` tell a person from the site, which is named only
// where nobody else is. `headline` is the node of the article's heading, or -1.
QStringList pageAuthors(const PageTree &tree, const PageSigns &signs, const LinkedArticle &linked, const QString &siteName, const QString &host,
                        int headline);

} // namespace dateline
