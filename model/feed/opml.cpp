#include "feed/opml.h"

#include "base/address_login.h"
#include "base/countries.h"
#include "base/identity.h"
#include "feed/xml_declaration.h"
#include "feed/xml_reader.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QCoreApplication>
#include <QSet>
#include <QXmlStreamWriter>

#include <algorithm>
#include <map>
#include <utility>

namespace dateline {

namespace {

constexpr qsizetype mostSources = 100'000;
constexpr qsizetype mostProblems = 500;

constexpr QLatin1String ownNamespace("urn:dateline:opml");
constexpr QLatin1String countryAttribute("dateline:country");
constexpr QLatin1String retentionAttribute("dateline:keep");
constexpr QLatin1String fullTextAttribute("dateline:fullText");

// "feed://host/path", "feed:https://host/path" and the podcast schemes that old programs wrote; "www.host/path" without any.
QString withScheme(const QString &address)
{
    for (const QStringView scheme : {QStringView(u"feed:"), QStringView(u"itpc:"), QStringView(u"pcast:"), QStringView(u"podcast:"), QStringView(u"rss:")}) {
        if (!address.startsWith(scheme, Qt::CaseInsensitive))
            continue;
        const QString rest = address.sliced(scheme.size());
        return rest.startsWith(u"//") ? QStringLiteral("http:") + rest : rest;
    }
    const QString host = address.section(u'/', 0, 0);
    const bool isBare = host.contains(u'.') && !host.startsWith(u'.') && !host.contains(u':') && !host.contains(u' ');
    return isBare ? QStringLiteral("http://") + address : address;
}

// However often it was escaped, so that what is written is read as the same.
QString plainName(const QString &text)
{
    constexpr int mostRounds = 30;
    QString name = plainTitle(text);
    for (int round = 0; round < mostRounds; ++round) {
        QString plainer = plainTitle(name);
        if (plainer == name)
            return name;
        name = std::move(plainer);
    }
    return name.remove(u'&');
}

// Not the address again, which writers put where there is no title.
QString titleOf(const XmlReader &reader, const QString &address)
{
    for (const QStringView name : {QStringView(u"title"), QStringView(u"text")}) {
        const QString text = reader.attribute(name);
        const bool isAddress = !address.isEmpty() && (text == address || plainName(text) == address);
        if (const QString title = plainName(text); !title.isEmpty())
            return isAddress ? QString() : title;
    }
    return {};
}

bool isFeedType(const QString &type)
{
    static constexpr QStringView names[] = {u"rss", u"rss1", u"rss2", u"atom", u"rdf", u"feed", u"pie", u"json", u"jsonfeed"};
    return std::find(std::begin(names), std::end(names), type) != std::end(names);
}

// "/News/Serbia,/Balkans": the first path.
QStringList folderOfCategory(const QString &category)
{
    QStringList folder;
    for (const QString &name : category.section(u',', 0, 0).split(u'/')) {
        if (const QString plain = plainName(name); !plain.isEmpty()) // as the name of a folder is read
            folder.append(plain);
    }
    return folder;
}

class OutlineReader final {
public:
    explicit OutlineReader(XmlReader &reader) : m_reader(reader) {}

    // Just after Start of the root.
    OpmlOutline read()
    {
        for (auto token = m_reader.next(); token != XmlReader::Token::Finished; token = m_reader.next()) {
            if (m_reader.name() != u"outline" || token == XmlReader::Token::Text)
                continue;
            if (token == XmlReader::Token::Start)
                startOutline();
            else if (!m_open.isEmpty())
                endOutline();
        }
        m_outline.problems = m_reader.problems() + m_outline.problems;
        return std::move(m_outline);
    }

private:
    void startOutline()
    {
        QString address = m_reader.attribute(u"xmlurl").trimmed();
        const bool isFeed = isFeedType(m_reader.attribute(u"type").trimmed().toLower());
        if (address.isEmpty() && isFeed)
            address = m_reader.attribute(u"url").trimmed();
        const QString title = titleOf(m_reader, withoutLogin(address));
        const bool isFolder = address.isEmpty() && !title.isEmpty();
        const bool wantsAddress = address.isEmpty() && (isFeed || !m_reader.attribute(u"htmlurl").trimmed().isEmpty());
        if (!m_open.isEmpty())
            m_open.last().isEmpty = false;
        m_open.append({isFolder, true, wantsAddress ? m_reader.place() : QString(), title});
        if (isFolder)
            m_folder.append(title);
        else if (!address.isEmpty())
            addSource(address, title);
    }

    // A page without a feed, or a feed whose address was forgotten: nothing can be done with it, unless it is a folder after all.
    void endOutline()
    {
        const Open outline = m_open.takeLast();
        if (outline.isFolder)
            m_folder.removeLast();
        if (outline.isEmpty && !outline.place.isEmpty())
            addProblem(outline.place + QStringLiteral(": ")
                       + QCoreApplication::translate("Opml", "\"%1\" comes without the address of a feed").arg(excerpt(outline.title, 100)));
    }

    void addProblem(const QString &problem)
    {
        if (m_outline.problems.size() < mostProblems)
            m_outline.problems.append(problem);
    }

