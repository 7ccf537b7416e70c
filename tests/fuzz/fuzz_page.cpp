// Saved web pages: the article in them, and the feeds that they offer (feed/page_extractor.h).
#include "article_promises.h"
#include "fuzz_target.h"

#include "feed/format_guess.h"
#include "feed/feed_discovery.h"
#include "feed/page_extractor.h"

using namespace dateline;
using namespace dateline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    const QUrl address(QStringLiteral("https://pages.example.org/news/page.html"));
    // By an odd last byte, a page saved by hand, whose address nobody knows.
    const bool isSaved = size > 0 && (data[size - 1] & 1) != 0;
    const auto page = extractPage(bytes, {isSaved ? QUrl() : address, {}, QStringLiteral("page.html")});
    if (page) {
        holdForArticle(*page);
        holdForSomething(*page);
    } else {
        hold(!page.error().message.isEmpty(), "a failure says what it is");
    }
    for (const QString &link : offeredFeeds(bytes, address)) {
        hold(!link.isEmpty(), "a feed has an address");
        holdForAddress(link);
    }
    guessFormat(bytes, QStringLiteral("page.html"), "text/html");
    return 0;
}
