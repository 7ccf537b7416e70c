#include "feed/page_extractor.h"

#include "feed/item_draft.h"
#include "feed/page_body.h"
#include "feed/page_metadata.h"
#include "feed/page_tree.h"
#include "text/charset.h"
#include "text/urls.h"

#include <QCoreApplication>

namespace dateline {

namespace {

QString message(const char *text)
{
    return QCoreApplication::translate("PageExtractor", text);
}

QString decodedPage(QByteArrayView bytes, const QByteArray &charset)
{
    return decodeText(bytes, charset.isEmpty() ? declaredHtmlEncoding(bytes) : charset).text;
}

bool isFeedType(const QString &type)
{
    return type == u"application/rss+xml" || type == u"application/atom+xml" || type == u"application/rdf+xml"
        || type == u"application/feed+json" || type == u"text/xml+rss";
}

// The article where its text is found; else whatever text the page has.
void readBody(PageTree &tree, const QUrl &address, ArticleContent &content)
{
    const QString markup = mainMarkup(tree, content.title);
    const QString image = content.image;
    setBody(content, markup, true, address);
    if (!image.isEmpty())
        content.image = image;
}

} // namespace

Result<ArticleContent> extractPage(QByteArrayView bytes, const PageOptions &options)
{
    if (looksBinary(bytes))
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("PageExtractor", "This is not a web page.")));
    PageTree tree(decodedPage(bytes, options.charset));
    const PageMetadata page = pageMetadata(tree, options.address);
    ArticleContent content;
    content.ref = options.fileName;
    content.url = webAddress(page.address.toString(QUrl::FullyEncoded)).value_or(QString());
    content.title = page.title;
    content.authors = page.authors;
    content.published = page.published;
    content.updated = page.updated;
    content.language = page.language;
    content.sourceName = page.siteName;
    content.image = page.image;
    content.categories = page.categories;
    readBody(tree, page.address, content);
    if (content.text.isEmpty())
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("PageExtractor", "There is no text in this page.")));
    ensureTitle(content);
    return content;
}

QStringList feedLinks(QByteArrayView bytes, const QUrl &address)
{
    const PageTree tree(decodedPage(bytes, {}));
    QUrl base = address;
    QStringList links;
    for (int i = 0; i < tree.size(); ++i) {
        if (tree.node(i).tag == GUMBO_TAG_BASE && !tree.attribute(i, "href").isEmpty())
            base = address.resolved(QUrl(tree.attribute(i, "href").trimmed()));
        if (tree.node(i).tag != GUMBO_TAG_LINK)
            continue;
        const QStringList relations = tree.attribute(i, "rel").toLower().split(u' ', Qt::SkipEmptyParts);
        const QString type = tree.attribute(i, "type").section(u';', 0, 0).trimmed().toLower();
        const bool isFeed = relations.contains(u"feed") || (relations.contains(u"alternate") && isFeedType(type));
        const auto link = isFeed ? webAddress(tree.attribute(i, "href"), base) : std::nullopt;
        if (link && !links.contains(*link))
            links.append(*link);
    }
    return links;
}

} // namespace dateline
