#include "base/address_login.h"

#include <QRegularExpression>
#include <QUrl>

namespace dateline {

QString withoutLogin(const QString &address)
{
    if (!address.contains(u'@'))
        return address;
    const qsizetype slashes = address.indexOf(u"//");
    const bool hasScheme = slashes == 0 || (slashes > 0 && address[slashes - 1] == u':');
    static const QRegularExpression bare(QStringLiteral("^(?!mailto:)[^:@/?#]*:[^@/?#]*@"), QRegularExpression::CaseInsensitiveOption);
    if (!hasScheme && !bare.match(address).hasMatch())
        return address;
    const qsizetype begin = hasScheme ? slashes + 2 : 0;
    qsizetype end = begin;
    while (end < address.size() && !QStringView(u"/?#").contains(address[end]))
        ++end;
    if (hasScheme && !QUrl(address).isValid()) // a "/" of the password may have ended it
        end = address.size();
    const qsizetype at = QStringView(address).first(end).lastIndexOf(u'@');
    return at < begin ? address : address.first(begin) + address.sliced(at + 1);
}

} // namespace dateline
