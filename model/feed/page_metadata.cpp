// Order of belief, from what is written for machines to what is written for people: JSON-LD, meta elements, microdata,
// <time>, the address, a visible date line.
#include "feed/page_metadata.h"

#include "feed/item_draft.h"
#include "feed/linked_data.h"
#include "feed/page_titles.h"
#include "text/dates.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>

namespace dateline {

namespace {

constexpr int longestDate = 80;
constexpr int longestAuthor = 80;
constexpr qsizetype mostCandidates = 100; // of one kind

class MetadataReader final {
public:
    explicit MetadataReader(const PageTree &tree) : m_tree(tree)
    {
        QStringList blocks;
        for (int i = 0; i < tree.size(); ++i)
            readNode(i, blocks);
        m_linked = linkedArticle(blocks);
    }

    PageMetadata read(const QUrl &address)
    {
        PageMetadata page;
        page.address = address;
        if (page.address.isEmpty())
            page.address = QUrl(absolute(first({m_canonical, meta({"og:url", "twitter:url"}), m_linked.address}), {}));
        page.siteName = plainTitle(first({meta({"og:site_name", "application-name"}), m_linked.publisher}));
        page.title = chosenTitle({plainTitle(m_linked.headline),
                                  plainTitle(meta({"og:title", "twitter:title", "dc.title", "title"})), m_headings,
                                  plainTitle(m_documentTitle), page.siteName, page.address.host(),
                                  page.address.path().section(u'/', -1, -1, QString::SectionSkipEmpty)});
        page.authors = authors();
        page.published = published(page.address);
        page.updated = dateOf({m_linked.updated, meta({"article:modified_time", "og:updated_time", "datemodified",
                                                       "last-modified"})});
        if (!page.published.isKnown())
            page.published = page.updated;
        page.language = language();
        page.image = absolute(first({meta({"og:image", "og:image:url", "twitter:image", "twitter:image:src"}), m_linked.image}),
                              page.address);
        page.categories = categories();
        return page;
    }

private:
    static QString absolute(const QString &address, const QUrl &base)
    {
        return webAddress(address, base).value_or(QString());
    }

    // "en_GB" is how Open Graph writes "en-GB".
    QString language() const
    {
        const QString stated = first({m_language, m_linked.language, meta({"og:locale", "content-language", "language"})});
        return simplified(stated).replace(u'_', u'-');
    }

    static void add(QStringList &list, const QString &text)
    {
        if (list.size() < mostCandidates && !text.isEmpty())
            list.append(text);
    }

    static bool isDateHint(const QString &hints)
    {
        static constexpr QStringView names[] = {u"date", u"time", u"publish", u"posted", u"byline", u"meta"};
        return std::ranges::any_of(names, [&](QStringView name) { return hints.contains(name); });
    }

    static QString first(std::initializer_list<QString> candidates)
    {
        for (const QString &candidate : candidates) {
            if (!candidate.trimmed().isEmpty())
                return candidate.trimmed();
        }
        return {};
    }

    QString meta(std::initializer_list<const char *> names) const
    {
        for (const char *name : names) {
            const QString value = m_meta.value(QLatin1String(name));
            if (!value.isEmpty())
                return value;
        }
        return {};
    }

    void readNode(int i, QStringList &blocks)
    {
        switch (m_tree.node(i).tag) {
        case GUMBO_TAG_HTML:
            m_language = m_tree.attribute(i, "lang");
            break;
        case GUMBO_TAG_META:
            readMeta(i);
            break;
        case GUMBO_TAG_LINK:
            if (m_canonical.isEmpty() && m_tree.attribute(i, "rel").trimmed().toLower() == u"canonical")
                m_canonical = m_tree.attribute(i, "href");
            break;
        case GUMBO_TAG_TITLE:
            if (m_documentTitle.isEmpty())
                m_documentTitle = m_tree.text(i, 2000);
            break;
        case GUMBO_TAG_H1:
            if (m_headings.size() < 10 && m_tree.node(i).length > 0)
                m_headings.append(m_tree.text(i, 1000));
            break;
        case GUMBO_TAG_SCRIPT:
            if (m_tree.attribute(i, "type").trimmed().toLower() == u"application/ld+json")
                blocks.append(m_tree.rawText(i));
            else
                add(m_scriptDates, dateInScript(m_tree.rawText(i)));
            break;
        default:
            break;
        }
        readMicrodata(i);
    }

