#include "feed/page_titles.h"

#include "base/folding.h"
#include "text/dates.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace dateline {

namespace {

// Letters and digits only, folded: "The Daily" and "thedaily" are one.
QString bare(const QString &text)
{
    QString letters;
    for (const QChar c : folded(text)) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    return letters;
}

bool isSite(const QString &part, const QString &siteName, const QString &host)
{
    const QString name = bare(part);
    const QString site = bare(siteName);
    const QString domain = bare(host);
    if (name.isEmpty())
        return true;
    const bool isMostlySite = name.contains(site) && site.size() * 3 >= name.size();
    if (!site.isEmpty() && (isMostlySite || (name.size() > 3 && site.contains(name))))
        return true;
    return name.size() > 3 && !domain.isEmpty() && (domain.contains(name) || name.contains(domain));
}

QSet<QString> wordsOf(const QString &text)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"), QRegularExpression::UseUnicodePropertiesOption);
    const QStringList words = folded(text).split(other, Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

// What share of `wanted` is in `words`.
double shareIn(const QSet<QString> &wanted, const QSet<QString> &words)
{
    const auto found = std::count_if(wanted.begin(), wanted.end(), [&](const QString &word) { return words.contains(word); });
    return wanted.isEmpty() ? 0 : static_cast<double>(found) / static_cast<double>(wanted.size());
}

// The one heading that is neither the site's name nor a single word (a section, "Menu").
QString soleHeading(const PageTitles &titles)
{
    QString sole;
    for (const QString &heading : titles.headings) {
        if (heading.count(u' ') == 0 || isSite(heading, titles.siteName, titles.host) || heading == sole)
            continue;
        if (!sole.isEmpty())
            return {};
        sole = heading;
    }
    return sole;
}

// Of several headings the one that has most words in common with the head's title.
QString similarHeading(const PageTitles &titles, const QString &head)
{
    constexpr double fewestShared = 0.7;
    constexpr qsizetype fewestWords = 4;
    const QSet<QString> other = wordsOf(head);
    for (const QString &heading : titles.headings) {
        const QSet<QString> own = wordsOf(heading);
        if (own.size() >= fewestWords && other.size() >= fewestWords && std::min(shareIn(own, other), shareIn(other, own)) >= fewestShared)
            return heading;
    }
    return {};
}

// Whether a heading that the head doesn't repeat is the article's title all the same: the head's is often rewritten for search engines. Not
// where it is too short to be one, shares too few words with the head's, or the address, which was made of the title, knows better.
bool isTitle(const QString &heading, const QString &head, const PageTitles &titles)
{
    constexpr int fewestWords = 4, mostWords = 25;
    constexpr double fewestShared = 0.3, betterKnown = 0.35;
    if (head.isEmpty())
        return true;
    const QSet<QString> own = wordsOf(heading), other = wordsOf(head), address = wordsOf(titles.slug);
    const double shared = std::max(shareIn(own, other), shareIn(other, own));
    if (own.size() < fewestWords || own.size() > mostWords)
        return own.size() < fewestWords && own.size() > 1 && shared == 1;
    return shared >= fewestShared && shareIn(address, other) - shareIn(address, own) < betterKnown;
}

// What a title of the head is made of: "Headline | Section | The Daily" has three parts.
QStringList partsOf(const QString &title)
{
    static const QRegularExpression separator(QStringLiteral("\\s+(?:[|\\-\u2013\u2014\u00b7\u2022\u00bb\u00ab:]|::)\\s+|\\s*\\|\\s*|:\\s+"));
    QStringList parts;
    for (const QString &part : title.split(separator, Qt::SkipEmptyParts))
        parts += bare(part);
    return parts;
}

// In capitals where the head has the same words in small letters.
QString inSmallLetters(const QString &heading, const QString &head)
{
    return heading.isUpper() && !head.isUpper() && bare(head) == bare(heading) ? head : heading;
}

// Whether the head's title is the heading, a cut version of it, or goes on behind it with the name of a section.
bool repeats(const QString &head, const QString &heading)
{
    const QString letters = bare(heading), other = bare(head);
    constexpr qsizetype shortest = 8, shortestCut = 10, sure = 16;
    if (letters.size() < shortest || other.isEmpty())
        return false;
    const bool isCut = other.size() > shortestCut && letters.startsWith(other.chopped(3));
    const bool isMostOfIt = other.contains(letters) && (letters.size() >= sure || letters.size() * 2 >= other.size());
    return isCut || isMostOfIt || partsOf(head).contains(letters);
}

// What stands about a headline within its heading and is no part of it: a date, "Blog:", "(example.com) 87".
bool isDressing(const QString &text)
{
    static const QRegularExpression label(QStringLiteral("^\\p{L}{3,12}(?: \\p{L}{3,12})?\\s*:$"), QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression count(QStringLiteral("^(?:\\([\\w.-]+\\.\\p{L}{2,}\\))?\\s*\\d*$"), QRegularExpression::UseUnicodePropertiesOption);
    return isDateLine(text) || label.match(text).hasMatch() || count.match(text).hasMatch();
}

// The heading as the head has it, where all that the heading has beside is dressing.
QString undressed(const QString &heading, const QStringList &heads)
{
    constexpr qsizetype shortest = 16;
    for (const QString &head : heads) {
        const qsizetype at = head.size() < shortest ? -1 : heading.indexOf(head);
        if (at < 0 || head.size() == heading.size())
            continue;
        const QString before = heading.first(at).trimmed(), behind = heading.sliced(at + head.size()).trimmed();
        if (before.isEmpty() != behind.isEmpty() && isDressing(before + behind))
            return head;
    }
    return heading;
}

QString repeatedHeading(const PageTitles &titles, const QStringList &heads)
{
    for (const QString &heading : titles.headings) {
        if (isSite(heading, titles.siteName, titles.host))
            continue;
        for (const QString &head : heads) {
            if (repeats(head, heading))
                return inSmallLetters(heading, head);
        }
    }
    return {};
}

// Themes whose h1 is the site's name or a section's have the headline in an h2.
QString repeatedMinorHeading(const PageTitles &titles)
{
    constexpr qsizetype shortest = 16;
    for (const QString &heading : titles.minorHeadings) {
        const QString letters = bare(heading);
        if (letters.size() < shortest || isSite(heading, titles.siteName, titles.host))
            continue;
        for (const QString &head : {titles.social, titles.document}) {
            if (bare(head) == letters || partsOf(head).contains(letters))
                return heading;
        }
    }
    return {};
}

} // namespace

QString withoutSiteName(const QString &title, const QString &siteName, const QString &host)
{
    static const QRegularExpression separator(QStringLiteral("\\s+(?:[|\\-–—·•»«:]|::|&raquo;)\\s+|\\s*\\|\\s*"));
    QList<QRegularExpressionMatch> cuts;
    auto found = separator.globalMatch(title);
    while (found.hasNext() && cuts.size() < 20)
        cuts.append(found.next());
    qsizetype start = 0;
    qsizetype end = title.size();
    while (!cuts.isEmpty()) {
        const QString last = title.mid(cuts.constLast().capturedEnd(), end - cuts.constLast().capturedEnd());
        const QString firstPart = title.mid(start, cuts.constFirst().capturedStart() - start);
        if (isSite(last, siteName, host)) {
            end = cuts.takeLast().capturedStart();
        } else if (isSite(firstPart, siteName, host)) {
            start = cuts.takeFirst().capturedEnd();
        } else {
            // "… | World news": a short part after a bar is the section
            const bool isBar = cuts.constLast().captured().contains(u'|');
            if (!isBar || last.count(u' ') > 3 || firstPart.count(u' ') < 2)
                break;
            end = cuts.takeLast().capturedStart();
        }
    }
    QString rest = title.mid(start, end - start).trimmed();
    if (!siteName.isEmpty() && rest.startsWith(QString(siteName + u": "), Qt::CaseInsensitive))
        rest = rest.sliced(siteName.size() + 2).trimmed();
    return rest.isEmpty() ? title : rest;
}

bool isNameOfSite(const QString &name, const QString &siteName, const QString &host)
{
    return isSite(name, siteName, host);
}

namespace {

struct Heads {
    QString social, linked, document; // without the site's name
};

QString shownTitle(const PageTitles &titles, const Heads &heads)
{
    const auto own = [&](const QString &title) { return withoutSiteName(title, titles.siteName, titles.host); };
    const auto &[social, linked, document] = heads;
    // A heading that the page repeats in its head is what the reader saw; the head is often cut or dressed up.
    const QString repeated = repeatedHeading(titles, {social, linked, document});
    if (!repeated.isEmpty())
        return repeated.contains(u'|') ? own(repeated) : repeated;
    const QString head = !social.isEmpty() ? social : !linked.isEmpty() ? linked : document;
    const QString heading = soleHeading(titles);
    if (!heading.isEmpty() && isTitle(heading, head, titles))
        return heading.contains(u'|') ? own(heading) : heading;
    if (const QString similar = heading.isEmpty() ? similarHeading(titles, head) : QString(); !similar.isEmpty())
        return similar;
    if (const QString minor = repeatedMinorHeading(titles); !minor.isEmpty())
        return minor;
    if (!social.isEmpty())
        return social;
    if (!linked.isEmpty())
        return linked;
    if (titles.headings.size() == 1 && !isSite(titles.headings.first(), titles.siteName, titles.host))
        return titles.headings.first(); // also a headline without spaces
    return !document.isEmpty() ? document : titles.headings.value(0);
}

} // namespace

QString chosenTitle(const PageTitles &titles)
{
    const auto own = [&](const QString &title) { return withoutSiteName(title, titles.siteName, titles.host); };
    const Heads heads{own(titles.social), own(titles.linked), own(titles.document)};
    return undressed(shownTitle(titles, heads), {heads.social, heads.linked, heads.document});
}

} // namespace dateline
