#include "feed/item_draft.h"

#include "text/charset.h"
#include "text/dates.h"
#include "text/entities.h"
#include "text/html_sanitiser.h"
#include "text/plain_text.h"
#include "text/segmenter.h"
#include "text/urls.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr qsizetype mostBodies = 8;
constexpr qsizetype mostNames = 100; // authors, categories
constexpr int longestTitle = 90;     // of one made from the text

// Characters outside of tags: how much there is to read.
qsizetype visibleLength(const QString &value, bool isHtml)
{
    if (!isHtml)
        return value.size();
    qsizetype length = 0;
    bool isInTag = false;
    for (const QChar c : value) {
        if (c == u'<')
            isInTag = true;
        else if (c == u'>')
            isInTag = false;
        else if (!isInTag && !c.isSpace())
            ++length;
    }
    return length;
}

void addName(QStringList &names, const QString &name)
{
    if (!name.isEmpty() && names.size() < mostNames && !names.contains(name))
        names.append(name);
}

// Feeds wrap plain text at any column: only blank lines part paragraphs.
QString paragraphsOf(const QString &value)
{
    QStringList paragraphs;
    QString paragraph;
    const auto close = [&] {
        paragraph = simplified(paragraph);
        if (!paragraph.isEmpty())
            paragraphs.append(paragraph);
        paragraph.clear();
    };
    for (const QStringView line : QStringView(value).split(u'\n')) {
        if (line.trimmed().isEmpty())
            close();
        else
            paragraph += line.toString() + u' ';
    }
    close();
    return paragraphs.join(QStringLiteral("\n\n"));
}

bool showsPicture(const ArticleContent &content)
{
    return !content.image.isEmpty() || content.html.contains(u"<img ");
}

// The publisher's own spelling where nothing in it needs mending: some servers are particular about it, as about "%7E" for "~".
QString asWritten(const QString &address, const QString &absolute)
{
    const QString trimmed = address.trimmed();
    if (trimmed == absolute)
        return absolute;
    const auto isPlain = [](QChar c) { return c > u' ' && c < u'\x7f' && !QStringView(u"\"<>\\^`{|}").contains(c); };
    const bool isWhole = trimmed.startsWith(u"http://") || trimmed.startsWith(u"https://");
    return isWhole && std::all_of(trimmed.begin(), trimmed.end(), isPlain) && QUrl(trimmed, QUrl::StrictMode).isValid() ? trimmed : absolute;
}

bool hasScheme(const QString &address)
{
    const qsizetype colon = address.indexOf(u':');
    const qsizetype slash = address.indexOf(u'/');
    return colon > 0 && (slash < 0 || colon < slash);
}

// "example.org/2025/harbour-opens"; a query only where the path doesn't tell one page from another.
QString titleOfAddress(const QString &address)
{
    const QUrl url(address);
    QString title = url.host() + url.path();
    if (title.startsWith(u"www."))
        title.remove(0, 4);
    if (url.path().size() <= 1 && url.hasQuery())
        title += u'?' + url.query();
    else if (title.endsWith(u'/'))
        title.chop(1);
    return excerpt(title, longestTitle);
}

QString firstSentence(const ArticleContent &content)
{
    const QString beginning = content.text.left(1000);
    const QList<Span> found = sentences(beginning, content.language);
    const auto sentence = [&](qsizetype at) { return beginning.mid(found[at].start, found[at].length); };
    const QString first = found.isEmpty() ? beginning : sentence(0);
    const bool isByline = !content.authors.isEmpty() && first.startsWith(u"By " + content.authors.first(), Qt::CaseInsensitive);
    return isByline && found.size() > 1 ? sentence(1) : first;
}

} // namespace

QString personName(const QString &text)
{
    QString name = plainTitle(text);
    const qsizetype open = name.indexOf(u'(');
    const qsizetype close = name.lastIndexOf(u')');
    if (open >= 0 && close > open) {
        const QString inside = name.mid(open + 1, close - open - 1).trimmed();
        const QString outside = name.left(open).trimmed();
        if (outside.contains(u'@') && !inside.isEmpty())
            return inside;
        return inside.contains(u'@') && !outside.isEmpty() ? outside : name;
    }
    // plainTitle() may have taken "<jane@example.org>" for a tag, which is as well
    const qsizetype angle = name.indexOf(u'<');
    if (angle > 0 && name.indexOf(u'@', angle) > 0)
        name = name.left(angle).trimmed();
    return name;
}

void setBody(ArticleContent &content, const QString &value, bool isHtml, const QUrl &base)
{
    if (!isHtml) {
        content.text = paragraphsOf(value);
        content.html = htmlFromText(content.text);
        return;
    }
    SanitisedHtml clean = sanitiseHtml(value, base);
    content.text = clean.text;
    content.html = clean.html;
    if (content.image.isEmpty() && !clean.image.startsWith(u"data:"))
        content.image = clean.image;
}

bool hasSomethingToRead(const ArticleContent &content)
{
    return !content.title.isEmpty() || !content.text.isEmpty() || !content.url.isEmpty() || showsPicture(content);
}

void ensureTitle(ArticleContent &content)
{
    if (!content.title.isEmpty())
        return;
    if (!content.text.isEmpty())
        content.title = excerpt(firstSentence(content), longestTitle);
    else if (!content.url.isEmpty())
        content.title = titleOfAddress(content.url);
    else if (!content.image.isEmpty())
        content.title = titleOfAddress(content.image);
    else if (showsPicture(content))
        content.title = QCoreApplication::translate("Feed", "Picture");
}

