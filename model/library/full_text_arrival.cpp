#include "library/full_text_arrival.h"

#include "base/article.h"
#include "feed/format_guess.h"
#include "feed/full_text_page.h"
#include "feed/page_extractor.h"
#include "library/waiting.h"
#include "store/store.h"

#include <QCoreApplication>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

const ArticleContent &feedVersionOf(const StoredArticle &article)
{
    return article.feedVersion ? *article.feedVersion : article.content;
}

// Servers call pages many things; what calls itself an image or a film is none.
bool isPage(const HttpResponse &response)
{
    const QByteArray &type = response.contentType;
    const bool mayBe = type.isEmpty() || type.startsWith("text/") || type.contains("html") || type == "application/octet-stream";
    return mayBe && guessFormat(response.body, response.url.path(), type) == Format::Page;
}

Result<void> save(Store &store, const Analyzer &analyzer, const StoredArticle &article, const ArticleContent &content)
{
    FullTextArrival arrival{article.id, feedVersionOf(article), {content, analyzer.analyse(content)}};
    const auto saved = waitedFor(store.saveFullText(arrival));
    if (!saved)
        return tl::unexpected(saved.error());
    if (!*saved)
        return failure(ErrorKind::NotFound, translated("The article has changed meanwhile."));
    return {};
}

} // namespace

Result<void> storeFullText(Store &store, const Analyzer &analyzer, ArticleId id, const HttpResponse &response)
{
    const auto article = waitedFor(store.article(id));
    if (!article)
        return tl::unexpected(article.error());
    const ArticleContent &feed = feedVersionOf(*article);
    if (!isPage(response))
        return failure(ErrorKind::Input, translated("%1: There is no web page at this address.").arg(response.url.toString()));
    const auto page = readPage(response.body, {response.url, response.charset, {}});
    if (!page)
        return failure(ErrorKind::Input, QStringLiteral("%1: %2").arg(response.url.toString(), page.error().message));
    switch (judgePage(feed, page->article, response.url, page->access)) {
    case PageVerdict::FullText: break;
    case PageVerdict::NotLonger:
        return failure(ErrorKind::Input, translated("%1: The page has no more to read than the feed.").arg(response.url.toString()));
    case PageVerdict::Paywalled:
        return failure(ErrorKind::Input, translated("%1: The page breaks off for those who don't pay. If you have a subscription, open it in the browser.")
                                             .arg(response.url.toString()));
    case PageVerdict::AnotherArticle:
        return failure(ErrorKind::Input, translated("%1: The page doesn't seem to be this article; it may want a login or a choice of cookies first. Open it in the browser.")
                                             .arg(response.url.toString()));
    }
    return save(store, analyzer, *article, withPage(feed, page->article));
}

Result<void> giveUpFullText(Store &store, const Analyzer &analyzer, ArticleId id)
{
    const auto article = waitedFor(store.article(id));
    if (!article && article.error().kind == ErrorKind::NotFound)
        return {};
    if (!article)
        return tl::unexpected(article.error());
    if (article->feedVersion) {
        const ArticleContent &feed = *article->feedVersion;
        ArticleContent kept = withPage(feed, article->content);
        if (feed.text.size() >= kept.text.size())
            kept = feed;
        if (!(kept == article->content))
            return save(store, analyzer, *article, kept);
    }
    return waitedFor(store.postponeFullText(id, {}));
}

} // namespace dateline
