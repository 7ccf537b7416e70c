// Dublin Core: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
// content: https://web.resource.org/rss/1.0/modules/content/
// Media RSS: https://www.rssboard.org/media-rss
#include "feed/feed_modules.h"

#include "feed/xml_field.h"
#include "text/plain_text.h"

namespace dateline {

namespace {

void readBody(XmlReader &reader, ItemDraft &draft, BodyRank rank)
{
    const XmlField field = readField(reader);
    draft.offerBody(rank, field.value, field.isMarkup || looksLikeHtml(field.value), field.base);
}

// "ports,strikes"
void readKeywords(XmlReader &reader, ItemDraft &draft)
{
    for (const QString &keyword : readLine(reader).split(u','))
        draft.addCategory(keyword);
}

bool readDublin(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"title")
        draft.offerFallbackTitle(readLine(reader));
    else if (name == u"creator" || name == u"author")
        draft.addAuthor(readLine(reader));
    else if (name == u"date" || name == u"modified" || name == u"updated")
        draft.offerUpdated(readLine(reader));
    else if (name == u"issued" || name == u"published" || name == u"available")
        draft.offerPublished(readLine(reader));
    else if (name == u"created")
        draft.offerCreated(readLine(reader));
    else if (name == u"subject")
        draft.addCategory(readLine(reader));
    else if (name == u"language")
        draft.language = readLine(reader);
    else if (name == u"description" || name == u"abstract")
        readBody(reader, draft, BodyRank::Summary);
    else
        return false;
    return true;
}

bool readMedia(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"group")
        return true; // its children are the item's
    if (name == u"content") {
        const bool isImage = reader.attribute(u"medium") == u"image" || reader.attribute(u"type").startsWith(u"image/");
        if (isImage)
            draft.offerImage(reader.attribute(u"url"), reader.base());
        return true; // so are its own
    }
    if (name == u"thumbnail") {
        draft.offerImage(reader.attribute(u"url"), reader.base());
        reader.skip();
        return true;
    }
    if (name == u"title")
        draft.offerFallbackTitle(readLine(reader));
    else if (name == u"description")
        readBody(reader, draft, BodyRank::Summary);
    else if (name == u"keywords")
        readKeywords(reader, draft);
    else
        return false;
    return true;
}

bool readItunes(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"title")
        draft.offerFallbackTitle(readLine(reader));
    else if (name == u"author")
        draft.addAuthor(readLine(reader));
    else if (name == u"summary")
        readBody(reader, draft, BodyRank::Summary);
    else if (name == u"subtitle")
        readBody(reader, draft, BodyRank::Subtitle);
    else if (name == u"keywords")
        readKeywords(reader, draft);
    else if (name == u"image") {
        draft.offerImage(reader.attribute(u"href"), reader.base());
        reader.skip();
    } else
        return false;
    return true;
}

} // namespace

bool readModuleElement(XmlReader &reader, ItemDraft &draft)
{
    switch (reader.vocabulary()) {
    case Vocabulary::Dublin:
        return readDublin(reader, draft);
    case Vocabulary::Media:
        return readMedia(reader, draft);
    case Vocabulary::Itunes:
        return readItunes(reader, draft);
    case Vocabulary::Content:
        if (reader.name() != u"encoded")
            return false;
        readBody(reader, draft, BodyRank::Content);
        return true;
    default:
        return false;
    }
}

} // namespace dateline
