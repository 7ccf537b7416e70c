#include "feed/page_furniture.h"

#include "feed/readers_words.h"
#include "text/inline_style.h"

#include <algorithm>

namespace dateline {

namespace {

// Parts of names, matched at the start of a word of a class or id.
constexpr QStringView furnitureNames[] = {
    u"comment", u"disqus", u"share", u"sharing", u"social", u"related", u"recommend", u"recirc", u"promo", u"newsletter",
    u"subscri", u"signup", u"sign-up", u"cookie", u"consent", u"gdpr", u"popup", u"modal", u"overlay", u"breadcrumb", u"sidebar",
    u"side-bar", u"footer", u"masthead", u"navbar", u"navigation", u"nav", u"menu", u"pagination", u"pager", u"tags",
    u"taglist", u"tag-list", u"tagcloud", u"author-bio", u"authorbio", u"author-box", u"about-author", u"bio", u"sponsor", u"advert",
    u"ad", u"ads", u"banner", u"outbrain", u"taboola", u"most-read", u"mostread", u"most-popular", u"popular", u"trending", u"skip",
    u"toc", u"table-of-contents", u"print", u"login", u"paywall", u"donate", u"donation", u"cta", u"byline", u"dateline",
    u"timestamp", u"post-meta", u"entry-meta", u"article-meta", u"meta", u"more-from", u"read-more", u"readmore", u"read-next",
    u"next-article", u"up-next", u"prev", u"toolbar", u"search", u"feedback", u"rating", u"jp-relatedposts", u"sharedaddy",
    u"credit", u"copyright", u"disclaimer", u"teaser",
};

// Of those, and others, the ones that hold dates and names of something else.
constexpr QStringView elsewhereNames[] = {
    u"comment", u"disqus", u"related", u"recommend", u"recirc", u"promo", u"cookie", u"consent", u"sidebar", u"side-bar", u"site-footer",
    u"page-footer", u"global-footer", u"navbar", u"navigation", u"nav", u"menu", u"sponsor", u"advert", u"outbrain", u"taboola", u"most-read",
    u"mostread", u"most-popular", u"popular", u"trending", u"latest", u"recent", u"more-from", u"read-more", u"readmore", u"read-next",
    u"next-article", u"up-next", u"jp-relatedposts", u"teaser", u"copyright", u"ticker", u"carousel", u"upcoming",
};

// What never is the article, however much of the page's text it holds, and however a theme names its parts.
constexpr QStringView readersNames[] = {
    u"comments", u"comment-list", u"commentlist", u"comment_list", u"comments-list", u"comments-area", u"comments-section", u"comment-section",
    u"comments-wrapper", u"comments-container", u"comments-block", u"comments_wrapper", u"commentlisting", u"comment-thread", u"comment-respond",
    u"comment-container", u"disqus_thread", u"disqus-thread", u"respond", u"responses", u"cookie-banner", u"cookie-consent", u"onetrust-consent-sdk",
    u"cookieconsent", u"cookie-notice", u"cookie-law-info-bar", u"comment-body", u"commentbody",
};

// Where names are not asked otherwise: what nobody calls a part of his article.
constexpr QStringView surelyNames[] = {u"comment", u"comments", u"cookie", u"cookies", u"consent", u"gdpr", u"newsletter", u"popup", u"modal"};

constexpr QStringView hiddenNames[] = {
    u"hidden", u"is-hidden", u"visually-hidden", u"visuallyhidden", u"element-invisible", u"sr-only", u"screen-reader-text", u"screenreader",
    u"u-hidden", u"uk-hidden", u"w-condition-invisible", u"invisible", u"offscreen", u"assistive-text",
};

constexpr QStringView articleNames[] = {
    u"article", u"articlebody", u"body", u"content", u"entry", u"main", u"page", u"post", u"story", u"text", u"blog", u"prose", u"richtext",
};

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber();
}

// Does any word of `hints` begin with the name (a whole word where the name is short)?
bool holds(QStringView hints, QStringView name)
{
    for (qsizetype at = hints.indexOf(name); at >= 0; at = hints.indexOf(name, at + 1)) {
        const bool startsWord = at == 0 || !isWordCharacter(hints[at - 1]);
        const qsizetype end = at + name.size();
        const bool endsWord = end == hints.size() || !isWordCharacter(hints[end]);
        if (startsWord && (name.size() > 4 || endsWord))
            return true;
    }
    return false;
}

template <std::size_t N>
bool holdsAny(QStringView hints, const QStringView (&names)[N])
{
    return std::ranges::any_of(names, [hints](QStringView name) { return holds(hints, name); });
}

// Any of the names as a whole class or id.
template <std::size_t N>
bool isAny(const QString &hints, const QStringView (&names)[N])
{
    for (QStringView name : QStringView(hints).split(u' ', Qt::SkipEmptyParts)) {
        if (std::ranges::find(names, name) != std::end(names))
            return true;
    }
    return false;
}

bool isAnyForComments(const QString &hints)
{
    return isAny(hints, readersNames) || std::ranges::any_of(QStringView(hints).split(u' ', Qt::SkipEmptyParts), namesComments);
}

bool isFurnitureTag(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_NAV: case GUMBO_TAG_FOOTER: case GUMBO_TAG_ASIDE: case GUMBO_TAG_FORM: case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_SELECT:
    case GUMBO_TAG_INPUT: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_HEADER: case GUMBO_TAG_LABEL: case GUMBO_TAG_FIELDSET:
        return true;
    default:
        return false;
    }
}

