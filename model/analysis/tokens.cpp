// One pass over the code units with a table of classes; words are folded and hashed as they end.
#include "analysis/tokens.h"

#include "analysis/hashing.h"
#include "base/folding.h"
#include "text/segmenter.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline {

namespace {

enum class UnitClass : quint8 { Space, Letter, Digit, Ideograph, Other };

bool isIdeograph(char32_t c)
{
    return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3040 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF)
        || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

UnitClass classOf(char32_t c)
{
    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            return UnitClass::Letter;
        if (c >= '0' && c <= '9')
            return UnitClass::Digit;
        return c <= ' ' || c == 0x7F ? UnitClass::Space : UnitClass::Other;
    }
    if (QChar::isSpace(c) || c == 0x200B || c == 0xFEFF)
        return UnitClass::Space;
    if (isIdeograph(c))
        return UnitClass::Ideograph;
    // A zero-width (non-)joiner and a soft hyphen are parts of the word they stand in.
    if (QChar::isLetter(c) || QChar::isMark(c) || c == 0x200C || c == 0x200D || c == 0x00AD)
        return UnitClass::Letter;
    return QChar::isDigit(c) ? UnitClass::Digit : UnitClass::Other;
}

bool isApostrophe(char16_t unit)
{
    return unit == u'\'' || unit == u'\u2019' || unit == u'\u02BC';
}

template <size_t N>
bool isAnyOf(QStringView word, const std::array<std::u16string_view, N> &list)
{
    return std::any_of(list.begin(), list.end(), [word](std::u16string_view entry) {
        return word.compare(QStringView(entry.data(), qsizetype(entry.size())), Qt::CaseInsensitive) == 0;
    });
}

// French, Italian and Catalan articles and prepositions that lean on the next word ("l'Italie").
constexpr std::array<std::u16string_view, 18> Elided{u"l", u"d", u"qu", u"n", u"s", u"c", u"j", u"m", u"t", u"dell", u"nell",
    u"all", u"sull", u"dall", u"un", u"quell", u"lorsqu", u"jusqu"};

constexpr std::array<std::u16string_view, 52> Abbreviations{u"Mr", u"Mrs", u"Ms", u"Dr", u"Prof", u"Sen", u"Rep", u"Gov", u"Gen",
    u"Col", u"Lt", u"Sgt", u"Capt", u"Cmdr", u"Adm", u"Maj", u"Rev", u"Hon", u"St", u"Jr", u"Sr", u"Inc", u"Corp", u"Co", u"Ltd",
    u"Bros", u"Dept", u"Univ", u"vs", u"Mt", u"Ft", u"Jan", u"Feb", u"Aug", u"Sept", u"Oct", u"Nov", u"Dec", u"Messrs", u"Pte",
    u"Pvt", u"Cpl", u"Brig", u"Supt", u"Insp", u"Det", u"Atty", u"Assn", u"Ave", u"Blvd", u"Cie", u"Mme"};

class Tokeniser final {
public:
    explicit Tokeniser(QStringView text) : m_text(text) { m_tokens.reserve(size_t(text.size()) / 5 + 4); }

    std::vector<Token> run()
    {
        while (m_at < m_text.size())
            readOne();
        return std::move(m_tokens);
    }

private:
    char16_t unit(qsizetype at) const { return at >= 0 && at < m_text.size() ? m_text[at].unicode() : u'\0'; }

    // The code point at `at` and how many units it takes; an unpaired surrogate stands for itself.
    std::pair<char32_t, int> codePoint(qsizetype at) const
    {
        const char16_t high = unit(at);
        if (QChar::isHighSurrogate(high) && QChar::isLowSurrogate(unit(at + 1)))
            return {QChar::surrogateToUcs4(high, unit(at + 1)), 2};
        return {high, 1};
    }

    UnitClass classAt(qsizetype at) const
    {
        return at < m_text.size() ? classOf(codePoint(at).first) : UnitClass::Space;
    }

