#include "feed/feed_addresses.h"

#include "text/urls.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace dateline {

namespace {

QString bareHost(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host.startsWith(u"www.") ? host.sliced(4) : host;
}

QStringList segments(const QUrl &url)
{
    return url.path().split(u'/', Qt::SkipEmptyParts);
}

template <size_t N>
bool isOneOf(QStringView word, const std::array<QStringView, N> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isFeedName(QStringView name)
{
    static constexpr std::array<QStringView, 24> names = {
        u"feed", u"feeds", u"rss", u"rss2", u"atom", u"rdf", u"feed.xml", u"rss.xml", u"rss2.xml", u"atom.xml", u"index.xml", u"index.rdf", u"feed.json",
        u"feed.php", u"rss.php", u"rss.asp", u"rss.aspx", u"rss.ashx", u"rss.jsp", u"rss.html", u"feed.rss", u"backend.php", u"newsfeed", u"index.rss"};
    return isOneOf(name, names) || name.endsWith(u".rss") || name.endsWith(u".atom") || name.endsWith(u".rdf");
}

// "rss" as a word of its own: "/rss_feed/", "top-rss.xml", not "/across/".
bool namesRss(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("(?:^|[^a-z0-9])(?:rss\\d?|rssfeeds?|newsfeed)(?:[^a-z0-9]|$)"));
    return word.match(text).hasMatch();
}

bool asksForFeed(const QUrl &url)
{
    const QUrlQuery query(url.query().toLower());
    for (const QString &name : {QStringLiteral("feed"), QStringLiteral("service"), QStringLiteral("format"), QStringLiteral("type"), QStringLiteral("alt"), QStringLiteral("output"), QStringLiteral("view")}) {
        const QString value = query.queryItemValue(name);
        if (value.startsWith(u"rss") || value.startsWith(u"atom") || (value == u"feed" && name != u"view"))
            return true;
    }
    return query.hasQueryItem(QStringLiteral("rss"));
}

QString withPath(const QUrl &address, const QString &path, const QString &query = {})
{
    QUrl url;
    url.setScheme(address.scheme());
    url.setHost(address.host());
    url.setPort(address.port());
    url.setPath(path);
    url.setQuery(query.isEmpty() ? QString() : query);
    return url.toString(QUrl::FullyEncoded);
}

QStringList youTubeFeeds(const QUrl &address)
{
    const QStringList path = segments(address);
    const QString list = QUrlQuery(address).queryItemValue(QStringLiteral("list"));
    const QString feed = QStringLiteral("/feeds/videos.xml");
    QStringList found;
    if (path.value(0) == u"channel" && path.size() > 1)
        found += withPath(address, feed, QStringLiteral("channel_id=") + path[1]);
    else if (path.value(0) == u"user" && path.size() > 1)
        found += withPath(address, feed, QStringLiteral("user=") + path[1]);
    if (!list.isEmpty())
        found += withPath(address, feed, QStringLiteral("playlist_id=") + list);
    return found;
}

QStringList gitHubFeeds(const QUrl &address)
{
    const QStringList path = segments(address);
    if (path.size() == 1)
        return {withPath(address, u'/' + path[0] + QStringLiteral(".atom"))};
    if (path.size() < 2)
        return {};
    const QString project = u'/' + path[0] + u'/' + path[1];
    return {withPath(address, project + QStringLiteral("/releases.atom")), withPath(address, project + QStringLiteral("/commits.atom")),
            withPath(address, project + QStringLiteral("/tags.atom"))};
}

// "/@name" is a person on Mastodon and its kin, whatever the host; other large sites use the same shape.
QStringList mastodonFeeds(const QUrl &address)
{
    static constexpr std::array<QStringView, 8> others = {u"medium.com", u"youtube.com", u"tiktok.com", u"threads.net", u"threads.com", u"rumble.com", u"odysee.com", u"flipboard.com"};
    const QStringList path = segments(address);
    if (path.isEmpty() || !path[0].startsWith(u'@') || path[0].size() < 2 || path[0].indexOf(u'@', 1) > 0 || isOneOf(siteName(address.toString()), others))
        return {};
    return {withPath(address, u'/' + path[0] + QStringLiteral(".rss"))};
}

QStringList mediumFeeds(const QUrl &address)
{
    const QString host = bareHost(address);
    const QStringList path = segments(address);
    if (host != u"medium.com")
        return {withPath(address, QStringLiteral("/feed"))};
    static constexpr std::array<QStringView, 5> ownPages = {u"m", u"tag", u"topic", u"search", u"me"};
    if (path.value(0) == u"tag" && path.size() > 1)
        return {withPath(address, QStringLiteral("/feed/tag/") + path[1])};
    if (path.isEmpty() || isOneOf(path[0], ownPages))
        return {};
    return {withPath(address, QStringLiteral("/feed/") + path[0])};
}

QStringList redditFeeds(const QUrl &address)
{
    const QStringList path = segments(address);
    if (path.size() < 2 || (path[0] != u"r" && path[0] != u"user" && path[0] != u"u"))
        return {withPath(address, QStringLiteral("/.rss"))};
    return {withPath(address, u'/' + path[0] + u'/' + path[1] + QStringLiteral("/.rss"))};
}

QStringList blueskyFeeds(const QUrl &address)
{
    const QStringList path = segments(address);
    return path.size() >= 2 && path[0] == u"profile" ? QStringList{withPath(address, QStringLiteral("/profile/") + path[1] + QStringLiteral("/rss"))} : QStringList();
}

QStringList gitLabFeeds(const QUrl &address)
{
    const QStringList path = segments(address);
    return path.size() >= 2 && !path.contains(u"-") ? QStringList{withPath(address, u'/' + path[0] + u'/' + path[1] + QStringLiteral("/-/tags"), QStringLiteral("format=atom"))}
                                                    : QStringList();
}

} // namespace

