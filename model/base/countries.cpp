#include "base/countries.h"

#include "base/folding.h"

#include <QHash>
#include <QLocale>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

// ISO 3166-1 alpha-2 as of 2024, and the user-assigned XK that news and the EU use for Kosovo.
constexpr auto allCodes =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

// Names in common use that CLDR's English list lacks.
struct OtherName {
    const char *name;
    const char *code;
};
constexpr std::array otherNames = {
    OtherName{"usa", "US"}, OtherName{"u.s.", "US"}, OtherName{"u.s.a.", "US"}, OtherName{"america", "US"},
    OtherName{"united states of america", "US"}, OtherName{"uk", "GB"}, OtherName{"u.k.", "GB"}, OtherName{"britain", "GB"},
    OtherName{"great britain", "GB"}, OtherName{"england", "GB"}, OtherName{"scotland", "GB"}, OtherName{"wales", "GB"},
    OtherName{"northern ireland", "GB"}, OtherName{"ivory coast", "CI"}, OtherName{"czech republic", "CZ"},
    OtherName{"burma", "MM"}, OtherName{"myanmar", "MM"}, OtherName{"holland", "NL"}, OtherName{"republic of korea", "KR"},
    OtherName{"dprk", "KP"}, OtherName{"dr congo", "CD"}, OtherName{"drc", "CD"}, OtherName{"democratic republic of the congo", "CD"},
    OtherName{"democratic republic of congo", "CD"}, OtherName{"congo", "CG"}, OtherName{"republic of the congo", "CG"},
    OtherName{"macedonia", "MK"}, OtherName{"swaziland", "SZ"}, OtherName{"cape verde", "CV"}, OtherName{"east timor", "TL"},
    OtherName{"uae", "AE"}, OtherName{"emirates", "AE"}, OtherName{"vatican", "VA"}, OtherName{"palestine", "PS"},
    OtherName{"gaza", "PS"}, OtherName{"west bank", "PS"}, OtherName{"turkey", "TR"}, OtherName{"turkiye", "TR"},
    OtherName{"bosnia", "BA"}, OtherName{"bosnia and herzegovina", "BA"}, OtherName{"trinidad", "TT"}, OtherName{"hong kong", "HK"},
    OtherName{"macau", "MO"}, OtherName{"macao", "MO"}, OtherName{"the gambia", "GM"}, OtherName{"the bahamas", "BS"},
    OtherName{"the netherlands", "NL"}, OtherName{"the philippines", "PH"}, OtherName{"micronesia", "FM"},
    OtherName{"russian federation", "RU"}, OtherName{"people's republic of china", "CN"}, OtherName{"prc", "CN"},
    OtherName{"sao tome", "ST"}, OtherName{"st lucia", "LC"}, OtherName{"st vincent", "VC"}, OtherName{"st kitts", "KN"},
};

QString nameInIcu(const QString &code, const icu::Locale &language)
{
    icu::UnicodeString name;
    icu::Locale("", code.toLatin1().constData()).getDisplayCountry(language, name);
    return QString::fromUtf16(name.getBuffer(), name.length());
}

QHash<QString, QString> codesByFoldedName()
{
    QHash<QString, QString> codes;
    const icu::Locale english("en");
    const icu::Locale readers(QLocale().name().toLatin1().constData());
    for (const QString &code : countryCodes()) {
        codes.insert(folded(nameInIcu(code, readers)), code);
        const QString name = nameInIcu(code, english);
        codes.insert(folded(name), code);
        codes.insert(folded(QString(name).replace(u'&', QStringLiteral("and"))), code);
    }
    for (const OtherName &other : otherNames)
        codes.insert(QString::fromLatin1(other.name), QString::fromLatin1(other.code));
    for (const QString &code : countryCodes())
        codes.insert(code.toLower(), code); // last, so that no name hides a code
    return codes;
}

} // namespace

const QStringList &countryCodes()
{
    static const QStringList codes = QString::fromLatin1(allCodes).split(u' ');
    return codes;
}

bool isCountryCode(QStringView code)
{
    const QStringList &codes = countryCodes();
    return std::binary_search(codes.begin(), codes.end(), code,
                              [](const auto &a, const auto &b) { return QStringView(a) < QStringView(b); });
}

QString countryName(const QString &code, const QString &language)
{
    if (!isCountryCode(code))
        return code;
    const QString wanted = language.isEmpty() ? QLocale().name() : language;
    const QString name = nameInIcu(code, icu::Locale(wanted.toLatin1().constData()));
    return name.isEmpty() ? code : name;
}

std::optional<QString> countryFromName(const QString &name)
{
    static const QHash<QString, QString> codes = codesByFoldedName();
    const auto found = codes.constFind(folded(name));
    return found == codes.constEnd() ? std::nullopt : std::optional(*found);
}

QString countryFlag(QStringView code)
{
    if (!isCountryCode(code))
        return {};
    QString flag;
    for (QChar letter : code) {
        const char32_t symbol = 0x1F1E6 + (letter.unicode() - u'A'); // REGIONAL INDICATOR SYMBOL LETTER A
        flag += QString::fromUcs4(&symbol, 1);
    }
    return flag;
}

} // namespace dateline
