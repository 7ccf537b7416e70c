// The two texts are compared unit by unit. At a difference, the next few shown characters are looked for in a window ahead in
// the text (the text has more: alternative texts, captions); where they aren't there, the shown character is passed over (the
// view has more: bullets, labels). While lost, only a match of several characters counts, so that chance letters don't.
#include "ui/reading/span_mapper.h"

namespace dateline {
namespace {

constexpr qsizetype window = 2048;   // units of text looked through at a difference
constexpr qsizetype keyLength = 12;  // shown units, white space aside, that must be found again
constexpr qsizetype shortestKey = 5; // where a piece ends before; fewer are found anywhere by chance

bool isBlank(QChar c)
{
    return c.isSpace() || c == QChar(0x200b) || c == QChar(0xfeff) || c == QChar(0x00ad);
}

// The next units of `piece` that aren't blank.
QString keyOf(QStringView piece)
{
    QString key;
    for (const QChar c : piece) {
        if (!isBlank(c))
            key += c;
        if (key.size() == keyLength)
            break;
    }
    return key;
}

} // namespace

SpanMapper::SpanMapper(const QString &text)
    : m_text(text)
    , m_budget(text.size() * 16 + 16 * window)
{
}

void SpanMapper::skipSpace()
{
    while (m_position < m_text.size() && isBlank(m_text.at(m_position)))
        ++m_position;
}

bool SpanMapper::matchesAt(qsizetype position, QStringView key) const
{
    for (const QChar c : key) {
        while (position < m_text.size() && isBlank(m_text.at(position)))
            ++position;
        if (position == m_text.size() || m_text.at(position) != c)
            return false;
        ++position;
    }
    return true;
}

bool SpanMapper::findAgain(QStringView key)
{
    const qsizetype end = std::min(m_text.size(), m_position + window);
    for (qsizetype position = m_position; position < end && m_budget > 0; ++position) {
        --m_budget;
        if (m_text.at(position) != key.front())
            continue;
        m_budget -= key.size();
        if (matchesAt(position, key)) {
            m_position = position;
            return true;
        }
    }
    return false;
}

QList<qint32> SpanMapper::append(QStringView piece)
{
    QList<qint32> offsets(piece.size(), -1);
    for (qsizetype i = 0; i < piece.size(); ++i) {
        const QChar c = piece.at(i);
        if (isBlank(c)) {
            if (m_position < m_text.size() && isBlank(m_text.at(m_position))) {
                offsets[i] = static_cast<qint32>(m_position);
                skipSpace();
            }
            continue;
        }
        skipSpace();
        if (m_isLost || m_position == m_text.size() || m_text.at(m_position) != c) {
            const QString key = keyOf(piece.sliced(i));
            m_isLost = key.size() < shortestKey || !(matchesAt(m_position, key) || findAgain(key));
            if (m_isLost)
                continue;
        }
        offsets[i] = static_cast<qint32>(m_position++);
    }
    return offsets;
}

} // namespace dateline
