#include "text/text_builder.h"

namespace dateline {

namespace {

bool isSpace(char16_t c)
{
    return c <= 0x20 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0x1680
        || c == 0x85;
}

// Nothing to see and nothing to read: soft hyphens, zero-width spaces, byte order marks, controls.
bool isNothing(char16_t c)
{
    return c == 0xad || c == 0x200b || c == 0xfeff || c == 0x2060 || (c >= 0x7f && c < 0xa0) || (c < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\f');
}

bool isOrdinary(char16_t c)
{
    return (c > 0x20 && c < 0x7f) || (c >= 0x7f && !isNothing(c) && !isSpace(c) && c != 0x2029);
}

} // namespace

void TextBuilder::flush()
{
    if (m_text.isEmpty()) {
        // nothing stands before the first word
    } else if (m_newlines > 0) {
        m_text += m_newlines > 1 ? u"\n\n" : u"\n";
    } else if (m_cell) {
        m_text += u'\t';
    } else if (m_space) {
        m_text += u' ';
    }
    m_newlines = 0;
    m_space = m_cell = false;
}

void TextBuilder::add(QStringView text, bool preformatted)
{
    for (qsizetype at = 0; at < text.size();) {
        const char16_t u = text[at].unicode();
        const bool skipped = isNothing(u) && u != 0x85;
        if (!skipped && !preformatted && !isSpace(u) && u != 0x2029) {
            at += addRun(text.sliced(at));
            continue;
        }
        if (!skipped && preformatted)
            addPreformatted(text[at]);
        else if (!skipped)
            m_space = true;
        ++at;
    }
}

// Words with one blank between them, as nearly all are: at least one character. Their number.
qsizetype TextBuilder::addRun(QStringView text)
{
    qsizetype end = 1;
    for (; end < text.size(); ++end) {
        const bool isSingleBlank = text[end] == u' ' && end + 1 < text.size() && isOrdinary(text[end + 1].unicode());
        if (!isSingleBlank && !isOrdinary(text[end].unicode()))
            break;
    }
    if (m_space || m_newlines > 0 || m_cell)
        flush();
    m_text += text.first(end);
    return end;
}

void TextBuilder::addPreformatted(QChar c)
{
    const char16_t u = c.unicode();
    if (u == u'\n') {
        breakLine();
    } else if (u == u'\r') {
        return;
    } else if (isSpace(u) && m_text.isEmpty()) {
        return; // nor before the first word of code
    } else if (isSpace(u) && m_newlines == 0) {
        m_text += u == u'\t' ? u'\t' : u' ';
    } else {
        if (m_newlines > 0 || m_cell || m_space)
            flush();
        m_text += u == 0xa0 ? QChar(u' ') : c;
    }
}

void TextBuilder::breakLine()
{
    m_newlines = qMin(m_newlines + 1, 2);
    m_space = false;
}

void TextBuilder::endCell()
{
    m_cell = true;
}

QString TextBuilder::take()
{
    while (!m_text.isEmpty() && m_text.back().isSpace())
        m_text.chop(1);
    return std::move(m_text);
}

} // namespace dateline
