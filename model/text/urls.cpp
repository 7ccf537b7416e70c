#include "text/urls.h"

#include "base/countries.h"
#include "text/publishers.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype maximumLength = 8 << 10;

// As browsers do it (URL Standard §4.4): controls and white space at the ends go, tabs and newlines go everywhere.
QString cleaned(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (QChar c : text)
        if (c.unicode() > 0x20 ? (c.unicode() != 0x7f && c.unicode() != 0xfeff) : c == u' ')
            out += c;
    return out.trimmed();
}

bool isWebScheme(const QString &scheme)
{
    return scheme == u"http" || scheme == u"https";
}

// The scheme's length, or 0: letters, digits, "+", "-", "." up to a colon (RFC 3986 §3.1).
qsizetype schemeLength(QStringView text)
{
    qsizetype i = 0;
    while (i < text.size() && text[i].unicode() < 128
           && (text[i].isLetter() || (i > 0 && (text[i].isDigit() || text[i] == u'+' || text[i] == u'-' || text[i] == u'.'))))
        ++i;
    return i > 0 && i < text.size() && text[i] == u':' ? i : 0;
}

// "https://www.example.org/2025/09/harbour-opens?page=2": an address that QUrl would give back as it is, told without asking it.
bool isPlainAddress(QStringView address)
{
    qsizetype at = address.startsWith(u"https://") ? 8 : address.startsWith(u"http://") ? 7 : 0;
    const auto isLower = [](QChar c) { return c >= u'a' && c <= u'z'; };
    const auto isSafe = [isLower](QChar c) {
        return isLower(c) || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_' || c == u'/';
    };
    const qsizetype host = at;
    qsizetype label = at;
    bool hasEmptyLabel = false;
    const auto isHyphen = [&](qsizetype i) { return address[i] == u'-' && i > label && isLower(address[i - 1]) && i + 1 < address.size() && isLower(address[i + 1]); };
    for (; at > 0 && at < address.size() && (isLower(address[at]) || address[at] == u'.' || isHyphen(at)); ++at) {
        hasEmptyLabel = hasEmptyLabel || (address[at] == u'.' && at == label);
        label = address[at] == u'.' ? at + 1 : label;
    }
    constexpr qsizetype longestHost = 60; // no label can be too long
    if (at == host || at - host > longestHost || at == label || hasEmptyLabel || at >= address.size() || address[at] != u'/')
        return false;
    bool isQuery = false;
    for (; at < address.size(); ++at) {
        const QChar c = address[at];
        const bool isDot = c == u'.' && address[at - 1] != u'/' && address[at - 1] != u'.';
        if (!isSafe(c) && !isDot && !(isQuery && (c == u'=' || c == u'&')) && !(c == u'?' && !isQuery))
            return false;
        isQuery = isQuery || c == u'?';
    }
    return true;
}

QStringList hostLabels(const QString &url)
{
    const QString host = QUrl(url).host(QUrl::FullyDecoded).toLower();
    const bool isNumeric = host.contains(u':') || (!host.isEmpty() && host.back().isDigit());
    return isNumeric ? QStringList{host} : host.split(u'.', Qt::SkipEmptyParts);
}

// Second levels under which countries register names: "co.uk", "com.au", "gov.in", "or.jp".
bool isSharedSecondLevel(QStringView label)
{
    static constexpr QStringView shared[] = {u"ac", u"asn", u"biz", u"co", u"com", u"edu", u"firm", u"gen", u"go", u"gob", u"gouv", u"gov", u"govt",
                                             u"id", u"in", u"ind", u"info", u"ltd", u"me", u"mil", u"ne", u"net", u"nic", u"nom", u"or", u"org",
                                             u"plc", u"press", u"res", u"sch", u"web"};
    return std::find(std::begin(shared), std::end(shared), label) != std::end(shared);
}

// Sold to anyone anywhere: the ending says nothing about a country unless a national second level stands before it.
bool isSoldEverywhere(QStringView domain)
{
    static constexpr QStringView sold[] = {u"ai", u"as", u"bz", u"cc", u"cf", u"co", u"fm", u"ga", u"gg", u"gl", u"gq", u"io", u"la", u"ly", u"ms",
                                           u"nu", u"pw", u"sc", u"sh", u"st", u"tk", u"to", u"tv", u"vc", u"vg", u"ws"};
    return std::find(std::begin(sold), std::end(sold), domain) != std::end(sold);
}

