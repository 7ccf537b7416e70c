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

// Some themes name every box in the article like furniture. Where little of the page's text is left, names are not asked.
void readBody(const QString &html, PageTree &tree, const QUrl &address, ArticleContent &content)
{
    const qsizetype all = tree.size() == 0 ? 0 : tree.node(0).length - tree.node(0).linkLength;
    const QString image = content.image;
    setBody(content, mainMarkup(tree, content.title, Strictness::ByName), true, address);
    if (content.text.size() < qMax<qsizetype>(300, all / 5)) {
        PageTree whole(html);
        ArticleContent lenient = content;
        setBody(lenient, mainMarkup(whole, content.title, Strictness::ByElement), true, address);
        if (lenient.text.size() > content.text.size() * 2)
            content = lenient;
    }
    if (!image.isEmpty())
        content.image = image;
}

} // namespace

Result<ArticleContent> extractPage(QByteArrayView bytes, const PageOptions &options)
{
    if (looksBinary(bytes))
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("PageExtractor", "This is not a web page.")));
    const QString html = decodedPage(bytes, options.charset);
    PageTree tree(html);
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
    readBody(html, tree, page.address, content);
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
