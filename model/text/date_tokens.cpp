#include "text/date_tokens.h"

#include "base/folding.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype maximumLength = 120;
constexpr qsizetype maximumTokens = 40;

bool isBlank(QChar c)
{
    const char16_t u = c.unicode();
    return c.isSpace() || u < 0x20 || u == 0x200b || u == 0x200e || u == 0x200f || u == 0xfeff || (u >= 0x202a && u <= 0x202e) || u == 0x2060;
}

// What stands between the parts of a date. Anything else (a question mark, a bracketed note, an ampersand) is a text.
char16_t markOf(QChar c)
{
    switch (c.unicode()) {
    case u'.': case u',': case u':': case u'/': case u'-': case u'+': case u'(': case u')': case u'|': case u'@': case u'\'': case u'*':
    case u'[': case u']': case u'~': case u';': case u'_': case u'\\': return c.unicode();
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return u'-';
    case 0x2019: case 0x2018: return u'\'';
    case 0xb0: case 0xba: case 0xaa: return u'~'; // 1º, 1ª
    case 0xb7: case 0x2022: case 0x30fb: return u'|';
    case 0x060c: case 0x3001: case 0xff0c: return u',';
    case 0xff1a: return u':';
    case 0xff08: case 0x3010: return u'(';
    case 0xff09: case 0x3011: return u')';
    default: return 0;
    }
}

bool isDateIdeograph(QChar c)
{
    return QStringView(u"年月日号號時时點点分秒년월일시분초").contains(c);
}

class Scanner final {
public:
    explicit Scanner(QStringView text)
        : m_text(text)
    {
    }

    std::optional<QList<DateToken>> scan()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (isBlank(c)) {
                m_space = true;
                ++m_at;
                continue;
            }
            if (!(c.isDigit() ? number() : c.isLetter() || c.isSurrogate() ? word() : mark(c)) || m_tokens.size() > maximumTokens)
                return {};
            m_space = false;
        }
        joinHalvesOfDay();
        for (DateToken &token : m_tokens)
            if (token.kind == DateToken::Kind::Word)
                token.word = dateWord(token.text, isFollowedByDot(token));
        return m_tokens;
    }

private:
    bool isFollowedByDot(const DateToken &token) const
    {
        const DateToken *next = &token + 1;
        return next != m_tokens.constData() + m_tokens.size() && next->kind == DateToken::Kind::Mark && next->mark == u'.';
    }

    bool number()
    {
        DateToken token{.kind = DateToken::Kind::Number, .spaceBefore = m_space};
        for (; m_at < m_text.size() && m_text[m_at].isDigit(); ++m_at, ++token.digits)
            if (token.digits < 15) // longer ones are refused below
                token.value = token.value * 10 + std::max(m_text[m_at].digitValue(), 0);
        m_tokens.append(token);
        return token.digits <= 14;
    }

    bool word()
    {
        const qsizetype start = m_at;
        const bool afterNumber = !m_tokens.isEmpty() && m_tokens.back().kind == DateToken::Kind::Number;
        if (afterNumber && isDateIdeograph(m_text[m_at])) {
            ++m_at;
        } else {
            while (m_at < m_text.size() && (m_text[m_at].isLetter() || m_text[m_at].isMark() || m_text[m_at].isSurrogate()
                                            || m_text[m_at].unicode() == 0x200c || m_text[m_at].unicode() == 0x200d))
                ++m_at;
            while (isThaiDot())
                m_at += 2;
        }
        const QString text = m_text.sliced(start, m_at - start).toString().remove(u'.');
        m_tokens.append({.kind = DateToken::Kind::Word, .spaceBefore = m_space, .text = folded(text)});
        return !m_tokens.back().text.isEmpty();
    }

    // "ก.พ.": Thai shortens by letters with dots between.
    bool isThaiDot() const
    {
        return m_at + 1 < m_text.size() && m_text[m_at] == u'.' && m_text[m_at - 1].script() == QChar::Script_Thai
            && m_text[m_at + 1].script() == QChar::Script_Thai;
    }

    bool mark(QChar c)
    {
        const char16_t mark = markOf(c);
        if (mark == 0)
            return false;
        ++m_at;
        if (mark != u'~') // an ordinal's ring
            m_tokens.append({.kind = DateToken::Kind::Mark, .spaceBefore = m_space, .mark = mark});
        return true;
    }

    // "a.m.", "p. m." become one word.
    void joinHalvesOfDay()
    {
        const auto isMark = [&](qsizetype i) { return i < m_tokens.size() && m_tokens[i].kind == DateToken::Kind::Mark && m_tokens[i].mark == u'.'; };
        for (qsizetype i = 0; i + 2 < m_tokens.size(); ++i) {
            const bool isHalf = m_tokens[i].kind == DateToken::Kind::Word && (m_tokens[i].text == u"a" || m_tokens[i].text == u"p");
            if (!isHalf || !isMark(i + 1) || m_tokens[i + 2].text != u"m")
                continue;
            m_tokens[i].text += u'm';
            m_tokens.remove(i + 1, isMark(i + 3) ? 3 : 2);
        }
    }

    QStringView m_text;
    QList<DateToken> m_tokens;
    qsizetype m_at = 0;
    bool m_space = false;
};

} // namespace

std::optional<QList<DateToken>> dateTokens(QStringView text)
{
    text = text.trimmed();
    // Looked at before anything is built: most lines of a text are no dates.
    if (text.isEmpty() || text.size() > maximumLength || std::none_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); }))
        return {};
    return Scanner(text).scan();
}

} // namespace dateline
