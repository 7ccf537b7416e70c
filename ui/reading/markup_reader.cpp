#include "ui/reading/markup_reader.h"

namespace dateline {
namespace {

constexpr qsizetype longestReference = 12;
// One token never holds more, so that a megabyte without a tag is still read in steps.
constexpr qsizetype longestText = 16 * 1024;

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u':' || c == u'_';
}

QString numericReference(QStringView digits)
{
    bool isNumber = false;
    const bool isHexadecimal = digits.startsWith(u'x') || digits.startsWith(u'X');
    const uint code = isHexadecimal ? digits.sliced(1).toUInt(&isNumber, 16) : digits.toUInt(&isNumber, 10);
    if (!isNumber || code == 0 || code > QChar::LastValidCodePoint || QChar::isSurrogate(code))
        return {};
    const char32_t character = code;
    return QString::fromUcs4(&character, 1);
}

QString reference(QStringView name)
{
    if (name.startsWith(u'#'))
        return numericReference(name.sliced(1));
    static constexpr std::array<std::pair<QLatin1StringView, char16_t>, 6> names = {{
        {QLatin1StringView("amp"), u'&'}, {QLatin1StringView("lt"), u'<'}, {QLatin1StringView("gt"), u'>'},
        {QLatin1StringView("quot"), u'"'}, {QLatin1StringView("apos"), u'\''}, {QLatin1StringView("nbsp"), u'\u00a0'}}};
    for (const auto &[known, character] : names) {
        if (name == known)
            return QString(QChar(character));
    }
    return {};
}

} // namespace

QString decoded(QStringView text)
{
    if (!text.contains(u'&'))
        return text.toString();
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'&') {
            const qsizetype end = text.sliced(i, std::min(longestReference, text.size() - i)).indexOf(u';');
            const QString character = end > 1 ? reference(text.sliced(i + 1, end - 1)) : QString();
            if (!character.isEmpty()) {
                result += character;
                i += end;
                continue;
            }
        }
        result += text.at(i);
    }
    return result;
}

QString MarkupToken::attribute(QLatin1StringView wanted) const
{
    qsizetype i = 0;
    while (i < attributes.size()) {
        while (i < attributes.size() && !isNameCharacter(attributes.at(i)))
            ++i;
        const qsizetype nameStart = i;
        while (i < attributes.size() && isNameCharacter(attributes.at(i)))
            ++i;
        const QStringView found = attributes.sliced(nameStart, i - nameStart);
        if (i + 1 >= attributes.size() || attributes.at(i) != u'=')
            continue;
        const QChar quote = attributes.at(i + 1);
        if (quote != u'"' && quote != u'\'')
            continue;
        const qsizetype end = attributes.indexOf(quote, i + 2);
        if (end < 0)
            break;
        if (found.compare(wanted, Qt::CaseInsensitive) == 0)
            return decoded(attributes.sliced(i + 2, end - i - 2));
        i = end + 1;
    }
    return {};
}

MarkupReader::MarkupReader(QStringView markup)
    : m_markup(markup)
{
}

MarkupToken MarkupReader::next()
{
    if (m_position >= m_markup.size())
        return {};
    const bool isTag = m_markup.at(m_position) == u'<' && m_position + 1 < m_markup.size()
        && (m_markup.at(m_position + 1).isLetter() || m_markup.at(m_position + 1) == u'/');
    return isTag ? readTag() : readText();
}

MarkupToken MarkupReader::readTag()
{
    MarkupToken token;
    qsizetype i = m_position + 1;
    token.kind = m_markup.at(i) == u'/' ? MarkupToken::Kind::Close : MarkupToken::Kind::Open;
    if (token.kind == MarkupToken::Kind::Close)
        ++i;
    const qsizetype nameStart = i;
    while (i < m_markup.size() && isNameCharacter(m_markup.at(i)))
        ++i;
    token.name = m_markup.sliced(nameStart, i - nameStart).toString().toLower();
    const qsizetype attributesStart = i;
    QChar quote;
    while (i < m_markup.size() && (!quote.isNull() || m_markup.at(i) != u'>')) {
        const QChar c = m_markup.at(i);
        if (quote.isNull() && (c == u'"' || c == u'\''))
            quote = c;
        else if (c == quote)
            quote = QChar();
        ++i;
    }
    token.attributes = m_markup.sliced(attributesStart, i - attributesStart);
    m_position = std::min(i + 1, m_markup.size());
    return token;
}

MarkupToken MarkupReader::readText()
{
    const QStringView ahead = m_markup.sliced(m_position, std::min(longestText + 1, m_markup.size() - m_position));
    const qsizetype length = ahead.indexOf(u'<', 1);
    qsizetype end = m_position + (length < 0 ? ahead.size() : length);
    if (end - m_position > longestText) {
        end = m_position + longestText;
        // Not in the middle of a reference or of a surrogate pair.
        const qsizetype ampersand = m_markup.sliced(end - longestReference, longestReference).lastIndexOf(u'&');
        if (ampersand >= 0)
            end = end - longestReference + ampersand;
        else if (m_markup.at(end - 1).isHighSurrogate())
            --end;
    }
    MarkupToken token;
    token.kind = MarkupToken::Kind::Text;
    token.text = decoded(m_markup.sliced(m_position, end - m_position));
    m_position = end;
    return token;
}

} // namespace dateline
