#include "feed/page_extractor.h"

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

// How many characters follow in a UTF-8 sequence that was decoded byte by byte; 0: `lead` begins none.
int followers(QChar lead)
{
    const char16_t c = lead.unicode();
    return c >= 0xC2 && c <= 0xDF ? 1 : c >= 0xE0 && c <= 0xEF ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
}

// The length of the sequence at `at` that is one character encoded twice (UTF-8 taken for ISO 8859-1), or 0.
int twiceEncodedAt(const QString &text, qsizetype at)
{
    const int more = followers(text[at]);
    if (more == 0 || at + more >= text.size())
        return 0;
    for (int i = 1; i <= more; ++i) {
        if (text[at + i] < u'\u0080' || text[at + i] > u'\u00BF')
            return 0;
    }
    return more + 1;
}

// Mends what was encoded twice, wholly or in parts. Told by the control characters U+0080 to U+009F, which no text holds otherwise.
QString encodedOnce(const QString &text)
{
    const auto isControl = [](QChar c) { return c >= u'\u0080' && c <= u'\u009F'; };
    if (std::ranges::none_of(text, isControl))
        return text;
    QString mended;
    mended.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const int length = text[at] < u'\u00C2' ? 0 : twiceEncodedAt(text, at);
        const QString once = length == 0 ? QString() : QString::fromUtf8(text.mid(at, length).toLatin1());
        const bool isOne = !once.isEmpty() && !once.contains(QChar::ReplacementCharacter);
        mended += isOne ? once : QString(text[at]);
        at += isOne ? length : 1;
    }
    return mended;
}

QString decodedPage(QByteArrayView bytes, const QByteArray &charset)
{
    return encodedOnce(decodeText(bytes, charset.isEmpty() ? declaredHtmlEncoding(bytes) : charset).text);
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
    readStandIn(page, content);
    if (content.text.isEmpty())
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("PageExtractor", "There is no text in this page.")));
    ensureTitle(content);
    return content;
}

} // namespace dateline
