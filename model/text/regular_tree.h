// The tree of markup that needs no repair, in gumbo's own nodes: most of what publishers write, built without gumbo's cost.
#pragma once

#include <QByteArrayView>

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace dateline {

// Reads what guardedMarkup(…, Reading) wrote. Whatever a parser would have to mend (crossed or missing tags, blocks within paragraphs, links within
// links), and whatever is rare (tables, preformatted text, odd characters and references), it leaves to GumboTree by having no root. Where it has
// one, the tree is the same as gumbo's: tests compare both. Linear. Not copyable; nodes and texts live as long as the object.
class RegularTree final {
public:
    explicit RegularTree(QByteArrayView markup);
    RegularTree(const RegularTree &) = delete;
    RegularTree &operator=(const RegularTree &) = delete;

    // The element whose children are the fragment's, or null.
    const GumboNode *root() const { return m_root; }

private:
    friend class RegularTreeBuilder;
    std::byte *take(size_t size);

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte *m_next = nullptr;
    size_t m_left = 0;
    GumboNode *m_root = nullptr;
};

} // namespace dateline
