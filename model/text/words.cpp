// Words by hand for the scripts that put spaces between them, many times as fast as a break iterator; ICU's dictionaries for
// those that don't (Chinese, Japanese, Thai, Lao, Khmer, Burmese).
#include "text/segmenter.h"

#include <unicode/ubrk.h>

#include <memory>

namespace dateline {

namespace {

enum class CharKind : quint8 { Gap, Letter, Digit, Mark, Dense };

bool isDense(char16_t c)
{
    return (c >= 0x3040 && c <= 0x30ff && c != 0x30fb) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x0e00 && c <= 0x0eff && c != 0x0e3f) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) || c == 0x3005;
}

CharKind slowKind(QChar c)
{
    const char16_t u = c.unicode();
    if (isDense(u) && (c.isLetter() || c.isMark()))
        return CharKind::Dense;
    if (c.isLetter() || c.isMark() || u == 0x200c || u == 0x200d)
        return CharKind::Letter;
    if (c.isNumber())
        return CharKind::Digit;
    return c.isSpace() || u == 0x200b || u == 0xfeff || u == 0xad || c.category() == QChar::Other_Control ? CharKind::Gap : CharKind::Mark;
}

CharKind kindOf(QChar c)
{
    const char16_t u = c.unicode();
    if (u < 0x80) {
        if ((u | 0x20) >= u'a' && (u | 0x20) <= u'z')
            return CharKind::Letter;
        if (u >= u'0' && u <= u'9')
            return CharKind::Digit;
        return u <= 0x20 || u == 0x7f ? CharKind::Gap : CharKind::Mark;
    }
    if ((u >= 0xc0 && u < 0x250 && u != 0xd7 && u != 0xf7) || (u >= 0x400 && u < 0x482))
        return CharKind::Letter;
    return slowKind(c);
}

bool isApostrophe(char16_t c)
{
    return c == u'\'' || c == 0x2019;
}

bool isHyphen(char16_t c)
{
    return c == u'-' || c == 0x2010 || c == 0x2011;
}

struct CloseIterator {
    void operator()(UBreakIterator *iterator) const { ubrk_close(iterator); }
};

class WordFinder final {
public:
    WordFinder(QStringView text, const QString &language)
        : m_text(text)
        , m_language(language)
    {
        m_found.reserve(text.size() / 5 + 1);
    }

    QList<Word> find()
    {
        for (qsizetype i = 0; i < m_text.size();) {
            switch (kind(i)) {
            case CharKind::Gap: ++i; break;
            case CharKind::Letter: case CharKind::Digit: i = word(i); break;
            case CharKind::Dense: i = denseRun(i); break;
            case CharKind::Mark: i = other(i); break;
            }
        }
        return std::move(m_found);
    }

private:
    char16_t at(qsizetype i) const { return i < m_text.size() ? m_text[i].unicode() : u'\0'; }
    CharKind kind(qsizetype i) const { return i < m_text.size() ? kindOf(m_text[i]) : CharKind::Gap; }
    bool isWordChar(qsizetype i) const { return kind(i) == CharKind::Letter || kind(i) == CharKind::Digit; }

    void add(qsizetype from, qsizetype to, bool isWord) { m_found.append({qint32(from), qint32(to - from), isWord}); }

    // Surrogate pairs: letters of rare scripts are words, the rest (emoji) marks.
    qsizetype other(qsizetype i)
    {
        if (m_text[i].isHighSurrogate() && i + 1 < m_text.size() && m_text[i + 1].isLowSurrogate()) {
            const char32_t point = QChar::surrogateToUcs4(m_text[i], m_text[i + 1]);
            if (QChar::isLetterOrNumber(point))
                return word(i);
            add(i, i + 2, false);
            return i + 2;
        }
        add(i, i + 1, false);
        return i + 1;
    }

    bool isRareLetter(qsizetype i) const
    {
        return i + 1 < m_text.size() && m_text[i].isHighSurrogate() && m_text[i + 1].isLowSurrogate()
            && QChar::isLetterOrNumber(QChar::surrogateToUcs4(m_text[i], m_text[i + 1]));
    }

    bool isPossessive(qsizetype i) const
    {
        return isApostrophe(at(i)) && (at(i + 1) | 0x20) == u's' && !isWordChar(i + 2);
    }

    qsizetype word(qsizetype start)
    {
        qsizetype i = start;
        while (i < m_text.size()) {
            if (isWordChar(i)) {
                ++i;
            } else if (isRareLetter(i)) {
                i += 2;
            } else if (i > start && joins(i)) {
                ++i;
            } else {
                break;
            }
        }
        if (at(i) == u'.' && isDotted(start, i))
            ++i; // "U.S."
        add(start, i, true);
        if (isPossessive(i)) {
            add(i, i + 2, true);
            i += 2;
        }
        return i;
    }

    // Hyphens and apostrophes between letters, points and commas between digits, points between single letters.
    bool joins(qsizetype i) const
    {
        const char16_t c = at(i);
        const bool wordBefore = isWordChar(i - 1);
        if (!wordBefore || !isWordChar(i + 1))
            return false;
        if (isHyphen(c))
            return true;
        if (isApostrophe(c))
            return kind(i - 1) == CharKind::Letter && !isPossessive(i);
        if (c == u'.' || c == u',')
            return (kind(i - 1) == CharKind::Digit && kind(i + 1) == CharKind::Digit) || (c == u'.' && isSingle(i - 1) && isSingle(i + 1));
        return false;
    }

    // A letter with no other beside it.
    bool isSingle(qsizetype i) const
    {
        return kind(i) == CharKind::Letter && (i == 0 || !isWordChar(i - 1)) && !isWordChar(i + 1);
    }

    bool isDotted(qsizetype start, qsizetype end) const
    {
        return end - start >= 3 && at(end - 2) == u'.' && isSingle(end - 1);
    }

    qsizetype denseRun(qsizetype start)
    {
        qsizetype end = start;
        while (end < m_text.size() && kind(end) == CharKind::Dense)
            ++end;
        if (!m_iterator && !openIterator()) {
            add(start, end, true);
            return end;
        }
        UErrorCode status = U_ZERO_ERROR;
        ubrk_setText(m_iterator.get(), reinterpret_cast<const UChar *>(m_text.data() + start), int32_t(end - start), &status);
        int32_t from = ubrk_first(m_iterator.get());
        for (int32_t to = ubrk_next(m_iterator.get()); to != UBRK_DONE; to = ubrk_next(m_iterator.get())) {
            add(start + from, start + to, true);
            from = to;
        }
        return end;
    }

    bool openIterator()
    {
        UErrorCode status = U_ZERO_ERROR;
        m_iterator.reset(ubrk_open(UBRK_WORD, m_language.toLatin1().constData(), nullptr, 0, &status));
        return U_SUCCESS(status) && m_iterator;
    }

    QStringView m_text;
    QString m_language;
    QList<Word> m_found;
    std::unique_ptr<UBreakIterator, CloseIterator> m_iterator;
};

} // namespace

QList<Word> words(QStringView text, const QString &language)
{
    return WordFinder(text, language).find();
}

} // namespace dateline