    void readMeta(int i)
    {
        const QString content = m_tree.attribute(i, "content").trimmed();
        if (content.isEmpty())
            return;
        for (const char *key : {"property", "name", "itemprop", "http-equiv"}) {
            for (const QString &name : m_tree.attribute(i, key).toLower().split(u' ', Qt::SkipEmptyParts)) {
                if (name == u"article:tag")
                    add(m_tags, content);
                if (!m_meta.contains(name))
                    m_meta.insert(name, content);
            }
        }
    }

    // What a page's own program was given, perhaps quoted more than once: \"datePublished\":\"2025-02-04T…\".
    static QString dateInScript(const QString &script)
    {
        static const QRegularExpression pattern(QStringLiteral("\\bdatePublished\\\\*\"\\s*:\\s*\\\\*\"([0-9][0-9T:.+Z-]{7,34})"));
        return script.contains(u"datePublished") ? pattern.match(script).captured(1) : QString();
    }

    // itemprop, <time>, rel=author and the class names that themes use.
    void readMicrodata(int i)
    {
        const PageNode &node = m_tree.node(i);
        if (node.isText() || node.tag == GUMBO_TAG_META || node.node->v.element.attributes.length == 0)
            return;
        const QString property = m_tree.attribute(i, "itemprop").toLower();
        const QString stamp = first({m_tree.attribute(i, "datetime"), m_tree.attribute(i, "content")});
        if (property.contains(u"datepublished"))
            add(m_propertyDates, first({stamp, m_tree.text(i, longestDate)}));
        else if (node.tag == GUMBO_TAG_TIME)
            add(m_times, first({stamp, m_tree.text(i, longestDate)}));
        const QString hints = m_tree.hints(i);
        if (node.length > 0 && node.length < longestDate && m_dateTexts.size() < mostCandidates && isDateHint(hints) && !hints.contains(u"today"))
            add(m_dateTexts, m_tree.text(i, longestDate));
        const bool isAuthor = m_tree.attribute(i, "rel").toLower() == u"author" || property == u"author";
        if (node.length > 0 && node.length < longestAuthor) {
            if (isAuthor)
                add(m_propertyAuthors, m_tree.text(i, longestAuthor));
            else if (m_bylines.isEmpty() && (hints.contains(u"byline") || hints.contains(u"author")))
                add(m_bylines, m_tree.text(i, longestAuthor));
        }
    }

    static Moment dateOf(const QStringList &texts)
    {
        for (const QString &text : texts) {
            if (text.isEmpty() || text.size() > longestDate)
                continue;
            Moment moment = parseFeedDate(text);
            if (!moment.isKnown())
                moment = parseHumanDate(withoutLabel(text));
            if (moment.isKnown())
                return moment;
        }
        return {};
    }

    // "Updated on Jul 4, 2024"
    static QString withoutLabel(const QString &text)
    {
        static const QRegularExpression label(QStringLiteral("^\\s*(?:last\\s+)?(?:updated|published|posted|modified)(?:\\s+on)?\\s*:?\\s+"),
                                              QRegularExpression::CaseInsensitiveOption);
        return QString(text).remove(label);
    }

    // Names that only one site uses, "w-published-date", in alphabetical order.
    QStringList otherMetaDates() const
    {
        QStringList names;
        for (auto meta = m_meta.cbegin(); meta != m_meta.cend(); ++meta) {
            const bool isOfChange = meta.key().contains(u"modif") || meta.key().contains(u"updat") || meta.key().contains(u"expir");
            if (!isOfChange && (meta.key().contains(u"publish") || meta.key().endsWith(u"date")))
                names += meta.key();
        }
        names.sort();
        QStringList dates;
        for (const QString &name : std::as_const(names))
            dates += m_meta.value(name);
        return dates;
    }

