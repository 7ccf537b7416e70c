// Bytes to text, then one pass over it by the parser of the format that its first element names.
#include "feed/feed_parser.h"

#include "feed/atom_parser.h"
#include "feed/json_feed_parser.h"
#include "feed/feed_discovery.h"
#include "feed/repeated_guids.h"
#include "feed/rss_parser.h"
#include "feed/unpacking.h"
#include "feed/xml_declaration.h"
#include "text/charset.h"
#include "text/charset_labels.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace dateline {

namespace {

tl::unexpected<Error> notAFeed(const QString &what)
{
    return failure(ErrorKind::Input, what);
}

QString message(const char *text)
{
    return QCoreApplication::translate("Feed", text);
}

// Packed once or thrice, a feed is bounded as an answer of the network is: no more than 64 MiB, and from 10 MiB on no more than 40 times what
// came. Feeds that people write shrink to a tenth; what shrinks to a thousandth was made to fill memory.
constexpr qsizetype mostUnpacked = 64 << 20;
constexpr qsizetype suspiciousSize = 10 << 20;
constexpr qsizetype mostGrowth = 40;
constexpr int deepestPacking = 3;
constexpr qsizetype mostOffers = 3;

FeedOutcome outcomeOf(FeedSink &sink)
{
    sink.finish();
    return {std::move(sink.head), sink.count(), std::move(sink.problems), sink.faults.sentences()};
}

// A page is no feed, but most link to one.
Result<FeedOutcome> refusedPage(QByteArrayView bytes, const FeedOptions &options)
{
    const QStringList offers = offeredFeeds(bytes, options.address).mid(0, mostOffers);
    if (offers.isEmpty())
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is a web page, not a feed.")));
    return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is a web page, not a feed. It offers this one: %1"))
                        .arg(offers.join(QStringLiteral(", "))));
}

// White space before the declaration, comments, what a program said while it wrote: XML forbids all of it.
void noteBeginning(QStringView text, qsizetype root, FeedSink &sink)
{
    static constexpr QStringView declaration = u"<?xml";
    const qsizetype late = text.first(root).lastIndexOf(declaration);
    const QStringView before = text.first(qMax<qsizetype>(late, 0)).trimmed();
    const bool isLate = late > 0 || (late < 0 && !text.first(root).trimmed().isEmpty() && !text.trimmed().startsWith(u'<'));
    if (isLate)
        sink.faults.add(FeedFault::TextBefore, {}, before.toString());
}

Result<FeedOutcome> parseXml(QStringView text, QByteArrayView bytes, const FeedOptions &options, FeedSink &sink)
{
    XmlReader reader(text, options.address);
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        if (token != XmlReader::Token::Start)
            continue;
        if (reader.name() == u"html" || reader.name() == u"body")
            return refusedPage(bytes, options);
        if (reader.name() == u"opml")
            return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is a list of feeds (OPML), not a feed: import it instead.")));
        const bool isRss = isRssRoot(reader);
        if (!isRss && !isAtomRoot(reader))
            continue; // junk before the feed
        noteBeginning(text, reader.offset(), sink);
        if (isRss)
            parseRss(reader, sink);
        else
            parseAtom(reader, sink);
        sink.problems = reader.problems() + sink.problems;
        sink.faults.include(reader.faults());
        return outcomeOf(sink);
    }
    return text.trimmed().startsWith(u"<!doctype html", Qt::CaseInsensitive)
        ? refusedPage(bytes, options)
        : notAFeed(message(QT_TRANSLATE_NOOP("Feed", "There is no feed in this file.")));
}

Result<FeedOutcome> parseJson(const DecodedText &decoded, const FeedOptions &options, FeedSink &sink)
{
    if (parseJsonFeed(decoded.text.toUtf8(), options.address, sink))
        return outcomeOf(sink);
    return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is JSON, but not a feed.")));
}

Result<FeedOutcome> parseText(const DecodedText &decoded, QByteArrayView bytes, const FeedOptions &options, FeedSink &sink)
{
    return QStringView(decoded.text).trimmed().startsWith(u'{') ? parseJson(decoded, options, sink) : parseXml(decoded.text, bytes, options, sink);
}

void noteDecoding(const DecodedText &decoded, QByteArrayView bytes, FeedSink &sink)
{
    const QByteArray stated = declaredXmlEncoding(bytes);
    const QString used = decoded.encoding;
    if (!decoded.isPlain && !isSameCharset(stated, used.toLatin1()))
        sink.faults.add(FeedFault::OtherEncoding, {}, QString::fromLatin1(stated) + QStringLiteral(" / ") + used);
    if (decoded.borrowed > 0)
        sink.faults.add(FeedFault::MixedEncodings);
    if (decoded.invalid > 0)
        sink.faults.add(FeedFault::UndecodableBytes, {}, used);
}

// Ids that are given to items with different links: a site's address as everybody's guid, or "0". By such an id the next item would take the
// place of the last. Feeds in which no id comes twice, which is nearly all, aren't read for this.
QSet<QString> sharedGuids(const DecodedText &decoded, QByteArrayView bytes, const FeedOptions &options)
{
    if (!mayRepeatGuids(bytes))
        return {};
    QHash<QString, QString> links;
    QSet<QString> shared;
    const FeedSink::OnItem take = [&](ArticleContent &&item) {
        if (item.guid.isEmpty() || item.url.isEmpty() || item.guid.size() > longestGuid)
            return true;
        const auto known = links.constFind(item.guid);
        if (known == links.cend())
            links.insert(item.guid, item.url);
        else if (*known != item.url)
            shared.insert(item.guid);
        return true;
    };
    FeedSink sink(options.maximumItems, take);
    const auto first = parseText(decoded, bytes, options, sink);
    return first ? shared : QSet<QString>();
}

} // namespace

Result<FeedOutcome> parseFeed(QByteArrayView bytes, const FeedOptions &options,
                              const std::function<bool(ArticleContent &&)> &onItem)
{
    FeedSink sink(options.maximumItems, onItem);
    QByteArray unpacked;
    const qsizetype most = std::min(mostUnpacked, std::max(suspiciousSize, mostGrowth * bytes.size()));
    for (int layer = 0; layer < deepestPacking && isGzip(bytes); ++layer) {
        sink.faults.add(FeedFault::Packed);
        bytes = unpacked = unpackedGzip(bytes, most + 1);
        if (bytes.size() > most)
            return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "It unpacks to suspiciously much, more than %1 MiB, so it was not read. If you trust it, "
                                                              "unpack it yourself.")).arg(most >> 20));
    }
    if (bytes.isEmpty())
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "The feed is empty.")));
    if (looksBinary(bytes))
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is no text, so it can't be a feed.")));
    const DecodedText decoded = decodeXml(bytes, options.charset);
    if (QStringView(decoded.text).trimmed().isEmpty())
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "The feed is empty.")));
    noteDecoding(decoded, bytes, sink);
    sink.sharedGuids = sharedGuids(decoded, bytes, options);
    return parseText(decoded, bytes, options, sink);
}

} // namespace dateline