// Top-level domains of more than two letters that are one country's.
QString countryOfLongDomain(QStringView domain)
{
    static constexpr std::pair<QStringView, QStringView> known[] = {
        {u"gov", u"US"}, {u"mil", u"US"}, {u"cat", u"ES"}, {u"eus", u"ES"}, {u"gal", u"ES"}, {u"scot", u"GB"}, {u"wales", u"GB"},
        {u"cymru", u"GB"}, {u"london", u"GB"}, {u"paris", u"FR"}, {u"bzh", u"FR"}, {u"berlin", u"DE"}, {u"quebec", u"CA"},
        {u"\u0440\u0444", u"RU"}, {u"\u0441\u0440\u0431", u"RS"}, {u"\u0443\u043a\u0440", u"UA"}, {u"\u0431\u0433", u"BG"}};
    const auto found = std::find_if(std::begin(known), std::end(known), [domain](const auto &entry) { return entry.first == domain; });
    return found == std::end(known) ? QString() : found->second.toString();
}

bool holdsControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control || c.unicode() == 0x2028 || c.unicode() == 0x2029; });
}

// Of the fields of a mailto: address (RFC 6068 §2, encoded), the first of each that may be filled in from outside. Mail programs know others, by
// which a page would attach the reader's files; a line break in one begins another.
QString mailFields(const QString &query)
{
    QStringList fields, names;
    for (const QString &field : query.split(u'&', Qt::SkipEmptyParts)) {
        const QString name = QUrl::fromPercentEncoding(field.section(u'=', 0, 0).toLatin1()).toLower();
        const QString value = field.section(u'=', 1);
        const bool isBody = name == u"body";
        if ((!isBody && name != u"to" && name != u"cc" && name != u"subject") || names.contains(name) || value.isEmpty())
            continue;
        if (!isBody && holdsControl(QUrl::fromPercentEncoding(value.toLatin1())))
            continue;
        names += name;
        fields += name + u'=' + value;
    }
    return fields.join(u'&');
}

} // namespace

std::optional<QString> webAddress(QStringView text, const QUrl &base)
{
    if (text.size() > maximumLength)
        return {};
    if (isPlainAddress(text))
        return text.toString();
    QString address = cleaned(text);
    if (address.isEmpty())
        return {};
    const qsizetype scheme = schemeLength(address);
    if (scheme > 0 && !isWebScheme(address.first(scheme).toLower()))
        return {};
    if (scheme > 0 || address.startsWith(u'/') || address.startsWith(u'\\')) // backslashes count as slashes before the query
        std::replace(address.begin(), std::find_if(address.begin(), address.end(), [](QChar c) { return c == u'?' || c == u'#'; }), QChar(u'\\'),
                     QChar(u'/'));
    QUrl url(address, QUrl::TolerantMode);
    if (url.isRelative())
        url = isWebScheme(base.scheme()) ? base.resolved(url) : QUrl();
    if (!url.isValid() || !isWebScheme(url.scheme()) || url.host().isEmpty())
        return {};
    const QString encoded = url.toString(QUrl::FullyEncoded);
    if (encoded.isEmpty() || encoded.size() > maximumLength)
        return {};
    return encoded;
}

std::optional<QString> mailAddress(QStringView text)
{
    if (text.size() > 1024)
        return {};
    QUrl url(cleaned(text), QUrl::TolerantMode);
    if (!url.isValid() || url.scheme() != u"mailto" || holdsControl(url.path(QUrl::FullyDecoded)))
        return {};
    const QString query = mailFields(url.query(QUrl::FullyEncoded));
    url.setFragment({});
    url.setQuery(query.isEmpty() ? QString() : query, QUrl::StrictMode);
    const bool isAddressed = url.path().contains(u'@') || query.startsWith(u"to=") || query.contains(u"&to=");
    return isAddressed ? std::optional(url.toString(QUrl::FullyEncoded)) : std::nullopt;
}

QString siteName(const QString &url)
{
    const QStringList labels = hostLabels(url);
    qsizetype keep = 2;
    if (labels.size() > 2 && labels.back().size() == 2 && isSharedSecondLevel(labels[labels.size() - 2]))
        keep = 3;
    return labels.mid(std::max<qsizetype>(0, labels.size() - keep)).join(u'.');
}

QString countryOfAddress(const QString &url)
{
    const QStringList labels = hostLabels(url);
    if (labels.size() < 2)
        return {};
    if (const QString known = countryOfPublisher(labels); !known.isEmpty())
        return known;
    const QString domain = labels.back();
    if (const QString code = countryOfLongDomain(domain); !code.isEmpty() || domain.size() != 2)
        return code;
    if (isSoldEverywhere(domain) && !(labels.size() > 2 && isSharedSecondLevel(labels[labels.size() - 2])))
        return {};
    if (domain == u"uk")
        return QStringLiteral("GB");
    if (domain == u"su")
        return QStringLiteral("RU");
    const QString code = domain.toUpper();
    return isCountryCode(code) ? code : QString();
}

} // namespace dateline
