// Paragraphs vote for what holds them: the parent with their whole score, the grandparent with half, what is above with a
// third and less (the idea of Arc90's Readability). Elements that say what they are (<article>, itemprop=articleBody) start
// with an advantage. A winner with less than half of the page's paragraphs gives way to what holds more; then neighbours
// that read like text join it. Where nothing wins, or the page was too deep to keep its structure, all is taken that isn't
// furniture. Linear: each node is looked at a bounded number of times.
#include "feed/page_body.h"

#include "base/folding.h"
#include "feed/page_furniture.h"

#include <algorithm>
#include <vector>

namespace dateline {

namespace {

constexpr int shortestParagraph = 25;
constexpr int levelsOfVotes = 5;

// Where text stands directly in it.
bool couldBeParagraph(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_PRE: case GUMBO_TAG_TD: case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_LI: case GUMBO_TAG_DD:
    case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE:
        return true;
    default:
        return false;
    }
}

bool isVoid(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_BR: case GUMBO_TAG_IMG: case GUMBO_TAG_HR: case GUMBO_TAG_WBR: case GUMBO_TAG_SOURCE: case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
        return true;
    default:
        return false;
    }
}

bool isHeading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool isInline(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_LAST: case GUMBO_TAG_A: case GUMBO_TAG_B: case GUMBO_TAG_I: case GUMBO_TAG_EM: case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SPAN: case GUMBO_TAG_BR: case GUMBO_TAG_FONT: case GUMBO_TAG_SMALL: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP:
    case GUMBO_TAG_U: case GUMBO_TAG_ABBR: case GUMBO_TAG_CITE: case GUMBO_TAG_CODE: case GUMBO_TAG_IMG: case GUMBO_TAG_MARK:
    case GUMBO_TAG_TIME: case GUMBO_TAG_Q: case GUMBO_TAG_S: case GUMBO_TAG_DEL: case GUMBO_TAG_INS:
        return true;
    default:
        return false;
    }
}

class BodyFinder final {
public:
    BodyFinder(PageTree &tree, const QString &title)
        : m_tree(tree), m_title(folded(title)), m_scores(size_t(tree.size()), 0.0), m_readable(size_t(tree.size()), 0) {}

    QString markup()
    {
        QString html;
        vote();
        int best = m_tree.isFlattened() ? -1 : bestContainer();
        if (best < 0) { // no paragraph stands out: all that isn't furniture
            write(body(), html);
            return html;
        }
        best = widened(best);
        const int parent = m_tree.node(best).parent;
        const double threshold = std::max(10.0, m_scores[size_t(best)] * 0.2);
        if (const int figure = leadFigure(best); figure >= 0 && !isInNeighbour(figure, parent, threshold))
            write(figure, html);
        const int end = m_tree.node(parent < 0 ? best : parent).end;
        for (int i = parent < 0 ? best : parent + 1; i < end; i = m_tree.node(i).end) {
            if (i == best || (parent >= 0 && isGoodNeighbour(i, threshold)))
                write(i, html);
        }
        return html;
    }

private:
    // Text directly within an element, not in blocks of its own.
    int ownLength(int index) const
    {
        int length = 0;
        for (int i = index + 1; i < m_tree.node(index).end; i = m_tree.node(i).end) {
            if (isInline(m_tree.node(i).tag) && !m_tree.node(i).isDropped)
                length += m_tree.node(i).length - m_tree.node(i).linkLength;
        }
        return length;
    }

    bool isParagraph(int i) const
    {
        const PageNode &node = m_tree.node(i);
        if (node.isText() || node.isDropped || node.length < shortestParagraph || node.linkDensity() > 0.6)
            return false;
        if (node.tag == GUMBO_TAG_P)
            return true;
        return couldBeParagraph(node.tag) && ownLength(i) >= shortestParagraph * 2;
    }

    bool isWithinParagraph(int i)
    {
        if (i < m_paragraphEnd)
            return true;
        m_paragraphEnd = m_tree.node(i).end;
        return false;
    }

    void vote()
    {
        for (int i = 0; i < m_tree.size(); ++i) {
            if (!isParagraph(i))
                continue;
            const PageNode &node = m_tree.node(i);
            m_readable[size_t(i)] += isWithinParagraph(i) ? 0 : node.length - node.linkLength;
            double score = (1.0 + std::min(node.commas, 10) + std::min(node.length / 100, 8)) * (1.0 - node.linkDensity());
            if (node.tag != GUMBO_TAG_P)
                m_scores[size_t(i)] += score;
            int level = 0;
            for (int holder = node.parent; holder >= 0 && level < levelsOfVotes; holder = m_tree.node(holder).parent, ++level)
                m_scores[size_t(holder)] += level == 0 ? score : level == 1 ? score / 2 : score / (level * 3);
        }
        for (int i = m_tree.size() - 1; i > 0; --i)
            m_readable[size_t(m_tree.node(i).parent)] += m_readable[size_t(i)];
    }

