// A recogniser with a stack: each tag is looked at once, and anything that isn't plainly right ends the attempt. What it must know of the HTML
// Standard is only when a parser does nothing but open and close (§13.2.6.4.7).
#include "text/regular_tree.h"

#include "text/character_references.h"
#include "text/markup_tags.h"
#include "text/markup_tokens.h"

#include <algorithm>
#include <cstring>

namespace dateline {

namespace {

constexpr size_t blockSize = 32 << 10;
constexpr size_t deepest = 64;

bool isHeading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

// Elements with rules of their own.
bool isPeculiar(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_PRE: case GUMBO_TAG_TABLE: case GUMBO_TAG_CAPTION: case GUMBO_TAG_TBODY: case GUMBO_TAG_THEAD: case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR: case GUMBO_TAG_TD: case GUMBO_TAG_TH: case GUMBO_TAG_COLGROUP: case GUMBO_TAG_COL: case GUMBO_TAG_DL: case GUMBO_TAG_DT:
    case GUMBO_TAG_DD: case GUMBO_TAG_RUBY: case GUMBO_TAG_RT: case GUMBO_TAG_RP:
        return true;
    default:
        return !(tagTraits(tag) & Allowed);
    }
}

// Controls, and what no Unicode text holds: a parser mends those.
bool holdsOddCharacter(QByteArrayView utf8)
{
    const auto *at = reinterpret_cast<const unsigned char *>(utf8.data());
    const auto *const end = at + utf8.size();
    for (; at < end; ++at) {
        if (*at >= 0x20 && *at < 0x7f)
            continue;
        if ((*at < 0x20 && *at != '\n' && *at != '\t') || *at == 0x7f)
            return true;
        const bool isControl = *at == 0xc2 && end - at > 1 && at[1] < 0xa0;
        const bool isNoCharacter = *at == 0xef && end - at > 2 && ((at[1] == 0xb7 && at[2] >= 0x90) || (at[1] == 0xbf && at[2] >= 0xbe));
        const bool isPlaneEnd = *at >= 0xf0 && end - at > 3 && at[2] == 0xbf && at[3] >= 0xbe;
        if (isControl || isNoCharacter || isPlaneEnd)
            return true;
    }
    return false;
}

} // namespace

class RegularTreeBuilder final {
public:
    RegularTreeBuilder(RegularTree &tree, QByteArrayView markup) : m_tree(tree), m_in(markup) {}

    // Null where the markup isn't regular.
    GumboNode *build()
    {
        if (holdsOddCharacter(m_in))
            return nullptr;
        m_open.push_back({element(GUMBO_TAG_HTML), 0});
        for (qsizetype at = 0; at < m_in.size();) {
            const void *found = std::memchr(m_in.data() + at, '<', size_t(m_in.size() - at));
            const qsizetype tag = found ? static_cast<const char *>(found) - m_in.data() : m_in.size();
            if (tag > at && !addText(m_in.sliced(at, tag - at)))
                return nullptr;
            if (tag == m_in.size())
                break;
            if (!isTagAt(m_in, tag))
                return nullptr;
            at = readTag(m_in, tag, m_tag);
            if (!(m_tag.isEnd ? close() : open()))
                return nullptr;
        }
        while (m_open.size() > 1)
            pop();
        finish(m_open.back());
        return m_open.back().node;
    }

private:
    struct Open {
        GumboNode *node;
        size_t firstChild; // in m_children
    };

    template <class T>
    T *make(size_t count = 1)
    {
        return reinterpret_cast<T *>(m_tree.take(sizeof(T) * count));
    }

    GumboNode *element(GumboTag tag)
    {
        auto *node = make<GumboNode>();
        std::memset(static_cast<void *>(node), 0, sizeof *node);
        node->type = GUMBO_NODE_ELEMENT;
        node->v.element.tag = tag;
        node->v.element.tag_namespace = GUMBO_NAMESPACE_HTML;
        return node;
    }

    // The decoded value as a C string, or null.
    const char *decoded(QByteArrayView raw, ReferenceUse use)
    {
        char *const text = make<char>(size_t(raw.size()) * 2 + 1); // "&nGt;" takes six bytes
        char *const end = appendDecoded(raw, use, text);
        if (end)
            *end = '\0';
        return end ? text : nullptr;
    }

