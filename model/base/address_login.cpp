#include "base/address_login.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace dateline {
namespace {

bool isPort(QStringView digits)
{
    constexpr int highest = 65535;
    const bool isNumber = std::all_of(digits.begin(), digits.end(), [](QChar letter) { return letter >= u'0' && letter <= u'9'; });
    return digits.isEmpty() || (isNumber && digits.size() <= 5 && digits.toInt() <= highest);
}

// Whether a "/", "?" or "#" may be one of a password that wasn't percent-encoded, after what seems to be the authority: no address, and its ":" begins no port.
bool mayBeInPassword(QStringView authority, const QString &fromSlashes)
{
    const qsizetype colon = authority.lastIndexOf(u':');
    return colon >= 0 && !authority.startsWith(u'[') && !isPort(authority.sliced(colon + 1)) && !QUrl(QStringLiteral("https:") + fromSlashes).isValid();
}

} // namespace

QString withoutLogin(const QString &address)
{
    if (!address.contains(u'@'))
        return address;
    // Other addresses may stand in a path or a query. "feed:https://" has two schemes.
    static const QRegularExpression scheme(QStringLiteral("^\\s*(?:[a-z][a-z0-9+.-]*:)*//"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression bare(QStringLiteral("^(?!mailto:)[^:@/?#]*:[^@/?#]*@"), QRegularExpression::CaseInsensitiveOption);
    const qsizetype begin = scheme.match(address).capturedLength();
    if (begin == 0 && !bare.match(address).hasMatch())
        return address;
    qsizetype end = begin;
    while (end < address.size() && !QStringView(u"/?#").contains(address[end]))
        ++end;
    if (begin > 0 && mayBeInPassword(QStringView(address).sliced(begin, end - begin), address.sliced(begin - 2)))
        end = address.size();
    const qsizetype at = QStringView(address).first(end).lastIndexOf(u'@');
    return at < begin ? address : address.first(begin) + address.sliced(at + 1);
}

} // namespace dateline
