// What is not the article: navigation, share bars, related links, comments, cookie walls.
#pragma once

#include "feed/page_tree.h"

namespace dateline {

// ByName: also what only its class or id speaks against. ByElement: where that would leave next to nothing.
enum class Strictness : quint8 { ByName, ByElement };

// Drops what is furniture by its element, role or names, unless it holds much of the page's text.
void dropFurniture(PageTree &tree, Strictness strictness);

// Whether class and id speak for (1) or against (-1) a container being the article; 0: neither.
int weightOfHints(const QString &hints);

} // namespace dateline
