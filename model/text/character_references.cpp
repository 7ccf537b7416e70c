#include "text/character_references.h"

#include "text/entities.h"

#include <QHash>
#include <QString>

#include <cstring>

namespace dateline {

namespace {

constexpr const char *commonNames =
    "quot amp lt gt apos nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para "
    "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave "
    "Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc "
    "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash "
    "ugrave uacute ucirc uuml yacute thorn yuml OElig oelig Scaron scaron Yuml fnof circ tilde Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota "
    "Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu "
    "xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo "
    "dagger Dagger bull hellip permil prime Prime lsaquo rsaquo oline frasl euro image weierp real trade alefsym larr uarr rarr darr harr crarr";

using Names = QHash<QByteArray, QByteArray>;

Names makeNames()
{
    Names names;
    for (const QByteArray &name : QByteArray(commonNames).split(' '))
        names.insert(name, withEntitiesDecoded(QLatin1Char('&') + QString::fromLatin1(name) + QLatin1Char(';')).toUtf8());
    return names;
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int digitOf(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

// The character of "#8217" or "#x2019", or 0.
char32_t numbered(QByteArrayView name)
{
    const bool isHex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    const int base = isHex ? 16 : 10;
    char32_t code = 0;
    if (name.size() < (isHex ? 3 : 2) || name.size() > 9)
        return 0;
    for (const char c : name.sliced(isHex ? 2 : 1)) {
        if (digitOf(c) >= base)
            return 0;
        code = code * char32_t(base) + char32_t(digitOf(c));
    }
    const bool isOdd = (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000)
        || code > 0x10ffff || (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
    return isOdd ? 0 : code;
}

} // namespace

char *appendDecoded(QByteArrayView raw, ReferenceUse use, char *out)
{
    static const Names names = makeNames();
    const auto append = [&out](QByteArrayView bytes) {
        std::memcpy(out, bytes.data(), size_t(bytes.size()));
        out += bytes.size();
    };
    while (!raw.isEmpty()) {
        const qsizetype ampersand = raw.indexOf('&');
        append(ampersand < 0 ? raw : raw.first(ampersand));
        if (ampersand < 0)
            return out;
        raw = raw.sliced(ampersand + 1);
        qsizetype end = !raw.isEmpty() && raw[0] == '#' ? 1 : 0;
        while (end < raw.size() && isLetterOrDigit(raw[end]))
            ++end;
        const bool isLiteral = end == 0 || (use == ReferenceUse::Attribute && raw[0] != '#' && end < raw.size() && raw[end] == '=');
        if (isLiteral) {
            append("&");
            continue;
        }
        if (end >= raw.size() || raw[end] != ';')
            return nullptr;
        const char32_t number = raw[0] == '#' ? numbered(raw.first(end)) : 0;
        const QByteArray character = number ? QString::fromUcs4(&number, 1).toUtf8() : names.value(QByteArray::fromRawData(raw.data(), end));
        if (character.isEmpty())
            return nullptr;
        append(character);
        raw = raw.sliced(end + 1);
    }
    return out;
}

} // namespace dateline