    double weighted(int i) const
    {
        const PageNode &node = m_tree.node(i);
        double score = m_scores[size_t(i)];
        if (score <= 0 || node.isDropped)
            return 0;
        const bool isNamed = m_tree.attribute(i, "itemprop").toLower().contains(u"articlebody");
        if (isNamed)
            score = score * 1.5 + 25;
        else if (node.tag == GUMBO_TAG_ARTICLE)
            score = score * 1.2 + 10;
        else if (node.tag == GUMBO_TAG_MAIN || m_tree.attribute(i, "role") == u"main")
            score = score * 1.1 + 5;
        score += 10 * weightOfHints(m_tree.hints(i));
        return score * (1.0 - node.linkDensity());
    }

    int bestContainer() const
    {
        int best = -1;
        double bestScore = 0;
        for (int i = 0; i < m_tree.size(); ++i) {
            const double score = m_scores[size_t(i)] > 0 ? weighted(i) : 0;
            if (score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        return best;
    }

    int body() const
    {
        for (int i = 0; i < m_tree.size(); ++i) {
            if (m_tree.node(i).tag == GUMBO_TAG_BODY)
                return i;
        }
        return 0;
    }

    // Page builders put every few paragraphs in a box of its own: up to what holds half of the page's.
    int widened(int best) const
    {
        const int half = m_readable[0] * 3 / 5;
        int holder = m_tree.node(best).parent;
        for (; holder >= 0 && m_readable[size_t(best)] < half; holder = m_tree.node(holder).parent) {
            if (m_readable[size_t(holder)] > m_readable[size_t(best)])
                best = holder;
        }
        return joined(best);
    }

    // A box that is made like another one, and holds a good deal of text, too.
    bool isLikeBox(int i, int box) const
    {
        constexpr int leastShare = 5;
        const PageNode &node = m_tree.node(i);
        return i != box && !node.isDropped && node.tag == m_tree.node(box).tag && m_readable[size_t(i)] * leastShare > m_readable[size_t(box)]
            && m_tree.attribute(i, "class") == m_tree.attribute(box, "class");
    }

    // Up to what holds several boxes of the kind that the text was found in: a text with pictures between its parts. Several articles on a page are
    // no such parts.
    int joined(int best) const
    {
        constexpr int levels = 6;
        int box = best;
        for (int level = 0; level < levels; ++level) {
            const int holder = m_tree.node(box).parent;
            const GumboTag tag = m_tree.node(box).tag;
            if (holder < 0 || (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_SECTION) || m_tree.node(holder).tag == GUMBO_TAG_BODY)
                break;
            bool isOneOfSeveral = false;
            for (int i = holder + 1; i < m_tree.node(holder).end && !m_tree.attribute(box, "class").isEmpty(); i = m_tree.node(i).end)
                isOneOfSeveral = isOneOfSeveral || isLikeBox(i, box);
            best = isOneOfSeveral ? holder : best;
            box = holder;
        }
        return best;
    }

    bool isGoodNeighbour(int i, double threshold) const
    {
        const PageNode &node = m_tree.node(i);
        if (node.isDropped || node.isText())
            return false;
        if (m_scores[size_t(i)] >= threshold)
            return true;
        if (node.tag != GUMBO_TAG_P)
            return false;
        return (node.length > 80 && node.linkDensity() < 0.25)
            || (node.length > 0 && node.linkLength == 0 && m_tree.text(i).endsWith(u'.'));
    }

    bool holdsImage(int i) const
    {
        for (int within = i + 1; within < m_tree.node(i).end; ++within) {
            if (m_tree.node(within).tag == GUMBO_TAG_IMG)
                return true;
        }
        return false;
    }

    // Whether a figure is shown for another article, or together with others.
    bool isOfAnother(int figure, int holder) const
    {
        constexpr int deepest = 8;
        int level = 0;
        for (int i = figure; i > holder; i = m_tree.node(i).parent) {
            const GumboTag tag = m_tree.node(i).tag;
            if (++level > deepest || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_A || tag == GUMBO_TAG_LI || weightOfHints(m_tree.hints(i)) < 0)
                return true;
        }
        return false;
    }

    // Whether a figure lies in a box beside the text that is written anyway.
    bool isInNeighbour(int figure, int parent, double threshold) const
    {
        int box = figure;
        while (box >= 0 && m_tree.node(box).parent != parent)
            box = m_tree.node(box).parent;
        return parent >= 0 && box >= 0 && isGoodNeighbour(box, threshold);
    }

    // The picture above the text, with its caption, where a theme sets it beside what holds the text; -1 where there is none.
    int leadFigure(int best) const
    {
        constexpr int levels = 3, longestCaption = 600, mostNodes = 100;
        int holder = best;
        for (int level = 0; level < levels && m_tree.node(holder).tag != GUMBO_TAG_ARTICLE && m_tree.node(holder).tag != GUMBO_TAG_MAIN; ++level) {
            if (m_tree.node(holder).parent < 0 || m_tree.node(m_tree.node(holder).parent).tag == GUMBO_TAG_BODY)
                break;
            holder = m_tree.node(holder).parent;
        }
        for (int i = holder + 1; i < best; ++i) {
            const PageNode &node = m_tree.node(i);
            const bool isFigure = node.tag == GUMBO_TAG_FIGURE && !node.isDropped && node.end - i <= mostNodes && node.length <= longestCaption && node.linkDensity() < 0.5;
            if (isFigure && !isOfAnother(i, holder) && holdsImage(i))
                return i;
        }
        return -1;
    }

    // Lists, tables and boxes that are mostly links are not text.
    bool isLinkBox(int i) const
    {
        const PageNode &node = m_tree.node(i);
        switch (node.tag) {
        case GUMBO_TAG_UL: case GUMBO_TAG_OL: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_TABLE: case GUMBO_TAG_DL:
            return node.length > 0 && node.linkDensity() > 0.5;
        case GUMBO_TAG_P:
            return node.length > 0 && node.linkDensity() > 0.9 && node.length < 150;
        default:
            return false;
        }
    }

    bool isRepeatedTitle(int i) const
    {
        return isHeading(m_tree.node(i).tag) && !m_title.isEmpty() && folded(m_tree.text(i, 2000)) == m_title;
    }

    void writeStart(int i, QString &html) const
    {
        const GumboElement &element = m_tree.node(i).node->v.element;
        html += u'<' + QString::fromLatin1(gumbo_normalized_tagname(element.tag));
        for (unsigned a = 0; a < element.attributes.length; ++a) {
            const auto *attribute = static_cast<const GumboAttribute *>(element.attributes.data[a]);
            const QString name = QString::fromUtf8(attribute->name);
            const QString value = QString::fromUtf8(attribute->value);
            // What is hidden has been judged; pictures fade in once they are loaded.
            const bool isLook = name == u"hidden" || (name == u"style" && (element.tag != GUMBO_TAG_IMG || value.contains(u"opacity")));
            if (name == u"class" || name == u"id" || isLook || name.startsWith(u"on"))
                continue;
            html += u' ' + name + QStringLiteral("=\"") + value.toHtmlEscaped() + u'"';
        }
        html += u'>';
    }

    void write(int top, QString &html) const
    {
        std::vector<int> open;
        const auto closeBefore = [&](int i) {
            while (!open.empty() && m_tree.node(open.back()).end <= i) {
                html += QStringLiteral("</") + QString::fromLatin1(gumbo_normalized_tagname(m_tree.node(open.back()).tag)) + u'>';
                open.pop_back();
            }
        };
        for (int i = top; i < m_tree.node(top).end;) {
            closeBefore(i);
            const PageNode &node = m_tree.node(i);
            if (node.isDropped || (i != top && isLinkBox(i)) || isRepeatedTitle(i)) {
                i = node.end;
                continue;
            }
            if (node.isText()) {
                html += QString::fromUtf8(node.node->v.text.text).toHtmlEscaped();
            } else if (node.tag != GUMBO_TAG_UNKNOWN && node.tag != GUMBO_TAG_BODY && node.tag != GUMBO_TAG_HTML) {
                writeStart(i, html);
                if (!isVoid(node.tag))
                    open.push_back(i);
            }
            ++i;
        }
        closeBefore(m_tree.node(top).end);
    }

    PageTree &m_tree;
    QString m_title;
    std::vector<double> m_scores;
    std::vector<int> m_readable; // characters of paragraphs within, links left out
    int m_paragraphEnd = 0;
};

} // namespace

QString mainMarkup(PageTree &tree, const QString &title, Strictness strictness)
{
    dropFurniture(tree, strictness);
    return BodyFinder(tree, title).markup();
}

} // namespace dateline