    void addSource(const QString &address, const QString &title)
    {
        const auto url = webAddress(withoutLogin(withScheme(address))); // a list gives no logins away
        if (!url) {
            m_reader.addProblem(QCoreApplication::translate("Opml", "\"%1\" is not the address of a feed")
                                    .arg(excerpt(withoutLogin(address), 100)));
            return;
        }
        const QString key = addressKey(*url);
        if (m_seen.contains(key)) {
            ++m_outline.duplicates;
            return;
        }
        if (m_outline.sources.size() >= mostSources) {
            if (!std::exchange(m_isFull, true))
                m_reader.addProblem(QCoreApplication::translate("Opml", "the list has more than %1 feeds; the rest was left out").arg(mostSources));
            return;
        }
        m_seen.insert(key);
        Source source;
        source.title = title;
        source.url = *url;
        source.site = webAddress(withoutLogin(m_reader.attribute(u"htmlurl"))).value_or(QString());
        source.language = simplified(m_reader.attribute(u"language"));
        if (const QString country = m_reader.attribute(QString(countryAttribute)).trimmed().toUpper(); isCountryCode(country))
            source.country = country;
        source.retention = Retention::fromText(m_reader.attribute(QString(retentionAttribute))).value_or(Retention());
        source.fullText = fullTextFromCode(m_reader.attribute(QString(fullTextAttribute))).value_or(FullText::Inherit);
        source.folder = m_folder.isEmpty() ? folderOfCategory(m_reader.attribute(u"category")) : m_folder;
        m_outline.sources.append(source);
    }

    XmlReader &m_reader;
    OpmlOutline m_outline;
    QStringList m_folder;
    struct Open {
        bool isFolder = false;
        bool isEmpty = true; // holds no other outline
        QString place;       // of one that needs the address of a feed and has none
        QString title;
    };
    QList<Open> m_open;
    QSet<QString> m_seen;
    bool m_isFull = false;
};

struct Folder {
    QList<const Source *> sources;
    std::map<QString, Folder> folders;
};

// XML 1.0 has no way to write control characters.
QString writable(const QString &text)
{
    QString clean;
    XmlEntities::appendLiteral(text, clean);
    return clean;
}

void writeFolder(QXmlStreamWriter &writer, const Folder &folder)
{
    for (const Source *source : folder.sources) {
        writer.writeEmptyElement(QStringLiteral("outline"));
        const QString title = source->title.isEmpty() ? source->url : writable(source->title);
        writer.writeAttribute(QStringLiteral("type"), QStringLiteral("rss"));
        writer.writeAttribute(QStringLiteral("text"), title);
        if (!source->title.isEmpty())
            writer.writeAttribute(QStringLiteral("title"), title);
        writer.writeAttribute(QStringLiteral("xmlUrl"), source->url);
        if (!source->site.isEmpty())
            writer.writeAttribute(QStringLiteral("htmlUrl"), source->site);
        if (!source->language.isEmpty())
            writer.writeAttribute(QStringLiteral("language"), writable(source->language));
        if (!source->country.isEmpty())
            writer.writeAttribute(countryAttribute, writable(source->country));
        if (source->retention.kind != Retention::Kind::Inherit)
            writer.writeAttribute(retentionAttribute, source->retention.toText());
        if (source->fullText != FullText::Inherit)
            writer.writeAttribute(fullTextAttribute, fullTextCode(source->fullText));
    }
    for (const auto &[name, child] : folder.folders) {
        writer.writeStartElement(QStringLiteral("outline"));
        writer.writeAttribute(QStringLiteral("text"), writable(name));
        writeFolder(writer, child);
        writer.writeEndElement();
    }
}

Folder treeOf(const QList<Source> &sources)
{
    Folder root;
    for (const Source &source : sources) {
        if (source.kind != SourceKind::Feed)
            continue;
        Folder *folder = &root;
        for (const QString &name : source.folder.first(qMin(source.folder.size(), XmlReader::deepest / 2)))
            folder = &folder->folders[name];
        folder->sources.append(&source);
    }
    return root;
}

} // namespace

Result<OpmlOutline> parseOpml(QByteArrayView bytes)
{
    if (!looksBinary(bytes)) {
        const QString text = decodeXml(bytes, {}).text;
        XmlReader reader(text, {});
        for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
            if (token == XmlReader::Token::Start && reader.name() == u"opml")
                return OutlineReader(reader).read();
        }
    }
    return failure(ErrorKind::Input, QCoreApplication::translate("Opml", "This is not a list of feeds (OPML)."));
}

QByteArray writeOpml(const QList<Source> &sources, const QString &title)
{
    QByteArray bytes;
    QXmlStreamWriter writer(&bytes);
    writer.setAutoFormatting(true);
    writer.setAutoFormattingIndent(2);
    writer.writeStartDocument();
    writer.writeStartElement(QStringLiteral("opml"));
    writer.writeAttribute(QStringLiteral("version"), QStringLiteral("2.0"));
    writer.writeNamespace(ownNamespace, QStringLiteral("dateline"));
    writer.writeStartElement(QStringLiteral("head"));
    writer.writeTextElement(QStringLiteral("title"), writable(title));
    writer.writeEndElement();
    writer.writeStartElement(QStringLiteral("body"));
    writeFolder(writer, treeOf(sources));
    writer.writeEndDocument();
    return bytes;
}

} // namespace dateline
