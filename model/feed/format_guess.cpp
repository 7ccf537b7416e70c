#include "feed/format_guess.h"

#include "feed/atom_parser.h"
#include "feed/json_splitter.h"
#include "feed/rss_parser.h"
#include "feed/unpacking.h"
#include "feed/xml_declaration.h"

namespace dateline {

namespace {

constexpr qsizetype enough = 8 * 1024;

Format formatOfName(const QString &fileName)
{
    struct Ending {
        QStringView text;
        Format format;
    };
    static constexpr Ending endings[] = {
        {u".jsonl", Format::JsonLines}, {u".ndjson", Format::JsonLines}, {u".opml", Format::Opml}, {u".html", Format::Page},
        {u".htm", Format::Page}, {u".xhtml", Format::Page}, {u".rss", Format::Feed}, {u".atom", Format::Feed},
        {u".rdf", Format::Feed}, {u".txt", Format::Text}, {u".text", Format::Text}, {u".md", Format::Text},
    };
    for (const Ending &ending : endings) {
        if (fileName.endsWith(ending.text, Qt::CaseInsensitive))
            return ending.format;
    }
    return Format::Unknown;
}

Format formatOfType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    if (type == "text/html" || type == "application/xhtml+xml")
        return Format::Page;
    if (type == "text/plain" || type == "text/markdown")
        return Format::Text;
    if (type == "text/x-opml" || type == "application/xml+opml")
        return Format::Opml;
    if (type == "application/jsonl" || type == "application/x-ndjson")
        return Format::JsonLines;
    const bool isFeed = type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml"
        || type == "application/feed+json";
    return isFeed ? Format::Feed : Format::Unknown;
}

bool isHtmlName(const QString &name)
{
    static constexpr QStringView names[] = {u"html", u"head", u"body", u"meta", u"title", u"article", u"section", u"main", u"div",
                                            u"p", u"h1", u"h2", u"span", u"table", u"script", u"style", u"link", u"a"};
    for (const QStringView candidate : names) {
        if (name == candidate)
            return true;
    }
    return false;
}

// JSON Feed, or an object a line.
Format formatOfJson(QStringView text, Format hint)
{
    const QByteArray bytes = text.toUtf8();
    bool isFeed = false;
    bool isCut = !forEachMember(bytes, [&](const JsonMember &member) {
        isFeed = (member.name == "version" && member.value.toByteArray().contains("jsonfeed.org"))
            || (member.name == "items" && member.value.startsWith('['));
        return !isFeed;
    });
    if (isFeed)
        return Format::Feed;
    const QByteArray firstLine = bytes.left(bytes.indexOf('\n') < 0 ? bytes.size() : bytes.indexOf('\n')).trimmed();
    isCut = isCut && firstLine.size() == bytes.trimmed().size();
    return isCut || firstLine.endsWith('}') || hint == Format::JsonLines ? Format::JsonLines : Format::Unknown;
}

// By the first element that says something.
Format formatOfMarkup(QStringView text, Format hint)
{
    XmlReader reader(text, {});
    QString first;
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        if (token != XmlReader::Token::Start)
            continue;
        if (reader.name() == u"opml")
            return Format::Opml;
        if (reader.name() == u"html")
            return Format::Page;
        if (reader.name() != u"item" && reader.name() != u"entry" && (isRssRoot(reader) || isAtomRoot(reader)))
            return Format::Feed;
        if (first.isEmpty())
            first = reader.name();
    }
    const bool isDoctype = text.startsWith(u"<!doctype html", Qt::CaseInsensitive);
    return isDoctype || (text.startsWith(u'<') && isHtmlName(first)) ? Format::Page : hint;
}

} // namespace

Format guessFormat(QByteArrayView bytes, const QString &fileName, const QByteArray &contentType)
{
    if (isGzip(bytes)) { // only feeds are read packed
        const QByteArray inside = unpackedGzip(bytes, enough);
        return isGzip(inside) || guessFormat(inside, {}, contentType) == Format::Feed ? Format::Feed : Format::Binary;
    }
    QByteArrayView beginning = bytes.first(qMin(bytes.size(), enough));
    for (int chopped = 0; beginning.size() < bytes.size() && chopped < 4 && (beginning.back() & 0x80); ++chopped)
        beginning.chop(1); // the cut may have split a character
    if (bytes.isEmpty())
        return Format::Empty;
    if (looksBinary(beginning))
        return Format::Binary;
    const QString decoded = decodeXml(beginning, {}).text;
    const QStringView text = QStringView(decoded).trimmed();
    if (text.isEmpty())
        return bytes.size() > enough ? Format::Text : Format::Empty;
    const Format byName = formatOfName(fileName);
    const Format hint = byName != Format::Unknown ? byName : formatOfType(contentType);
    if (text.startsWith(u'{'))
        return formatOfJson(text, hint);
    if (!text.contains(u'<'))
        return hint == Format::Page ? hint : Format::Text;
    if (!text.startsWith(u'<') && hint == Format::Text)
        return Format::Text; // it may well speak of <html>
    const Format byMarkup = formatOfMarkup(text, hint);
    return byMarkup == Format::Unknown && !text.startsWith(u'<') ? Format::Text : byMarkup;
}

} // namespace dateline
