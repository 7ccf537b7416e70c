#include "feed/page_titles.h"

#include "base/folding.h"

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
    if (!site.isEmpty() && (name == site || name.contains(site) || (name.size() > 3 && site.contains(name))))
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
    const QString rest = title.mid(start, end - start).trimmed();
    return rest.isEmpty() ? title : rest;
}

QString chosenTitle(const PageTitles &titles)
{
    const QString document = withoutSiteName(titles.document, titles.siteName, titles.host);
    const QString social = withoutSiteName(titles.social, titles.siteName, titles.host);
    const QString linked = withoutSiteName(titles.linked, titles.siteName, titles.host);
    // A heading that the page repeats in its head is what the reader saw; the head is often cut or dressed up.
    for (const QString &heading : titles.headings) {
        const QString letters = bare(heading);
        if (letters.size() < 8)
            continue;
        for (const QString &other : {social, linked, document}) {
            const QString otherLetters = bare(other);
            // The head's version may end in "…" or go on with a section's name.
            const bool isCut = otherLetters.size() > 10 && letters.startsWith(otherLetters.chopped(3));
            if (isCut || (!otherLetters.isEmpty() && otherLetters.contains(letters)))
                return heading;
        }
    }
    const QString heading = soleHeading(titles);
    if (!heading.isEmpty() && isTitle(heading, !social.isEmpty() ? social : !linked.isEmpty() ? linked : document, titles))
        return heading;
    if (!social.isEmpty())
        return social;
    if (!linked.isEmpty())
        return linked;
    if (titles.headings.size() == 1 && !isSite(titles.headings.first(), titles.siteName, titles.host))
        return titles.headings.first(); // also a headline without spaces
    return !document.isEmpty() ? document : titles.headings.value(0);
}

} // namespace dateline
