// Bytes to text, then one pass over it by the parser of the format that its first element names.
#include "feed/feed_parser.h"

#include "feed/atom_parser.h"
#include "feed/json_feed_parser.h"
#include "feed/rss_parser.h"
#include "feed/xml_declaration.h"
#include "text/charset.h"

#include <QCoreApplication>

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

FeedOutcome outcomeOf(FeedSink &sink)
{
    return {std::move(sink.head), sink.count(), std::move(sink.problems)};
}

Result<FeedOutcome> parseXml(QStringView text, const FeedOptions &options, FeedSink &sink)
{
    XmlReader reader(text, options.address);
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        if (token != XmlReader::Token::Start)
            continue;
        if (reader.name() == u"html" || reader.name() == u"body")
            return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is a web page, not a feed.")));
        if (reader.name() == u"opml")
            return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is a list of feeds (OPML), not a feed: import it instead.")));
        const bool isRss = isRssRoot(reader);
        if (!isRss && !isAtomRoot(reader))
            continue; // junk before the feed
        if (isRss)
            parseRss(reader, sink);
        else
            parseAtom(reader, sink);
        sink.problems = reader.problems() + sink.problems;
        return outcomeOf(sink);
    }
    return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "There is no feed in this file.")));
}

Result<FeedOutcome> parseJson(const DecodedText &decoded, const FeedOptions &options, FeedSink &sink)
{
    if (parseJsonFeed(decoded.text.toUtf8(), options.address, sink))
        return outcomeOf(sink);
    return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is JSON, but not a feed.")));
}

} // namespace

Result<FeedOutcome> parseFeed(QByteArrayView bytes, const FeedOptions &options,
                              const std::function<bool(ArticleContent &&)> &onItem)
{
    if (bytes.isEmpty())
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "The feed is empty.")));
    if (looksBinary(bytes))
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "This is no text, so it can't be a feed.")));
    const DecodedText decoded = decodeXml(bytes, options.charset);
    const QStringView trimmed = QStringView(decoded.text).trimmed();
    if (trimmed.isEmpty())
        return notAFeed(message(QT_TRANSLATE_NOOP("Feed", "The feed is empty.")));
    FeedSink sink(options.maximumItems, onItem);
    return trimmed.startsWith(u'{') ? parseJson(decoded, options, sink) : parseXml(decoded.text, options, sink);
}

} // namespace dateline
