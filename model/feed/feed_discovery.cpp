// Link tags are what the standard asks for (https://www.rssboard.org/rss-autodiscovery, HTML Standard §4.6.7.1). Many newspapers have none,
// but a page of links "RSS", or an icon in the footer, so links are weighed by their address and by the words and names about them.
#include "feed/feed_discovery.h"

#include "base/identity.h"
#include "feed/feed_addresses.h"
#include "feed/page_tree.h"
#include "text/charset.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype mostCandidates = 60;
constexpr int longestTitle = 200;

bool isFeedType(const QString &type)
{
    return type == u"application/rss+xml" || type == u"application/atom+xml" || type == u"application/rdf+xml" || type == u"application/feed+json"
        || type == u"application/rss" || type == u"application/atom" || type == u"text/rss" || type == u"text/rss+xml" || type == u"text/xml+rss"
        || type == u"text/atom+xml" || type == u"application/x-rss+xml";
}

// Types that feeds share with other things (sitemaps, oEmbed, a site's own interface).
bool isVagueType(const QString &type)
{
    return type.isEmpty() || type == u"application/xml" || type == u"text/xml" || type == u"application/json";
}

bool namesFeed(const QString &text)
{
    static const QRegularExpression words(QStringLiteral("(?:^|[^a-z0-9])(?:rss|atom|xml|feed|feeds|newsfeed|rss-?feeds?)(?:[^a-z0-9]|$)"), QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

// In names of classes and in addresses of icons "feed" means the front page of a social network just as well.
bool hasRssName(const QString &text)
{
    static const QRegularExpression words(QStringLiteral("(?:^|[^a-z0-9])(?:fa-|icon-?|ico-?)?rss(?:[^a-z0-9]|$)"), QRegularExpression::CaseInsensitiveOption);
    return words.match(text).hasMatch();
}

// Buttons that put a feed into somebody's service.
bool isReaderService(const QUrl &url)
{
    static constexpr QStringView services[] = {u"feedly.com", u"inoreader.com", u"newsblur.com", u"theoldreader.com", u"netvibes.com", u"feedspot.com",
                                               u"follow.it", u"yahoo.com", u"google.com", u"facebook.com", u"twitter.com", u"x.com", u"wikipedia.org"};
    const QString site = siteName(url.toString());
    return std::find(std::begin(services), std::end(services), site) != std::end(services);
}

QString withoutFeedScheme(const QString &address)
{
    if (address.startsWith(u"feed://", Qt::CaseInsensitive))
        return QStringLiteral("https://") + address.sliced(7);
    return address.startsWith(u"feed:", Qt::CaseInsensitive) ? address.sliced(5) : address;
}

class CandidateFinder final {
public:
    CandidateFinder(const PageTree &tree, const QUrl &address) : m_tree(tree), m_address(address), m_base(address) {}

    QList<FeedCandidate> find()
    {
        for (int i = 0; i < m_tree.size(); ++i) {
            switch (m_tree.node(i).tag) {
            case GUMBO_TAG_BASE: readBase(i); break;
            case GUMBO_TAG_LINK: readLink(i); break;
            case GUMBO_TAG_A: readAnchor(i); break;
            default: break;
            }
        }
        std::stable_sort(m_anchors.begin(), m_anchors.end(), [](const Weighed &a, const Weighed &b) { return a.weight > b.weight; });
        QList<FeedCandidate> all = m_links;
        for (const QString &url : siteFeedAddresses(m_address))
            all.append({url, {}, FeedEvidence::SiteShape});
        for (const Weighed &anchor : std::as_const(m_anchors))
            all.append(anchor.candidate);
        return chosen(all);
    }

private:
    struct Weighed {
        FeedCandidate candidate;
        int weight = 0;
    };

    void readBase(int index)
    {
        if (const QString href = m_tree.attribute(index, "href").trimmed(); !href.isEmpty() && !m_hasBase) {
            m_base = m_address.resolved(QUrl(href));
            m_hasBase = true; // only the first counts (HTML Standard §4.2.3)
        }
    }

    void readLink(int index)
    {
        const QStringList relations = m_tree.attribute(index, "rel").toLower().split(u' ', Qt::SkipEmptyParts);
        const QString type = m_tree.attribute(index, "type").section(u';', 0, 0).trimmed().toLower();
        if (!relations.contains(u"feed") && !relations.contains(u"alternate"))
            return;
        const auto link = webAddress(withoutFeedScheme(m_tree.attribute(index, "href").trimmed()), m_base);
        if (!link)
            return;
        const bool isFeed = relations.contains(u"feed") || isFeedType(type) || (isVagueType(type) && !m_tree.hasAttribute(index, "hreflang") && looksLikeFeedAddress(QUrl(*link)));
        if (isFeed)
            m_links.append(candidate(*link, m_tree.attribute(index, "title"), FeedEvidence::LinkTag));
    }

    void readAnchor(int index)
    {
        const QString href = m_tree.attribute(index, "href").trimmed();
        if (href.isEmpty() || href.startsWith(u'#') || m_anchors.size() >= 1'000)
            return;
        const auto link = webAddress(withoutFeedScheme(href), m_base);
        if (!link)
            return;
        const QUrl url(*link);
        if (isReaderService(url) || url.adjusted(QUrl::RemoveFragment) == m_address.adjusted(QUrl::RemoveFragment))
            return;
        const QString text = m_tree.text(index, longestTitle);
        const QString title = m_tree.attribute(index, "title");
        const QString said = text + u' ' + title + u' ' + m_tree.attribute(index, "aria-label");
        const bool isNamed = (said.size() < 60 && namesFeed(said)) || hasRssName(m_tree.hints(index)) || hasIcon(index);
        const bool isSchemed = href.startsWith(u"feed:", Qt::CaseInsensitive) || isFeedType(m_tree.attribute(index, "type").trimmed().toLower());
        int weight = (looksLikeFeedAddress(url) ? 4 : 0) + (isSchemed ? 8 : 0) + (isNamed ? 2 : 0);
        if (weight == 0)
            return;
        weight += siteName(url.toString()) == siteName(m_address.toString()) ? 1 : 0;
        m_anchors.append({candidate(*link, namesFeed(text) && text.size() < 12 && !title.isEmpty() ? title : text, FeedEvidence::Anchor), weight});
    }

    // <a><img src="rss.png">, <a><i class="icon-rss">, <a><svg class="rss">
    bool hasIcon(int index) const
    {
        for (int i = index + 1; i < m_tree.node(index).end && i < index + 12; ++i) {
            if (m_tree.node(i).isText())
                continue;
            if (hasRssName(m_tree.hints(i)) || (m_tree.node(i).tag == GUMBO_TAG_IMG && (hasRssName(m_tree.attribute(i, "src")) || namesFeed(m_tree.attribute(i, "alt")))))
                return true;
        }
        return false;
    }

    static FeedCandidate candidate(const QString &url, const QString &title, FeedEvidence evidence)
    {
        const QString plain = plainTitle(title).left(longestTitle);
        return {url, plain, evidence, isCommentsFeed(plain, url)};
    }

    static QList<FeedCandidate> chosen(const QList<FeedCandidate> &all)
    {
        QList<FeedCandidate> once;
        QSet<QString> seen;
        for (const FeedCandidate &one : all) {
            const QString key = addressKey(one.url);
            if (!seen.contains(key))
                once.append(one);
            seen.insert(key);
        }
        std::stable_sort(once.begin(), once.end(), [](const FeedCandidate &a, const FeedCandidate &b) { return !a.isComments && b.isComments; });
        return once.first(std::min(once.size(), mostCandidates));
    }

    const PageTree &m_tree;
    QUrl m_address;
    QUrl m_base;
    bool m_hasBase = false;
    QList<FeedCandidate> m_links;
    QList<Weighed> m_anchors;
};

} // namespace

bool isCommentsFeed(const QString &title, const QString &url)
{
    static const QRegularExpression words(QStringLiteral("(?:^|[^\\p{L}])(?:comments?|kommentare?|commentaires?|comentarios?|coment[aá]rios?|commenti|reacties|komentarze|komentari|"
                                                         "комментарии|コメント)(?:[^\\p{L}]|$)"),
                                          QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return words.match(title).hasMatch() || words.match(QUrl(url).path()).hasMatch();
}

QList<FeedCandidate> feedCandidates(QByteArrayView page, const QUrl &address, const QByteArray &charset)
{
    if (looksBinary(page))
        return {};
    const PageTree tree(decodeText(page, charset.isEmpty() ? declaredHtmlEncoding(page) : charset).text);
    return CandidateFinder(tree, address).find();
}

QStringList offeredFeeds(QByteArrayView page, const QUrl &address, const QByteArray &charset)
{
    QStringList offered;
    for (const FeedCandidate &candidate : feedCandidates(page, address, charset)) {
        if (candidate.evidence == FeedEvidence::LinkTag)
            offered += candidate.url;
    }
    return offered;
}

} // namespace dateline
