// The same order of belief as for dates: JSON-LD, meta elements, microdata and rel=author, what themes call a byline, links to
// an author's page, "By …" beside the headline. A name that is the site's own gives way to a person's.
#include "feed/page_authors.h"

#include "base/folding.h"
#include "feed/item_draft.h"
#include "feed/page_furniture.h"
#include "feed/page_titles.h"
#include "text/dates.h"
#include "text/plain_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype longestName = 60;
constexpr qsizetype mostAuthors = 20;
constexpr int reachBefore = 400; // characters between a byline and the headline
constexpr int reachAfter = 900;

using Option = QRegularExpression::PatternOption;

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, Option::CaseInsensitiveOption | Option::UseUnicodePropertiesOption);
}

const QRegularExpression &byPrefix()
{
    static const QRegularExpression prefix = pattern(QStringLiteral(
        "^(?:(?:(?:articles?|texts?|words|story|written|posted|published|reported|reporting|updated|created|compiled|authored|added|insights)\\s+)?(?:by|from)"
        "|authors?(?:\\s*:|\\s+by|(?=\\s)))\\s*(?::|\uff1a|\\s)\\s*"));
    return prefix;
}

// In other languages; some begin names too ("Von Trapp"), so that a full name must follow.
const QRegularExpression &foreignPrefix()
{
    static const QRegularExpression prefix = pattern(QStringLiteral(
        "^(?:von|par|por|od|\u043e\u0442|\u0430\u0432\u0442\u043e\u0440|autora?|auteur|autore|door|di|av|af|\u4f5c\u8005|\u8457\u8005|\u6587)\\s*(?::|\uff1a|\\s)\\s*"));
    return prefix;
}

// A date and all behind it, a duration, an office behind a dash or a bar.
QString withoutRest(QString name)
{
    static const QRegularExpression date = pattern(QStringLiteral(
        "[\\s,|\u2022\u00b7(-]*(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?\\s+\\d{1,2}\\b(?:st|nd|rd|th)?"
        "|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}"
        "|\\d+\\s*[-\\s]?(?:min|minutes?|hours?|hrs?|days?|weeks?|months?|years?|comments?|views?|shares?)\\b)"));
    static const QRegularExpression rest = pattern(QStringLiteral(
        "\\s*(?:[|\u2022\u00b7\u25cf\u2013\u2014]|\\s-\\s|,?\\s(?:last\\s+)?(?:updated|published|posted|modified|reviewed|fact[\\s-]checked|medically\\s+reviewed)\\b).*$"));
    const QRegularExpressionMatch dated = date.match(name);
    if (dated.hasMatch() && dated.capturedStart() > 0)
        name.truncate(dated.capturedStart());
    else if (dated.hasMatch())
        name = name.mid(dated.capturedEnd()).remove(QRegularExpression(QStringLiteral("^\\s*,?\\s*(?:19|20)\\d\\d")));
    return name.remove(rest).trimmed();
}

QString withoutMarks(const QString &name)
{
    static const QRegularExpression edges(QStringLiteral("^[\\s,:;|\\-]+|[\\s,:;|\\-]+$"));
    return QString(name).remove(edges);
}

bool isName(const QString &name)
{
    static const QRegularExpression label = pattern(QStringLiteral(
        "^(?:the\\s+)?(?:authors?|(?:written|posted|article|story|words|text|photos?)(?:\\s+by)?|admin|administrator|webmaster|editors?|staff|staff writer|unknown|anonymous|guest|none|null|undefined|n/a|share|follow|about|contact"
        "|home|more|read more|view all posts?|see all|profile|bio|user|editorial process|by)$|\\bsays:?$|\\bmin read\\b|\\bread more\\b|^\\S+\\.\\S+$|https?:|[{}<>=]|\\bposts?\\s+by\\b|\\ball posts\\b"
        "|^(?:about|meet|follow|more from|view)\\s"));
    if (name.size() < 2 || name.size() > longestName || label.match(name).hasMatch())
        return false;
    const auto letters = std::ranges::count_if(name, [](QChar c) { return c.isLetter(); });
    const auto digits = std::ranges::count_if(name, [](QChar c) { return c.isDigit(); });
    return letters >= 2 && digits * 3 < letters && name.count(u' ') < 9 && !isDateLine(name);
}

