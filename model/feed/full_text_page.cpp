// A page is judged by words, as there is nothing else that both sides have. Words are compared by their first letters, so that an ending more
// or less doesn't matter (Slavic cases), without the shortest. Five things are asked:
//
// 1. Is there more to read? A page whose text isn't clearly longer than the feed's gives nothing, whatever it is.
// 2. Was the request led away, to the site's front page or to a login?
// 3. Is it the same article? Either its title is the item's and it speaks of what title and teaser speak of, or the teaser itself stands in
//    it, word after word (titles are rewritten, teasers copied).
// 4. Is it about it all the way? Walls repeat title and teaser and go on about subscriptions and cookies, and front pages about other
//    articles. So what is left of the page's text without the teaser must still use words of title and teaser.
// 5. Is it there to its end? Where the page says "subscribe to continue" and nothing of the article comes after that, or where it says
//    that it isn't free (many say so and hold the whole text all the same), there must be a good deal more than the teaser: as many words as
//    the page claims, or the part that it names as the paid one, or else some paragraphs.
//
// Cost: linear in the page's words.
#include "feed/full_text_page.h"

#include "base/folding.h"
#include "feed/paywall_words.h"
#include "text/segmenter.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace dateline {
namespace {

constexpr double TitleAlike = 0.5;   // share of the item's title words in the page's title, or the other way round
constexpr double SpeaksOfIt = 0.4;   // share of the item's words in the page's text
constexpr double TeaserInside = 0.5; // share of the teaser's word triples in the page's text
constexpr double GoesOn = 0.15;      // share of the item's words in the rest of the page's text
constexpr double MostOfIt = 0.6;     // share of the words that a page says it has
constexpr qsizetype SomeParagraphs = 1'500; // letters beyond the teaser
constexpr int MostWalls = 8;         // lines of a page that may be walls
constexpr qsizetype LetterCount = 6, ShortestWord = 4;
constexpr qsizetype MostCharacters = 200'000; // of a page: what comes behind doesn't change the verdict

using Keys = QList<QString>;

Keys keysOf(const QString &given, const QString &language)
{
    Keys keys;
    const QString text = given.left(MostCharacters);
    for (const Word &word : words(text, language)) {
        if (!word.isWord)
            continue;
        const QStringView letters = QStringView(text).mid(word.start, word.length);
        const bool isName = letters.size() >= 2 && std::all_of(letters.begin(), letters.end(), [](QChar c) { return c.isUpper() || c.isDigit(); });
        const bool isIdeographs = letters.front().unicode() >= 0x2e80; // whole words are short
        if (letters.size() >= ShortestWord || isName || isIdeographs)
            keys += folded(letters).left(LetterCount);
    }
    return keys;
}

QSet<QString> setOf(const Keys &keys)
{
    return {keys.begin(), keys.end()};
}

// Of `some`, the share that is in `all`; 0 where there is none.
double share(const QSet<QString> &some, const QSet<QString> &all)
{
    const auto inside = std::count_if(some.begin(), some.end(), [&](const QString &key) { return all.contains(key); });
    return some.isEmpty() ? 0 : static_cast<double>(inside) / static_cast<double>(some.size());
}

using Triple = std::array<QStringView, 3>;

struct TripleHash {
    size_t operator()(const Triple &triple) const { return qHashMulti(0, triple[0], triple[1], triple[2]); }
};

struct TeaserSearch {
    double inside = 0; // share of the teaser's triples that the page has
    QSet<QString> rest; // keys of the page outside of them
};

Triple tripleAt(const Keys &keys, qsizetype i)
{
    return {keys[i], keys[i + 1], keys[i + 2]};
}

TeaserSearch searchTeaser(const Keys &teaser, const Keys &page)
{
    std::unordered_map<Triple, bool, TripleHash> triples; // whether the page has it
    for (qsizetype i = 0; i + 2 < teaser.size(); ++i)
        triples.emplace(tripleAt(teaser, i), false);
    TeaserSearch found;
    qsizetype coveredUntil = 0;
    for (qsizetype i = 0; i < page.size(); ++i) {
        const auto triple = i + 2 < page.size() ? triples.find(tripleAt(page, i)) : triples.end();
        if (triple != triples.end()) {
            triple->second = true;
            coveredUntil = i + 3;
        }
        if (i >= coveredUntil)
            found.rest += page[i];
    }
    const auto had = std::count_if(triples.begin(), triples.end(), [](const auto &triple) { return triple.second; });
    found.inside = triples.empty() ? 0 : static_cast<double>(had) / static_cast<double>(triples.size());
    return found;
}

qsizetype letters(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

struct Readable {
    QString text;
    bool isCut = false; // a wall comes behind it
};

// The text without lines that ask for a subscription; where the article doesn't go on behind such a line (`said`: its words), up to there.
Readable withoutWalls(const QString &text, const QSet<QString> &said, const QString &language)
{
    Readable readable{text};
    qsizetype start = 0;
    for (int walls = 0; walls < MostWalls && start < readable.text.size();) {
        const qsizetype found = readable.text.indexOf(u'\n', start), end = found < 0 ? readable.text.size() : found;
        if (!isPaywallLine(QStringView(readable.text).mid(start, end - start))) {
            start = end + 1;
            continue;
        }
        ++walls;
        if (share(said, setOf(keysOf(readable.text.mid(end), language))) < GoesOn)
            return {readable.text.left(start), true};
        readable.text.remove(start, end - start);
    }
    return readable;
}

bool isWhole(const PageAccess &access, qsizetype beyondTeaser, const QString &text, const QString &language)
{
    if (!access.isPaid || access.hasPaidPart)
        return true;
    if (access.statedWords > 0) {
        const QList<Word> all = words(text, language);
        const auto count = std::count_if(all.begin(), all.end(), [](const Word &word) { return word.isWord; });
        return static_cast<double>(count) >= MostOfIt * static_cast<double>(access.statedWords);
    }
    return beyondTeaser >= SomeParagraphs;
}

bool isFrontPage(const QUrl &url)
{
    const QString path = url.path().toLower();
    return (path.isEmpty() || path == u"/" || path.startsWith(u"/index.") || path.startsWith(u"/home")) && !url.hasQuery();
}

// By the words that sites use in the addresses of their walls.
bool isDoor(const QUrl &url)
{
    const QString place = url.host().section(u'.', 0, 0).toLower() + u'/' + url.path().toLower();
    for (const QLatin1String name : {QLatin1String("login"), QLatin1String("signin"), QLatin1String("sign-in"), QLatin1String("consent"), QLatin1String("subscribe"),
                                     QLatin1String("subscription"), QLatin1String("paywall"), QLatin1String("register"), QLatin1String("captcha")}) {
        for (const QString &part : place.split(u'/', Qt::SkipEmptyParts)) {
            if (part == name)
                return true;
        }
    }
    return false;
}

} // namespace

PageVerdict judgePage(const ArticleContent &item, const ArticleContent &page, const QUrl &answered, const PageAccess &access)
{
    const QString language = item.language.isEmpty() ? page.language : item.language;
    const Keys title = keysOf(item.title, language), teaser = keysOf(item.text, language);
    const QSet<QString> titleSet = setOf(title), pageTitle = setOf(keysOf(page.title, language)), said = setOf(title + teaser);
    const Readable readable = withoutWalls(page.text, said, language);
    const qsizetype carried = letters(item.text), more = letters(readable.text) - carried;
    if (more < std::max<qsizetype>(100, carried / 4))
        return !readable.isCut ? PageVerdict::NotLonger : readable.text.trimmed().isEmpty() ? PageVerdict::AnotherArticle : PageVerdict::Paywalled;
    const QUrl asked(item.url);
    if ((isFrontPage(answered) && !isFrontPage(asked)) || (isDoor(answered) && !isDoor(asked)))
        return PageVerdict::AnotherArticle;

    const Keys text = keysOf(readable.text, language);
    const TeaserSearch found = searchTeaser(teaser, text);
    const bool hasTitle = std::max(share(titleSet, pageTitle), share(pageTitle, titleSet)) >= TitleAlike;
    const bool isSame = (hasTitle && share(said, setOf(text)) >= SpeaksOfIt) || found.inside >= TeaserInside;
    if (!isSame || share(said, found.rest) < GoesOn)
        return PageVerdict::AnotherArticle;
    const bool breaksOff = (readable.isCut && more < SomeParagraphs) || !isWhole(access, more, readable.text, language);
    return breaksOff ? PageVerdict::Paywalled : PageVerdict::FullText;
}

ArticleContent withPage(const ArticleContent &item, const ArticleContent &page)
{
    ArticleContent whole = item;
    whole.text = page.text;
    whole.html = page.html;
    whole.problems = page.problems;
    for (const auto field : {&ArticleContent::title, &ArticleContent::url, &ArticleContent::language, &ArticleContent::image}) {
        if ((whole.*field).isEmpty())
            whole.*field = page.*field;
    }
    for (const auto field : {&ArticleContent::authors, &ArticleContent::categories}) {
        if ((whole.*field).isEmpty())
            whole.*field = page.*field;
    }
    for (const auto field : {&ArticleContent::published, &ArticleContent::updated}) {
        if (!(whole.*field).isKnown())
            whole.*field = page.*field;
    }
    return whole;
}

} // namespace dateline