    void readOne()
    {
        const auto [point, width] = codePoint(m_at);
        switch (classOf(point)) {
        case UnitClass::Space: readSpace(); return;
        case UnitClass::Ideograph: add(m_at, width, TokenKind::Ideograph); return;
        case UnitClass::Letter: isAddress() ? readAddress() : readWord(); return;
        case UnitClass::Digit: readNumber(); return;
        case UnitClass::Other: readPunctuation(width); return;
        }
    }

    void readSpace()
    {
        const char16_t c = unit(m_at);
        m_lineBreaks += c == u'\n' || c == 0x2028 ? 1 : c == 0x2029 ? 2 : 0;
        m_spaced = true;
        ++m_at;
    }

    bool isAddress() const
    {
        const QStringView rest = m_text.sliced(m_at, std::min<qsizetype>(8, m_text.size() - m_at));
        return rest.startsWith(u"http://", Qt::CaseInsensitive) || rest.startsWith(u"https://", Qt::CaseInsensitive)
            || rest.startsWith(u"www.", Qt::CaseInsensitive);
    }

    void readAddress()
    {
        qsizetype end = m_at;
        while (end < m_text.size() && classAt(end) != UnitClass::Space && unit(end) != u'<' && unit(end) != u'"')
            ++end;
        while (end > m_at + 1 && QStringView(u".,;:!?)]'").contains(m_text[end - 1]))
            --end;
        add(m_at, end - m_at, TokenKind::Address);
    }

    qsizetype endOfLetters(qsizetype at) const
    {
        for (;;) {
            const auto [point, width] = codePoint(at);
            const UnitClass kind = at < m_text.size() ? classOf(point) : UnitClass::Space;
            if (kind != UnitClass::Letter && kind != UnitClass::Digit)
                return at;
            at += width;
        }
    }

    // "U.S.", "a.m.", "J.": letters that each carry a full stop. Gives the end, or `m_at` where it isn't one.
    qsizetype endOfInitials() const
    {
        qsizetype at = m_at;
        while (QChar::isLetter(unit(at)) && unit(at + 1) == u'.')
            at += 2;
        const bool single = at - m_at == 2;
        if (at == m_at || classAt(at) == UnitClass::Letter || (single && !QChar::isUpper(unit(m_at))))
            return m_at;
        return at;
    }

    void readWord()
    {
        if (const qsizetype end = endOfInitials(); end > m_at) {
            add(m_at, end - m_at, TokenKind::Word);
            return;
        }
        qsizetype end = endOfLetters(m_at);
        while (isApostrophe(unit(end)) && classAt(end + 1) == UnitClass::Letter) {
            const qsizetype next = endOfLetters(end + 1);
            if (next - end == 2 && (unit(end + 1) | 0x20) == u's') {
                add(m_at, end - m_at, TokenKind::Word);
                add(end, next - end, TokenKind::Possessive);
                return;
            }
            if (isAnyOf(m_text.sliced(m_at, end - m_at), Elided)) {
                ++end;
                break;
            }
            end = next;
        }
        if (unit(end) == u'.' && end - m_at <= 6 && isAnyOf(m_text.sliced(m_at, end - m_at), Abbreviations))
            ++end;
        add(m_at, end - m_at, TokenKind::Word);
    }

    void readNumber()
    {
        qsizetype end = endOfLetters(m_at);
        while ((unit(end) == u'.' || unit(end) == u',') && classAt(end + 1) == UnitClass::Digit)
            end = endOfLetters(end + 1);
        add(m_at, end - m_at, TokenKind::Number);
    }

    void readPunctuation(int width)
    {
        qsizetype end = m_at + width;
        const char16_t first = unit(m_at);
        if (width == 1 && QStringView(u".-_*=~").contains(QChar(first))) {
            while (unit(end) == first)
                ++end;
        }
        add(m_at, end - m_at, TokenKind::Punctuation);
    }