bool isFullName(const QString &name)
{
    return name.count(u' ') >= 1 && name.count(u' ') <= 3 && !name.isEmpty() && name[0].isUpper();
}

// "Jane Doe, John Roe and Max Moe" are three; "Jane Doe, Senior Editor" is one.
QStringList persons(const QString &text)
{
    static const QRegularExpression conjunction = pattern(QStringLiteral("\\s+(?:and|&|und|et|y|e|i|och|og|en)\\s+"));
    static const QRegularExpression separators = pattern(QStringLiteral("\\s*,\\s*(?:and\\s+|&\\s*)?|\\s+(?:and|&|und|et|y|e|i|och|og|en)\\s+|\\s*;\\s*"));
    const bool isList = conjunction.match(text).hasMatch() || text.contains(u';') || text.count(u',') > 2;
    const QStringList parts = isList ? text.split(separators, Qt::SkipEmptyParts) : QStringList();
    return parts.size() > 1 && std::ranges::all_of(parts, isFullName) ? parts : QStringList{text};
}

class AuthorReader final {
public:
    AuthorReader(const PageTree &tree, const PageSigns &signs, const QString &siteName, const QString &host, int headline)
        : m_tree(tree), m_signs(signs), m_siteName(siteName), m_host(host), m_headline(headline), m_isElsewhere(tree)
    {
    }

    QStringList read(const QStringList &linked) const
    {
        QStringList sites;
        for (const QStringList &candidates : {linked, metaNames()}) {
            const QStringList names = clean(candidates);
            if (!names.isEmpty() && !isSite(names))
                return names;
            if (sites.isEmpty())
                sites = names;
        }
        const QStringList visible = visibleNames();
        return visible.isEmpty() ? sites : visible;
    }

private:
    QStringList clean(const QStringList &texts) const
    {
        QStringList names;
        for (const QString &text : texts) {
            for (const QString &person : persons(stripped(personName(text)))) {
                const QString name = withoutMarks(person);
                if (isName(name) && !names.contains(name) && names.size() < mostAuthors)
                    names.append(name);
            }
        }
        return names;
    }

    QString stripped(QString name) const
    {
        name = withoutMarks(simplified(name));
        name.remove(byPrefix());
        name = withoutMarks(withoutRest(name));
        name.remove(byPrefix());
        if (const QString rest = QString(name).remove(foreignPrefix()); isFullName(rest))
            name = rest;
        // "Jane Doe, The Port Post"
        const qsizetype comma = name.lastIndexOf(u',');
        if (comma > 0 && isNameOfSite(name.mid(comma + 1), m_siteName, m_host))
            name.truncate(comma);
        return withoutMarks(name);
    }

    bool isSite(const QStringList &names) const
    {
        return std::ranges::all_of(names, [&](const QString &name) { return isNameOfSite(name, m_siteName, m_host); });
    }

    QStringList metaNames() const
    {
        for (const char *name : {"citation_author", "parsely-author", "author", "article:author", "article:author_name", "byl", "sailthru.author",
                                 "dc.creator", "dcterms.creator", "dc.contributor", "twitter:data1"}) {
            QStringList names;
            for (const QString &value : m_signs.meta.value(QLatin1String(name))) {
                if (!value.startsWith(u"http") && !value.startsWith(u'@'))
                    names.append(name == QByteArrayView("citation_author") ? inOrder(value) : value);
            }
            names = clean(names);
            if (!names.isEmpty())
                return names;
        }
        return {};
    }