bool isFurnitureRole(const QString &role)
{
    static constexpr QStringView roles[] = {u"navigation", u"banner", u"contentinfo", u"complementary", u"search", u"dialog",
                                            u"alertdialog", u"menu", u"menubar", u"toolbar", u"tooltip", u"alert"};
    return std::ranges::find(roles, QStringView(role)) != std::end(roles);
}

// What a press unfolds is hidden too, but is text as any other: questions and answers, "read on".
bool isUnfolded(const PageTree &tree, int index)
{
    static constexpr QStringView names[] = {u"accordion", u"collaps", u"expand", u"faq", u"toggle", u"tab-content", u"tab-pane", u"tabpanel", u"fold"};
    constexpr int levels = 3, nodesBack = 16, shortest = 80;
    const PageNode &node = tree.node(index);
    if (node.length < shortest || node.linkDensity() > 0.4)
        return false;
    const QString role = tree.attribute(index, "role").toLower();
    if (role == u"region" || role == u"tabpanel")
        return true;
    int level = 0;
    for (int holder = index; holder >= 0 && level < levels; holder = tree.node(holder).parent, ++level) {
        const QString &hints = tree.hints(holder);
        if (std::ranges::any_of(names, [&](QStringView name) { return hints.contains(name); }))
            return true;
    }
    // Its button stands before it.
    for (int before = index - 1; before > node.parent && before > index - nodesBack; --before) {
        if (tree.hasAttribute(before, "aria-expanded"))
            return true;
        if (tree.node(before).parent == node.parent && !tree.node(before).isText())
            break;
    }
    return false;
}

bool isHidden(const PageTree &tree, int index)
{
    if (tree.hasAttribute(index, "hidden") || tree.attribute(index, "aria-hidden") == u"true" || isAny(tree.hints(index), hiddenNames))
        return true;
    return tree.hasAttribute(index, "style") && hidesElement(tree.attribute(index, "style").toUtf8());
}

bool isFurnitureByElement(const PageTree &tree, int index)
{
    if (isFurnitureTag(tree.node(index).tag) || (isHidden(tree, index) && !isUnfolded(tree, index)))
        return true;
    return tree.hasAttribute(index, "role") && isFurnitureRole(tree.attribute(index, "role").toLower());
}

// An article's own foot often says who wrote it and when.
bool isWithinArticle(const PageTree &tree, int index)
{
    constexpr int levels = 8;
    int level = 0;
    for (int holder = tree.node(index).parent; holder >= 0 && level < levels; holder = tree.node(holder).parent, ++level) {
        if (tree.node(holder).tag == GUMBO_TAG_ARTICLE)
            return true;
    }
    return false;
}