void ItemDraft::offerTitle(const QString &plainLine)
{
    if (m_title.isEmpty())
        m_title = plainLine;
}

void ItemDraft::offerRawTitle(const QString &title)
{
    if (title.contains(u'<') && looksLikeHtml(title))
        faults.append({FeedFault::MarkupInTitle, title});
    offerTitle(plainTitle(title));
}

void ItemDraft::offerFallbackTitle(const QString &plainLine)
{
    if (m_fallbackTitle.isEmpty())
        m_fallbackTitle = plainLine;
}

void ItemDraft::offerBody(BodyRank rank, const QString &value, bool isHtml, const QUrl &base)
{
    if (m_bodies.size() >= mostBodies || value.trimmed().isEmpty())
        return;
    if (isHtml && !value.contains(u'<') && value.contains(u"&lt;")) {
        if (const QString once = withEntitiesDecoded(value); isWrittenInHtml(once)) {
            faults.append({FeedFault::EscapedTwice, {}});
            m_bodies.append({rank, once, true, base});
            return;
        }
    }
    m_bodies.append({rank, value, isHtml, base});
}

void ItemDraft::offerLink(LinkRank rank, const QString &address, const QUrl &base)
{
    if (!m_link.isEmpty() && rank <= m_linkRank)
        return;
    if (const auto absolute = webAddress(address, base)) {
        m_link = asWritten(address, *absolute);
        m_linkRank = rank;
    } else if (rank >= LinkRank::Alternate && m_relativeLink.isEmpty() && !base.isValid() && !hasScheme(address)) {
        m_relativeLink = address.trimmed();
    }
}

void ItemDraft::offerImage(const QString &address, const QUrl &base)
{
    if (!m_image.isEmpty())
        return;
    if (const auto absolute = webAddress(address, base))
        m_image = *absolute;
}

void ItemDraft::addAuthor(const QString &text)
{
    addName(m_authors, personName(text));
}

void ItemDraft::offerSourceAuthor(const QString &text)
{
    addName(m_sourceAuthors, personName(text));
}

void ItemDraft::offerGuid(const QString &text)
{
    if (guid.isEmpty())
        guid = text;
}

void ItemDraft::addCategory(const QString &text)
{
    addName(categories, plainTitle(text));
}

void ItemDraft::keepFirst(Moment &moment, const QString &text)
{
    if (moment.isKnown() || text.trimmed().isEmpty())
        return;
    moment = parseFeedDate(text);
    if (!moment.isKnown())
        faults.append({FeedFault::UnreadableDate, text});
}

void ItemDraft::offerPublished(const QString &text)
{
    keepFirst(m_published, text);
}

void ItemDraft::offerUpdated(const QString &text)
{
    keepFirst(m_updated, text);
}

void ItemDraft::offerCreated(const QString &text)
{
    keepFirst(m_created, text);
}

bool ItemDraft::hasSubstance() const
{
    return !m_title.isEmpty() || !m_link.isEmpty() || !m_bodies.isEmpty() || !m_fallbackTitle.isEmpty() || !guid.isEmpty();
}

const ItemDraft::Body *ItemDraft::richestBody() const
{
    if (m_bodies.size() == 1)
        return &m_bodies.constFirst();
    const Body *best = nullptr;
    qsizetype bestLength = 0;
    for (const Body &body : m_bodies) {
        // A quarter more than a fuller kind has is a real difference; less is only boilerplate.
        const qsizetype length = visibleLength(body.value, body.isHtml);
        const bool isBetter = !best || (body.rank > best->rank ? length + length / 4 >= bestLength
                                                               : length > bestLength + bestLength / 4);
        if (isBetter) {
            best = &body;
            bestLength = length;
        }
    }
    return best;
}

// UTF-8 that was taken for Windows-1252 and encoded again.
QString ItemDraft::undoubled(const QString &text)
{
    const auto mended = withoutDoubleEncoding(text);
    if (mended)
        faults.append({FeedFault::DoubleEncoding, text});
    return mended.value_or(text);
}

void ItemDraft::noteIdentity(const ArticleContent &content)
{
    if (content.url.isEmpty() && !m_relativeLink.isEmpty())
        faults.append({FeedFault::RelativeLink, m_relativeLink});
    if (content.url.isEmpty() && content.guid.isEmpty() && hasSomethingToRead(content))
        faults.append({FeedFault::NoIdentity, {}});
}

ArticleContent ItemDraft::finish(const FeedHead &head, const QStringList &feedAuthors)
{
    ArticleContent content;
    content.guid = guid;
    content.url = m_link;
    content.ref = guid.isEmpty() ? m_link : guid;
    content.title = m_title.isEmpty() ? m_fallbackTitle : m_title;
    content.authors = !m_authors.isEmpty() ? m_authors : !m_sourceAuthors.isEmpty() ? m_sourceAuthors : feedAuthors;
    content.published = m_published.isKnown() ? m_published : m_updated.isKnown() ? m_updated : m_created;
    content.updated = m_updated;
    content.language = language.isEmpty() ? head.language : language;
    content.sourceName = sourceName.isEmpty() ? head.title : sourceName;
    content.image = m_image;
    content.categories = categories;
    content.problems = problems;
    if (const Body *body = richestBody())
        setBody(content, body->value, body->isHtml, body->base);
    noteIdentity(content);
    ensureTitle(content);
    return content;
}

} // namespace dateline
