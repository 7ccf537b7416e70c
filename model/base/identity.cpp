#include "base/identity.h"

#include <QCryptographicHash>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

// Parameters that say who sent the reader, not what is read.
bool isTrackingParameter(QStringView name)
{
    static constexpr std::array names = {
        u"fbclid", u"gclid", u"dclid", u"msclkid", u"yclid", u"igshid", u"mc_cid", u"mc_eid", u"ocid", u"cmpid", u"ncid",
        u"at_medium", u"at_campaign", u"xtor", u"partner", u"_ga", u"ref_src", u"smid", u"guccounter"};
    return name.startsWith(u"utm_") || std::any_of(names.begin(), names.end(), [&](const char16_t *known) { return name == known; });
}

QString withoutTracking(const QUrl &url)
{
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    QStringList kept;
    for (const auto &[name, value] : items) {
        if (!isTrackingParameter(name))
            kept += value.isNull() ? name : QString(name + u'=' + value);
    }
    return kept.join(u'&');
}

void add(QCryptographicHash &hash, const QString &field)
{
    const QByteArray bytes = field.toUtf8();
    const qint64 size = bytes.size(); // so that "ab"+"c" and "a"+"bc" differ
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size));
    hash.addData(bytes);
}

} // namespace

QString addressKey(const QString &address)
{
    const QUrl url(address.trimmed());
    if (address.trimmed().isEmpty())
        return {};
    if (!url.isValid() || url.host().isEmpty())
        return address.trimmed();
    QString host = url.host(QUrl::FullyEncoded).toLower();
    if (host.startsWith(u"www."))
        host.remove(0, 4);
    const int standardPort = url.scheme() == u"https" ? 443 : 80;
    const int port = url.port(standardPort);
    QString key = host;
    if (port != standardPort)
        key += u':' + QString::number(port);
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    key += path;
    if (const QString query = withoutTracking(url); !query.isEmpty())
        key += u'?' + query;
    return key;
}

bool isSameAddress(const QString &a, const QString &b)
{
    return a == b || (!addressKey(a).isEmpty() && addressKey(a) == addressKey(b)); // what is no address has no key
}

QByteArray contentHash(const ArticleContent &content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &field : {content.title, content.text, content.html, content.published.toText(), content.url, content.image})
        add(hash, field);
    for (const QString &author : content.authors)
        add(hash, author);
    add(hash, QString()); // the border between the two lists
    for (const QString &category : content.categories)
        add(hash, category);
    return hash.result().left(16);
}

QString identityKey(const ArticleContent &content)
{
    if (!content.guid.isEmpty())
        return u"g:" + content.guid;
    if (const QString key = addressKey(content.url); !key.isEmpty())
        return u"u:" + key;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    add(hash, content.title);
    add(hash, content.text);
    return u"h:" + QString::fromLatin1(hash.result().left(16).toHex());
}

} // namespace dateline
