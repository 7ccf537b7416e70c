#include "library/article_images.h"

#include "text/entities.h"

namespace dateline {

namespace {

constexpr qsizetype mostImages = 200;

bool isWeb(QStringView address)
{
    return address.startsWith(u"https://") || address.startsWith(u"http://");
}

} // namespace

QStringList imageAddresses(const ArticleContent &content)
{
    // As the sanitiser writes them. In a text a "<" can't stand.
    static const QString start = QStringLiteral("<img src=\"");
    QStringList addresses;
    bool hasAny = false;
    for (qsizetype at = content.html.indexOf(start); at >= 0 && addresses.size() < mostImages; at = content.html.indexOf(start, at)) {
        at += start.size();
        const qsizetype end = content.html.indexOf(u'"', at);
        if (end < 0)
            break;
        hasAny = true;
        const QString address = withEntitiesDecoded(content.html.sliced(at, end - at));
        if (isWeb(address) && !addresses.contains(address))
            addresses.append(address);
    }
    if (!hasAny && isWeb(content.image))
        addresses.append(content.image);
    return addresses;
}

} // namespace dateline
