// Three steps: guardedMarkup() bounds the input and drops what may not be read anyway, gumbo builds the tree, and the
// writer below walks it with a stack of its own. Because the parser only ever sees elements that may be written again,
// its tree is the tree that a browser would build from our output; that is what mutation attacks break on. Only where the
// parser had to move elements about can a tree come out that no markup gives; then the output is parsed again.
#include "text/html_sanitiser.h"

#include "text/entities.h"
#include "text/gumbo_tree.h"
#include "text/image_address.h"
#include "text/markup_guard.h"
#include "text/markup_tags.h"
#include "text/regular_tree.h"
#include "text/text_builder.h"
#include "text/urls.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dateline {

namespace {

// QString takes a byte order mark at the start for none of the text; here it is a character like any other.
QString textOf(const char *utf8)
{
    constexpr QByteArrayView mark("\xef\xbb\xbf");
    QByteArrayView bytes(utf8);
    qsizetype marks = 0;
    for (; bytes.startsWith(mark); bytes = bytes.sliced(mark.size()))
        ++marks;
    return marks == 0 ? QString::fromUtf8(bytes) : QString(QString(marks, QChar(0xfeff)) + QString::fromUtf8(bytes));
}

QString attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found ? textOf(found->value) : QString();
}

bool isHidden(const GumboNode *node)
{
    return gumbo_get_attribute(&node->v.element.attributes, "hidden"); // the guard writes it
}

// Whether hidden text is one that a press unfolds: longer than the preview lines of newsletters, and no mass of hidden links.
bool isFolded(const GumboNode *hidden)
{
    constexpr qsizetype longestLine = 300;
    qsizetype letters = 0, linked = 0;
    std::vector<std::pair<const GumboNode *, bool>> open{{hidden, false}};
    while (!open.empty()) {
        const auto [node, isLinked] = open.back();
        open.pop_back();
        if (node->type == GUMBO_NODE_TEXT) {
            const QString text = textOf(node->v.text.text);
            const auto count = std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
            letters += count;
            linked += isLinked ? count : 0;
        } else if (node->type == GUMBO_NODE_ELEMENT) {
            const GumboVector &children = node->v.element.children;
            for (unsigned i = 0; i < children.length; ++i)
                open.emplace_back(static_cast<const GumboNode *>(children.data[i]), isLinked || node->v.element.tag == GUMBO_TAG_A);
        }
    }
    return letters >= longestLine && linked * 2 <= letters;
}

constexpr int maximumRounds = 4;
constexpr qsizetype maximumRepairable = 1 << 20;
// Characters of addresses that may be written: short links against a long base would make gigabytes of a megabyte.
constexpr qsizetype freeAddresses = 1 << 20;
constexpr qsizetype addressesPerInput = 8;

bool isNumber(QStringView text, int limit)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    return ok && value >= 0 && value <= limit && text.size() <= 6;
}

// In the form of BCP 47, whether or not there is such a language.
bool isLanguageTag(QStringView text)
{
    constexpr qsizetype longest = 35; // RFC 5646 §4.4.1
    const auto isOf = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-'; };
    return !text.isEmpty() && text.size() <= longest && std::all_of(text.begin(), text.end(), isOf);
}

class Writer final {
public:
    Writer(const QUrl &base, qsizetype addresses)
        : m_base(base), m_addressesLeft(addresses)
    {
    }

    // True where the parser had to repair misnested elements.
    bool wasRepaired() const { return m_repaired; }

    SanitisedHtml write(const GumboNode *root, qsizetype likelySize)
    {
        m_result.html.reserve(likelySize);
        m_walk.push_back({root, 0, false, false});
        while (!m_walk.empty()) {
            Step &step = m_walk.back();
            const GumboVector &children = step.node->v.element.children;
            if (step.next == children.length) {
                leave(step);
                m_walk.pop_back();
                continue;
            }
            enter(static_cast<const GumboNode *>(children.data[step.next++]));
        }
        m_result.text = m_text.take();
        return std::move(m_result);
    }

private:
    static constexpr unsigned repairs = GUMBO_INSERTION_ADOPTION_AGENCY_CLONED | GUMBO_INSERTION_ADOPTION_AGENCY_MOVED
        | GUMBO_INSERTION_FOSTER_PARENTED | GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT;

    struct Step {
        const GumboNode *node;
        unsigned next;
        bool written; // its start tag stands in the output
        bool isKept;  // what is hidden in it is looked at no more
    };

    void enter(const GumboNode *node)
    {
        switch (node->type) {
        case GUMBO_NODE_ELEMENT:
            enterElement(node);
            break;
        case GUMBO_NODE_TEXT: case GUMBO_NODE_WHITESPACE: case GUMBO_NODE_CDATA: {
            const QString text = textOf(node->v.text.text);
            if (m_result.html.size() == m_preStart && text.startsWith(u'\n'))
                m_result.html += u'\n'; // a parser eats the first one
            appendEscaped(m_result.html, text);
            m_text.add(text, m_preformatted > 0);
            break;
        }
        case GUMBO_NODE_DOCUMENT: case GUMBO_NODE_COMMENT: case GUMBO_NODE_TEMPLATE:
            break;
        }
    }

