// UTF-8 whose bytes somebody took for Windows-1252, or ISO 8859-1, and encoded again: "Ã©" for "é", "â€™" for an apostrophe. Elsewhere they are
// taken for the code page of the country: "VuÄŤiÄ‡" for "Vučić" (Windows-1250), "РњРѕСЃРєРІР°" for "Москва" (1251).
//
// A whole text is told by its strictness: every character beyond ASCII has to be a byte of a well-formed sequence, and a lone sequence has to
// begin with a letter that no language puts before such signs. "NESCAFÉ®" is none. Of the code pages of countries more sequences are asked for.
//
// A text of which only parts were encoded twice (a page that was put together) is told by the control characters U+0080 to U+009F, which no
// text holds otherwise; then each sequence is mended where it stands.
#include "text/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <vector>

namespace dateline {

namespace {

constexpr int mostRounds = 2;
constexpr int enough = 4; // sequences of any script

// Which byte a code page reads as which character, beyond ASCII.
class CodePage final {
public:
    // `fewest` sequences have to be in a text.
    CodePage(const char *name, int fewest) : m_fewest(fewest)
    {
        UErrorCode status = U_ZERO_ERROR;
        UConverter *converter = ucnv_open(name, &status);
        for (int byte = 0; byte < 0x80; ++byte) {
            const char high = char(0x80 + byte);
            UErrorCode outcome = status;
            UChar read = 0;
            if (U_SUCCESS(outcome))
                ucnv_toUChars(converter, &read, 1, &high, 1, &outcome);
            m_upper[size_t(byte)] = U_SUCCESS(outcome) ? char16_t(read) : char16_t(QChar::ReplacementCharacter);
        }
        ucnv_close(converter);
    }

    int fewest() const { return m_fewest; }

    // The byte that is read as this character, or -1. A control character stands for the byte of its number, which most pages leave open.
    int byteOf(QChar c) const
    {
        if (c.unicode() < 0xa0)
            return c.unicode();
        const auto found = std::find(m_upper.begin(), m_upper.end(), c.unicode());
        return found == m_upper.end() || c == QChar::ReplacementCharacter ? -1 : int(0x80 + (found - m_upper.begin()));
    }

private:
    std::array<char16_t, 0x80> m_upper{};
    int m_fewest;
};

const CodePage &western()
{
    static const CodePage page("windows-1252", 1);
    return page;
}

// What the bytes were most likely taken for comes first.
const std::vector<const CodePage *> &codePages()
{
    static const CodePage central("windows-1250", 2), turkish("windows-1254", 2), cyrillic("windows-1251", enough), greek("windows-1253", enough),
        arabic("windows-1256", enough);
    static const std::vector<const CodePage *> pages{&western(), &central, &turkish, &cyrillic, &greek, &arabic};
    return pages;
}

bool isControl(QChar c)
{
    return c >= u'\u0080' && c <= u'\u009f';
}

// How many bytes follow, where this one begins a character that is written anywhere today; 0: none does.
int followers(int lead)
{
    const bool isShort = (lead >= 0xc2 && lead <= 0xc5) || (lead >= 0xce && lead <= 0xd3) || (lead >= 0xd7 && lead <= 0xdb);
    return isShort ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

// The bytes of the sequence that begins at `at`, or none. `mayBeRare`: also one of a script that hardly anybody writes.
QByteArray sequenceAt(const CodePage &page, const QString &text, qsizetype at, bool mayBeRare)
{
    const int lead = page.byteOf(text[at]);
    const int more = mayBeRare && lead >= 0xc2 && lead <= 0xdf ? 1 : followers(lead);
    if (more == 0 || at + more >= text.size())
        return {};
    QByteArray bytes(1, char(lead));
    for (int i = 1; i <= more; ++i) {
        const int next = page.byteOf(text[at + i]);
        if (next < 0x80 || next > 0xbf)
            return {};
        bytes += char(next);
    }
    return bytes;
}

std::optional<QString> wholeOnceLess(const CodePage &page, const QString &text, int fewest)
{
    int sequences = 0;
    bool isTelling = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].unicode() < 0x80)
            continue;
        const QByteArray sequence = sequenceAt(page, text, at, false);
        if (sequence.isEmpty())
            return {};
        // Letters that no language puts before signs; where letters follow too ("RĂŞINARI"), more is asked for.
        const int lead = static_cast<unsigned char>(sequence.front());
        const auto units = QStringView(text).mid(at, sequence.size());
        const bool isLikely = lead == 0xc2 || lead == 0xc3 || lead == 0xe2 || page.fewest() > 1;
        isTelling = isTelling || (isLikely && (page.fewest() == 1 || std::any_of(units.begin() + 1, units.end(), [](QChar c) { return !c.isLetter(); })));
        at += sequence.size() - 1;
        ++sequences;
    }
    if (sequences < std::max(fewest, page.fewest()) || (!isTelling && sequences < enough))
        return {};
    QByteArray bytes;
    bytes.reserve(text.size());
    for (const QChar c : text)
        bytes.append(char(page.byteOf(c)));
    return bytes.isValidUtf8() ? std::optional(QString::fromUtf8(bytes)) : std::nullopt;
}

std::optional<QString> wholeOnceLess(const QString &text, int fewest)
{
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; }))
        return {};
    for (const CodePage *page : codePages()) {
        if (auto mended = wholeOnceLess(*page, text, fewest))
            return mended;
    }
    return {};
}

std::optional<QString> partsOnceLess(const QString &text)
{
    const auto controls = std::count_if(text.begin(), text.end(), isControl);
    if (controls == 0)
        return {};
    QString mended;
    mended.reserve(text.size());
    bool isMended = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QByteArray sequence = text[at].unicode() < 0x80 ? QByteArray() : sequenceAt(western(), text, at, true);
        const auto units = QStringView(text).mid(at, sequence.size());
        // "É®" may be meant, where little else was encoded twice.
        const bool isSure = controls >= enough || std::any_of(units.begin(), units.end(), isControl)
            || (!sequence.isEmpty() && followers(static_cast<unsigned char>(sequence.front())) > 0);
        const QString once = sequence.isValidUtf8() && isSure ? QString::fromUtf8(sequence) : QString();
        if (once.isEmpty() || once == QChar(QChar::ReplacementCharacter)) {
            mended += text[at];
            continue;
        }
        mended += once;
        at += sequence.size() - 1;
        isMended = true;
    }
    return isMended ? std::optional(mended) : std::nullopt;
}

} // namespace

std::optional<QString> withoutDoubleEncoding(const QString &text, int fewest)
{
    std::optional<QString> mended;
    for (int round = 0; round < mostRounds; ++round) {
        const QString &now = mended ? *mended : text;
        auto next = wholeOnceLess(now, std::max(1, fewest));
        if (!next)
            next = partsOnceLess(now);
        if (!next)
            break;
        mended = next;
    }
    return mended;
}

} // namespace dateline
