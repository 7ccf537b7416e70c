// A hand-written scanner. '<' opens a tag only where a whole tag follows (a name, attributes, '>'); else it is a character,
// as in "profits < costs". Every search for the end of a section is remembered (Landmark), so a file of a million
// unterminated comments costs no more than one of a million words.
#include "feed/xml_tokenizer.h"

namespace dateline {

namespace {

constexpr qsizetype longestTag = 1 << 20; // UTF-16 units; a longer one is text
constexpr qsizetype mostAttributes = 256;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\r' || c == u'\f';
}

bool startsName(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c == u':' || c.unicode() >= 0xC0;
}

bool continuesName(QChar c)
{
    return startsName(c) || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.' || c.unicode() == 0xB7;
}

} // namespace

qsizetype XmlTokenizer::next(Landmark &landmark, qsizetype from) const
{
    if (landmark.found == -1 || landmark.found >= from)
        return landmark.found;
    const QChar rare = landmark.text[landmark.rare];
    qsizetype at = m_text.indexOf(rare, from + landmark.rare);
    while (at >= 0 && !m_text.sliced(at - landmark.rare).startsWith(landmark.text))
        at = m_text.indexOf(rare, at + 1);
    landmark.found = at < 0 ? -1 : at - landmark.rare;
    return landmark.found;
}

qsizetype XmlTokenizer::nameEnd(qsizetype from) const
{
    if (from >= m_text.size() || !startsName(m_text[from]))
        return from;
    while (from < m_text.size() && continuesName(m_text[from]))
        ++from;
    return from;
}

qsizetype XmlTokenizer::spaceEnd(qsizetype from) const
{
    while (from < m_text.size() && isSpace(m_text[from]))
        ++from;
    return from;
}

XmlTokenizer::Kind XmlTokenizer::next()
{
    while (m_at < m_text.size()) {
        m_start = m_at;
        if (m_text[m_at] != u'<')
            return readText();
        const QStringView rest = m_text.sliced(m_at);
        if (rest.startsWith(u"<![CDATA["))
            return readCdata();
        if (rest.startsWith(u"<!DOCTYPE", Qt::CaseInsensitive))
            return readDoctype();
        if (rest.startsWith(u"<!--") ? skip(m_commentEnd, 4) : rest.startsWith(u"<?") && skip(m_instructionEnd, 2))
            continue;
        if (rest.startsWith(u"<!") && skip(m_tagEnd, 2))
            continue;
        return readMarkup();
    }
    m_start = m_at;
    return Kind::Finished;
}

// Passes over a comment or instruction; one that nobody ended is over at the next '>'.
bool XmlTokenizer::skip(Landmark &end, qsizetype openLength)
{
    Landmark *terminator = &end;
    qsizetype at = next(*terminator, m_at + openLength);
    if (at < 0) {
        terminator = &m_tagEnd;
        at = next(*terminator, m_at + openLength);
        m_isCut = m_isCut || at < 0;
    }
    m_at = at < 0 ? m_text.size() : at + terminator->text.size();
    return true;
}

XmlTokenizer::Kind XmlTokenizer::readText()
{
    const qsizetype end = m_text.indexOf(u'<', m_at);
    m_at = end < 0 ? m_text.size() : end;
    m_content = m_text.sliced(m_start, m_at - m_start);
    return Kind::Text;
}

XmlTokenizer::Kind XmlTokenizer::readMarkup()
{
    if (readEndTag())
        return Kind::End;
    if (readStartTag())
        return Kind::Start;
    const qsizetype after = m_start + 1;
    const bool couldBeTag = after < m_text.size() && (startsName(m_text[after]) || m_text[after] == u'/');
    if (after == m_text.size() || (couldBeTag && next(m_tagEnd, after) < 0)) {
        m_isCut = true; // the file ends within a tag
        m_at = m_text.size();
        m_content = {};
        return Kind::Text;
    }
    m_at = after;
    m_content = m_text.sliced(m_start, 1);
    return Kind::Text;
}

