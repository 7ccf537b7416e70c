// One pass over the tokens with a stack of open elements that follows the parser's own rules closely enough to know what
// is open: implied ends of p, li, dt, dd and table parts, scopes, and the list of formatting elements that the parser
// opens again. Cost: each token looks at no more than 512 open elements, and the tokens are counted.
#include "text/markup_guard.h"

#include "text/entities.h"
#include "text/inline_style.h"
#include "text/markup_tags.h"
#include "text/markup_tokens.h"

#include <QList>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace dateline {

namespace {

constexpr qsizetype maximumBytes = 16 << 20;
constexpr qsizetype maximumLevels = 512;
constexpr qint64 maximumWeight = 250'000;
constexpr int maximumFormatting = 16;     // open at once between two barriers
constexpr qsizetype mostHidden = 4096;    // bytes of markup within a hidden element that may not stand itself
constexpr qsizetype maximumValue = 128 << 10; // of an attribute: a data: image of 64 KiB and some room

// Formatting elements that are open (or will be opened again) since the last barrier.
struct FormattingFrame {
    std::array<quint8, GUMBO_TAG_LAST + 1> open{};
    std::array<quint16, GUMBO_TAG_LAST + 1> dropped{};
    int total = 0;
};

bool isTablePart(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_THEAD: case GUMBO_TAG_TFOOT: case GUMBO_TAG_TR: case GUMBO_TAG_TD:
    case GUMBO_TAG_TH: case GUMBO_TAG_CAPTION: case GUMBO_TAG_COLGROUP:
        return true;
    default:
        return false;
    }
}

// Elements that end the parser's search for something to close (HTML Standard §13.2.4.2, "special").
bool isSpecial(GumboTag tag)
{
    return (tagTraits(tag) & (Paragraph | Line | Barrier | ClosesParagraph)) || isTablePart(tag);
}

