#include "feed/atom_elements.h"

#include "feed/xml_field.h"
#include "text/charset.h"
#include "text/plain_text.h"

namespace dateline {

namespace {

QString withoutParameters(const QString &type)
{
    return type.section(u';', 0, 0).trimmed().toLower();
}

bool isXhtml(const QString &type)
{
    return type == u"xhtml" || type == u"application/xhtml+xml" || type == u"application/xml" || type == u"text/xml";
}

bool isHtmlType(const QString &type)
{
    return type == u"html" || type == u"text/html" || isXhtml(type);
}

QString withoutSpaces(QString text)
{
    return text.removeIf([](QChar c) { return c.isSpace(); });
}

bool isTextType(const QString &type)
{
    return type.isEmpty() || type == u"text" || type == u"escaped" || type.startsWith(u"text/") || isHtmlType(type);
}

// <author><name>…</name><email>…</email></author>, or the bare name.
QString personOf(XmlReader &reader)
{
    QString name;
    QString email;
    QString bare;
    const qsizetype outside = reader.depth() - 1;
    for (auto token = reader.next(); token != XmlReader::Token::Finished && reader.depth() > outside; token = reader.next()) {
        if (token == XmlReader::Token::Text)
            bare += reader.text();
        else if (token != XmlReader::Token::Start)
            continue;
        else if (reader.name() == u"name")
            name = readLine(reader);
        else if (reader.name() == u"email")
            email = readLine(reader);
        else
            reader.skip();
    }
    if (name.isEmpty())
        name = simplified(bare);
    return name.isEmpty() ? email : name;
}

void readLink(XmlReader &reader, ItemDraft &draft)
{
    const QUrl base = reader.base();
    const AtomLink link = readAtomLink(reader);
    const bool isPage = link.type.isEmpty() || isHtmlType(link.type);
    if (link.relation == u"alternate")
        draft.offerLink(isPage ? LinkRank::Page : LinkRank::Alternate, link.address, base);
    else if (link.relation == u"enclosure" && link.type.startsWith(u"image/"))
        draft.offerImage(link.address, base);
    else if (link.relation == u"related" || link.relation == u"via")
        draft.offerLink(LinkRank::Related, link.address, base);
    else if (link.relation == u"enclosure" || (link.relation == u"self" && isPage))
        draft.offerLink(LinkRank::Enclosure, link.address, base);
}

void readBody(XmlReader &reader, ItemDraft &draft, BodyRank rank)
{
    const AtomText text = readAtomText(reader, AtomConstruct::Content);
    const bool isHtmlAfterAll = !text.isHtml && isWrittenInHtml(text.value); // of type "text"
    if (text.isUsable && isHtmlAfterAll)
        draft.faults.append({FeedFault::EscapedTwice, {}});
    if (text.isUsable)
        draft.offerBody(rank, text.value, text.isHtml || isHtmlAfterAll, text.base);
    if (!text.source.isEmpty())
        draft.offerLink(LinkRank::Related, text.source, text.base);
}

// The feed that an entry was copied from.
void readSource(XmlReader &reader, ItemDraft &draft)
{
    const qsizetype outside = reader.depth() - 1;
    QString title;
    QStringList authors;
    for (auto token = reader.next(); token != XmlReader::Token::Finished && reader.depth() > outside; token = reader.next()) {
        if (token != XmlReader::Token::Start)
            continue;
        if (reader.name() == u"title")
            title = readAtomTitle(reader);
        else if (reader.name() == u"author")
            authors.append(readAtomPerson(reader));
        else
            reader.skip();
    }
    draft.sourceName = title;
    for (const QString &author : std::as_const(authors))
        draft.offerSourceAuthor(author);
}

void readId(XmlReader &reader, ItemDraft &draft)
{
    const QUrl base = reader.base();
    const QString id = readLine(reader);
    draft.offerGuid(id);
    // An id must be absolute (RFC 4287 §4.2.6). Some feeds write a path; a bare word or number is no place on the site.
    if (id.contains(u'/') || id.contains(u':'))
        draft.offerLink(LinkRank::Guid, id, base);
}

void readCategory(XmlReader &reader, ItemDraft &draft)
{
    const QString label = reader.attribute(u"label");
    const QString term = reader.attribute(u"term");
    const QString inside = readLine(reader);
    draft.addCategory(!label.isEmpty() ? label : !term.isEmpty() ? term : inside);
}

bool readAtomDate(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"published" || name == u"issued")
        draft.offerPublished(readLine(reader));
    else if (name == u"updated" || name == u"modified")
        draft.offerUpdated(readLine(reader));
    else if (name == u"created")
        draft.offerCreated(readLine(reader));
    else
        return false;
    return true;
}

} // namespace

