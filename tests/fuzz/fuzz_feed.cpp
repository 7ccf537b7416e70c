// Feeds: bytes → charset → XML or JSON → items, sanitised and dated (feed/feed_parser.h). The last byte picks what the server said of the charset.
#include "article_promises.h"
#include "fuzz_target.h"

#include "feed/feed_parser.h"
#include "feed/format_guess.h"

using namespace dateline;
using namespace dateline::fuzz;

namespace {

QByteArray charsetOf(QByteArrayView bytes)
{
    static const QByteArrayList charsets{"", "utf-8", "", "windows-1251", "utf-16le", "shift_jis", "iso-2022-jp", "no-such"};
    return charsets[bytes.isEmpty() ? 0 : static_cast<quint8>(bytes.back()) % 8];
}

bool isPlausible(const Moment &moment)
{
    const int year = moment.time().date().year();
    return !moment.isKnown() || (year >= 1900 && year <= 2200);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    FeedOptions options;
    options.address = QUrl(QStringLiteral("https://feeds.example.org/news/feed.xml"));
    options.charset = charsetOf(bytes);
    int seen = 0;
    qsizetype written = 0;
    const auto outcome = parseFeed(bytes, options, [&](ArticleContent &&item) {
        ++seen;
        written += item.html.size() + item.text.size();
        holdForArticle(item);
        hold(isPlausible(item.published) && isPlausible(item.updated), "a date is between 1900 and 2200", item.published.toText());
        return true;
    });
    guessFormat(bytes, QStringLiteral("feed.xml"));
    hold(outcome || seen == 0, "what gave items is no failure");
    hold(outcome || !outcome.error().message.isEmpty(), "a failure says what it is");
    // Entities may expand to 256 Ki characters each time, links to the length of their base.
    hold(written <= qsizetype(size) * 64 + (8 << 20), "what is read stays in proportion to what came", QString::number(written));
    if (!outcome)
        return 0;
    hold(outcome->items == seen, "items are counted");
    hold(outcome->problems.size() <= 101, "problems are bounded");
    holdForAddress(outcome->head.site);
    holdForAddress(outcome->head.image);
    holdForLine(outcome->head.title);
    hold(outcome->head.ttl.count() >= 0, "a feed is never due before now");
    return 0;
}
