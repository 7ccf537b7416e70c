#include "library/catalogue.h"

#include "base/countries.h"
#include "library/resource_files.h"
#include "text/urls.h"

#include <QCoreApplication>
#include <QFile>

namespace dateline {

namespace {

constexpr qint64 largest = 4 * 1024 * 1024;

} // namespace

std::optional<CatalogueFeed> catalogueFeed(const QString &line)
{
    const QStringList fields = line.split(u'\t');
    if (line.startsWith(u'#') || fields.size() != 6 || !isCountryCode(fields[0]) || fields[3].isEmpty())
        return {};
    const auto url = webAddress(fields[4]);
    if (!url)
        return {};
    CatalogueFeed feed;
    feed.country = fields[0];
    feed.published = isCountryCode(fields[1]) ? fields[1] : fields[0];
    feed.language = fields[2];
    feed.title = fields[3];
    feed.url = *url;
    feed.site = webAddress(fields[5]).value_or(QString());
    return feed;
}

Result<QList<CatalogueFeed>> readCatalogue()
{
    QFile file(resourceFile(QStringLiteral("catalogue/feeds.tsv")));
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Unreadable, QCoreApplication::translate("Library", "The catalogue of newspapers can't be read (%1): %2. Install Dateline again.")
                                                  .arg(file.fileName(), file.errorString()));
    }
    QList<CatalogueFeed> feeds;
    for (const QString &line : QString::fromUtf8(file.read(largest)).split(u'\n', Qt::SkipEmptyParts)) {
        if (const auto feed = catalogueFeed(line))
            feeds.append(*feed);
    }
    return feeds;
}

} // namespace dateline
