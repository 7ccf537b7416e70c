#include "text/plain_text.h"

#include "text/entities.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <iterator>

namespace dateline {

namespace {

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

// White space, and what looks like white space or like nothing: no-break and zero-width characters, controls, soft
// hyphens, byte order marks. Joiners stay: Persian and many emoji need them.
bool isBlank(QChar c)
{
    const char16_t u = c.unicode();
    if (u <= 0x20 || (u >= 0x7f && u <= 0xa0))
        return true;
    return u > 0xa0 && (c.isSpace() || u == 0x200b || u == 0xfeff || u == 0x2060);
}

// Embeddings, overrides and isolates (UAX #9 §2): left open in a title or name, they turn what stands beside it in a line. Marks stay.
bool turnsText(QChar c)
{
    return (c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
}

// Where the tag that starts at `at` (a '<') ends, one past its '>', or `at` where this is no tag: "a < b", "<3".
qsizetype tagEnd(QStringView text, qsizetype at)
{
    qsizetype i = at + 1;
    if (i < text.size() && text[i] == u'/')
        ++i;
    if (i >= text.size())
        return at;
    if (text.sliced(at).startsWith(u"<!--")) {
        // Bounded, so that a million comments without an end stay linear.
        const QStringView near = text.sliced(at + 4, std::min<qsizetype>(text.size() - at - 4, 4096));
        const qsizetype end = near.indexOf(u"-->");
        return end < 0 ? at : at + 4 + end + 3;
    }
    if (!isAsciiLetter(text[i]) && text[i] != u'!' && text[i] != u'?')
        return at;
    while (i < text.size() && text[i] != u'>' && text[i] != u'<')
        ++i;
    return i < text.size() && text[i] == u'>' ? i + 1 : at;
}

// The elements that titles are seen with. An unknown "<word>" in a title is more likely meant than markup ("<vector> in C++").
bool isKnownTag(QStringView tag)
{
    static constexpr QStringView known[] = {
        u"a", u"abbr", u"b", u"big", u"blockquote", u"br", u"cite", u"code", u"del", u"div", u"em", u"figure", u"font",
        u"h1", u"h2", u"h3", u"h4", u"h5", u"h6", u"hr", u"i", u"img", u"ins", u"li", u"mark", u"ol", u"p", u"pre", u"q",
        u"s", u"script", u"small", u"span", u"strike", u"strong", u"style", u"sub", u"sup", u"table", u"td", u"time",
        u"tr", u"tt", u"u", u"ul", u"wbr"};
    qsizetype start = 1;
    if (start < tag.size() && tag[start] == u'/')
        ++start;
    qsizetype end = start;
    while (end < tag.size() && (isAsciiLetter(tag[end]) || tag[end].isDigit()))
        ++end;
    if (start < tag.size() && (tag[start] == u'!' || tag[start] == u'?'))
        return true;
    if (end == tag.size() || !(tag[end] == u'>' || tag[end] == u'/' || tag[end].isSpace()))
        return false;
    const QStringView name = tag.sliced(start, end - start);
    return std::any_of(std::begin(known), std::end(known),
                       [name](QStringView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

bool isInline(QStringView tag)
{
    static constexpr QStringView apart[] = {u"br", u"p", u"div", u"li", u"td", u"tr", u"hr", u"h1", u"h2", u"h3", u"h4", u"h5", u"h6"};
    qsizetype start = tag.size() > 1 && tag[1] == u'/' ? 2 : 1;
    qsizetype end = start;
    while (end < tag.size() && tag[end].isLetterOrNumber())
        ++end;
    const QStringView name = tag.sliced(start, end - start);
    return std::none_of(std::begin(apart), std::end(apart),
                        [name](QStringView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

// Past the end tag of a script or style that begins with `tag`, of which nothing is for reading; `after` itself where it is another tag or has no end
// near by ("How to use <script>").
qsizetype scriptEnd(QStringView text, QStringView tag, qsizetype after)
{
    constexpr qsizetype nearBy = 8192; // bounded, so that many without an end stay linear
    for (const QStringView name : {QStringView(u"script"), QStringView(u"style")}) {
        if (!tag.sliced(1).startsWith(name, Qt::CaseInsensitive) || (tag.size() > name.size() + 1 && tag[name.size() + 1].isLetterOrNumber()))
            continue;
        const QStringView rest = text.sliced(after).left(nearBy);
        const qsizetype end = rest.indexOf(QString(u"</" + name.toString()), 0, Qt::CaseInsensitive);
        const qsizetype close = end < 0 ? -1 : rest.indexOf(u'>', end);
        return close < 0 ? after : after + close + 1;
    }
    return after;
}

// The text with known tags dropped (those of blocks leave a space).
QString withoutTags(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype end = text[i] == u'<' ? tagEnd(text, i) : i;
        if (end > i && isKnownTag(text.sliced(i, end - i))) {
            if (!isInline(text.sliced(i, end - i)))
                out += u' ';
            i = scriptEnd(text, text.sliced(i, end - i), end);
        } else {
            out += text[i++];
        }
    }
    return out;
}

// Halves of surrogate pairs and code points that stand for no character become U+FFFD, as an HTML parser reads them.
QString withCharactersOnly(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        if ((!isPair && text[i].isSurrogate()) || QChar::isNonCharacter(c))
            out += QChar(0xfffd);
        else
            out += text.sliced(i, isPair ? 2 : 1);
        i += isPair ? 1 : 0;
    }
    return out;
}

} // namespace

QString plainTitle(const QString &text)
{
    QString title = text.left(64 * 1024);
    // Twice: some publishers escape their titles' markup once more than the format asks for.
    for (int round = 0; round < 2; ++round) {
        if (!title.contains(u'<') && !title.contains(u'&'))
            break;
        title = withEntitiesDecoded(withoutTags(title));
    }
    return simplified(withoutTags(title));
}

bool isWrittenInHtml(QStringView text)
{
    static constexpr QStringView telling[] = {u"</p>", u"</div>", u"</a>", u"<br>", u"<br/>", u"<br />", u"</li>", u"<img src="};
    return text.contains(u'<')
        && std::any_of(std::begin(telling), std::end(telling), [text](QStringView one) { return text.contains(one, Qt::CaseInsensitive); });
}

bool looksLikeHtml(QStringView text)
{
    for (qsizetype i = text.indexOf(u'<'); i >= 0; i = text.indexOf(u'<', i + 1)) {
        const qsizetype end = tagEnd(text, i);
        if (end > i && isKnownTag(text.sliced(i, end - i)))
            return true;
    }
    return holdsEntity(text);
}

QString htmlFromText(QStringView text)
{
    QString html;
    html.reserve(text.size() + text.size() / 8);
    bool open = false;
    int breaks = 0;
    const QString characters = withCharactersOnly(text);
    for (QChar c : characters) {
        if (c == u'\r')
            continue;
        if (c == u'\n' || c.unicode() == 0x2028 || c.unicode() == 0x2029) {
            breaks += c.unicode() == 0x2029 ? 2 : 1;
            continue;
        }
        if (breaks > 0 && c.isSpace())
            continue; // a line of blanks is an empty line
        if (open && breaks >= 2) {
            html += u"</p>\n";
            open = false;
        } else if (open && breaks == 1) {
            html += u"<br>\n";
        }
        breaks = 0;
        if (!open) {
            if (c.isSpace())
                continue;
            html += u"<p>";
            open = true;
        }
        appendEscaped(html, c);
    }
    if (open)
        html += u"</p>";
    return html;
}

QString simplified(QStringView text)
{
    QString out;
    out.reserve(text.size());
    bool gap = false;
    for (QChar c : text) {
        if (c.unicode() == 0xad || turnsText(c))
            continue; // no gap
        if (isBlank(c)) {
            gap = !out.isEmpty();
            continue;
        }
        if (gap)
            out += u' ';
        gap = false;
        out += c;
    }
    return out;
}

QString excerpt(QStringView text, int length)
{
    // Only as much as could be needed is folded: an excerpt of a book must not cost a book.
    const qsizetype enough = qsizetype(std::max(length, 0)) * 4 + 256;
    QString line = simplified(text.first(std::min(text.size(), enough)));
    if (line.size() <= length && text.size() <= enough)
        return line;
    if (length <= 1)
        return length == 1 ? QStringLiteral("…") : QString();
    QStringView head = QStringView(line).first(std::min<qsizetype>(line.size(), length - 1));
    qsizetype cut = head.size();
    if (head.size() < line.size() && !line[head.size()].isSpace()) {
        const qsizetype space = head.lastIndexOf(u' ');
        if (space >= head.size() / 2) {
            cut = space;
        } else { // one very long word, or a script without spaces
            QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, line);
            finder.setPosition(head.size());
            if (!finder.isAtBoundary())
                cut = std::max<qsizetype>(finder.toPreviousBoundary(), 0);
        }
    }
    while (cut > 0 && (line[cut - 1].isSpace() || line[cut - 1] == u',' || line[cut - 1] == u';'))
        --cut;
    return line.first(cut) + u'…';
}

} // namespace dateline
