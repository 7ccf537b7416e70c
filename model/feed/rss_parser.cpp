// RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (https://web.resource.org/rss/1.0/spec). Items are taken
// wherever they stand: beside the channel as in 1.0, within it as in the others, or alone.
#include "feed/rss_parser.h"

#include "feed/atom_elements.h"
#include "feed/atom_parser.h"
#include "feed/feed_modules.h"
#include "feed/feed_wishes.h"
#include "feed/xml_field.h"
#include "feed/xml_items.h"
#include "text/plain_text.h"
#include "text/urls.h"

namespace dateline {

namespace {

bool isRss(const XmlReader &reader)
{
    return reader.vocabulary() == Vocabulary::None || reader.vocabulary() == Vocabulary::Rss;
}

QString formatOf(const XmlReader &reader)
{
    const QString version = reader.attribute(u"version").trimmed();
    if (reader.name() == u"rdf")
        return QStringLiteral("RSS 1.0");
    if (reader.name() == u"channel")
        return QStringLiteral("CDF");
    return version.isEmpty() ? QStringLiteral("RSS") : QStringLiteral("RSS ") + version.left(8);
}

// Items.

void readBody(XmlReader &reader, ItemDraft &draft, BodyRank rank)
{
    const XmlField field = readField(reader);
    draft.offerBody(rank, field.value, field.isMarkup || looksLikeHtml(field.value), field.base);
}

void readXhtmlBody(XmlReader &reader, ItemDraft &draft)
{
    const XmlField field = readField(reader, FieldText::PlainText);
    draft.offerBody(BodyRank::Content, field.value, field.isMarkup, field.base);
}

void readGuid(XmlReader &reader, ItemDraft &draft)
{
    const bool isPermanentLink = reader.attribute(u"ispermalink").trimmed().toLower() != u"false";
    const QUrl base = reader.base();
    draft.guid = readLine(reader);
    if (isPermanentLink) // where nothing is said of it, it may be a bare number, which leads nowhere
        draft.offerLink(LinkRank::Guid, draft.guid, draft.guid.contains(u'/') ? base : QUrl());
    else // many publishers deny it and give no other link
        draft.offerLink(LinkRank::Enclosure, draft.guid, {});
}

void readEnclosure(XmlReader &reader, ItemDraft &draft)
{
    const QString address = reader.attribute(u"url");
    if (reader.attribute(u"type").startsWith(u"image/"))
        draft.offerImage(address, reader.base());
    else
        draft.offerLink(LinkRank::Enclosure, address, reader.base());
    reader.skip();
}

// <image> of an item is not in any RSS: either holds <url>, or is the address.
void readItemImage(XmlReader &reader, ItemDraft &draft)
{
    const QUrl base = reader.base();
    QString address = reader.attribute(u"href");
    const qsizetype outside = reader.depth() - 1;
    for (auto token = reader.next(); token != XmlReader::Token::Finished && reader.depth() > outside; token = reader.next()) {
        if (token == XmlReader::Token::Text && address.isEmpty())
            address = reader.text().trimmed();
        else if (token == XmlReader::Token::Start && reader.name() == u"url")
            address = readLine(reader);
        else if (token == XmlReader::Token::Start)
            reader.skip();
    }
    draft.offerImage(address, base);
}

void readLinkElement(XmlReader &reader, ItemDraft &draft)
{
    const QUrl base = reader.base();
    const QString attributeAddress = reader.attribute(u"href");
    const QString inside = readLine(reader);
    draft.offerLink(LinkRank::Page, inside.isEmpty() ? attributeAddress : inside, base);
}

bool readItemText(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"title")
        draft.offerRawTitle(readField(reader).value);
    else if (name == u"description")
        readBody(reader, draft, BodyRank::Description);
    else if (name == u"content" || name == u"encoded" || name == u"fulltext" || name == u"full-text" || name == u"fullitem")
        readBody(reader, draft, BodyRank::Content);
    else if (name == u"summary" || name == u"abstract")
        readBody(reader, draft, BodyRank::Summary);
    else if (name == u"body")
        readXhtmlBody(reader, draft);
    else
        return false;
    return true;
}

bool readItemFact(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"pubdate" || name == u"published" || name == u"issued")
        draft.offerPublished(readLine(reader));
    else if (name == u"date" || name == u"lastmod" || name == u"updated" || name == u"modified" || name == u"lastbuilddate")
        draft.offerUpdated(readLine(reader));
    else if (name == u"author" || name == u"creator" || name == u"managingeditor")
        draft.addAuthor(readLine(reader));
    else if (name == u"category")
        draft.addCategory(plainTitle(readField(reader).value));
    else if (name == u"source")
        draft.sourceName = readLine(reader);
    else if (name == u"language")
        draft.language = readLine(reader);
    else
        return false;
    return true;
}

bool readRssElement(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"link")
        readLinkElement(reader, draft);
    else if (name == u"guid")
        readGuid(reader, draft);
    else if (name == u"id")
        draft.offerGuid(readLine(reader));
    else if (name == u"enclosure")
        readEnclosure(reader, draft);
    else if (name == u"image" || name == u"thumbnail")
        readItemImage(reader, draft);
    else
        return readItemText(reader, draft) || readItemFact(reader, draft);
    return true;
}

