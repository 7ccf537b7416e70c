#include "feed/page_tree.h"

#include "text/markup_guard.h"
#include "text/plain_text.h"

#include <QHash>

#include <algorithm>

namespace dateline {

namespace {

bool isElement(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

bool isTextNode(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE;
}

bool isUnread(GumboTag tag)
{
    return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE;
}

// Characters (not bytes) of UTF-8 with white space folded.
void countText(const char *text, PageNode &node)
{
    bool wasSpace = true;
    for (; *text; ++text) {
        const auto byte = static_cast<unsigned char>(*text);
        if ((byte & 0xC0) == 0x80)
            continue;
        const bool isSpace = byte <= 0x20;
        node.length += isSpace && wasSpace ? 0 : 1;
        node.commas += byte == ',' ? 1 : 0;
        wasSpace = isSpace;
    }
    if (wasSpace && node.length > 0)
        --node.length;
}

bool isShownBy(QStringView name)
{
    const QStringView shown = name.sliced(name.lastIndexOf(u':') + 1);
    return name.contains(u':') && (shown == u"block" || shown == u"flex" || shown == u"grid" || shown.startsWith(u"inline") || shown == u"contents");
}

// What a class or id calls the element, without what only tells its looks ("md:block"), and without ids that were made of a heading ("menu-planning-for-beginners"). "hidden md:block" is hidden on telephones only.
QString namesAmong(const QString &classes)
{
    static constexpr QStringView utilityMarks = u"[]():/!@%=";
    constexpr qsizetype mostHyphens = 4;
    QString names;
    const QList<QStringView> all = QStringView(classes).split(u' ', Qt::SkipEmptyParts);
    const bool isShownSomewhere = std::ranges::any_of(all, isShownBy);
    for (QStringView name : all) {
        const bool isUtility = std::ranges::any_of(name, [](QChar c) { return utilityMarks.contains(c); });
        if (name.endsWith(u"--promoted")) // Drupal's word for "on the first page"
            name.chop(10);
        if (!isUtility && name.count(u'-') < mostHyphens && !(isShownSomewhere && name == u"hidden"))
            names += name + u' ';
    }
    return names.trimmed();
}

} // namespace

PageTree::PageTree(QStringView html)
{
    const GuardedMarkup guarded = guardedMarkup(html, MarkupUse::Page);
    m_isFlattened = guarded.truncated;
    m_tree = std::make_unique<GumboTree>(guarded.utf8, GumboTree::As::Document);
    build(m_tree->root());
    count();
    readHints();
}

void PageTree::build(const GumboNode *root)
{
    struct Step {
        const GumboNode *node;
        int parent;
        bool isLeaving;
    };
    std::vector<Step> steps{{root, -1, false}};
    while (!steps.empty()) {
        const Step step = steps.back();
        steps.pop_back();
        if (step.isLeaving) {
            node(step.parent).end = size();
            continue;
        }
        const int index = size();
        if (isTextNode(step.node)) {
            m_nodes.push_back({step.node, step.parent, index + 1, GUMBO_TAG_LAST});
        } else if (isElement(step.node)) {
            m_nodes.push_back({step.node, step.parent, index + 1, step.node->v.element.tag});
            steps.push_back({nullptr, index, true});
            const GumboVector &children = step.node->v.element.children;
            for (unsigned i = children.length; i > 0; --i)
                steps.push_back({static_cast<const GumboNode *>(children.data[i - 1]), index, false});
        }
    }
}

void PageTree::count()
{
    for (int i = size() - 1; i >= 0; --i) {
        PageNode &one = node(i);
        if (one.isText())
            countText(one.node->v.text.text, one);
        else if (one.tag == GUMBO_TAG_A)
            one.linkLength = one.length;
        if (one.parent < 0 || isUnread(one.tag))
            continue;
        PageNode &parent = node(one.parent);
        if (isUnread(parent.tag))
            continue;
        parent.length += one.length;
        parent.linkLength += one.linkLength;
        parent.commas += one.commas;
    }
}

QString PageTree::attribute(int index, const char *name) const
{
    const PageNode &one = node(index);
    const GumboAttribute *found = one.isText() ? nullptr : gumbo_get_attribute(&one.node->v.element.attributes, name);
    return found ? QString::fromUtf8(found->value) : QString();
}

bool PageTree::hasAttribute(int index, const char *name) const
{
    const PageNode &one = node(index);
    return !one.isText() && gumbo_get_attribute(&one.node->v.element.attributes, name);
}

QString PageTree::text(int index, int limit) const
{
    QString text;
    for (int i = index; i < node(index).end && text.size() < limit;) {
        const PageNode &one = node(i);
        if (i != index && isUnread(one.tag)) {
            i = one.end;
            continue;
        }
        if (one.isText())
            text += QString::fromUtf8(one.node->v.text.text);
        else if (one.tag == GUMBO_TAG_BR || one.tag == GUMBO_TAG_P || one.tag == GUMBO_TAG_DIV || one.tag == GUMBO_TAG_LI)
            text += u' ';
        ++i;
    }
    QString line = simplified(text).left(limit);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line.trimmed(); // the cut may have come before a word
}

QString PageTree::rawText(int index) const
{
    QString text;
    for (int i = index; i < node(index).end; ++i) {
        if (node(i).isText())
            text += QString::fromUtf8(node(i).node->v.text.text);
    }
    return text;
}

void PageTree::readHints()
{
    QHash<QString, int> numbers{{QString(), 0}};
    m_hints.emplace_back();
    m_hintNumbers.resize(m_nodes.size());
    for (int i = 0; i < size(); ++i) {
        if (node(i).isText() || node(i).node->v.element.attributes.length == 0)
            continue;
        const QString classes = attribute(i, "class") + u' ' + attribute(i, "id");
        if (classes.size() == 1)
            continue;
        int &number = numbers[classes];
        if (number == 0) {
            number = hintCount();
            m_hints.push_back(namesAmong(classes.toLower()));
        }
        m_hintNumbers[size_t(i)] = number;
    }
}

void PageTree::drop(int index)
{
    const PageNode &top = node(index);
    if (top.isDropped)
        return;
    for (int parent = top.parent; parent >= 0; parent = node(parent).parent) {
        node(parent).length -= top.length;
        node(parent).linkLength -= top.linkLength;
        node(parent).commas -= top.commas;
    }
    for (int i = index; i < top.end; ++i)
        node(i).isDropped = true;
}

} // namespace dateline
