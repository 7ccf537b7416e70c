#include "feed/page_signs.h"

#include <QRegularExpression>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype mostValues = 50;      // of one name
constexpr qsizetype mostCandidates = 100; // of one kind
constexpr int longestDate = 80;
constexpr int longestName = 100;
constexpr int mostLevels = 64;            // looked through for the item that a property belongs to

void add(QStringList &list, const QString &text)
{
    if (list.size() < mostCandidates && !text.isEmpty())
        list.append(text);
}

void add(QList<PageSign> &list, int node, const QString &text)
{
    if (list.size() < mostCandidates && !text.isEmpty())
        list.append({node, text});
}

// "datePublished":"2025-02-04T…" in a program or in an attribute, perhaps quoted more than once: \"datePublished\":[0,\"…
QString publishedIn(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\b(?:datePublished|published_?(?:at|date|on)|publish_?date|first_?(?:published|publication)_?(?:at|date)?|publication_?date|date_?posted|posted_?(?:at|on|date)|pub_?date)"
        "\\\\*[\"']\\s*:\\s*(?:\\[\\s*\\d\\s*,\\s*)?\\\\*[\"']((?:19|20)[0-9]{2}-[0-9T:.+Z-]{4,30})"),
        QRegularExpression::CaseInsensitiveOption);
    return text.contains(u"publ", Qt::CaseInsensitive) || text.contains(u"pubdate", Qt::CaseInsensitive) ? pattern.match(text).captured(1) : QString();
}

bool isDated(QStringView name)
{
    return name == u"datepublished" || name == u"datecreated" || name == u"datemodified";
}

class SignReader final {
public:
    explicit SignReader(const PageTree &tree) : m_tree(tree) {}

    PageSigns read()
    {
        m_signs.positions.resize(size_t(m_tree.size()));
        int position = 0;
        int unreadEnd = 0;
        for (int i = 0; i < m_tree.size(); ++i) {
            m_signs.positions[size_t(i)] = position;
            const PageNode &node = m_tree.node(i);
            if (node.isText()) {
                position += i < unreadEnd ? 0 : node.length;
                continue;
            }
            if (node.tag == GUMBO_TAG_SCRIPT || node.tag == GUMBO_TAG_STYLE || node.tag == GUMBO_TAG_NOSCRIPT)
                unreadEnd = std::max(unreadEnd, node.end);
            readElement(i);
            if (node.tag != GUMBO_TAG_META && node.node->v.element.attributes.length > 0)
                readAttributes(i);
        }
        return std::move(m_signs);
    }

private:
    void readElement(int i)
    {
        switch (m_tree.node(i).tag) {
        case GUMBO_TAG_HTML:
            m_signs.language = m_tree.attribute(i, "lang");
            break;
        case GUMBO_TAG_META:
            readMeta(i);
            break;
        case GUMBO_TAG_LINK:
            if (m_signs.canonical.isEmpty() && m_tree.attribute(i, "rel").trimmed().toLower() == u"canonical")
                m_signs.canonical = m_tree.attribute(i, "href");
            break;
        case GUMBO_TAG_TITLE:
            if (m_signs.documentTitle.isEmpty())
                m_signs.documentTitle = m_tree.text(i, 2000);
            break;
        case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3:
            readHeading(i, m_tree.node(i).tag == GUMBO_TAG_H1 ? m_signs.headings : m_signs.minorHeadings);
            break;
        case GUMBO_TAG_SCRIPT:
            if (m_tree.attribute(i, "type").trimmed().toLower() == u"application/ld+json")
                m_signs.linkedBlocks.append(m_tree.rawText(i));
            else
                add(m_signs.scriptDates, publishedIn(m_tree.rawText(i)));
            break;
        default:
            break;
        }
    }

    void readHeading(int i, QList<PageSign> &headings) const
    {
        constexpr qsizetype mostHeadings = 30;
        if (headings.size() < mostHeadings && m_tree.node(i).length > 0)
            add(headings, i, m_tree.text(i, 1000));
    }

    void readMeta(int i)
    {
        const QString content = m_tree.attribute(i, "content").trimmed();
        if (content.isEmpty())
            return;
        for (const char *key : {"property", "name", "itemprop", "http-equiv"}) {
            for (const QString &name : m_tree.attribute(i, key).toLower().split(u' ', Qt::SkipEmptyParts)) {
                // What a video or a comment within the page says of itself is not said of the article.
                if (isDated(name) && key == QByteArrayView("itemprop") && !isOfArticle(i))
                    continue;
                QStringList &values = m_signs.meta[name];
                if (values.size() < mostValues)
                    values.append(content);
            }
        }
    }