    void enterElement(const GumboNode *node)
    {
        const GumboElement &element = node->v.element;
        const quint32 traits = tagTraits(element.tag);
        if (element.tag_namespace != GUMBO_NAMESPACE_HTML)
            return; // can't happen behind the guard
        // Elements that were moved out of a table aren't flagged. What an unwrapped link or span held apart (a heading within a heading) would be
        // read otherwise without it.
        const bool isUnwrapped = !m_walk.back().written && m_walk.size() > 1;
        const bool isHeldApart = isUnwrapped && ((traits & (ClosesParagraph | Line | Barrier)) || element.tag == GUMBO_TAG_RT || element.tag == GUMBO_TAG_RP);
        m_repaired = m_repaired || (node->parse_flags & repairs) != 0 || element.tag == GUMBO_TAG_TABLE || isHeldApart;
        if (element.tag == GUMBO_TAG_IMG)
            return image(node);
        const bool isKept = m_walk.back().isKept || isHidden(node);
        if (isKept && !m_walk.back().isKept && !isFolded(node))
            return;
        if (element.tag == GUMBO_TAG_SOURCE) {
            m_sourceSet = attribute(node, "srcset");
            return;
        }
        separate(element.tag, traits);
        bool written = false;
        if (traits & Allowed) {
            const QString start = startTag(node);
            written = !start.isEmpty();
            m_result.html += start;
            if (element.tag == GUMBO_TAG_PRE)
                m_preStart = m_result.html.size();
        }
        if (!(traits & Void)) {
            m_preformatted += element.tag == GUMBO_TAG_PRE ? 1 : 0;
            m_walk.push_back({node, 0, written, isKept});
        }
    }

    void leave(const Step &step)
    {
        const GumboTag tag = step.node->v.element.tag;
        const quint32 traits = tagTraits(tag);
        m_preformatted -= tag == GUMBO_TAG_PRE ? 1 : 0;
        if (step.written)
            m_result.html += u"</" + QLatin1String(gumbo_normalized_tagname(tag)) + u'>';
        if (traits & Paragraph)
            m_text.endParagraph();
        else if (traits & Line)
            m_text.endLine();
        else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
            m_text.endCell();
    }

    void separate(GumboTag tag, quint32 traits)
    {
        if (tag == GUMBO_TAG_BR)
            m_text.breakLine();
        else if (traits & Paragraph)
            m_text.endParagraph();
        else if (traits & Line)
            m_text.endLine();
    }

    // Empty where the element is to be unwrapped: a link that leads nowhere, a span that says nothing.
    QString startTag(const GumboNode *node)
    {
        const GumboTag tag = node->v.element.tag;
        const QString attributes = allowedAttributes(node);
        if (attributes.isEmpty() && (tag == GUMBO_TAG_A || tag == GUMBO_TAG_SPAN))
            return {};
        return u'<' + QLatin1String(gumbo_normalized_tagname(tag)) + attributes + u'>';
    }

    QString allowedAttributes(const GumboNode *node)
    {
        QString out;
        const GumboTag tag = node->v.element.tag;
        const GumboVector &attributes = node->v.element.attributes;
        bool hasAddress = false;
        for (unsigned i = 0; i < attributes.length; ++i) {
            const auto *one = static_cast<const GumboAttribute *>(attributes.data[i]);
            const QString value = allowedValue(tag, one->name, textOf(one->value));
            if (value.isNull())
                continue;
            hasAddress = hasAddress || qstrcmp(one->name, "href") == 0;
            out += u' ' + QLatin1String(one->name) + u"=\"" + escaped(value) + u'"';
        }
        return tag == GUMBO_TAG_A && !hasAddress ? QString() : out;
    }

    // Once there are too many, links lose where they lead and pictures are left out.
    QString counted(const QString &address)
    {
        m_addressesLeft -= address.size();
        return address;
    }

    // A null string where the attribute may not stand.
    QString allowedValue(GumboTag tag, QByteArrayView name, const QString &value)
    {
        if (name == "lang")
            return isLanguageTag(value) ? value : QString();
        if (name == "title")
            return QStringView(value).size() <= 1024 ? simplifiedValue(value) : QString();
        if (name == "dir")
            return value == u"ltr" || value == u"rtl" || value == u"auto" ? value : QString();
        if (name == "href" && tag == GUMBO_TAG_A)
            return linkAddress(value);
        if (name == "cite" && (tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_Q || tag == GUMBO_TAG_INS || tag == GUMBO_TAG_DEL))
            return m_addressesLeft > 0 ? counted(webAddress(value, m_base).value_or(QString())) : QString();
        if (name == "datetime" && (tag == GUMBO_TAG_TIME || tag == GUMBO_TAG_INS || tag == GUMBO_TAG_DEL))
            return value.size() <= 64 ? value : QString();
        if ((name == "colspan" || name == "rowspan") && (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH))
            return isNumber(value, 1000) ? value : QString();
        if ((name == "start" && tag == GUMBO_TAG_OL) || (name == "value" && tag == GUMBO_TAG_LI))
            return isNumber(value, 99999) ? value : QString();
        if (name == "type" && tag == GUMBO_TAG_OL)
            return value.size() == 1 && QStringView(u"1aAiI").contains(value[0]) ? value : QString();
        return {};
    }

