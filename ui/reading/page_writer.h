// PageWriter: lays one article out as a text document: where it comes from, title, chips, key points, who said what, the body
// step by step, and the source at the end. Main thread; owns nothing but what it writes into the document.
#pragma once

#include "ui/reading/article_marks.h"
#include "ui/reading/body_writer.h"

#include <QPointer>
#include <QTextFrame>

#include <memory>

class QTextDocument;

namespace dateline {

class ChipObject;
class ImageObject;

// The anchor of the line that opens and closes "Who said what", and of a place in the body (an offset into the text).
inline constexpr QLatin1StringView quotesAnchor{"dateline-quotes:"};
inline constexpr QLatin1StringView placeAnchor{"dateline-place:"};
// The anchor of the words that show the other version of an article: the page's or the feed's.
inline constexpr QLatin1StringView versionAnchor{"dateline-version:"};
// Of what can be done about images that aren't loaded: for this article, and for all of its source.
inline constexpr QLatin1StringView showImagesAnchor{"dateline-images:show"};
inline constexpr QLatin1StringView alwaysImagesAnchor{"dateline-images:always"};

class PageWriter final {
public:
    // All outlive the writer. `images` are begun by others, before begin().
    PageWriter(QTextDocument &document, ArticleImages &images, const Theme &theme);
    ~PageWriter();

    // Whether what is written from now on is the feed's version of an article whose page was fetched.
    void setFeedVersionShown(bool shown) { m_isFeedVersion = shown; }
    // Empties the document and writes everything above the body.
    void begin(const StoredArticle &article);
    // Goes on with the body for about so many characters; true when the article is whole.
    bool advance(qsizetype characters);

    const StoredArticle &article() const { return m_article; }
    // What a click on targetAnchor(i) adds to the query; marks first, then chips.
    const QList<MarkTarget> &targets() const { return m_marks.targets; }
    QTextCursor place(qint32 offset) const;
    int imagePosition(int index) const; // in the document; -1 where it isn't written
    // Says how many images aren't loaded, where any aren't.
    void renewImagesLine();
    void setQuotesShown(bool shown);
    bool areQuotesShown() const { return m_areQuotesShown; }
    // Frames that are painted as cards.
    QList<QTextFrame *> cards() const;

private:
    void writeOverline(QTextCursor &cursor);
    void writeTitle(QTextCursor &cursor);
    void writeVersionLine(QTextCursor &cursor);
    void writeChips(QTextCursor &cursor);
    void writeChip(QTextCursor &cursor, const QString &label, const QColor &dot, const MarkTarget &target, const QString &tip);
    void writeNote(QTextCursor &cursor);
    void writeKeyPoints(QTextCursor &cursor);
    void writeQuotes(QTextCursor &cursor);
    void fillQuotes();
    void writeTail();
    void writeImagesLine(QTextCursor &cursor, const ImageCount &inText);
    void fillImagesLine(QTextCursor &cursor, int missing);
    QTextFrame *insertCard(QTextCursor &cursor);
    QTextBlockFormat interfaceBlock(qreal bottomMargin) const;
    QTextCharFormat interfaceFormat(const QFont &font, const QColor &color) const;
    QString sentence(const Span &span) const;

    QTextDocument &m_document;
    ArticleImages &m_images;
    const Theme &m_theme;
    ChipObject *m_chips;
    ImageObject *m_imageObject;
    StoredArticle m_article;
    ArticleMarks m_marks;
    std::unique_ptr<BodyWriter> m_body;
    QPointer<QTextFrame> m_note;
    QPointer<QTextFrame> m_keyPoints;
    QPointer<QTextFrame> m_quotes;
    QTextCursor m_imagesLine; // in it; null where there is none
    int m_missingTold = 0;    // there
    bool m_areQuotesShown = false;
    bool m_isFeedVersion = false;
    bool m_isWhole = false;
};

// "Thursday, 11 September 2025, 14:03" in the reader's language and time zone, "Thursday, 11 September 2025" where only the day is
// known, "No date" where it isn't.
QString momentForPeople(const Moment &moment);

} // namespace dateline
