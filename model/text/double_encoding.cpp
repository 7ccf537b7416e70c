// UTF-8 whose bytes somebody took for Windows-1252, or ISO 8859-1, and encoded again: "Ã©" for "é", "â€™" for an apostrophe.
//
// A whole text is told by its strictness: every character beyond ASCII has to be a byte of a well-formed sequence, and a lone sequence has to
// begin with a letter that no language puts before such signs. "NESCAFÉ®" is none.
//
// A text of which only parts were encoded twice (a page that was put together) is told by the control characters U+0080 to U+009F, which no
// text holds otherwise; then each sequence is mended where it stands.
#include "text/charset.h"

#include <algorithm>
#include <iterator>

namespace dateline {

namespace {

constexpr int mostRounds = 2;
constexpr int enough = 4; // sequences of any script

// The byte that Windows-1252, or ISO 8859-1, reads as this character, or -1.
int westernByte(QChar c)
{
    static constexpr char16_t upper[32] = {
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
        0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178};
    if (c.unicode() < 0x100)
        return c.unicode();
    for (size_t at = 0; at < std::size(upper); ++at) {
        if (upper[at] == c.unicode())
            return int(0x80 + at);
    }
    return -1;
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
QByteArray sequenceAt(const QString &text, qsizetype at, bool mayBeRare)
{
    const int lead = westernByte(text[at]);
    const int more = mayBeRare && lead >= 0xc2 && lead <= 0xdf ? 1 : followers(lead);
    if (more == 0 || at + more >= text.size())
        return {};
    QByteArray bytes(1, char(lead));
    for (int i = 1; i <= more; ++i) {
        const int next = westernByte(text[at + i]);
        if (next < 0x80 || next > 0xbf)
            return {};
        bytes += char(next);
    }
    return bytes;
}

std::optional<QString> wholeOnceLess(const QString &text, int fewest)
{
    int sequences = 0;
    bool isTelling = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].unicode() < 0x80)
            continue;
        const QByteArray sequence = sequenceAt(text, at, false);
        if (sequence.isEmpty())
            return {};
        const int lead = static_cast<unsigned char>(sequence.front());
        at += sequence.size() - 1;
        ++sequences;
        isTelling = isTelling || lead == 0xc2 || lead == 0xc3 || lead == 0xe2;
    }
    if (sequences < fewest || (!isTelling && sequences < enough))
        return {};
    QByteArray bytes;
    bytes.reserve(text.size());
    for (const QChar c : text)
        bytes.append(char(westernByte(c)));
    return bytes.isValidUtf8() ? std::optional(QString::fromUtf8(bytes)) : std::nullopt;
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
        const QByteArray sequence = text[at].unicode() < 0x80 ? QByteArray() : sequenceAt(text, at, true);
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