    // "Doe, Jane", as libraries write it.
    static QString inOrder(const QString &name)
    {
        const qsizetype comma = name.indexOf(u',');
        return comma > 0 && name.count(u',') == 1 ? name.mid(comma + 1).trimmed() + u' ' + name.left(comma).trimmed() : name;
    }

    bool isBeside(int node) const
    {
        if (m_headline < 0)
            return false;
        const int distance = m_signs.positions[size_t(node)] - m_signs.positions[size_t(m_headline)];
        return distance >= -reachBefore && distance <= reachAfter;
    }

    // Within a comment, a list of other articles …
    bool isAside(int node) const
    {
        const int most = m_tree.node(0).length * 2 / 5;
        for (int holder = node; holder >= 0 && m_tree.node(holder).length <= most; holder = m_tree.node(holder).parent) {
            if (m_isElsewhere(holder))
                return true;
        }
        return false;
    }

    QStringList named(const QList<PageSign> &signs, bool onlyBeside, bool onlyFirst = false) const
    {
        QStringList names;
        int lastNode = -1;
        for (const PageSign &sign : signs) {
            if ((onlyBeside && !isBeside(sign.node)) || isAside(sign.node))
                continue;
            // Several authors stand together; a name further down is of something else.
            constexpr int together = 200;
            if (lastNode >= 0 && m_signs.positions[size_t(sign.node)] - m_signs.positions[size_t(lastNode)] > together)
                break;
            const QStringList found = clean({sign.text});
            if (found.isEmpty() || isSite(found))
                continue;
            names += found;
            lastNode = sign.node;
            if (onlyFirst)
                break;
        }
        names.removeDuplicates();
        return names;
    }

    QStringList visibleNames() const
    {
        QStringList names = named(m_signs.authorProperties, true);
        if (names.isEmpty())
            names = named(m_signs.authorLinks, true);
        if (names.isEmpty())
            names = named(m_signs.bylines, true, true);
        if (names.isEmpty())
            names = lineBeside();
        if (names.isEmpty())
            names = named(m_signs.authorProperties, false);
        if (names.isEmpty())
            names = named(m_signs.bylines, false, true);
        return names.mid(0, mostAuthors);
    }

    // "By Jane Doe", "Written by" above "Jane Doe".
    QStringList lineBeside() const
    {
        if (m_headline < 0)
            return {};
        static const QRegularExpression label = pattern(QStringLiteral(
            "^(?:written by|posted by|by|authors?|story by|words by|text by|von|par|por|autora?|auteur|autore|door|\u0430\u0432\u0442\u043e\u0440|\u4f5c\u8005)\\s*:?$"));
        bool isLabelled = false;
        const int last = m_tree.size();
        for (int i = std::max(0, m_headline - 60); i < last && m_signs.positions[size_t(i)] - m_signs.positions[size_t(m_headline)] <= reachAfter; ++i) {
            const PageNode &node = m_tree.node(i);
            if (!node.isText() || node.length == 0)
                continue;
            const QString text = node.length > 120 ? QString() : simplified(m_tree.text(i, 121));
            const bool isNameLine = isLabelled || byPrefix().match(text).hasMatch() || foreignPrefix().match(text).hasMatch();
            isLabelled = label.match(text).hasMatch();
            if (isLabelled || !isNameLine || isAside(i))
                continue;
            const QStringList names = clean({text});
            if (!names.isEmpty() && !isSite(names) && std::ranges::all_of(names, [](const QString &name) { return isFullName(name); }))
                return names;
        }
        return {};
    }

    const PageTree &m_tree;
    const PageSigns &m_signs;
    const QString m_siteName;
    const QString m_host;
    const int m_headline;
    const ElsewhereFinder m_isElsewhere;
};

} // namespace

QStringList pageAuthors(const PageTree &tree, const PageSigns &signs, const LinkedArticle &linked, const QString &siteName, const QString &host,
                        int headline)
{
    return AuthorReader(tree, signs, siteName, host, headline).read(linked.authors);
}

} // namespace dateline
