#include "ui/brought_in.h"

#include "library/typed_address.h"

#include <QDir>
#include <QMimeData>

namespace dateline {
namespace {

constexpr qsizetype mostText = 16 * 1024 * 1024;
constexpr qsizetype fewestWords = 8; // that make a text an article rather than a slip

bool isWeb(const QUrl &url)
{
    if (url.scheme() == QLatin1String("feed")) // of the buttons that some sites have: feed:https://…, feed://…
        return !typedAddress(url.toString()).url.isEmpty();
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

void add(const QUrl &url, BroughtIn &brought)
{
    if (url.isLocalFile())
        brought.paths.append(url.toLocalFile());
    else if (isWeb(url))
        brought.addresses.append(url);
}

// A text that is nothing but addresses, one a line.
QList<QUrl> addressesOnly(const QString &text)
{
    QList<QUrl> addresses;
    if (text.size() > 64 * 1024)
        return {};
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const QUrl url(line.trimmed(), QUrl::StrictMode);
        if (!isWeb(url))
            return {};
        addresses.append(url);
    }
    return addresses;
}

} // namespace

BroughtIn broughtIn(const QMimeData &offered)
{
    BroughtIn brought;
    for (const QUrl &url : offered.urls())
        add(url, brought);
    if (!brought.isEmpty() || !offered.hasText())
        return brought;
    const QString text = offered.text();
    brought.addresses = addressesOnly(text);
    if (!brought.addresses.isEmpty() || text.size() > mostText || text.simplified().count(u' ') + 1 < fewestWords)
        return brought;
    brought.bytes = text.toUtf8();
    return brought;
}

BroughtIn broughtIn(const QStringList &words)
{
    BroughtIn brought;
    brought.isByReader = false;
    for (const QString &word : words) {
        const QUrl url(word, QUrl::StrictMode);
        if (isWeb(url) || url.isLocalFile())
            add(url, brought);
        else
            brought.paths.append(QDir::current().absoluteFilePath(word));
    }
    return brought;
}

} // namespace dateline
