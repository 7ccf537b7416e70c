#include "feed/opml.h"

#include "base/identity.h"
#include "feed/xml_declaration.h"
#include "feed/xml_reader.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QCoreApplication>
#include <QSet>
#include <QXmlStreamWriter>

#include <map>

namespace dateline {

namespace {

constexpr qsizetype mostSources = 100'000;

// "feed://host/path" and "feed:https://host/path", as old readers wrote them.
QString withoutFeedScheme(QString address)
{
    if (address.startsWith(u"feed://", Qt::CaseInsensitive))
        return QStringLiteral("http://") + address.sliced(7);
    return address.startsWith(u"feed:", Qt::CaseInsensitive) ? address.sliced(5) : address;
}

QString titleOf(const XmlReader &reader)
{
    const QString title = plainTitle(reader.attribute(u"title"));
    return title.isEmpty() ? plainTitle(reader.attribute(u"text")) : title;
}

// "/News/Serbia,/Balkans": the first path.
QStringList folderOfCategory(const QString &category)
{
    QStringList folder;
    for (const QString &name : category.section(u',', 0, 0).split(u'/')) {
        if (const QString plain = plainTitle(name); !plain.isEmpty()) // as the name of a folder is read
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
            else if (!m_open.isEmpty() && m_open.takeLast())
                m_folder.removeLast();
        }
        m_outline.problems = m_reader.problems() + m_outline.problems;
        return std::move(m_outline);
    }

private:
    void startOutline()
    {
        QString address = m_reader.attribute(u"xmlurl").trimmed();
        if (address.isEmpty() && m_reader.attribute(u"type").trimmed().toLower() == u"rss")
            address = m_reader.attribute(u"url").trimmed();
        const QString title = titleOf(m_reader);
        const bool isFolder = address.isEmpty() && !title.isEmpty();
        m_open.append(isFolder);
        if (isFolder)
            m_folder.append(title);
        else if (!address.isEmpty())
            addSource(address, title);
    }

    void addSource(const QString &address, const QString &title)
    {
        const auto url = webAddress(withoutFeedScheme(address));
        if (!url) {
            m_reader.addProblem(QCoreApplication::translate("Opml", "\"%1\" is not the address of a feed")
                                    .arg(excerpt(address, 100)));
            return;
        }
        const QString key = addressKey(*url);
        if (m_seen.contains(key) || m_outline.sources.size() >= mostSources)
            return;
        m_seen.insert(key);
        Source source;
        source.title = title;
        source.url = *url;
        source.site = webAddress(m_reader.attribute(u"htmlurl")).value_or(QString());
        source.language = simplified(m_reader.attribute(u"language"));
        source.folder = m_folder.isEmpty() ? folderOfCategory(m_reader.attribute(u"category")) : m_folder;
        m_outline.sources.append(source);
    }

    XmlReader &m_reader;
    OpmlOutline m_outline;
    QStringList m_folder;
    QList<bool> m_open; // for each open outline: is it a folder
    QSet<QString> m_seen;
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
    writer.writeStartElement(QStringLiteral("head"));
    writer.writeTextElement(QStringLiteral("title"), writable(title));
    writer.writeEndElement();
    writer.writeStartElement(QStringLiteral("body"));
    writeFolder(writer, treeOf(sources));
    writer.writeEndDocument();
    return bytes;
}

} // namespace dateline