bool isHeading(GumboTag tag)
{
    return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

bool isReadingAttribute(QByteArrayView name)
{
    static constexpr QByteArrayView wanted[] = {
        "href", "src", "alt", "title", "width", "height", "colspan", "rowspan", "datetime", "cite", "lang", "dir", "start", "type",
        "value", "srcset", "data-src", "data-srcset", "data-original", "data-lazy-src", "data-lazy-srcset"};
    for (QByteArrayView one : wanted)
        if (equalsIgnoringCase(name, one))
            return true;
    return false;
}

// `style` as it stands in markup.
bool isHiddenBy(QByteArrayView style)
{
    return style.contains('&') ? hidesElement(withEntitiesDecoded(QString::fromUtf8(style)).toUtf8()) : hidesElement(style);
}

bool isHiddenTag(const MarkupTag &tag)
{
    return std::any_of(tag.attributes.begin(), tag.attributes.end(), [](const MarkupAttribute &one) {
        if (equalsIgnoringCase(one.name, "hidden")) // what a search may open is text like any other
            return !equalsIgnoringCase(one.value, "until-found");
        return equalsIgnoringCase(one.name, "style") && one.value.size() <= maximumValue && isHiddenBy(one.value);
    });
}

class Guard final {
public:
    Guard(QByteArrayView markup, MarkupUse use)
        : m_in(markup)
        , m_reading(use == MarkupUse::Reading)
    {
        m_out.reserve(markup.size() + markup.size() / 8);
        m_frames.emplace_back();
    }

    GuardedMarkup run()
    {
        for (qsizetype i = 0; i < m_in.size();) {
            const void *found = std::memchr(m_in.data() + i, '<', size_t(m_in.size() - i));
            const qsizetype at = found ? static_cast<const char *>(found) - m_in.data() : m_in.size();
            addText(m_in.sliced(i, at - i));
            i = at < m_in.size() ? token(at) : at;
        }
        return {m_out, m_truncated};
    }

private:
    void addText(QByteArrayView text)
    {
        if (!text.isEmpty())
            m_afterImage = m_afterImage && text.trimmed().isEmpty();
        if (!m_inCdata) {
            m_out.append(text);
            return;
        }
        // Publishers wrap content in CDATA once too often; its end would be left standing as text.
        const qsizetype end = text.indexOf("]]>");
        if (end >= 0) {
            m_inCdata = false;
            m_out.append(text.first(end)).append(text.sliced(end + 3));
        } else {
            m_out.append(text);
        }
    }

    qsizetype token(qsizetype at)
    {
        if (isTagAt(m_in, at)) {
            const qsizetype next = readTag(m_in, at, m_tag);
            if (next == m_in.size() && m_in.back() != '>')
                return next; // cut off inside a tag, which is where a truncated article ends
            return m_tag.isEnd ? endTag(next) : startTag(next);
        }
        return declaration(at);
    }

    // Comments, doctypes, processing instructions: all dropped. A bare "<" is text.
    qsizetype declaration(qsizetype at)
    {
        const QByteArrayView rest = m_in.sliced(at);
        if (rest.startsWith("<![CDATA[")) {
            m_inCdata = true;
            return at + 9;
        }
        if (rest.startsWith("<!--") && !m_noMoreCommentEnds) {
            if (rest.startsWith("<!-->"))
                return at + 5;
            const qsizetype end = m_in.indexOf("-->", at + 4 - (rest.startsWith("<!--->") ? 1 : 0));
            if (end >= 0)
                return end + 3;
            m_noMoreCommentEnds = true;
        }
        const bool bogus = rest.size() > 1 && (rest[1] == '!' || rest[1] == '?' || rest[1] == '/');
        if (bogus && !m_noMoreTagEnds) {
            const qsizetype end = m_in.indexOf('>', at + 2);
            if (end >= 0)
                return end + 1;
            m_noMoreTagEnds = true;
        }
        m_out.append("&lt;");
        return at + 1;
    }

    qsizetype startTag(qsizetype next)
    {
        const quint32 traits = tagTraits(m_tag.tag);
        const bool swallowed = (traits & Swallowed) || (m_reading && (traits & Embedded))
            || (m_reading && m_tag.tag == GUMBO_TAG_NOSCRIPT && m_afterImage); // the same image again, for readers without scripts
        if (swallowed)
            return swallow(next, traits);
        if (traits & Raw)
            return rawText(next);
        m_afterImage = m_afterImage && m_tag.tag == GUMBO_TAG_NOSCRIPT;
        const GumboTag tag = replacement(m_tag.tag, traits);
        m_isHidden = m_reading && isHiddenTag(m_tag);
        if (tag == GUMBO_TAG_LAST)
            return m_isHidden && !(traits & Void) ? passHidden(next) : next;
        if (isTablePart(tag) && tag != GUMBO_TAG_TABLE && m_openOf[GUMBO_TAG_TABLE] == 0)
            return next; // the parser passes it over too (HTML Standard §13.2.6.4.7)
        m_weight += 1 + m_frames.back().total;
        if (m_weight > maximumWeight) {
            m_truncated = true;
            m_out.append(' ');
            return next;
        }
        open(tag, tagTraits(tag));
        return next;
    }

    qsizetype endTag(qsizetype next)
    {
        const quint32 traits = tagTraits(m_tag.tag);
        const GumboTag tag = replacement(m_tag.tag, traits);
        if (tag == GUMBO_TAG_LAST || (traits & (Void | Raw | Swallowed)) || (m_reading && (traits & Embedded)))
            return next;
        if (m_overflow > 0) {
            --m_overflow;
            standInFor(tag);
            return next;
        }
        close(tag, tagTraits(tag));
        return next;
    }

    // The tag that stands for `tag` in what leaves here; GUMBO_TAG_LAST where it is dropped.
    GumboTag replacement(GumboTag tag, quint32 traits) const
    {
        if (!m_reading)
            return (traits & Unwrapped) ? GUMBO_TAG_LAST : tag;
        if (tag == GUMBO_TAG_LISTING)
            return GUMBO_TAG_PRE;
        if (tag == GUMBO_TAG_IMAGE)
            return GUMBO_TAG_IMG;
        if (tag == GUMBO_TAG_ACRONYM)
            return GUMBO_TAG_ABBR;
        if ((traits & Allowed) || tag == GUMBO_TAG_SOURCE)
            return tag;
        return (traits & Paragraph) ? GUMBO_TAG_DIV : GUMBO_TAG_LAST;
    }

    qsizetype swallow(qsizetype next, quint32 traits)
    {
        const GumboTag tag = m_tag.tag;
        // A button whose end was forgotten would take all with it up to the end of another.
        const bool isButton = tag == GUMBO_TAG_BUTTON;
        const qsizetype end = m_unclosed[tag] ? -1 : findEndTag(m_in, m_tag.name, next, isButton);
        if (end >= 0 && m_in[end + 1] == '/')
            return readTag(m_in, end, m_tag);
        m_unclosed[tag] = end < 0;
        // Without an end, code runs to the end of the input as the standard has it; of others only the tag is dropped.
        return (traits & Raw) ? m_in.size() : next;
    }

    // Behind the end of a hidden element whose tags are dropped; `next` itself where that isn't near by.
    qsizetype passHidden(qsizetype next)
    {
        const QByteArrayView near = m_in.first(std::min(m_in.size(), next + mostHidden));
        const qsizetype end = findEndTag(near, m_tag.name, next, true);
        return end >= 0 && m_in[end + 1] == '/' ? readTag(m_in, end, m_tag) : next;
    }

    // Title, script, style (of a page) and xmp.
    qsizetype rawText(qsizetype next)
    {
        const QByteArray name = m_tag.name.toByteArray().toLower();
        const qsizetype found = findEndTag(m_in, m_tag.name, next);
        const qsizetype end = found < 0 ? m_in.size() : found;
        QByteArray content = m_in.sliced(next, end - next).toByteArray();
        if (m_tag.tag == GUMBO_TAG_XMP) {
            m_out.append("<div>" + content.replace('&', "&amp;").replace('<', "&lt;") + "</div>");
        } else {
            writeStart(m_tag.tag, name);
            // "<!--" would switch the tokeniser into states in which "</script>" is no end.
            m_out.append(content.replace("<!--", "<! --") + "</" + name + '>');
        }
        return found < 0 ? end : readTag(m_in, found, m_tag);
    }

    void open(GumboTag tag, quint32 traits)
    {
        closeImplied(tag, traits);
        if ((traits & Formatting) && !openFormatting(tag))
            return;
        if (!(traits & Void)) {
            if (m_open.size() >= maximumLevels) {
                m_truncated = true;
                ++m_overflow;
                standInFor(tag);
                return;
            }
            m_open.append(tag);
            ++m_openOf[tag];
            if (traits & Barrier)
                m_frames.emplace_back();
        }
        m_afterImage = tag == GUMBO_TAG_IMG && !m_isHidden;
        writeStart(tag, tag == m_tag.tag ? m_tag.name : QByteArrayView(gumbo_normalized_tagname(tag)));
    }

    // Below the deepest level elements go, but what they kept apart stays apart.
    void standInFor(GumboTag tag)
    {
        if (m_out.size() == m_separatedAt)
            return;
        const quint32 traits = tagTraits(tag);
        if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
            m_out.append(' ');
        } else if (traits & (Paragraph | Line)) {
            m_out.append(traits & Line ? "<br>" : "<br><br>");
            m_separatedAt = m_out.size();
        }
    }

    bool openFormatting(GumboTag tag)
    {
        FormattingFrame &frame = m_frames.back();
        if (tag == GUMBO_TAG_A && frame.open[tag] > 0) // a link in a link ends the first
            return true;
        if (frame.open[tag] >= 3 || frame.total >= maximumFormatting) {
            ++frame.dropped[tag];
            return false;
        }
        ++frame.open[tag];
        ++frame.total;
        return true;
    }

    void closeImplied(GumboTag tag, quint32 traits)
    {
        if (traits & ClosesParagraph)
            popThrough(lastOpen({GUMBO_TAG_P}, Wall::ButtonScope));
        if (tag == GUMBO_TAG_LI)
            popThrough(lastOpen({GUMBO_TAG_LI}, Wall::SpecialButDivision));
        else if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD)
            popThrough(lastOpen({GUMBO_TAG_DT, GUMBO_TAG_DD}, Wall::SpecialButDivision));
        else if (isHeading(tag) && !m_open.isEmpty() && isHeading(m_open.back()))
            popThrough(m_open.size() - 1);
        else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
            popThrough(lastCell({GUMBO_TAG_TD, GUMBO_TAG_TH}));
        else if (tag == GUMBO_TAG_TR)
            popThrough(lastCell({GUMBO_TAG_TR}));
        else if (isTablePart(tag) && tag != GUMBO_TAG_TABLE)
            popThrough(lastCell({GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_CAPTION, GUMBO_TAG_COLGROUP}));
    }

    void close(GumboTag tag, quint32 traits)
    {
        if (traits & Formatting) {
            FormattingFrame &frame = m_frames.back();
            if (frame.dropped[tag] > 0) {
                --frame.dropped[tag];
                return;
            }
            if (frame.open[tag] == 0)
                return;
            --frame.open[tag];
            --frame.total;
            const qsizetype at = lastOpen({tag}, Wall::Scope);
            if (at >= 0) {
                m_open.remove(at);
                --m_openOf[tag];
            }
        } else {
            const qsizetype at = closedBy(tag);
            if (at < 0)
                return;
            popThrough(at);
        }
        m_out.append("</");
        appendLower(tag == m_tag.tag ? m_tag.name : QByteArrayView(gumbo_normalized_tagname(tag)));
        m_out.append('>');
    }

    qsizetype closedBy(GumboTag tag) const
    {
        if (isTablePart(tag))
            return lastCell({tag});
        if (isHeading(tag)) // any heading's end tag ends any heading
            return lastOpen({GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6}, Wall::Scope);
        if (tag == GUMBO_TAG_P)
            return lastOpen({tag}, Wall::ButtonScope);
        return lastOpen({tag}, isSpecial(tag) ? Wall::Scope : Wall::Special);
    }

    enum class Wall : quint8 { Scope, ButtonScope, Special, SpecialButDivision };

    static bool isWall(GumboTag tag, Wall wall)
    {
        if (wall == Wall::Scope || wall == Wall::ButtonScope)
            return (tagTraits(tag) & Barrier) || (wall == Wall::ButtonScope && tag == GUMBO_TAG_BUTTON);
        const bool isDivision = tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_P || tag == GUMBO_TAG_ADDRESS;
        return isSpecial(tag) && !(wall == Wall::SpecialButDivision && isDivision);
    }

    // The innermost open element of `tags` that stands before any wall, or -1. Unknown elements are one to us here; the
    // parser looks at their names.
    qsizetype lastOpen(std::initializer_list<GumboTag> tags, Wall wall) const
    {
        if (std::none_of(tags.begin(), tags.end(), [this](GumboTag tag) { return m_openOf[tag] > 0; }))
            return -1;
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            if (std::find(tags.begin(), tags.end(), m_open[i]) != tags.end())
                return i;
            if (isWall(m_open[i], wall))
                return -1;
        }
        return -1;
    }

    // The same in table scope: only a table is a barrier.
    qsizetype lastCell(std::initializer_list<GumboTag> tags) const
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            if (std::find(tags.begin(), tags.end(), m_open[i]) != tags.end())
                return i;
            if (m_open[i] == GUMBO_TAG_TABLE)
                return -1;
        }
        return -1;
    }

    void popThrough(qsizetype at)
    {
        while (at >= 0 && m_open.size() > at) {
            if ((tagTraits(m_open.back()) & Barrier) && m_frames.size() > 1)
                m_frames.pop_back();
            --m_openOf[m_open.takeLast()];
        }
    }

    void appendLower(QByteArrayView name)
    {
        for (const char c : name)
            m_out.append(c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c);
    }

    void writeStart(GumboTag tag, QByteArrayView name)
    {
        m_out.append('<');
        appendLower(name);
        const bool plain = (tagTraits(tag) & Formatting) && tag != GUMBO_TAG_A; // equal ones are opened again at most 3 times
        for (const MarkupAttribute &attribute : std::as_const(m_tag.attributes)) {
            if (plain || attribute.value.size() > maximumValue || attribute.name.contains('"') || attribute.name.contains('<')
                || (m_reading && !isReadingAttribute(attribute.name) && !(tag == GUMBO_TAG_IMG && equalsIgnoringCase(attribute.name, "style"))))
                continue;
            m_out.append(' ');
            appendLower(attribute.name);
            m_out.append("=\"");
            if (attribute.value.contains('"'))
                m_out.append(attribute.value.toByteArray().replace('"', "&quot;"));
            else
                m_out.append(attribute.value);
            m_out.append('"');
        }
        if (m_isHidden)
            m_out.append(" hidden=\"\"");
        m_out.append('>');
    }

    QByteArrayView m_in;
    QByteArray m_out;
    MarkupTag m_tag;
    QList<GumboTag> m_open;
    std::vector<FormattingFrame> m_frames;
    std::array<qint16, GUMBO_TAG_LAST + 1> m_openOf{};
    std::array<bool, GUMBO_TAG_LAST + 1> m_unclosed{};
    qint64 m_weight = 0;
    qint64 m_overflow = 0;
    qsizetype m_separatedAt = -1; // the size of the output behind the last separator
    bool m_reading = true;
    bool m_truncated = false;
    bool m_inCdata = false;
    bool m_afterImage = false;
    bool m_isHidden = false; // the element that starts here
    bool m_noMoreCommentEnds = false;
    bool m_noMoreTagEnds = false;
};

} // namespace

GuardedMarkup guardedMarkup(QStringView html, MarkupUse use)
{
    const bool tooLong = html.size() > maximumBytes;
    QByteArray utf8 = html.first(std::min<qsizetype>(html.size(), maximumBytes)).toUtf8();
    if (utf8.contains('\0'))
        utf8.replace('\0', "\xEF\xBF\xBD");
    GuardedMarkup guarded = Guard(utf8, use).run();
    guarded.truncated = guarded.truncated || tooLong;
    return guarded;
}

} // namespace dateline
