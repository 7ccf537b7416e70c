// Sentences by the rules of UAX #29 (SB), written out by hand, because ICU's iterator knows no abbreviation and spends most
// of its time on letters: only the places where a sentence may end are looked at. Linear: each looks a few words around.
#include "text/segmenter.h"

#include "text/abbreviations.h"
#include "text/date_words.h"

#include "base/folding.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype longestWord = 24; // that is looked up

bool isStop(char16_t c)
{
    switch (c) {
    case u'.': case u'!': case u'?': case 0x2026: case 0x203c: case 0x203d: case 0x2047: case 0x2048: case 0x2049: // … ‼ ‽ ⁇ ⁈ ⁉
    case 0x0589: case 0x061f: case 0x06d4: case 0x0964: case 0x0965: case 0x104b: case 0x1362: case 0x1367: case 0x166e: case 0x17d4:
    case 0x3002: case 0xff01: case 0xff0e: case 0xff1f: case 0xff61:
        return true;
    default:
        return false;
    }
}

// Stops that need no space behind them.
bool isIdeographicStop(char16_t c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61;
}

bool isClosing(char16_t c)
{
    switch (c) {
    case u'"': case u'\'': case u')': case u']': case u'}': case 0x2019: case 0x201d: case 0xbb: case 0x203a: case 0x300d: case 0x300f:
    case 0x3011: case 0xff09: case 0x201c: // “ closes in German
        return true;
    default:
        return false;
    }
}

bool isGap(char16_t c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == 0xa0 || c == 0x202f || c == 0x3000 || c == 0x200b || c == 0xfeff
        || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x0b || c == 0x0c || c == 0x85;
}

class SentenceFinder final {
public:
    SentenceFinder(QStringView text, QStringView language)
        : m_text(text)
        , m_language(language)
        , m_ordinalDots(language.isEmpty() || writesOrdinalDots(language))
    {
    }

    QList<Span> find()
    {
        for (qsizetype i = 0; i < m_text.size();) {
            const char16_t c = m_text[i].unicode();
            if (c == u'\n' || c == 0x2029) {
                i = newline(i);
            } else if (isStop(c)) {
                i = stop(i);
            } else {
                ++i;
            }
        }
        endAt(m_text.size());
        return std::move(m_found);
    }

private:
    char16_t at(qsizetype i) const { return i >= 0 && i < m_text.size() ? m_text[i].unicode() : u'\0'; }

    void endAt(qsizetype end)
    {
        qsizetype first = m_start;
        while (first < end && isGap(at(first)))
            ++first;
        qsizetype last = end;
        while (last > first && isGap(at(last - 1)))
            --last;
        if (last > first)
            m_found.append({qint32(first), qint32(last - first)});
        m_start = end;
    }

    // An empty line ends a sentence; a single line break only where the line looks like one of a list or a table: short,
    // and the next doesn't go on in lower case. (Saved texts are often wrapped at 72 characters.)
    qsizetype newline(qsizetype i)
    {
        qsizetype next = i;
        int breaks = 0;
        while (next < m_text.size() && isGap(at(next))) {
            breaks += at(next) == u'\n' ? 1 : at(next) == 0x2029 ? 2 : 0;
            ++next;
        }
        const bool isShort = i - m_lineStart < 56 && i > m_lineStart;
        m_lineStart = next;
        if (breaks > 1 || (isShort && next < m_text.size() && !m_text[next].isLower() && at(i - 1) != u',' && at(i - 1) != u'-'))
            endAt(next);
        return next;
    }

    qsizetype stop(qsizetype i)
    {
        qsizetype end = i + 1;
        while (isStop(at(end)))
            ++end;
        const bool isLoneDot = end == i + 1 && at(i) == u'.';
        const bool needsNoSpace = isIdeographicStop(at(end - 1));
        end = pastClosing(end);
        if (end >= m_text.size())
            return end;
        qsizetype next = end;
        while (isGap(at(next)) && at(next) != u'\n')
            ++next;
        if (at(next) == u'\n' || next >= m_text.size()) { // newline() decides; after a full stop any line break is an end
            if (!(isLoneDot && isAbbreviated(i, nextAfterGaps(next))))
                endAt(next);
            m_lineStart = next;
            return next;
        }
        if (next == end && !needsNoSpace)
            return end;
        if (goesOn(next) || (isLoneDot && isAbbreviated(i, next)))
            return end;
        endAt(next);
        return next;
    }

