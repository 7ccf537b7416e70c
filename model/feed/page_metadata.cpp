#include "feed/page_metadata.h"

#include "base/folding.h"
#include "feed/page_authors.h"
#include "feed/page_dates.h"
#include "feed/page_signs.h"
#include "feed/page_titles.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <algorithm>

namespace dateline {

namespace {

QString absolute(const QString &address, const QUrl &base)
{
    return webAddress(address, base).value_or(QString());
}

QString firstOf(std::initializer_list<QString> candidates)
{
    for (const QString &candidate : candidates) {
        if (!candidate.trimmed().isEmpty())
            return candidate.trimmed();
    }
    return {};
}

QStringList textsOf(const QList<PageSign> &signs)
{
    QStringList texts;
    for (const PageSign &sign : signs)
        texts += sign.text;
    return texts;
}

class MetadataReader final {
public:
    explicit MetadataReader(const PageTree &tree) : m_tree(tree), m_signs(pageSigns(tree)) {}

    PageMetadata read(const QUrl &address)
    {
        PageMetadata page;
        const QString canonical = firstOf({m_signs.canonical, m_signs.first({"og:url", "twitter:url"})});
        const QString social = plainTitle(m_signs.first({"og:title", "twitter:title", "dc.title", "citation_title", "title"}));
        m_linked = linkedArticle(m_signs.linkedBlocks, {{address.toString(), canonical},
                                                        QStringList{social, m_signs.documentTitle} + textsOf(m_signs.headings)});
        page.address = address;
        if (page.address.isEmpty())
            page.address = QUrl(absolute(firstOf({canonical, m_linked.address}), {}));
        page.siteName = plainTitle(firstOf({m_signs.first({"og:site_name", "application-name"}), m_linked.publisher}));
        page.title = chosenTitle({plainTitle(m_linked.headline), social, textsOf(m_signs.headings), textsOf(m_signs.minorHeadings),
                                  plainTitle(m_signs.documentTitle), page.siteName, page.address.host(),
                                  page.address.path().section(u'/', -1, -1, QString::SectionSkipEmpty)});
        const int headline = headlineOf(page.title);
        page.authors = pageAuthors(m_tree, m_signs, m_linked, page.siteName, page.address.host(), headline);
        const PageDates dates = pageDates(m_tree, m_signs, m_linked, page.address, headline);
        page.published = dates.published;
        page.updated = dates.updated;
        page.language = language();
        page.image = image(page.address);
        page.categories = categories();
        page.body = m_linked.body;
        page.access = {m_linked.isPaid, m_linked.words, m_linked.isPaid && hasPaidPart()};
        page.summary = plainTitle(m_signs.first({"og:description", "description", "twitter:description"}));
        return page;
    }

private:
    // The heading that the title was taken from, else the page's first.
    int headlineOf(const QString &title) const
    {
        const QString wanted = folded(title);
        for (const QList<PageSign> &headings : {m_signs.headings, m_signs.minorHeadings}) {
            for (const PageSign &heading : headings) {
                if (folded(heading.text).startsWith(wanted))
                    return heading.node;
            }
        }
        return m_signs.headings.isEmpty() ? -1 : m_signs.headings.first().node;
    }

    // "en_GB" is how Open Graph writes "en-GB".
    QString language() const
    {
        const QString stated = firstOf({m_signs.language, m_linked.language, m_signs.first({"og:locale", "content-language", "language"})});
        return simplified(stated).replace(u'_', u'-');
    }

    // What stands for every page of the site is no picture of this one.
    static bool isPlaceholder(const QString &address)
    {
        static constexpr QStringView names[] = {u"logo", u"placeholder", u"default", u"favicon", u"blank.", u"spacer", u"no-image", u"noimage", u"avatar"};
        const QString file = QUrl(address).fileName().toLower();
        return file.endsWith(u".svg") || file.endsWith(u".ico") || std::ranges::any_of(names, [&](QStringView name) { return file.contains(name); });
    }

    QString image(const QUrl &base) const
    {
        QStringList candidates;
        for (const char *name : {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"})
            candidates += m_signs.meta.value(QLatin1String(name));
        candidates += m_linked.image;
        for (const QString &candidate : std::as_const(candidates)) {
            const QString address = absolute(candidate, base);
            if (!address.isEmpty() && !isPlaceholder(address))
                return address;
        }
        return {};
    }

    // Selectors are of a class, as search engines want them, or of an id.
    bool hasPaidPart() const
    {
        constexpr int shortest = 300; // what is less is a box with an offer
        QStringList names;
        for (const QString &selector : m_linked.paidParts) {
            if (const QString name = selector.trimmed().toLower(); name.startsWith(u'.') || name.startsWith(u'#'))
                names += name.mid(1);
        }
        for (int i = 0; i < m_tree.size() && !names.isEmpty(); ++i) {
            if (m_tree.node(i).length < shortest || m_tree.node(i).isText())
                continue;
            for (const QStringView word : QStringView(m_tree.hints(i)).split(u' ', Qt::SkipEmptyParts)) {
                if (names.contains(word))
                    return true;
            }
        }
        return false;
    }

    QStringList categories() const
    {
        QStringList all = m_signs.meta.value(QStringLiteral("article:tag"));
        if (all.isEmpty())
            all = m_linked.keywords;
        if (all.isEmpty())
            all = m_signs.first({"news_keywords", "article:section"}).split(u',', Qt::SkipEmptyParts);
        QStringList clean;
        for (const QString &one : std::as_const(all)) {
            const QString name = plainTitle(one);
            if (!name.isEmpty() && !clean.contains(name) && clean.size() < 50)
                clean.append(name);
        }
        return clean;
    }

    const PageTree &m_tree;
    const PageSigns m_signs;
    LinkedArticle m_linked;
};

} // namespace

PageMetadata pageMetadata(const PageTree &tree, const QUrl &address)
{
    return MetadataReader(tree).read(address);
}

} // namespace dateline
