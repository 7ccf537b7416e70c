#include "feed/page_furniture.h"

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
    u"hidden", u"screen-reader-text", u"sr-only", u"visually-hidden", u"credit", u"copyright", u"disclaimer", u"teaser",
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

bool isHidden(const PageTree &tree, int index)
{
    if (tree.hasAttribute(index, "hidden") || tree.attribute(index, "aria-hidden") == u"true")
        return true;
    const QString style = tree.attribute(index, "style").remove(u' ').toLower();
    return style.contains(u"display:none") || style.contains(u"visibility:hidden");
}

bool isFurniture(const PageTree &tree, int index, Strictness strictness)
{
    const PageNode &node = tree.node(index);
    if (isFurnitureTag(node.tag) || isHidden(tree, index))
        return true;
    const QString role = tree.attribute(index, "role").toLower();
    return isFurnitureRole(role) || (strictness == Strictness::ByName && holdsAny(tree.hints(index), furnitureNames));
}

} // namespace

int weightOfHints(const QString &hints)
{
    return (holdsAny(hints, articleNames) ? 1 : 0) - (holdsAny(hints, furnitureNames) ? 1 : 0);
}

void dropFurniture(PageTree &tree, Strictness strictness)
{
    const int total = tree.size() == 0 ? 0 : tree.node(0).length - tree.node(0).linkLength;
    for (int i = 0; i < tree.size(); ++i) {
        const PageNode &node = tree.node(i);
        const bool isFrame = node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_HEAD;
        if (node.isText() || node.isDropped || isFrame)
            continue;
        // Themes give the whole article a class like "post-share-enabled": what holds much of the page's text is not furniture.
        const int own = node.length - node.linkLength;
        const bool isUnread = node.tag == GUMBO_TAG_SCRIPT || node.tag == GUMBO_TAG_STYLE || node.tag == GUMBO_TAG_NOSCRIPT;
        if (isFurniture(tree, i, strictness) && (isUnread || own < total * 2 / 5))
            tree.drop(i);
    }
}

} // namespace dateline
