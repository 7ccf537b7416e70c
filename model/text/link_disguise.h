// Links that look like others: words that say one site over a link to another, and hosts in letters that look like Latin ones. Pure.
#pragma once

#include <QString>
#include <QUrl>

namespace dateline {

// The host that a link's words name where they are an address ("www.bbc.co.uk/news", "https://example.org"), in lower case; else empty.
// Words that only have a full stop in them ("Node.js") are none.
QString namedHost(QStringView words);

// Whether the words name another site (siteName()) than the one that the link leads to.
bool isDisguised(QStringView words, const QUrl &url);

// The address as it is shown: decoded where that can be read, without user and password. A host keeps its "xn--" form where one of its
// names mixes scripts, or is written in Cyrillic or Greek letters that all look like Latin ones (Unicode Technical Standard 39, §5).
QString addressForPeople(const QUrl &url);

} // namespace dateline