    Moment published(const QUrl &address) const
    {
        const QString stated = meta({"article:published_time", "og:published_time", "article:published", "datepublished", "date",
                                     "dc.date", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.date", "pubdate",
                                     "publish-date", "publishdate", "publish_date", "publication_date", "parsely-pub-date",
                                     "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate",
                                     "article_date_original", "citation_publication_date", "citation_date", "created", "timestamp"});
        Moment moment = dateOf(QStringList{m_linked.published, stated} + m_propertyDates);
        if (!moment.isKnown())
            moment = dateOf(otherMetaDates());
        const Moment byAddress = momentOfAddress(address);
        if (!moment.isKnown() && byAddress.isKnown())
            return byAddress;
        if (!moment.isKnown())
            moment = dateOf(m_scriptDates + m_times);
        return moment.isKnown() ? moment : visibleDate();
    }

    // …/2025/09/11/…
    static Moment momentOfAddress(const QUrl &address)
    {
        static const QRegularExpression pattern(QStringLiteral("[/-]((?:19|20)\\d\\d)[/-]([01]?\\d)[/-]([0-3]?\\d)(?:\\D|$)"));
        const QRegularExpressionMatch match = pattern.match(address.path());
        const auto number = [&](int group) { return match.capturedView(group).toInt(); };
        return match.hasMatch() ? Moment::onDay(QDate(number(1), number(2), number(3))) : Moment();
    }

    Moment visibleDate() const
    {
        Moment moment = dateOf(m_dateTexts);
        for (int i = 0; i < m_tree.size() && !moment.isKnown(); ++i) {
            const PageNode &node = m_tree.node(i);
            if (!node.isText() || node.length < 6 || node.length > longestDate)
                continue;
            const QString text = m_tree.text(i, longestDate);
            if (isDateLine(text))
                moment = parseHumanDate(text);
        }
        return moment;
    }

    QStringList authors() const
    {
        QStringList names = m_linked.authors;
        if (names.isEmpty())
            names = QStringList{meta({"author", "article:author", "article:author_name", "byl", "parsely-author",
                                      "sailthru.author", "dc.creator", "dcterms.creator", "citation_author", "twitter:data1"})};
        if (names.first().isEmpty() || names.first().startsWith(u"http"))
            names = m_propertyAuthors.isEmpty() ? m_bylines.mid(0, 1) : m_propertyAuthors;
        QStringList clean;
        for (const QString &name : std::as_const(names)) {
            const QString one = withoutByline(personName(name));
            if (!one.isEmpty() && one.size() <= longestAuthor && !clean.contains(one) && clean.size() < 20)
                clean.append(one);
        }
        return clean;
    }

    static QString withoutByline(const QString &name)
    {
        static const QRegularExpression prefix(QStringLiteral("^(?:written by|posted by|by|author|von|par|por|od|от)[\\s:]+"),
                                               QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        return QString(name).remove(prefix).trimmed();
    }

    QStringList categories() const
    {
        QStringList all = m_tags.isEmpty() ? m_linked.keywords : m_tags;
        if (all.isEmpty())
            all = meta({"news_keywords", "article:section"}).split(u',', Qt::SkipEmptyParts);
        QStringList clean;
        for (const QString &one : std::as_const(all)) {
            const QString name = plainTitle(one);
            if (!name.isEmpty() && !clean.contains(name) && clean.size() < 50)
                clean.append(name);
        }
        return clean;
    }

    const PageTree &m_tree;
    QHash<QString, QString> m_meta;
    QStringList m_tags;
    LinkedArticle m_linked;
    QString m_canonical;
    QString m_documentTitle;
    QString m_language;
    QStringList m_headings;
    QStringList m_propertyDates;
    QStringList m_scriptDates;
    QStringList m_times;
    QStringList m_dateTexts;
    QStringList m_propertyAuthors;
    QStringList m_bylines;
};

} // namespace

PageMetadata pageMetadata(const PageTree &tree, const QUrl &address)
{
    return MetadataReader(tree).read(address);
}

} // namespace dateline
