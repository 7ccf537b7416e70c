#include "feed/page_extractor.h"

#include "feed/consent_wall.h"
#include "feed/item_draft.h"
#include "feed/page_body.h"
#include "feed/page_furniture.h"
#include "feed/page_metadata.h"
#include "feed/page_tree.h"
#include "text/charset.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

QString message(const char *text)
{
    return QCoreApplication::translate("PageExtractor", text);
}

QString decodedPage(QByteArrayView bytes, const QByteArray &charset)
{
    constexpr int fewestBroken = 4; // one or two may be what the page is about
    const QString text = decodeText(bytes, charset.isEmpty() ? declaredHtmlEncoding(bytes) : charset).text;
    return withoutDoubleEncoding(text, fewestBroken).value_or(text);
}

// Some themes name every box in the article like furniture. Where little is left of the text that isn't furniture by its elements, names are
// not asked.
void readBody(const QString &html, PageTree &tree, const QUrl &address, ArticleContent &content)
{
    constexpr qsizetype shortArticle = 300, smallShare = 5;
    const QString image = content.image;
    const auto isLittleOf = [&](const PageTree &page) {
        const qsizetype all = page.size() == 0 ? 0 : page.node(0).length - page.node(0).linkLength;
        return content.text.size() < qMax(shortArticle, all / smallShare);
    };
    const int textOfPage = tree.size() == 0 ? 0 : tree.node(0).length - tree.node(0).linkLength;
    setBody(content, mainMarkup(tree, content.title, Strictness::ByName), true, address);
    if (content.text.size() < qMax<qsizetype>(shortArticle, textOfPage / smallShare)) {
        PageTree whole(html);
        dropFurniture(whole, Strictness::ByElement);
        ArticleContent lenient = content;
        if (isLittleOf(whole))
            setBody(lenient, mainMarkup(whole, content.title, Strictness::ByElement), true, address);
        if (lenient.text.size() > content.text.size() * 2)
            content = lenient;
    }
    if (!image.isEmpty())
        content.image = image;
}

// Where scripts write the page, the text that it gives to machines stands in, else its summary.
void readStandIn(const PageMetadata &page, ArticleContent &content)
{
    constexpr qsizetype shortArticle = 500, shortestSummary = 20;
    if (content.text.size() < shortArticle && page.body.size() > qMax(shortArticle, content.text.size() * 2)) {
        const QString image = content.image;
        setBody(content, page.body, looksLikeHtml(page.body), page.address);
        if (!image.isEmpty())
            content.image = image;
    } else if (content.text.isEmpty() && !page.title.isEmpty() && page.summary.size() >= shortestSummary) {
        setBody(content, page.summary, false, page.address);
        content.problems.append(message(QT_TRANSLATE_NOOP("PageExtractor", "Only a summary could be read: this page's text is written by its scripts.")));
    }
}

} // namespace

Result<PageReading> readPage(QByteArrayView bytes, const PageOptions &options)
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
    readStandIn(page, content);
    if (content.text.isEmpty())
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("PageExtractor", "There is no text in this page.")));
    ensureTitle(content);
    if (isConsentWall(content.text))
        content.problems.append(message(QT_TRANSLATE_NOOP("PageExtractor", "This page asks for consent to cookies and may hold no article: save it again after you have chosen there.")));
    return PageReading{content, page.access};
}

Result<ArticleContent> extractPage(QByteArrayView bytes, const PageOptions &options)
{
    return readPage(bytes, options).map([](PageReading &&reading) { return std::move(reading.article); });
}

} // namespace dateline
