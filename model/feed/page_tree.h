// A web page as a flat list of its nodes in document order, each with what is needed to tell text from furniture.
#pragma once

#include "text/gumbo_tree.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace dateline {

struct PageNode {
    const GumboNode *node = nullptr;
    int parent = -1;
    int end = 0;              // one past the last node within it
    GumboTag tag = GUMBO_TAG_UNKNOWN; // GUMBO_TAG_LAST for text
    int length = 0;           // characters of text within, white space folded
    int linkLength = 0;       // of those, within links
    int commas = 0;
    bool isDropped = false;   // it or something around it is furniture

    bool isText() const { return tag == GUMBO_TAG_LAST; }
    double linkDensity() const { return length == 0 ? 0 : double(linkLength) / length; }
};

class PageTree final {
public:
    // Bounded and linear; `html` may be anything.
    explicit PageTree(QStringView html);

    const std::vector<PageNode> &nodes() const { return m_nodes; }
    PageNode &node(int index) { return m_nodes[size_t(index)]; }
    const PageNode &node(int index) const { return m_nodes[size_t(index)]; }
    int size() const { return int(m_nodes.size()); }
    // True where the page was too deep or too large to keep its structure: only its text can be relied on.
    bool isFlattened() const { return m_isFlattened; }

    // The value of an attribute; empty where there is none.
    QString attribute(int index, const char *name) const;
    bool hasAttribute(int index, const char *name) const;
    // All text within, white space folded; at most `limit` characters.
    QString text(int index, int limit = 1 << 20) const;
    // The text of a script as it stands.
    QString rawText(int index) const;
    // class and id, in lower case, with a space between; empty where there is neither. Without the class names of utility frameworks, which say
    // how something looks ("md:hidden", "[grid-area:sidebar]").
    const QString &hints(int index) const { return m_hints[size_t(m_hintNumbers[size_t(index)])]; }
    // Elements that are called the same have the same number, from 0 (called nothing) to hintCount() - 1.
    int hintNumber(int index) const { return m_hintNumbers[size_t(index)]; }
    int hintCount() const { return int(m_hints.size()); }
    // Marks a node and all within it as furniture, and takes its text out of the counts of what is around it.
    void drop(int index);

private:
    void build(const GumboNode *root);
    void count();
    void readHints();

    std::unique_ptr<GumboTree> m_tree;
    std::vector<PageNode> m_nodes;
    std::vector<QString> m_hints; // by number
    std::vector<int> m_hintNumbers; // of each node
    bool m_isFlattened = false;
};

} // namespace dateline