    void add(qsizetype start, qsizetype length, TokenKind kind)
    {
        Token token;
        token.start = qint32(start);
        token.length = qint32(length);
        token.kind = kind;
        token.glued = !m_spaced && !m_tokens.empty();
        token.startsParagraph = m_tokens.empty() || m_lineBreaks >= 2;
        const QStringView word = m_text.sliced(start, length);
        token.folded = foldedHash(word);
        if (kind == TokenKind::Word)
            token.letterCase = caseOf(word);
        m_tokens.push_back(token);
        m_spaced = false;
        m_lineBreaks = 0;
        m_at = start + length;
    }

    static TokenCase caseOf(QStringView word)
    {
        int upper = 0, lower = 0;
        bool firstUpper = false;
        for (qsizetype at = 0; at < word.size(); ++at) {
            const char16_t c = word[at].unicode();
            const bool isUpper = c < 0x80 ? c >= 'A' && c <= 'Z' : QChar::isUpper(c) || QChar::isTitleCase(c);
            const bool isLower = c < 0x80 ? c >= 'a' && c <= 'z' : QChar::isLower(c);
            firstUpper |= at == 0 && isUpper;
            upper += isUpper;
            lower += isLower;
        }
        if (upper == 0)
            return lower == 0 ? TokenCase::Caseless : TokenCase::Lower;
        if (lower == 0)
            return upper == 1 ? TokenCase::Initial : TokenCase::Upper;
        return firstUpper && upper == 1 ? TokenCase::Title : TokenCase::Mixed;
    }

    QStringView m_text;
    std::vector<Token> m_tokens;
    qsizetype m_at = 0;
    bool m_spaced = true;
    int m_lineBreaks = 0;
};

void describeCase(Sentence &sentence, const std::vector<Token> &tokens)
{
    int words = 0, upper = 0, capitalised = 0, longLower = 0;
    for (qint32 at = sentence.first; at < sentence.last; ++at) {
        const Token &token = tokens[size_t(at)];
        if (!token.isWord() || token.letterCase == TokenCase::Caseless)
            continue;
        ++words;
        upper += token.letterCase == TokenCase::Upper;
        capitalised += token.isCapitalised();
        longLower += !token.isCapitalised() && token.length >= 5;
    }
    sentence.shouts = words >= 2 && upper * 10 >= words * 6;
    sentence.headline = !sentence.shouts && words >= 4 && capitalised * 10 >= words * 6 && longLower * 5 <= words;
}

} // namespace

quint64 foldedHash(QStringView word)
{
    quint64 hash = hashing::Seed;
    for (const QChar c : word) {
        const char16_t u = c.unicode();
        if (u >= 0x80) {
            const QString plain = folded(word);
            hash = hashing::Seed;
            for (const QChar p : plain)
                hash = hashing::step(hash, p == u'\u2019' ? u'\'' : p.unicode());
            return hashing::mixed(hash);
        }
        hash = hashing::step(hash, u >= 'A' && u <= 'Z' ? char16_t(u + 32) : u);
    }
    return hashing::mixed(hash);
}

std::vector<Token> tokens(QStringView text)
{
    return Tokeniser(text).run();
}

TokenisedText tokenised(QStringView text, Part part, const QString &language)
{
    TokenisedText result;
    result.text = text;
    result.part = part;
    result.tokens = tokens(text);
    qint32 at = 0;
    const qint32 count = qint32(result.tokens.size());
    const QList<Span> spans = sentences(text, language);
    for (const Span &span : spans) {
        Sentence sentence;
        sentence.span = {span.start, span.length, part};
        sentence.first = at;
        while (at < count && result.tokens[size_t(at)].start < span.end())
            ++at;
        sentence.last = at;
        if (sentence.last == sentence.first)
            continue;
        describeCase(sentence, result.tokens);
        result.sentences.push_back(sentence);
    }
    // Whatever the segmenter left out (it trims) still belongs to a sentence.
    if (at < count && !result.sentences.empty())
        result.sentences.back().last = count;
    return result;
}

Span TokenisedText::span(size_t first, size_t last) const
{
    return {tokens[first].start, tokens[last - 1].end() - tokens[first].start, part};
}

} // namespace dateline
