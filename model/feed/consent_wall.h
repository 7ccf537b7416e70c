// Pages that stand where an article was asked for, and ask for consent to cookies.
#pragma once

#include <QString>

namespace dateline {

// Whether a page's text is such a wall rather than an article: most of what it says is that "we" use cookies, and how to choose. By words of
// about thirty languages.
bool isConsentWall(const QString &text);

} // namespace dateline
