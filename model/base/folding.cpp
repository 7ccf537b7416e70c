#include "base/folding.h"

#include <algorithm>

namespace dateline {
namespace {

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// Marks that writers leave out freely. Vowel signs of Indic scripts and Japanese voicing marks are letters' own
// parts, so they stay.
bool isDiacritic(char16_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF)
        || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F) // combining diacritical marks
        || (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE && c != 0x05C0)   // Hebrew points
        || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640;  // Arabic vowel marks, tatweel
}

// Letters that Unicode does not decompose though readers type them plainly.
const char16_t *plainForm(char16_t c)
{
    switch (c) {
    case u'ß': return u"ss";
    case u'æ': return u"ae";
    case u'œ': return u"oe";
    case u'ø': return u"o";
    case u'đ': case u'ð': return u"d";
    case u'ł': return u"l";
    case u'þ': return u"th";
    case u'ħ': return u"h";
    case u'ı': return u"i";
    case u'ŋ': return u"ng";
    case u'’': case u'‘': case u'ʼ': return u"'";
    case u'‐': case u'‑': case u'–': return u"-";
    default: return nullptr;
    }
}

} // namespace

QString folded(QStringView text)
{
    if (isAscii(text))
        return text.toString().toLower().simplified();
    const QString decomposed = text.toString().toCaseFolded().normalized(QString::NormalizationForm_KD);
    QString plain;
    plain.reserve(decomposed.size());
    for (QChar c : decomposed) {
        if (isDiacritic(c.unicode()))
            continue;
        if (const char16_t *letters = plainForm(c.unicode()))
            plain += QStringView(letters);
        else
            plain += c;
    }
    return plain.normalized(QString::NormalizationForm_C).simplified();
}

} // namespace dateline
