#include "library/source_choice.h"

#include "text/urls.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace dateline {

namespace {

constexpr qsizetype longestName = 200; // a source's name comes from outside

Source namedSource(SourceKind kind, const QString &name)
{
    Source source;
    source.kind = kind;
    source.title = name;
    source.url = name;
    return source;
}

bool namesItsSource(Format format)
{
    return format == Format::JsonLines || format == Format::Feed;
}

} // namespace

Source pageSource(const QString &url)
{
    const QString site = siteName(url);
    Source source = namedSource(SourceKind::Page, site.isEmpty() ? QCoreApplication::translate("Library", "Saved pages") : site);
    source.country = countryOfAddress(url);
    return source;
}

Source sourceFor(const ArticleContent &content, Format format, const QString &folder)
{
    if (namesItsSource(format) && !content.sourceName.isEmpty()) {
        Source source = namedSource(SourceKind::Files, content.sourceName.left(longestName));
        source.country = countryOfAddress(content.url);
        if (source.country.isEmpty()) // "source": "nytimes.com"
            source.country = countryOfAddress(u"https://" + content.sourceName.left(longestName).trimmed());
        return source;
    }
    if (!folder.isEmpty()) {
        Source source = namedSource(SourceKind::Folder, QFileInfo(folder).fileName());
        source.url = folder;
        if (source.title.isEmpty()) // the root
            source.title = folder;
        return source;
    }
    if (format == Format::Page)
        return pageSource(content.url);
    return namedSource(SourceKind::Files, QCoreApplication::translate("Library", "Imported files"));
}

bool hasMakeshiftTitle(const Source &source)
{
    return source.title.isEmpty() || source.title == source.url || source.title == siteName(source.url);
}

Source withHead(Source source, const FeedHead &head)
{
    if (hasMakeshiftTitle(source))
        source.title = head.title.isEmpty() ? siteName(source.url) : head.title.left(longestName);
    if (source.site.isEmpty())
        source.site = head.site;
    if (source.language.isEmpty())
        source.language = head.language;
    if (source.country.isEmpty())
        source.country = countryOfAddress(source.site.isEmpty() ? source.url : source.site);
    if (source.country.isEmpty())
        source.country = countryOfAddress(source.url);
    return source;
}

QString sourceKey(const Source &source)
{
    return QString::number(static_cast<int>(source.kind)) + u' ' + source.url;
}

} // namespace dateline