// Answers about what elements are called, each name looked at once.
class NameJudge final {
public:
    NameJudge(const PageTree &tree, bool (*isMeant)(const QString &)) : m_tree(tree), m_isMeant(isMeant), m_known(size_t(tree.hintCount()), qint8(-1)) {}

    bool operator()(int index)
    {
        qint8 &known = m_known[size_t(m_tree.hintNumber(index))];
        if (known < 0)
            known = m_isMeant(m_tree.hints(index)) ? 1 : 0;
        return known == 1;
    }

private:
    const PageTree &m_tree;
    bool (*m_isMeant)(const QString &);
    std::vector<qint8> m_known; // by the number of the hints; -1: not looked at yet
};

class FurnitureRemover final {
public:
    explicit FurnitureRemover(PageTree &tree) : m_tree(tree) {}

    void dropReaders()
    {
        NameJudge isForComments(m_tree, isAnyForComments);
        int headings = 0;
        for (int i = 0; i < m_tree.size(); ++i) {
            if (isFrame(i))
                continue;
            if (isForComments(i) && leavesAnArticle(i)) {
                m_tree.drop(i);
            } else if (isHeading(i) && m_tree.node(i).length > 0 && headings < mostHeadings && isCommentsHeading(m_tree.text(i, longestHeading))) {
                dropUnder(i);
                ++headings;
            }
        }
    }

    void dropNamed(Strictness strictness)
    {
        NameJudge isNamed(m_tree, strictness == Strictness::ByName ? [](const QString &hints) { return holdsAny(hints, furnitureNames); }
                                                                   : [](const QString &hints) { return holdsAny(hints, surelyNames); });
        const int total = ownLength(0);
        for (int i = 0; i < m_tree.size(); ++i) {
            if (isFrame(i))
                continue;
            // Themes give the whole article a class like "post-share-enabled": what holds much of the page's text is not furniture.
            const GumboTag tag = m_tree.node(i).tag;
            const bool isUnread = tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT;
            if ((isNamed(i) || isFurnitureByElement(m_tree, i)) && (isUnread || ownLength(i) < total * 2 / 5))
                m_tree.drop(i);
        }
    }

    // Boxes that ask for the reader's address: the field to write it in, with the few words around it.
    void dropForms()
    {
        for (int i = 0; i < m_tree.size(); ++i) {
            if (m_tree.node(i).tag != GUMBO_TAG_INPUT || !isWrittenIn(i))
                continue;
            const int box = boxOf(i);
            if (!m_tree.node(box).isDropped && m_tree.node(box).length * smallShare <= m_tree.node(0).length)
                m_tree.drop(box);
        }
    }

private:
    static constexpr int longestHeading = 200;
    static constexpr int mostHeadings = 20;     // of comments; what lies around each is walked through
    static constexpr int mostNodes = 200;       // of a box around a field
    static constexpr int shortestArticle = 300; // readers often write more than the article holds; without them, something must be left
    static constexpr int longestPitch = 500;    // characters around a field
    static constexpr int longestLabel = 60, longestHead = 100;
    static constexpr int smallShare = 4;

    int ownLength(int i) const { return m_tree.size() == 0 ? 0 : m_tree.node(i).length - m_tree.node(i).linkLength; }
    bool leavesAnArticle(int i) const { return ownLength(0) - ownLength(i) >= shortestArticle; }

    bool isFrame(int i) const
    {
        const GumboTag tag = m_tree.node(i).tag;
        return m_tree.node(i).isText() || m_tree.node(i).isDropped || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HEAD;
    }

    bool isHeading(int i) const { return m_tree.node(i).tag >= GUMBO_TAG_H2 && m_tree.node(i).tag <= GUMBO_TAG_H6; }

    bool holds(int i, GumboTag tag) const
    {
        for (int within = i + 1; within < m_tree.node(i).end; ++within) {
            if (m_tree.node(within).tag == tag)
                return true;
        }
        return false;
    }

