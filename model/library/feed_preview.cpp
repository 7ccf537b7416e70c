#include "library/feed_preview.h"

#include "analysis/language.h"
#include "feed/feed_parser.h"
#include "feed/page_extractor.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <vector>

namespace dateline {

namespace {

constexpr qsizetype mostHeadlines = 5;
constexpr int longestTitle = 200;
constexpr qsizetype keptBytes = 4 * 1024 * 1024; // more is fetched anew when it is subscribed to
// A teaser is a sentence or two, an article four paragraphs; what lies between is hardly ever seen.
constexpr qsizetype shortestFullText = 900;
constexpr qsizetype shortestTeaser = 40;
constexpr qsizetype shortestArticle = 800;

// Half of all items carry at least as much.
FeedBody bodyOf(std::vector<qsizetype> lengths)
{
    if (lengths.empty())
        return FeedBody::Headlines;
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    return *middle >= shortestFullText ? FeedBody::FullText : *middle >= shortestTeaser ? FeedBody::Teasers : FeedBody::Headlines;
}

// Collects what a feed's items show of it.
class Sampling final {
public:
    bool take(const ArticleContent &item)
    {
        if (m_headlines.size() < mostHeadlines && !item.title.isEmpty())
            m_headlines.append(item.title.left(longestTitle));
        if (m_words.size() < 4'000)
            m_words += item.title + u". " + item.text.left(500) + u'\n';
        m_lengths.push_back(item.text.size());
        if (item.published.isKnown() && (!m_newest.isValid() || item.published.time() > m_newest))
            m_newest = item.published.time();
        return true;
    }

    TriedFeed feed(const FetchedFeed &fetched, const FeedOutcome &outcome) const
    {
        TriedFeed feed;
        feed.url = fetched.source.url;
        feed.title = outcome.head.title.isEmpty() ? siteName(feed.url) : outcome.head.title.left(longestTitle);
        feed.site = outcome.head.site;
        feed.language = outcome.head.language.isEmpty() ? languageOf(QString(), m_words, QString()) : outcome.head.language;
        feed.format = outcome.head.format;
        feed.body = bodyOf(m_lengths);
        feed.isComments = isCommentsFeed(outcome.head.title, feed.url);
        feed.items = outcome.items;
        feed.newest = m_newest;
        feed.headlines = m_headlines;
        feed.problems = static_cast<int>(outcome.problems.size());
        return feed;
    }

private:
    QStringList m_headlines;
    QString m_words;
    std::vector<qsizetype> m_lengths;
    QDateTime m_newest;
};

void readFeed(const FetchedFeed &fetched, FeedEvidence evidence, FetchedPreview &preview)
{
    FeedOptions options;
    options.address = fetched.url;
    options.charset = fetched.charset;
    Sampling sampling;
    const auto outcome = parseFeed(fetched.body, options, [&](ArticleContent &&item) { return sampling.take(item); });
    if (!outcome) {
        preview.problem = outcome.error().message;
        return;
    }
    preview.feed = sampling.feed(fetched, *outcome);
    preview.feed->evidence = evidence;
    if (fetched.body.size() <= keptBytes)
        preview.feed->fetched = std::make_shared<const FetchedFeed>(fetched);
}

void readPage(const FetchedFeed &fetched, FetchedPreview &preview)
{
    preview.candidates = feedCandidates(fetched.body, fetched.url, fetched.charset);
    const auto article = extractPage(fetched.body, {fetched.url, fetched.charset, {}});
    const bool isFrontPage = fetched.url.path().size() <= 1;
    if (article && !isFrontPage && article->text.size() >= shortestArticle)
        preview.articleTitle = article->title;
}

constexpr qint64 largestFile = 64 * 1024 * 1024;

} // namespace

QString ownAddressIn(const QString &file)
{
    QFile in(file);
    if (!QFileInfo(file).isFile() || !in.open(QIODevice::ReadOnly))
        return {};
    const auto outcome = parseFeed(in.read(largestFile), {}, [](ArticleContent &&) { return true; });
    return outcome ? webAddress(outcome->head.url).value_or(QString()) : QString();
}

FetchedPreview previewOf(const FetchedFeed &fetched, FeedEvidence evidence)
{
    FetchedPreview preview;
    preview.format = guessFormat(fetched.body, fetched.url.path(), fetched.contentType);
    if (preview.format == Format::Feed)
        readFeed(fetched, evidence, preview);
    else if (preview.format == Format::Page)
        readPage(fetched, preview);
    return preview;
}

} // namespace dateline
