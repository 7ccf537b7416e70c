// One item of a feed while its elements are read: every candidate for every field, before the best is taken.
#pragma once

#include "base/article.h"
#include "base/feed.h"
#include "feed/feed_faults.h"

#include <QList>
#include <QUrl>

namespace dateline {

// How full a body tends to be; of two about equally long ones the higher wins.
enum class BodyRank : quint8 { Subtitle, Summary, Description, Content };

// How surely an address is the article's own page.
enum class LinkRank : quint8 { Enclosure, Related, Guid, Alternate, Page };

class ItemDraft final {
public:
    QString guid;
    QString language;
    QString sourceName;
    QStringList categories;
    QStringList problems;
    QList<std::pair<FeedFault, QString>> faults; // each with a detail, or none

    // The first title offered wins; a fallback is used where there is none.
    void offerTitle(const QString &plainLine);
    // The same of one that may hold markup.
    void offerRawTitle(const QString &title);
    void offerFallbackTitle(const QString &plainLine);
    void offerBody(BodyRank rank, const QString &value, bool isHtml, const QUrl &base);
    // Relative addresses are resolved; what isn't http(s) is ignored.
    void offerLink(LinkRank rank, const QString &address, const QUrl &base);
    void offerImage(const QString &address, const QUrl &base);
    // "jane@example.org (Jane Doe)" becomes "Jane Doe"; duplicates are dropped.
    void addAuthor(const QString &text);
    // Of the feed that the item was copied from: stands in where the item names none.
    void offerSourceAuthor(const QString &text);
    // The first one wins.
    void offerGuid(const QString &text);
    void addCategory(const QString &text);
    // The first date that can be understood wins.
    void offerPublished(const QString &text);
    void offerUpdated(const QString &text);
    // Stands in for both where neither is known.
    void offerCreated(const QString &text);

    bool hasLink() const { return !m_link.isEmpty(); }
    // The text, mended where it was encoded twice; and that is noted.
    QString undoubled(const QString &text);

    // True where there is anything worth keeping.
    bool hasSubstance() const;
    // The article; what the item leaves open (authors, language, source) is taken from the feed.
    ArticleContent finish(const FeedHead &head, const QStringList &feedAuthors);

private:
    struct Body {
        BodyRank rank = BodyRank::Summary;
        QString value;
        bool isHtml = false;
        QUrl base;
    };
    const Body *richestBody() const;
    void keepFirst(Moment &moment, const QString &text);
    void noteIdentity(const ArticleContent &content);

    QString m_title;
    QString m_fallbackTitle;
    QList<Body> m_bodies;
    QString m_link;
    QString m_relativeLink; // the surest that could not be resolved
    LinkRank m_linkRank = LinkRank::Enclosure;
    QString m_image;
    QStringList m_authors;
    QStringList m_sourceAuthors;
    Moment m_published;
    Moment m_updated;
    Moment m_created;
};

// "jane@example.org (Jane Doe)", "Jane Doe <jane@example.org>" to "Jane Doe"; an address alone stays.
QString personName(const QString &text);

// Fills html, text and image from a body that may be HTML or plain text.
void setBody(ArticleContent &content, const QString &value, bool isHtml, const QUrl &base);

// False where there is neither title, text, link nor picture: nothing that is worth a row in a list, whatever else (an id, a date, an author) is
// known of it.
bool hasSomethingToRead(const ArticleContent &content);

// Gives an article without a title one: the beginning of its text, else where its link or its picture leads.
void ensureTitle(ArticleContent &content);

} // namespace dateline
