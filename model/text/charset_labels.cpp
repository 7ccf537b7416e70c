#include "text/charset_labels.h"

#include <QByteArray>
#include <QHash>

namespace dateline {

namespace {

struct Encoding {
    const char *name;
    const char *converter;
    const char *labels; // apart by spaces, in lower case
};

// The standard reads Latin-1 and ASCII as Windows-1252, Latin-5 as Windows-1254, GB 2312 as GBK, and so on: that is what
// documents with those labels hold.
constexpr Encoding encodings[] = {
    {"UTF-8", "UTF-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"windows-1252", "ibm-5348_P100-1997", "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 l1 "
        "ascii us-ascii ansi_x3.4-1968 cp819 ibm819 csisolatin1 iso-ir-100"},
    {"windows-1250", "ibm-5346_P100-1998", "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "ibm-5347_P100-1998", "windows-1251 cp1251 x-cp1251 win-1251 win1251"},
    {"windows-1253", "ibm-5349_P100-1998", "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "ibm-5350_P100-1998", "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 latin5 l5 csisolatin5 iso-ir-148"},
    {"windows-1255", "ibm-9447_P100-2002", "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "ibm-9448_X100-2005", "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "ibm-9449_P100-2002", "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "ibm-5354_P100-1998", "windows-1258 cp1258 x-cp1258"},
    {"windows-874", "windows-874-2000", "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911"},
    {"ISO-8859-2", "ISO-8859-2", "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2 iso-ir-101"},
    {"ISO-8859-3", "ISO-8859-3", "iso-8859-3 iso8859-3 iso88593 iso_8859-3 latin3 l3 csisolatin3 iso-ir-109"},
    {"ISO-8859-4", "ISO-8859-4", "iso-8859-4 iso8859-4 iso88594 iso_8859-4 latin4 l4 csisolatin4 iso-ir-110"},
    {"ISO-8859-5", "ISO-8859-5", "iso-8859-5 iso8859-5 iso88595 iso_8859-5 cyrillic csisolatincyrillic iso-ir-144"},
    {"ISO-8859-6", "ISO-8859-6", "iso-8859-6 iso8859-6 iso88596 iso_8859-6 arabic asmo-708 ecma-114 iso-8859-6-e iso-8859-6-i csisolatinarabic"},
    {"ISO-8859-7", "ibm-9005_X110-2007", "iso-8859-7 iso8859-7 iso88597 iso_8859-7 greek greek8 ecma-118 elot_928 sun_eu_greek csisolatingreek"},
    {"ISO-8859-8", "ISO-8859-8", "iso-8859-8 iso8859-8 iso88598 iso_8859-8 hebrew visual iso-8859-8-e iso-8859-8-i logical csisolatinhebrew"},
    {"ISO-8859-10", "iso-8859_10-1998", "iso-8859-10 iso8859-10 iso885910 latin6 l6 csisolatin6"},
    {"ISO-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"ISO-8859-14", "iso-8859_14-1998", "iso-8859-14 iso8859-14 iso885914"},
    {"ISO-8859-15", "ISO-8859-15", "iso-8859-15 iso8859-15 iso885915 iso_8859-15 latin-9 latin9 l9 csisolatin9"},
    {"KOI8-R", "KOI8-R", "koi8-r koi8 koi8_r koi cskoi8r"},
    {"KOI8-U", "KOI8-U", "koi8-u koi8-ru"},
    {"IBM866", "ibm-866", "ibm866 866 cp866 csibm866"},
    {"macintosh", "macintosh", "macintosh mac x-mac-roman csmacintosh"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"GBK", "gb18030", "gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58 cp936"},
    {"gb18030", "gb18030", "gb18030"},
    {"Big5", "ibm-1375_P100-2008", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"Shift_JIS", "ibm-943_P15A-2003", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932 csshiftjis"},
    {"EUC-JP", "euc-jp-2007", "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese"},
    {"ISO-2022-JP", "ISO-2022-JP", "iso-2022-jp csiso2022jp"},
    {"EUC-KR", "windows-949-2000", "euc-kr cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cp949 csksc56011987 iso-ir-149"},
    {"UTF-16LE", "UTF-16LE", "utf-16 utf-16le ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff"},
    {"UTF-16BE", "UTF-16BE", "utf-16be unicodefffe"},
};

QHash<QByteArray, Charset> makeTable()
{
    QHash<QByteArray, Charset> table;
    for (const Encoding &encoding : encodings)
        for (const QByteArray &label : QByteArray(encoding.labels).split(' '))
            table.insert(label, {encoding.name, encoding.converter});
    return table;
}

} // namespace

Charset charsetForLabel(QByteArrayView label)
{
    static const QHash<QByteArray, Charset> table = makeTable();
    QByteArray key = label.trimmed().toByteArray().toLower();
    if (key.size() > 1 && (key.front() == '"' || key.front() == '\''))
        key = key.mid(1, key.size() - 2).trimmed();
    return table.value(key);
}

bool isSameCharset(QByteArrayView label, QByteArrayView used)
{
    const QByteArray stated = label.trimmed().toByteArray().toUpper();
    const QByteArray name = used.toByteArray().toUpper();
    if (stated.isEmpty() || stated == name)
        return true;
    return (stated.startsWith("UTF-16") || stated.startsWith("UTF-32")) ? stated.left(6) == name.left(6)
                                                                        : QByteArray(charsetForLabel(label).name).toUpper() == name;
}

} // namespace dateline
