#include "feed/atom_parser.h"

#include "feed/atom_elements.h"
#include "feed/feed_modules.h"
#include "feed/rss_parser.h"
#include "feed/xml_field.h"
#include "feed/xml_items.h"
#include "text/urls.h"

namespace dateline {

namespace {

constexpr qsizetype mostAuthors = 100;

bool isAtom(const XmlReader &reader)
{
    return reader.vocabulary() == Vocabulary::Atom || reader.vocabulary() == Vocabulary::None;
}

QString formatOf(const XmlReader &reader)
{
    const QString version = reader.attribute(u"version").trimmed();
    return version.isEmpty() ? QStringLiteral("Atom 1.0") : QStringLiteral("Atom ") + version.left(8);
}

} // namespace

void readAtomEntry(XmlReader &reader, FeedSink &sink)
{
    ItemDraft draft;
    draft.language = reader.language();
    readElements(reader, [&] { return isAtom(reader) ? readAtomItemElement(reader, draft) : readModuleElement(reader, draft); });
    deliverItem(reader, draft, sink);
}

namespace {

// A saved feed's own link tells where it was, and so what its relative links are relative to.
void readFeedLink(XmlReader &reader, FeedHead &head)
{
    const QUrl base = reader.base();
    const AtomLink link = readAtomLink(reader);
    const QString address = webAddress(link.address, base).value_or(QString());
    if (link.relation == u"self" && head.url.isEmpty())
        head.url = address;
    else if (link.relation == u"alternate" && head.site.isEmpty())
        head.site = address;
    const QString &known = head.url.isEmpty() ? head.site : head.url;
    if (reader.isBaseOpen() && !known.isEmpty())
        reader.setDocumentBase(QUrl(known));
}

bool readFeedElement(XmlReader &reader, FeedSink &sink)
{
    const QString name = reader.name();
    FeedHead &head = sink.head;
    if (name == u"title" && head.title.isEmpty())
        head.title = readAtomTitle(reader);
    else if ((name == u"subtitle" || name == u"tagline") && head.description.isEmpty())
        head.description = readAtomTitle(reader);
    else if (name == u"link")
        readFeedLink(reader, head);
    else if (name == u"author" && sink.authors.size() < mostAuthors)
        sink.authors.append(readAtomPerson(reader));
    else if ((name == u"logo" || name == u"icon") && head.image.isEmpty()) {
        const QUrl base = reader.base();
        head.image = webAddress(readLine(reader), base).value_or(QString());
    } else
        return false;
    return true;
}

} // namespace

bool isAtomRoot(const XmlReader &reader)
{
    return isAtom(reader) && (reader.name() == u"feed" || reader.name() == u"entry");
}

void parseAtom(XmlReader &reader, FeedSink &sink)
{
    sink.head.format = formatOf(reader);
    sink.head.language = reader.language();
    readDocument(reader, sink, [&] {
        if (reader.name() == u"entry")
            readAtomEntry(reader, sink);
        else if (reader.name() == u"item")
            readRssItem(reader, sink);
        else if (reader.name() != u"feed" && (!isAtom(reader) || !readFeedElement(reader, sink)))
            reader.skip();
    });
}

} // namespace dateline