    bool addText(QByteArrayView raw)
    {
        const char *text = decoded(raw, ReferenceUse::Text);
        if (!text)
            return false;
        auto *node = make<GumboNode>();
        std::memset(static_cast<void *>(node), 0, sizeof *node);
        node->type = GUMBO_NODE_TEXT;
        node->v.text.text = text;
        m_children.push_back(node);
        return true;
    }

    GumboTag current() const { return m_open.back().node->v.element.tag; }

    bool isOpen(GumboTag tag) const
    {
        return std::any_of(m_open.begin(), m_open.end(), [tag](const Open &open) { return open.node->v.element.tag == tag; });
    }

    bool mayOpen(GumboTag tag, quint32 traits) const
    {
        if (isPeculiar(tag) || m_open.size() >= deepest)
            return false;
        if ((traits & ClosesParagraph) && isOpen(GUMBO_TAG_P))
            return false;
        if (isHeading(tag) && isHeading(current()))
            return false;
        if (tag == GUMBO_TAG_LI)
            return current() == GUMBO_TAG_UL || current() == GUMBO_TAG_OL;
        return tag != GUMBO_TAG_A || !isOpen(GUMBO_TAG_A);
    }

    bool open()
    {
        const quint32 traits = tagTraits(m_tag.tag);
        if (!mayOpen(m_tag.tag, traits))
            return false;
        GumboNode *node = element(m_tag.tag);
        if (!addAttributes(node->v.element.attributes))
            return false;
        m_children.push_back(node);
        if (!(traits & Void))
            m_open.push_back({node, m_children.size()});
        return true;
    }

    bool close()
    {
        if (m_open.size() < 2 || current() != m_tag.tag)
            return false;
        pop();
        return true;
    }

    void pop()
    {
        finish(m_open.back());
        m_open.pop_back();
    }

    void finish(const Open &open)
    {
        GumboVector &children = open.node->v.element.children;
        const size_t count = m_children.size() - open.firstChild;
        children.length = children.capacity = unsigned(count);
        if (count == 0)
            return;
        children.data = make<void *>(count);
        std::copy(m_children.begin() + qsizetype(open.firstChild), m_children.end(), children.data);
        m_children.resize(open.firstChild);
    }

    bool addAttributes(GumboVector &into)
    {
        if (m_tag.attributes.isEmpty())
            return true;
        into.data = make<void *>(size_t(m_tag.attributes.size()));
        for (const MarkupAttribute &attribute : std::as_const(m_tag.attributes)) {
            const char *value = decoded(attribute.value, ReferenceUse::Attribute);
            if (!value || attribute.name.contains('&'))
                return false;
            auto *name = make<char>(size_t(attribute.name.size()) + 1);
            std::copy(attribute.name.begin(), attribute.name.end(), name);
            name[attribute.name.size()] = '\0';
            const auto isSame = [name](const void *one) { return std::strcmp(static_cast<const GumboAttribute *>(one)->name, name) == 0; };
            if (std::any_of(into.data, into.data + into.length, isSame))
                continue; // the first one holds
            auto *made = make<GumboAttribute>();
            std::memset(static_cast<void *>(made), 0, sizeof *made);
            made->name = name;
            made->value = value;
            into.data[into.length++] = made;
        }
        into.capacity = into.length;
        return true;
    }

    RegularTree &m_tree;
    QByteArrayView m_in;
    MarkupTag m_tag;
    std::vector<Open> m_open;
    std::vector<GumboNode *> m_children; // of all open elements, the innermost's last
};

std::byte *RegularTree::take(size_t size)
{
    constexpr size_t alignment = alignof(std::max_align_t);
    size = (size + alignment - 1) / alignment * alignment;
    if (size > m_left) {
        const size_t room = std::max(size, blockSize);
        m_blocks.emplace_back(new std::byte[room]);
        m_next = m_blocks.back().get();
        m_left = room;
    }
    std::byte *block = m_next;
    m_next += size;
    m_left -= size;
    return block;
}

RegularTree::RegularTree(QByteArrayView markup) : m_root(RegularTreeBuilder(*this, markup).build())
{
}

} // namespace dateline