    void readAttributes(int i)
    {
        readProperties(i);
        readAuthor(i);
        const GumboVector &attributes = m_tree.node(i).node->v.element.attributes;
        for (unsigned a = 0; a < attributes.length; ++a) {
            const QByteArrayView value(static_cast<const GumboAttribute *>(attributes.data[a])->value);
            if (value.size() > 100 && value.contains("ublish") && m_signs.scriptDates.size() < mostCandidates)
                add(m_signs.scriptDates, publishedIn(QString::fromUtf8(value)));
        }
    }

    void readProperties(int i)
    {
        if (!m_tree.hasAttribute(i, "itemprop"))
            return;
        const QString property = m_tree.attribute(i, "itemprop").toLower();
        const bool isPublished = property.contains(u"datepublished");
        if (!isPublished && !property.contains(u"datemodified"))
            return;
        QStringList &dates = isPublished ? m_signs.publishedProperties : m_signs.updatedProperties;
        if (dates.size() >= mostCandidates || !isOfArticle(i))
            return;
        QString stamp = m_tree.attribute(i, "datetime").trimmed();
        if (stamp.isEmpty())
            stamp = m_tree.attribute(i, "content").trimmed();
        add(dates, stamp.isEmpty() ? m_tree.text(i, longestDate) : stamp);
    }

    // Whether the microdata item around a property may be the article (or there is none).
    bool isOfArticle(int i) const
    {
        static constexpr QStringView others[] = {u"comment", u"video", u"image", u"audio", u"answer", u"question", u"product", u"offer"};
        int level = 0;
        for (int holder = m_tree.node(i).parent; holder >= 0 && level < mostLevels; holder = m_tree.node(holder).parent, ++level) {
            if (!m_tree.hasAttribute(holder, "itemscope"))
                continue;
            const QString type = m_tree.attribute(holder, "itemtype").section(u'/', -1).toLower();
            return std::ranges::none_of(others, [&](QStringView other) { return type.contains(other); });
        }
        return true;
    }

    void readAuthor(int i)
    {
        const PageNode &node = m_tree.node(i);
        if (node.length == 0 || node.length > longestName)
            return;
        QList<PageSign> *list = authorListOf(i);
        if (list && list->size() < mostCandidates)
            add(*list, i, m_tree.text(i, longestName));
    }

    // Where the element says who wrote something: the list of such; else null.
    QList<PageSign> *authorListOf(int i)
    {
        const QString property = m_tree.hasAttribute(i, "itemprop") ? m_tree.attribute(i, "itemprop").toLower() : QString();
        const bool isRelated = m_tree.hasAttribute(i, "rel") && m_tree.attribute(i, "rel").toLower().split(u' ').contains(u"author");
        if (property == u"author" || property == u"creator" || isRelated)
            return m_signs.authorProperties.size() < mostCandidates && isOfArticle(i) ? &m_signs.authorProperties : nullptr;
        if (m_tree.node(i).tag == GUMBO_TAG_A && leadsToAuthor(m_tree.attribute(i, "href").toLower()))
            return &m_signs.authorLinks;
        const QString &hints = m_tree.hints(i);
        return hints.contains(u"byline") || hints.contains(u"author") ? &m_signs.bylines : nullptr;
    }

    static bool leadsToAuthor(const QString &address)
    {
        static constexpr QStringView paths[] = {u"/author/", u"/authors/", u"/people/", u"/profile/", u"/profiles/", u"/staff/", u"/contributor/",
                                                u"/contributors/", u"/reporter/", u"/journalist/", u"/autor/", u"/autoren/", u"/auteur/", u"/byline/",
                                                u"/by/", u"/writers/", u"/writer/", u"/producers/", u"/columnist/", u"/columnists/"};
        return std::ranges::any_of(paths, [&](QStringView path) { return address.contains(path) && !address.endsWith(path); });
    }

    const PageTree &m_tree;
    PageSigns m_signs;
};

} // namespace

QString PageSigns::first(std::initializer_list<const char *> names) const
{
    for (const char *name : names) {
        const auto found = meta.constFind(QLatin1String(name));
        if (found != meta.cend())
            return found->first();
    }
    return {};
}

PageSigns pageSigns(const PageTree &tree)
{
    return SignReader(tree).read();
}

} // namespace dateline
