// BodyWriter: an article's sanitised html (or plain text, where there is none) written into a text document step by step, so that
// a very long article shows its first screen at once. Nothing is loaded here: images are told to ArticleImages and drawn by ImageObject, and
// links other than http, https and mailto become plain words. Main thread; used by PageWriter.
#pragma once

#include "ui/reading/article_images.h"
#include "ui/reading/article_marks.h"
#include "ui/reading/body_markup.h"
#include "ui/reading/markup_reader.h"
#include "ui/reading/span_mapper.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>

namespace dateline {

// The address a link may lead to, or an invalid one. Everything that is clicked has passed here.
QUrl permittedLink(const QString &address);
// The line height that puts lines `ratio` times the font's size apart, in per cent of the font's own, as block formats take it: fonts
// bring very different leading along.
qreal lineHeight(const QFont &font, qreal ratio);
// The anchor under which a click on a mark's or chip's target is told.
QString targetAnchor(qsizetype target);
// The same of an image.
inline constexpr QLatin1StringView imageAnchor{"dateline-image:"};

class BodyWriter final {
    Q_DISABLE_COPY_MOVE(BodyWriter)
public:
    // Writes at `cursor`, whose block must be empty. `content`, `marks`, `images` and `theme` outlive the writer. `places` are offsets into
    // the text that somebody wants to jump to, `inText` what its html shows.
    BodyWriter(const QTextCursor &cursor, const ArticleContent &content, const ImageCount &inText, const ArticleMarks &marks,
               const QList<qint32> &places, ArticleImages &images, const Theme &theme);

    // Goes on for about so many characters of markup; true when all is written.
    bool advance(qsizetype characters);
    QTextCursor cursor() const { return m_cursor; }
    // Where an offset given as place stands in the document; a null cursor while (or where) it isn't written.
    QTextCursor place(qint32 offset) const;
    // Where an image of `images` stands in the document; -1 where it isn't written.
    int imagePosition(int index) const;

private:
    struct OpenList {
        bool isOrdered = false;
        QTextList *list = nullptr; // once it has an item
    };

    void readOn();
    void open(const MarkupToken &token);
    void close(const QString &name);
    bool openInline(const MarkupToken &token, int step);
    void openTable();
    void closeTable();
    void closeFigure();
    void openCell(bool isHead);
    void writeText(const QString &text);
    void writeShown(const QString &shown);
    void writeImage(const MarkupToken &token);
    void insertImage(int index);
    qreal inset() const;
    void writeRule();
    void beginBlock();
    void endBlock();
    QTextBlockFormat blockFormat() const;
    QTextCharFormat charFormat() const;
    QTextCharFormat markFormat(QTextCharFormat format, int target) const;
    int markAt(qint32 offset);

    const ArticleMarks &m_marks;
    ArticleImages &m_images;
    const Theme &m_theme;
    bool m_hasOnlyLead;        // image: nothing in the text
    QString m_html;            // until it is read, after the lead image
    QString m_plain;           // of an article without html: made markup of piece by piece
    qsizetype m_plainRead = 0; // so far
    QString m_markup;
    MarkupReader m_reader;
    SpanMapper m_mapper;
    QTextCursor m_cursor;
    QTextCursor m_start;       // of the body: stays before it, whatever opens above
    QList<qint32> m_wantedPlaces; // ascending
    QHash<int, int> m_imagePlaces; // from the start
    QHash<qint32, int> m_places; // from the start: a cursor for each would have to be moved with every word
    qsizetype m_nextMark = 0;
    qsizetype m_nextPlace = 0;

    bool m_needsBlock = true;
    bool m_isFresh = true;       // the present block is empty and may be used
    bool m_endsInSpace = true;
    bool m_isNewItem = false;
    int m_bold = 0, m_italic = 0, m_code = 0, m_raised = 0, m_lowered = 0, m_struck = 0, m_small = 0;
    int m_quote = 0, m_preformatted = 0, m_heading = 0, m_caption = 0, m_figure = 0, m_tableDepth = 0;
    bool m_isImageBlock = false;
    bool m_endsInImage = false;  // the present block is an image's
    QStringList m_links;
    QList<OpenList> m_lists;
    QTextTable *m_table = nullptr;
    int m_row = -1, m_column = -1;
};

} // namespace dateline