bool XmlTokenizer::readEndTag()
{
    if (m_start + 1 >= m_text.size() || m_text[m_start + 1] != u'/')
        return false;
    const qsizetype start = spaceEnd(m_start + 2);
    const qsizetype end = nameEnd(start);
    qsizetype at = spaceEnd(end);
    if (end == start)
        return false;
    // "</item" with its '>' lost, straight before the next tag
    if (at < m_text.size() && m_text[at] == u'<')
        --at;
    else if (at >= m_text.size() || m_text[at] != u'>')
        return false;
    m_content = m_text.sliced(start, end - start);
    m_at = at + 1;
    return true;
}

bool XmlTokenizer::readStartTag()
{
    const qsizetype end = nameEnd(m_start + 1);
    if (end == m_start + 1)
        return false;
    m_attributes.clear();
    m_closesItself = false;
    for (qsizetype at = spaceEnd(end); at < m_text.size() && at - m_start < longestTag; at = spaceEnd(at)) {
        if (m_text[at] == u'>') {
            m_content = m_text.sliced(m_start + 1, end - m_start - 1);
            m_at = at + 1;
            return true;
        }
        m_closesItself = m_text[at] == u'/';
        if (m_closesItself)
            ++at;
        else if (at == end || !readAttribute(at))
            return false;
    }
    return false;
}

// name="value", name='value', name=value or name; `at` moves behind it.
bool XmlTokenizer::readAttribute(qsizetype &at)
{
    const qsizetype end = nameEnd(at);
    if (end == at)
        return false;
    XmlAttribute attribute{m_text.sliced(at, end - at), {}};
    at = spaceEnd(end);
    if (at < m_text.size() && m_text[at] == u'=') {
        at = spaceEnd(at + 1);
        if (at >= m_text.size())
            return false;
        const bool isQuoted = m_text[at] == u'"' || m_text[at] == u'\'';
        qsizetype close = isQuoted ? next(m_text[at] == u'"' ? m_quote : m_apostrophe, at + 1) : at;
        while (!isQuoted && close < m_text.size() && !isSpace(m_text[close]) && m_text[close] != u'>' && m_text[close] != u'<')
            ++close;
        if (close < 0)
            return false;
        const qsizetype start = isQuoted ? at + 1 : at;
        attribute.value = m_text.sliced(start, close - start);
        at = isQuoted ? close + 1 : close;
    }
    if (m_attributes.size() < mostAttributes)
        m_attributes.append(attribute);
    return true;
}

XmlTokenizer::Kind XmlTokenizer::readCdata()
{
    const qsizetype from = m_at + m_cdataStart.text.size();
    const qsizetype end = next(m_cdataEnd, from);
    const qsizetype another = next(m_cdataStart, from);
    qsizetype stop = end < 0 ? m_text.size() : end;
    qsizetype resume = end < 0 ? m_text.size() : end + m_cdataEnd.text.size();
    // A section that was never ended would swallow the next item: it is over at its element's end tag.
    if (end < 0 || (another >= 0 && another < end)) {
        const qsizetype limit = another < 0 ? m_text.size() : qMin(another, stop);
        const QString endTag = u"</" + m_openElement.toString() + u'>';
        const qsizetype elementEnd = m_openElement.isEmpty() ? -1 : m_text.sliced(from, limit - from).indexOf(endTag);
        if (elementEnd >= 0)
            stop = resume = from + elementEnd;
        m_hasOpenSection = m_hasOpenSection || elementEnd >= 0;
        m_isCut = m_isCut || (end < 0 && elementEnd < 0);
    }
    m_content = m_text.sliced(from, stop - from);
    m_at = resume;
    return Kind::Literal;
}

// <!DOCTYPE name ... [ subset ] >
XmlTokenizer::Kind XmlTokenizer::readDoctype()
{
    qsizetype end = next(m_tagEnd, m_at);
    const qsizetype open = m_text.sliced(0, end < 0 ? m_text.size() : end).indexOf(u'[', m_at);
    m_content = {};
    if (open >= 0) {
        qsizetype close = m_text.indexOf(u']', open);
        close = close < 0 ? m_text.size() : close;
        m_content = m_text.sliced(open + 1, close - open - 1);
        end = next(m_tagEnd, close);
    }
    m_isCut = m_isCut || end < 0;
    m_at = end < 0 ? m_text.size() : end + 1;
    return Kind::Doctype;
}

} // namespace dateline