bool looksLikeFeedAddress(const QUrl &url)
{
    const QString path = url.path().toLower();
    const QStringList names = path.split(u'/', Qt::SkipEmptyParts);
    const QString name = names.isEmpty() ? QString() : names.last();
    const QString firstLabel = url.host().toLower().section(u'.', 0, 0);
    if (isFeedName(name) || asksForFeed(url) || namesRss(path))
        return true;
    if (name.endsWith(u".xml") && (path.contains(u"feed") || path.contains(u"atom") || path.contains(u"news")))
        return true;
    return (firstLabel == u"feeds" || firstLabel == u"feed" || firstLabel == u"rss") && !names.isEmpty();
}

QStringList siteFeedAddresses(const QUrl &address)
{
    const QString host = bareHost(address);
    const QString site = siteName(address.toString());
    if (site == u"youtube.com")
        return youTubeFeeds(address);
    if (site == u"reddit.com")
        return redditFeeds(address);
    if (host == u"github.com")
        return gitHubFeeds(address);
    if (host == u"gitlab.com")
        return gitLabFeeds(address);
    if (site == u"medium.com")
        return mediumFeeds(address);
    if (host == u"bsky.app")
        return blueskyFeeds(address);
    if (site == u"substack.com" && host != u"substack.com")
        return {withPath(address, QStringLiteral("/feed"))};
    if (site.startsWith(u"blogspot."))
        return {withPath(address, QStringLiteral("/feeds/posts/default"))};
    if (site == u"tumblr.com" && host != u"tumblr.com")
        return {withPath(address, QStringLiteral("/rss"))};
    if (site == u"wordpress.com" && host != u"wordpress.com")
        return {withPath(address, QStringLiteral("/feed/"))};
    if (site == u"stackexchange.com" || site == u"stackoverflow.com")
        return {withPath(address, QStringLiteral("/feeds"))};
    if (host == u"dev.to" && !segments(address).isEmpty())
        return {withPath(address, QStringLiteral("/feed/") + segments(address).first())};
    return mastodonFeeds(address);
}

QStringList wellKnownFeedAddresses(const QUrl &address)
{
    static constexpr std::array<QStringView, 12> atRoot = {u"/feed", u"/rss", u"/rss.xml", u"/feed.xml", u"/atom.xml", u"/index.xml", u"/feed.json",
                                                           u"/feeds/posts/default", u"/feeds", u"/news/rss", u"/blog/feed", u"/?feed=rss2"};
    static constexpr std::array<QStringView, 4> inFolder = {u"/feed", u"/rss", u"/rss.xml", u"/index.xml"};
    QStringList found;
    const QStringList path = segments(address);
    if (!path.isEmpty() && !path[0].contains(u'.')) {
        for (const QStringView name : inFolder)
            found += withPath(address, u'/' + path[0] + name);
    }
    for (const QStringView name : atRoot) {
        const bool isQuery = name.startsWith(u"/?");
        const QString url = isQuery ? withPath(address, QStringLiteral("/"), name.sliced(2).toString()) : withPath(address, name.toString());
        if (!found.contains(url))
            found += url;
    }
    return found;
}

} // namespace dateline
