#include "feed/xml_items.h"

#include <QCoreApplication>

namespace dateline {

void readDocument(XmlReader &reader, const FeedSink &sink, const std::function<void()> &start)
{
    start();
    for (auto token = reader.next(); token != XmlReader::Token::Finished && !sink.isStopped(); token = reader.next()) {
        if (token == XmlReader::Token::Start)
            start();
    }
}

void readElements(XmlReader &reader, const std::function<bool()> &read)
{
    const qsizetype outside = reader.depth() - 1;
    for (auto token = reader.next(); token != XmlReader::Token::Finished && reader.depth() > outside; token = reader.next()) {
        if (token == XmlReader::Token::Start && !read())
            reader.skip();
    }
}

void deliverItem(const XmlReader &reader, ItemDraft &draft, FeedSink &sink)
{
    if (reader.isCut())
        draft.problems.append(QCoreApplication::translate("Feed", "the feed ends within this item"));
    if (draft.hasSubstance() || !reader.isCut())
        sink.deliver(draft);
}

} // namespace dateline
