// What is not the article: navigation, share bars, related links, comments, cookie walls.
#pragma once

#include "feed/page_tree.h"

namespace dateline {

// ByName: also what only its class or id speaks against. ByElement: where that would leave next to nothing.
enum class Strictness : quint8 { ByName, ByElement };

// Drops what is furniture by its element, role or names, unless it holds much of the page's text.
void dropFurniture(PageTree &tree, Strictness strictness);

// Whether elements hold other things than one article, its head and its text, by what they are or are called: navigation, comments, lists of
// other articles. Weaker than what dropFurniture() drops: bylines and dates stay.
class ElsewhereFinder final {
public:
    explicit ElsewhereFinder(const PageTree &tree);

    bool operator()(int index) const;

private:
    const PageTree &m_tree;
    mutable std::vector<qint8> m_known; // by the number of the hints; -1: not looked at yet
};

// Whether class and id speak for (1) or against (-1) a container being the article; 0: neither.
int weightOfHints(const QString &hints);

} // namespace dateline