AtomText readAtomText(XmlReader &reader, AtomConstruct construct)
{
    const QString type = withoutParameters(reader.attribute(u"type"));
    const QString mode = reader.attribute(u"mode").trimmed().toLower();
    AtomText text;
    text.source = reader.attribute(u"src").trimmed();
    const bool isInline = (isXhtml(type) && mode != u"escaped") || mode == u"xml";
    const XmlField field = readField(reader, isInline ? FieldText::PlainText : FieldText::EscapedMarkup);
    text.value = field.value;
    text.base = field.base;
    const bool isEncoded = mode == u"base64" || (!isTextType(type) && !field.isMarkup && !type.endsWith(u"+xml"));
    bool isUsable = true;
    if (isEncoded) {
        const auto packed = QByteArray::fromBase64Encoding(withoutSpaces(field.value).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        const QByteArray bytes = packed ? *packed : field.value.toUtf8(); // JSON, code: of a type that is text after all
        const bool isText = !looksBinary(bytes) && (construct == AtomConstruct::Content || bytes.isValidUtf8());
        isUsable = isText || construct == AtomConstruct::Text;
        if (isText)
            text.value = decodeText(bytes).text;
        else if (!isUsable)
            text.value.clear();
    }
    text.isHtml = field.isMarkup || isHtmlType(type) || (type != u"text" && looksLikeHtml(text.value));
    text.isUsable = isUsable && text.source.isEmpty();
    return text;
}

// A title of type text may speak of "<blink>"; one with references in it was escaped once too often.
// Not so one that is markup by its type, which the format allows.
QString readAtomTitle(XmlReader &reader)
{
    const AtomText text = readAtomText(reader, AtomConstruct::Text);
    return !text.isHtml && text.value.contains(u'<') ? simplified(text.value) : plainTitle(text.value);
}

QString readAtomPerson(XmlReader &reader)
{
    return personName(personOf(reader));
}

AtomLink readAtomLink(XmlReader &reader)
{
    AtomLink link{reader.attribute(u"rel").trimmed().toLower(), withoutParameters(reader.attribute(u"type")),
                  reader.attribute(u"href").trimmed()};
    static constexpr QStringView registered = u"http://www.iana.org/assignments/relation/";
    if (link.relation.startsWith(registered))
        link.relation.remove(0, registered.size());
    if (link.relation.isEmpty())
        link.relation = QStringLiteral("alternate");
    const QString inside = readLine(reader);
    if (link.address.isEmpty())
        link.address = inside;
    return link;
}

bool readAtomItemElement(XmlReader &reader, ItemDraft &draft)
{
    const QString name = reader.name();
    if (name == u"title")
        draft.offerTitle(readAtomTitle(reader));
    else if (name == u"link")
        readLink(reader, draft);
    else if (name == u"id")
        readId(reader, draft);
    else if (name == u"content")
        readBody(reader, draft, BodyRank::Content);
    else if (name == u"summary")
        readBody(reader, draft, BodyRank::Summary);
    else if (name == u"subtitle")
        readBody(reader, draft, BodyRank::Subtitle);
    else if (name == u"author")
        draft.addAuthor(readAtomPerson(reader));
    else if (name == u"category")
        readCategory(reader, draft);
    else if (name == u"source")
        readSource(reader, draft);
    else
        return readAtomDate(reader, draft);
    return true;
}

} // namespace dateline
