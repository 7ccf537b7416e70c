#include "text/link_cleaning.h"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

constexpr qsizetype mostParameters = 1000;
constexpr int mostPassages = 3;

bool isWeb(const QUrl &url)
{
    return url.isValid() && (url.scheme() == u"http" || url.scheme() == u"https") && !url.host().isEmpty();
}

bool isBelow(const QString &host, QStringView site)
{
    return host == site || (host.endsWith(site) && host.at(host.size() - site.size() - 1) == u'.');
}

bool isName(QStringView name)
{
    const QStringView whole = name.endsWith(u'*') ? name.chopped(1) : name;
    return !whole.isEmpty() && whole.size() <= 64 && std::all_of(whole.begin(), whole.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c == u'$');
    });
}

bool isCut(const QString &name, const QString &host, const TrackingParameters &cut)
{
    return std::any_of(cut.begin(), cut.end(), [&](const TrackingParameter &one) {
        const bool isNamed = one.name.endsWith(u'*') ? name.startsWith(QStringView(one.name).chopped(1)) : name == one.name;
        return isNamed && (one.sites.isEmpty() || std::any_of(one.sites.begin(), one.sites.end(), [&](const QString &site) { return isBelow(host, site); }));
    });
}

QStringView nameOf(QStringView pair)
{
    const qsizetype equals = pair.indexOf(u'=');
    return equals < 0 ? pair : pair.first(equals);
}

// The pairs that stay; nothing is encoded anew.
QString keptOf(const QString &query, const QString &host, const TrackingParameters &cut)
{
    QStringList kept;
    for (const QString &pair : query.split(u'&')) {
        if (!isCut(QUrl::fromPercentEncoding(nameOf(pair).toLatin1()), host, cut))
            kept.append(pair);
    }
    return kept.join(u'&');
}

// Whoever changes a signed address gets a refusal for an answer.
bool isSigned(const QString &query)
{
    static constexpr std::array names = {QStringView(u"signature"), QStringView(u"x-amz-signature"), QStringView(u"x-goog-signature"), QStringView(u"sig"), QStringView(u"hmac")};
    const auto pairs = QStringView(query).split(u'&');
    return std::any_of(pairs.begin(), pairs.end(), [](QStringView pair) {
        return std::any_of(names.begin(), names.end(), [&](QStringView name) { return nameOf(pair).compare(name, Qt::CaseInsensitive) == 0; });
    });
}

struct Passage {
    QStringView site; // the host, or any below it; "google.": that name under any country's domain
    QStringView path;
    std::array<QStringView, 2> names; // of the parameter that says where to
};

constexpr std::array<Passage, 9> passages = {{
    {u"google.", u"/url", {u"url", u"q"}},
    {u"facebook.com", u"/l.php", {u"u", u"u"}},
    {u"instagram.com", u"/", {u"u", u"u"}},
    {u"safelinks.protection.outlook.com", u"/", {u"url", u"url"}},
    {u"youtube.com", u"/redirect", {u"q", u"q"}},
    {u"reddit.com", u"/", {u"url", u"url"}},
    {u"vk.com", u"/away.php", {u"to", u"to"}},
    {u"duckduckgo.com", u"/l/", {u"uddg", u"uddg"}},
    {u"linkedin.com", u"/redir/redirect", {u"url", u"url"}},
}};

bool isPassage(const QUrl &url, const Passage &passage)
{
    const QString host = url.host().toLower();
    if (passage.site == u"google.")
        return url.path() == passage.path && (host.startsWith(u"www.google.") || host.startsWith(u"google."));
    // These pass on from a host that does nothing else.
    if (passage.site == u"instagram.com")
        return host == u"l.instagram.com";
    if (passage.site == u"reddit.com")
        return host == u"out.reddit.com";
    return isBelow(host, passage.site) && url.path() == passage.path;
}

QUrl passedOn(const QUrl &url)
{
    const QString query = url.query(QUrl::FullyEncoded);
    for (const Passage &passage : passages) {
        if (!isPassage(url, passage))
            continue;
        for (const QStringView name : passage.names) {
            for (const QStringView pair : QStringView(query).split(u'&')) {
                if (nameOf(pair) != name || pair.size() <= name.size())
                    continue;
                const QUrl target(QUrl::fromPercentEncoding(pair.sliced(name.size() + 1).toLatin1()), QUrl::StrictMode);
                if (isWeb(target))
                    return target;
            }
        }
    }
    return url;
}

} // namespace

TrackingParameters readTrackingParameters(QStringView text)
{
    TrackingParameters parameters;
    for (const QStringView line : text.split(u'\n')) {
        const auto fields = line.trimmed().split(u'\t');
        const QStringView name = fields.first().trimmed();
        if (name.startsWith(u'#') || !isName(name) || parameters.size() == mostParameters)
            continue;
        TrackingParameter one{name.toString(), {}, fields.size() > 2 ? fields.at(2).trimmed().toString() : QString()};
        if (fields.size() > 1 && fields.at(1).trimmed() != u"*")
            one.sites = fields.at(1).toString().toLower().split(u' ', Qt::SkipEmptyParts);
        parameters.append(one);
    }
    return parameters;
}

QUrl withoutTracking(const QUrl &url, const TrackingParameters &cut)
{
    const QString query = url.query(QUrl::FullyEncoded);
    const QString fragment = url.fragment(QUrl::FullyEncoded);
    if (!isWeb(url) || (query.isEmpty() && fragment.isEmpty()) || isSigned(query))
        return url;
    const QString host = url.host().toLower();
    QUrl cleaned = url;
    if (const QString kept = keptOf(query, host, cut); kept != query)
        cleaned.setQuery(kept.isEmpty() ? QString() : kept, QUrl::StrictMode);
    const bool isLikeQuery = fragment.contains(u'=') && !fragment.contains(u'/') && !fragment.contains(u'!');
    if (const QString kept = isLikeQuery ? keptOf(fragment, host, cut) : fragment; kept != fragment)
        cleaned.setFragment(kept.isEmpty() ? QString() : kept, QUrl::StrictMode);
    return cleaned.isValid() ? cleaned : url;
}

QUrl withoutPassage(const QUrl &url)
{
    QUrl now = url;
    for (int i = 0; i < mostPassages && isWeb(now); ++i) {
        const QUrl next = passedOn(now);
        if (next == now)
            break;
        now = next;
    }
    return now;
}

} // namespace dateline
