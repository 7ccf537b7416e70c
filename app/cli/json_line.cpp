#include "cli/json_line.h"

#include <cmath>

namespace dateline {

namespace {

// Control characters and Unicode's own line ends are escaped, because line readers in several languages split at them; the byte order mark,
// because some leave it out.
bool mustBeEscaped(char16_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

void appendEscape(QByteArray &bytes, char16_t c)
{
    switch (c) {
    case u'\n': bytes += "\\n"; return;
    case u'\r': bytes += "\\r"; return;
    case u'\t': bytes += "\\t"; return;
    default: break;
    }
    static const char digits[] = "0123456789abcdef";
    bytes += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        bytes += digits[(c >> shift) & 0xf];
}

void appendCodePoint(QByteArray &bytes, char32_t c)
{
    const auto byte = [&bytes](char32_t value) { bytes += static_cast<char>(value); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0 | (c >> 6));
        byte(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        byte(0xe0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3f));
        byte(0x80 | (c & 0x3f));
    } else {
        byte(0xf0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3f));
        byte(0x80 | ((c >> 6) & 0x3f));
        byte(0x80 | (c & 0x3f));
    }
}

} // namespace

void JsonLine::separate()
{
    if (m_needsComma)
        m_bytes += ", ";
    m_needsComma = true;
}

void JsonLine::beginObject()
{
    separate();
    m_bytes += '{';
    m_needsComma = false;
}

void JsonLine::endObject()
{
    m_bytes += '}';
    m_needsComma = true;
}

void JsonLine::beginArray()
{
    separate();
    m_bytes += '[';
    m_needsComma = false;
}

void JsonLine::endArray()
{
    m_bytes += ']';
    m_needsComma = true;
}

void JsonLine::key(const char *name)
{
    separate();
    m_bytes += '"';
    m_bytes += name;
    m_bytes += "\": ";
    m_needsComma = false;
}

void JsonLine::text(QStringView value)
{
    separate();
    m_bytes.reserve(m_bytes.size() + value.size() + value.size() / 8 + 2);
    m_bytes += '"';
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value[i];
        if (c == u'"' || c == u'\\') {
            m_bytes += '\\';
            m_bytes += static_cast<char>(c.unicode());
        } else if (mustBeEscaped(c.unicode())) {
            appendEscape(m_bytes, c.unicode());
        } else if (c.isHighSurrogate() && i + 1 < value.size() && value[i + 1].isLowSurrogate()) {
            appendCodePoint(m_bytes, QChar::surrogateToUcs4(c, value[++i]));
        } else {
            appendCodePoint(m_bytes, c.isSurrogate() ? 0xfffd : c.unicode());
        }
    }
    m_bytes += '"';
}

void JsonLine::number(qint64 value)
{
    separate();
    m_bytes += QByteArray::number(value);
}

void JsonLine::fraction(double value)
{
    separate();
    m_bytes += std::isfinite(value) ? QByteArray::number(std::round(value * 10'000) / 10'000, 'g', 6) : QByteArray("0");
}

void JsonLine::truth(bool value)
{
    separate();
    m_bytes += value ? "true" : "false";
}

void JsonLine::null()
{
    separate();
    m_bytes += "null";
}

void JsonLine::texts(const QStringList &values)
{
    beginArray();
    for (const QString &value : values)
        text(value);
    endArray();
}

QByteArray JsonLine::take()
{
    m_bytes += '\n';
    m_needsComma = false;
    return std::exchange(m_bytes, {});
}

} // namespace dateline