    static QString simplifiedValue(const QString &value)
    {
        const QString line = value.simplified();
        return line.isEmpty() ? QString() : line;
    }

    QString linkAddress(const QString &value)
    {
        if (m_addressesLeft <= 0)
            return {};
        const QStringView trimmed = QStringView(value).trimmed();
        if (trimmed.startsWith(u"mailto:", Qt::CaseInsensitive))
            return counted(mailAddress(trimmed).value_or(QString()));
        return counted(webAddress(value, m_base).value_or(QString()));
    }

    // Too small to stand for the article: a flag, an author's face.
    static bool isIcon(const QString &size)
    {
        constexpr int largestIcon = 63;
        return isNumber(size, largestIcon);
    }

    void image(const GumboNode *node)
    {
        ImageSource source;
        source.source = attribute(node, "src");
        for (const char *name : {"data-src", "data-original", "data-lazy-src"})
            if (source.lazySource.isEmpty())
                source.lazySource = attribute(node, name);
        for (const char *name : {"srcset", "data-srcset", "data-lazy-srcset"})
            if (source.set.isEmpty())
                source.set = attribute(node, name);
        if (source.set.isEmpty())
            source.set = std::exchange(m_sourceSet, {});
        const QString width = attribute(node, "width");
        const QString height = attribute(node, "height");
        const QString address = m_addressesLeft > 0 ? counted(imageAddress(source, m_base)) : QString();
        // What a script brings in is shown by it, too.
        const bool isShownLater = !source.lazySource.isEmpty();
        const QString style = isShownLater ? QString() : attribute(node, "style");
        if (address.isEmpty() || (isHidden(node) && !isShownLater) || isTrackingPixel(address, width, height, style))
            return;
        if (m_result.image.isEmpty() && !address.startsWith(u"data:") && !isIcon(width) && !isIcon(height))
            m_result.image = address;
        m_result.html += u"<img src=\"" + escaped(address) + u'"';
        for (const char *name : {"alt", "title"}) {
            const QString value = attribute(node, name).left(1024).simplified();
            if (!value.isEmpty())
                m_result.html += u' ' + QLatin1String(name) + u"=\"" + escaped(value) + u'"';
        }
        if (isNumber(width, 20000))
            m_result.html += u" width=\"" + width + u'"';
        if (isNumber(height, 20000))
            m_result.html += u" height=\"" + height + u'"';
        m_result.html += u'>';
    }

    const QUrl m_base;
    qsizetype m_addressesLeft; // characters
    SanitisedHtml m_result;
    TextBuilder m_text;
    std::vector<Step> m_walk;
    QString m_sourceSet; // of the <picture> around the next image
    int m_preformatted = 0;
    qsizetype m_preStart = -1; // behind the start tag of the last <pre>
    bool m_repaired = false;
};

struct Round {
    SanitisedHtml result;
    bool repaired = false;
};

Round sanitisedOnce(QStringView html, const QUrl &base)
{
    const GuardedMarkup guarded = guardedMarkup(html, MarkupUse::Reading);
    const RegularTree regular(guarded.utf8);
    const std::optional<GumboTree> mended = regular.root() ? std::nullopt : std::optional<GumboTree>(std::in_place, guarded.utf8);
    Writer writer(base, freeAddresses + html.size() * addressesPerInput);
    Round round{writer.write(mended ? mended->root() : regular.root(), qMin(html.size(), maximumRepairable)), false};
    round.repaired = writer.wasRepaired();
    round.result.truncated = guarded.truncated;
    return round;
}

} // namespace

SanitisedHtml sanitiseHtml(QStringView html, const QUrl &base)
{
    Round round = sanitisedOnce(html, base);
    // Every round's output is safe; the further ones are for stability, which a mass of markup isn't worth the time.
    const bool isMass = html.size() > maximumRepairable;
    for (int again = 0; round.repaired && !isMass && again < maximumRounds; ++again) {
        Round next = sanitisedOnce(round.result.html, base);
        if (next.result.html == round.result.html)
            break;
        next.result.truncated = next.result.truncated || round.result.truncated;
        next.repaired = true;
        round = std::move(next);
    }
    return std::move(round.result);
}

} // namespace dateline
