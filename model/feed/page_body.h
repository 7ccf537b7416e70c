// Finds a page's main text: drops furniture, scores what is left by its paragraphs, and keeps the best container.
#pragma once

#include "feed/page_furniture.h"
#include "feed/page_tree.h"

namespace dateline {

// Markup of the main text, for the sanitiser; `title` is left out of it where it is repeated. Drops nodes of `tree`.
// Empty where the page has no text.
QString mainMarkup(PageTree &tree, const QString &title, Strictness strictness);

} // namespace dateline