bool readItemElement(XmlReader &reader, ItemDraft &draft)
{
    if (isRss(reader))
        return readRssElement(reader, draft);
    if (reader.vocabulary() == Vocabulary::Atom)
        return readAtomItemElement(reader, draft);
    if (reader.vocabulary() == Vocabulary::Xhtml && (reader.name() == u"body" || reader.name() == u"div")) {
        readXhtmlBody(reader, draft);
        return true;
    }
    return readModuleElement(reader, draft);
}

} // namespace

void readRssItem(XmlReader &reader, FeedSink &sink)
{
    ItemDraft draft;
    draft.language = reader.language();
    // RSS 1.0 names its items by rdf:about; CDF keeps link and date in attributes.
    draft.offerLink(LinkRank::Guid, reader.attribute(u"about"), reader.base());
    draft.offerLink(LinkRank::Guid, reader.attribute(u"href"), reader.base());
    draft.offerUpdated(reader.attribute(u"lastmod"));
    const QString about = reader.attribute(u"about").trimmed();
    readElements(reader, [&] { return readItemElement(reader, draft); });
    draft.offerGuid(about);
    deliverItem(reader, draft, sink);
}

namespace {

// The channel.

void readChannelImage(XmlReader &reader, FeedHead &head)
{
    const QUrl base = reader.base();
    readElements(reader, [&] {
        const bool isAddress = reader.name() == u"url";
        if (isAddress)
            head.image = webAddress(readLine(reader), base).value_or(QString());
        return isAddress;
    });
}

void readChannelLink(XmlReader &reader, FeedSink &sink)
{
    FeedHead &head = sink.head;
    const QUrl base = reader.base();
    const bool isAtom = reader.vocabulary() == Vocabulary::Atom;
    const AtomLink link = readAtomLink(reader);
    const QString address = webAddress(link.address, base).value_or(QString());
    if (isAtom && link.relation == u"self")
        head.url = address;
    else if (head.site.isEmpty() && link.relation == u"alternate")
        head.site = address;
    if (head.site.isEmpty() && link.relation == u"alternate" && sink.relativeSite.isEmpty())
        sink.relativeSite = link.address;
    else if (head.site.isEmpty() && !head.url.isEmpty())
        head.site = webAddress(sink.relativeSite, QUrl(head.url)).value_or(QString());
    // Links in items are often relative to the site, and nothing else says so where the feed's address isn't known.
    const QString &known = head.site.isEmpty() ? head.url : head.site;
    if (reader.isBaseOpen() && !known.isEmpty())
        reader.setDocumentBase(QUrl(known));
}

bool readChannelText(XmlReader &reader, FeedHead &head)
{
    const QString name = reader.name();
    if (name == u"title" && head.title.isEmpty())
        head.title = plainTitle(readField(reader).value);
    else if ((name == u"description" || name == u"tagline" || name == u"subtitle") && head.description.isEmpty())
        head.description = plainTitle(readField(reader).value);
    else if (name == u"language" && head.language.isEmpty())
        head.language = readLine(reader);
    else if (name == u"ttl")
        head.ttl = std::chrono::minutes(qBound(0, readLine(reader).toInt(), 60 * 24 * 366));
    else
        return false;
    return true;
}

bool readChannelElement(XmlReader &reader, FeedSink &sink)
{
    const Vocabulary vocabulary = reader.vocabulary();
    const bool isKnown = isRss(reader) || vocabulary == Vocabulary::Dublin || vocabulary == Vocabulary::Atom;
    if (reader.name() == u"link" && (isRss(reader) || vocabulary == Vocabulary::Atom))
        readChannelLink(reader, sink);
    else if (reader.name() == u"image" && isRss(reader))
        readChannelImage(reader, sink.head);
    else
        return (isKnown && readChannelText(reader, sink.head)) || readWish(reader, sink.head);
    return true;
}

// CDF keeps in attributes of its channel what others have elements for.
void readContainer(XmlReader &reader, FeedSink &sink)
{
    FeedHead &head = sink.head;
    if (head.language.isEmpty())
        head.language = reader.language();
    if (head.site.isEmpty())
        head.site = webAddress(reader.attribute(u"href"), reader.base()).value_or(QString());
    if (const auto base = webAddress(reader.attribute(u"base"), reader.base()); base && reader.name() == u"channel")
        reader.setDocumentBase(QUrl(*base));
}

bool isContainer(const XmlReader &reader)
{
    return reader.name() == u"channel" || reader.name() == u"rss" || reader.name() == u"rdf";
}

} // namespace

bool isRssRoot(const XmlReader &reader)
{
    const bool isOurs = isRss(reader) || reader.vocabulary() == Vocabulary::Rdf || reader.vocabulary() == Vocabulary::Atom;
    return isOurs && (isContainer(reader) || reader.name() == u"item");
}

void parseRss(XmlReader &reader, FeedSink &sink)
{
    sink.head.format = formatOf(reader);
    readDocument(reader, sink, [&] {
        if (reader.name() == u"item")
            readRssItem(reader, sink);
        else if (reader.name() == u"entry" && isAtomRoot(reader))
            readAtomEntry(reader, sink);
        else if (isContainer(reader))
            readContainer(reader, sink);
        else if (!readChannelElement(reader, sink))
            reader.skip();
    });
}

} // namespace dateline
