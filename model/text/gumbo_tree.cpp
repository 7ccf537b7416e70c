#include "text/gumbo_tree.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <vector>

namespace dateline {

// Blocks that grow; nothing is given back before the end. gumbo allocates a bounded amount for each tag and each byte of
// text, so the arena stays proportional to the (bounded) input.
class GumboTree::Arena final {
public:
    void *take(size_t size)
    {
        constexpr size_t alignment = alignof(std::max_align_t);
        size = (size + alignment - 1) / alignment * alignment;
        if (size > m_left)
            grow(size);
        void *block = m_next;
        m_next += size;
        m_left -= size;
        return block;
    }

private:
    void grow(size_t size)
    {
        m_blockSize = std::min<size_t>(m_blockSize * 2, 4 << 20);
        const size_t room = std::max(size, m_blockSize);
        // Zeros: for a fragment, gumbo reads a mode of the document (quirks) that it never set. Zero is the standard's.
        m_blocks.emplace_back(new std::byte[room]());
        m_next = m_blocks.back().get();
        m_left = room;
    }

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte *m_next = nullptr;
    size_t m_left = 0;
    size_t m_blockSize = 8 << 10;
};

void *GumboTree::allocate(void *arena, size_t size)
{
    return static_cast<Arena *>(arena)->take(size);
}

void GumboTree::release(void *, void *)
{
    // The arena frees everything at once.
}

GumboTree::GumboTree(const QByteArray &markup, As as)
    : m_markup(markup)
    , m_arena(std::make_unique<Arena>())
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &GumboTree::allocate;
    options.deallocator = &GumboTree::release;
    options.userdata = m_arena.get();
    options.max_errors = 0;
    options.fragment_context = as == As::Fragment ? GUMBO_TAG_BODY : GUMBO_TAG_LAST;
    m_root = gumbo_parse_with_options(&options, m_markup.constData(), size_t(m_markup.size()))->root;
}

GumboTree::~GumboTree() = default;

QString GumboTree::plainText() const
{
    QString text;
    std::vector<const GumboNode *> open{m_root};
    while (!open.empty()) {
        const GumboNode *node = open.back();
        open.pop_back();
        if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
            const GumboVector &children = node->v.element.children;
            for (unsigned i = children.length; i > 0; --i)
                open.push_back(static_cast<const GumboNode *>(children.data[i - 1]));
        } else if (node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_DOCUMENT) {
            text += QString::fromUtf8(node->v.text.text);
        }
    }
    return text;
}

} // namespace dateline
