#include "feed/json_feed_parser.h"

#include "feed/item_draft.h"
#include "feed/json_splitter.h"
#include "feed/json_values.h"
#include "text/charset.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype longestHeadMember = 1 << 20;
constexpr qsizetype longestItem = 32 << 20;

// Only these are kept: an object of a million other members would be slow to build.
bool isOfHead(QByteArrayView name)
{
    static constexpr QByteArrayView names[] = {"version", "title", "home_page_url", "feed_url", "description", "language",
                                               "icon", "favicon", "author", "authors"};
    return std::ranges::find(names, name) != std::end(names);
}

// `authors` of 1.1, or the one `author` of 1.0; each an object with a name, or wrongly a bare name.
QStringList authorsOf(const QJsonObject &object)
{
    QStringList names;
    QJsonArray authors = object.value(u"authors").toArray();
    if (authors.isEmpty() && object.contains(u"author"))
        authors.append(object.value(u"author"));
    for (const QJsonValue author : std::as_const(authors)) {
        const QString name = author.isObject() ? textOf(author[u"name"]) : textOf(author);
        if (!name.trimmed().isEmpty())
            names.append(name);
    }
    return names;
}

void readHead(const QJsonObject &object, const QUrl &address, FeedSink &sink)
{
    // Mended first: simplifying takes the control characters that tell.
    const auto line = [&](QStringView key) {
        const QString text = textOf(object.value(key));
        return simplified(withoutDoubleEncoding(text).value_or(text));
    };
    const auto link = [&](QStringView key) { return webAddress(textOf(object.value(key)), address).value_or(QString()); };
    const QString version = line(u"version");
    sink.head.title = plainTitle(line(u"title"));
    sink.head.url = link(u"feed_url");
    sink.head.site = link(u"home_page_url");
    sink.head.description = plainTitle(line(u"description"));
    sink.head.language = line(u"language");
    sink.head.image = link(object.contains(u"icon") ? u"icon" : u"favicon");
    sink.head.format = version.endsWith(u"1.1") ? QStringLiteral("JSON Feed 1.1") : QStringLiteral("JSON Feed 1.0");
    for (const QString &author : authorsOf(object))
        sink.authors.append(personName(author));
}

void offerAttachments(const QJsonArray &attachments, const QUrl &base, ItemDraft &draft)
{
    for (const QJsonValue attachment : attachments) {
        const QString address = textOf(attachment[u"url"]);
        if (textOf(attachment[u"mime_type"]).startsWith(u"image/"))
            draft.offerImage(address, base);
        else
            draft.offerLink(LinkRank::Enclosure, address, base);
    }
}

ItemDraft draftOf(const QJsonObject &object, const QUrl &base)
{
    ItemDraft draft;
    const auto text = [&](QStringView key) { return draft.undoubled(textOf(object.value(key))); };
    draft.guid = simplified(text(u"id"));
    draft.language = simplified(text(u"language"));
    draft.offerRawTitle(text(u"title"));
    draft.offerLink(LinkRank::Page, text(u"url"), base);
    draft.offerLink(LinkRank::Alternate, text(u"external_url"), base);
    draft.offerLink(LinkRank::Guid, draft.guid, {});
    draft.offerImage(text(u"image"), base);
    draft.offerImage(text(u"banner_image"), base);
    draft.offerBody(BodyRank::Content, text(u"content_html"), true, base);
    draft.offerBody(BodyRank::Description, text(u"content_text"), false, base);
    draft.offerBody(BodyRank::Summary, text(u"summary"), false, base);
    draft.offerPublished(text(u"date_published"));
    draft.offerUpdated(text(u"date_modified"));
    for (const QString &author : authorsOf(object))
        draft.addAuthor(draft.undoubled(author));
    offerAttachments(object.value(u"attachments").toArray(), base, draft);
    const QJsonArray tags = object.value(u"tags").toArray();
    for (const QJsonValue tag : tags)
        draft.addCategory(draft.undoubled(textOf(tag)));
    return draft;
}

} // namespace

bool parseJsonFeed(QByteArrayView text, const QUrl &address, FeedSink &sink)
{
    QJsonObject headObject;
    QByteArrayView items;
    bool hasItems = false;
    bool isWhole = forEachMember(text, [&](const JsonMember &member) {
        if (member.name == "items" && member.value.startsWith('[')) {
            items = member.value;
            hasItems = true;
        } else if (isOfHead(member.name) && member.value.size() <= longestHeadMember) {
            const QByteArray single = "{\"" + member.name.toByteArray() + "\":" + member.value.toByteArray() + '}';
            const QJsonObject object = QJsonDocument::fromJson(single).object();
            if (!object.isEmpty())
                headObject.insert(object.constBegin().key(), object.constBegin().value());
        }
        return true;
    });
    if (!hasItems)
        return false;
    readHead(headObject, address, sink);
    const QUrl base = !address.isEmpty() ? address : QUrl(sink.head.site.isEmpty() ? sink.head.url : sink.head.site);
    const bool isItemsWhole = forEachElement(items, [&](QByteArrayView element) {
        QJsonParseError error;
        QJsonDocument document = element.size() > longestItem ? QJsonDocument() : QJsonDocument::fromJson(element.toByteArray(), &error);
        if (document.isNull() && element.size() <= longestItem) {
            document = QJsonDocument::fromJson(repairedJson(element));
            if (document.isObject())
                sink.faults.add(FeedFault::BrokenJson, QCoreApplication::translate("Feed", "item %1").arg(sink.count() + 1));
        }
        if (document.isObject()) {
            ItemDraft draft = draftOf(document.object(), base);
            return sink.deliver(draft);
        }
        sink.passOver();
        return true;
    });
    isWhole = isWhole && (isItemsWhole || sink.isStopped());
    if (!isWhole)
        sink.addProblem(QCoreApplication::translate("Feed", "it ends too early"));
    return true;
}

} // namespace dateline
