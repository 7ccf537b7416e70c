// FullText: of which articles the page is fetched, because their feed carries a teaser only. The reader's choice, one in general and perhaps
// another for a source. Values and pure functions.
#pragma once

#include "base/article.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace dateline {

enum class FullText : quint8 {
    Inherit,   // a source: as the general rule says
    Never,     // what the feed carries
    WhenShort, // of articles that look like teasers
    Always,
};

// "", "never", "short", "always": what is stored and typed. Anything else is nothing.
std::optional<FullText> fullTextFromCode(QStringView code);
QString fullTextCode(FullText rule);

// Whether a feed's item looks like a teaser: fewer than 1,000 characters (500 of Chinese and its like), or up to 3,000 that break off.
bool isTeaser(const ArticleContent &item);
// Whether a rule, Inherit being none, asks for the page of such an item. Without a link there is no page.
bool wantsFullText(FullText rule, const ArticleContent &item);

// The setting that holds the general rule; without it, Never: nothing is fetched that the reader didn't ask for. It is about feeds.
inline constexpr QLatin1String FullTextSetting("fulltext");
// Of one feed so many are fetched at most, the newest, when a rule begins to ask for them or the feed brings in more at once.
inline constexpr int MostFullTextsOfSource = 200;

} // namespace dateline

Q_DECLARE_METATYPE(dateline::FullText)