    // The outermost element that nothing is written in before the heading.
    int headedBy(int heading) const
    {
        int top = heading;
        int before = 0;
        for (int holder = m_tree.node(heading).parent; holder >= 0 && !isFrame(holder); holder = m_tree.node(holder).parent) {
            for (int i = holder + 1; i < top; i = m_tree.node(i).end)
                before += m_tree.node(i).isDropped ? 0 : m_tree.node(i).length;
            const GumboTag tag = m_tree.node(holder).tag;
            if (before > 0 || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN)
                break;
            top = holder;
        }
        return top;
    }

    // Comments stand in a box of their own, or behind their heading, up to the next one, where the article stands before it.
    void dropUnder(int heading)
    {
        const int top = headedBy(heading);
        const PageNode &box = m_tree.node(top);
        if (box.length > m_tree.node(heading).length + longestLabel) {
            if (!holds(top, GUMBO_TAG_H1) && leavesAnArticle(top))
                m_tree.drop(top);
            return;
        }
        int before = 0, i = box.parent + 1;
        for (; i < top; i = m_tree.node(i).end)
            before += m_tree.node(i).isDropped ? 0 : ownLength(i);
        if (before < shortestArticle)
            return;
        const int end = m_tree.node(box.parent).end;
        for (i = top; i < end && !(i > top && isHeading(i) && m_tree.node(i).tag <= m_tree.node(heading).tag); i = m_tree.node(i).end)
            m_tree.drop(i);
    }

    bool isWrittenIn(int i) const
    {
        static constexpr QStringView types[] = {u"", u"text", u"email", u"tel"};
        const QString type = m_tree.attribute(i, "type").trimmed().toLower();
        return std::ranges::find(types, QStringView(type)) != std::end(types);
    }

    bool mayBeBox(int i) const
    {
        switch (m_tree.node(i).tag) {
        case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_P: case GUMBO_TAG_LABEL: case GUMBO_TAG_FIELDSET: case GUMBO_TAG_SPAN: case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_UL: case GUMBO_TAG_LI:
            return true;
        default:
            return false;
        }
    }

    // Up to what adds the words that say what the field is for, and from there on only while little more comes in: a heading.
    int boxOf(int field) const
    {
        int box = field;
        for (int holder = m_tree.node(field).parent; holder >= 0 && mayBeBox(holder); holder = m_tree.node(holder).parent) {
            const int length = m_tree.node(holder).length, within = m_tree.node(box).length;
            if (length > longestPitch || m_tree.node(holder).end - holder > mostNodes || (within > longestLabel && length - within > longestHead) || holds(holder, GUMBO_TAG_H1))
                break;
            box = holder;
        }
        return box;
    }

    PageTree &m_tree;
};

} // namespace

ElsewhereFinder::ElsewhereFinder(const PageTree &tree) : m_tree(tree), m_known(size_t(tree.hintCount()), qint8(-1)) {}

bool ElsewhereFinder::operator()(int index) const
{
    switch (m_tree.node(index).tag) {
    case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SELECT: case GUMBO_TAG_TITLE:
        return true;
    case GUMBO_TAG_FOOTER:
        if (!isWithinArticle(m_tree, index))
            return true;
        break;
    default:
        break;
    }
    qint8 &known = m_known[size_t(m_tree.hintNumber(index))];
    if (known < 0)
        known = holdsAny(m_tree.hints(index), elsewhereNames) || isAnyForComments(m_tree.hints(index)) ? 1 : 0;
    return known == 1;
}

int weightOfHints(const QString &hints)
{
    return (holdsAny(hints, articleNames) ? 1 : 0) - (holdsAny(hints, furnitureNames) ? 1 : 0);
}

void dropFurniture(PageTree &tree, Strictness strictness)
{
    FurnitureRemover remover(tree);
    remover.dropReaders();
    remover.dropNamed(strictness);
    remover.dropForms();
}

} // namespace dateline