    qsizetype pastClosing(qsizetype end) const
    {
        while (isClosing(at(end)))
            ++end;
        const bool isFrench = (at(end) == 0xa0 || at(end) == 0x202f || at(end) == u' ') && at(end + 1) == 0xbb; // « … . »
        return isFrench ? end + 2 : end;
    }

    qsizetype nextAfterGaps(qsizetype i) const
    {
        while (i < m_text.size() && isGap(at(i)))
            ++i;
        return i;
    }

    // A lower-case letter or a comma goes on with the sentence: “Stop!” he said.
    bool goesOn(qsizetype next) const
    {
        const QChar c = m_text[next];
        return c.isLower() || c == u',' || c == u';' || c == u':' || (c.unicode() == 0x2013 && at(next + 1) == u' ' && m_text.size() > next + 2 && m_text[next + 2].isLower());
    }

    // Whether the full stop at `dot` only shortens the word before it; `next` is where the next word begins.
    bool isAbbreviated(qsizetype dot, qsizetype next) const
    {
        const qsizetype start = wordStart(dot);
        const QStringView word = m_text.sliced(start, dot - start);
        if (word.isEmpty() || word.size() > longestWord)
            return false;
        const bool numberFollows = next < m_text.size() && m_text[next].isDigit();
        if (word.front().isDigit())
            return isOrdinal(word, next);
        const QString lower = word.toString().toLower();
        switch (abbreviation(lower, m_language)) {
        case Abbreviation::Title: return true;
        case Abbreviation::BeforeNumber: return numberFollows || (lower != u"no" && lower != u"mar" && !beginsSentences(nextWord(next)));
        case Abbreviation::Either: return !beginsSentences(nextWord(next));
        case Abbreviation::None: break;
        }
        const bool isInitial = word.size() == 1 && word.front().isUpper();
        const bool isDotted = word.contains(u'.') && std::all_of(word.begin(), word.end(), [](QChar c) { return c == u'.' || c.isLetter(); })
            && word.size() < 8;
        return isPairStart(word, next) || ((isInitial || isDotted) && !beginsSentences(nextWord(next)));
    }

    // The first half of "z. B.", "d. h.", "т. е.": two single letters.
    bool isPairStart(QStringView word, qsizetype next) const
    {
        return word.size() == 1 && word.front().isLower() && next + 1 < m_text.size() && m_text[next].isLetter() && at(next + 1) == u'.';
    }

    bool isOrdinal(QStringView word, qsizetype next) const
    {
        if (!m_ordinalDots || word.size() > 2 || next >= m_text.size())
            return false;
        const QString following = nextWord(next);
        if (following.isEmpty())
            return false;
        // Without a language only a month tells that a number was an ordinal.
        return dateWord(folded(following), false).months[0] != 0 || (!m_language.isEmpty() && !beginsSentences(following));
    }

    // Letters, digits and the dots and hyphens between them, before the dot.
    qsizetype wordStart(qsizetype dot) const
    {
        qsizetype start = dot;
        while (start > m_start && dot - start <= longestWord) {
            const QChar c = m_text[start - 1];
            const bool joins = (c == u'.' || c == u'-') && start >= 2 && m_text[start - 2].isLetter() && start < dot;
            if (!c.isLetterOrNumber() && !c.isMark() && !joins)
                break;
            --start;
        }
        return start;
    }

    QString nextWord(qsizetype next) const
    {
        while (next < m_text.size() && (isClosing(at(next)) || at(next) == u'(' || at(next) == 0x2018 || at(next) == 0xab || at(next) == 0x201e))
            ++next;
        qsizetype end = next;
        while (end < m_text.size() && end - next <= longestWord && (m_text[end].isLetter() || at(end) == u'\'' || m_text[end].isMark()))
            ++end;
        return m_text.sliced(next, end - next).toString().toLower();
    }

    QStringView m_text;
    QStringView m_language;
    QList<Span> m_found;
    qsizetype m_start = 0;
    qsizetype m_lineStart = 0;
    bool m_ordinalDots;
};

} // namespace

QList<Span> sentences(QStringView text, const QString &language)
{
    return SentenceFinder(text, language).find();
}

} // namespace dateline
