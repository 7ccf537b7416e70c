// The few names that titles are full of are known here; every other one is looked up by gumbo, which holds the standard's
// whole table of 2,231.
#include "text/entities.h"

#include "text/gumbo_tree.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace dateline {

namespace {

struct Reference {
    qsizetype length = 0; // from '&' up to and with ';'; 0: none
    QStringView name;
};

Reference referenceAt(QStringView text, qsizetype at)
{
    qsizetype i = at + 1;
    const qsizetype limit = std::min(text.size(), at + 34); // the longest name has 31 letters
    while (i < limit && (text[i].unicode() < 128 && (text[i].isLetterOrNumber() || text[i] == u'#')))
        ++i;
    if (i >= limit || text[i] != u';' || i == at + 1)
        return {};
    return {i + 1 - at, text.sliced(at + 1, i - at - 1)};
}

char32_t repaired(uint code)
{
    static constexpr char16_t windows1252[32] = {
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178};
    if (code >= 0x80 && code < 0xa0)
        return windows1252[code - 0x80];
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return 0xfffd;
    return code;
}

QString numeric(QStringView name)
{
    const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
    bool ok = false;
    const uint code = name.sliced(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
    const bool digits = name.size() > (hex ? 2 : 1);
    if (!ok)
        return digits && name.size() > 8 ? QString(QChar(0xfffd)) : QString();
    const char32_t point = repaired(code);
    return QString::fromUcs4(&point, 1);
}

QString named(QStringView name)
{
    static constexpr struct { QStringView name; char16_t value; } common[] = {
        {u"amp", u'&'}, {u"lt", u'<'}, {u"gt", u'>'}, {u"quot", u'"'}, {u"apos", u'\''}, {u"nbsp", 0xa0}, {u"rsquo", 0x2019},
        {u"lsquo", 0x2018}, {u"rdquo", 0x201d}, {u"ldquo", 0x201c}, {u"ndash", 0x2013}, {u"mdash", 0x2014}, {u"hellip", 0x2026}};
    for (const auto &one : common)
        if (name == one.name)
            return QString(QChar(one.value));
    const QByteArray markup = '&' + name.toLatin1() + ';';
    const GumboTree tree(markup);
    const QString decoded = tree.plainText();
    // Still with its semicolon it was no name, or only its first letters were one ("&notably;" holds "&not").
    return decoded.endsWith(u';') ? QString() : decoded;
}

QString decoded(QStringView name)
{
    return name.startsWith(u'#') ? numeric(name) : named(name);
}

// What appendEscaped() leaves as it is.
bool isPlain(char16_t c)
{
    return c >= 0x20 && (c < 0x7f || c > 0x9f) && c != u'&' && c != u'<' && c != u'>' && c != u'"';
}

} // namespace

QString withEntitiesDecoded(const QString &text)
{
    qsizetype at = text.indexOf(u'&');
    if (at < 0)
        return text;
    QString out;
    out.reserve(text.size());
    qsizetype done = 0;
    for (; at >= 0; at = text.indexOf(u'&', at + 1)) {
        const Reference reference = referenceAt(text, at);
        const QString value = reference.length > 0 ? decoded(reference.name) : QString();
        if (value.isEmpty())
            continue;
        out += QStringView(text).sliced(done, at - done);
        out += value;
        done = at + reference.length;
        at = done - 1;
    }
    out += QStringView(text).sliced(done);
    return out;
}

bool holdsEntity(QStringView text)
{
    int tries = 64; // unknown names are dear to look up
    for (qsizetype at = text.indexOf(u'&'); at >= 0 && tries > 0; at = text.indexOf(u'&', at + 1)) {
        const Reference reference = referenceAt(text, at);
        if (reference.length > 0)
            --tries;
        if (reference.length > 0 && !decoded(reference.name).isEmpty())
            return true;
    }
    return false;
}

void appendEscaped(QString &html, QChar c)
{
    switch (c.unicode()) {
    case u'&': html += u"&amp;"; return;
    case u'<': html += u"&lt;"; return;
    case u'>': html += u"&gt;"; return;
    case u'"': html += u"&quot;"; return;
    case 0: html += QChar(0xfffd); return;
    case u'\t': case u'\n': html += c; return;
    case u'\v': case u'\f': case u'\r': html += u' '; return; // they part words
    default:
        if (c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f))
            html += c;
    }
}

void appendEscaped(QString &html, QStringView text)
{
    qsizetype from = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (isPlain(text[at].unicode()))
            continue;
        html += text.sliced(from, at - from);
        appendEscaped(html, text[at]);
        from = at + 1;
    }
    html += text.sliced(from);
}

QString escaped(QStringView text)
{
    QString html;
    html.reserve(text.size() + text.size() / 16);
    appendEscaped(html, text);
    return html;
}

} // namespace dateline
