// ReadingView: the right pane: one article in a measured column, a bar to find words in it, and a line that shows where a link
// leads. Main thread; the public face of ui/reading. It loads nothing and stores nothing: it is handed articles and the bytes of images,
// and tells what the reader wants.
#pragma once

#include "base/article.h"
#include "base/link_view.h"
#include "base/query.h"
#include "base/result.h"
#include "ui/reading/tag_bar.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QUrl>
#include <QWidget>

#include <functional>

class QLabel;
class QStackedLayout;

namespace dateline {

class ArticleBrowser;
class FindBar;
class NoteBar;
struct MarkTarget;

class ReadingView final : public QWidget {
    Q_OBJECT
public:
    // `theme` outlives the view.
    explicit ReadingView(const Theme &theme, QWidget *parent = nullptr);

    // The same article again, changed, stays at its place. A note that was being written on another is told of first. With
    // `areImagesShown` its images are asked for, else only what the disk has.
    void showArticle(const StoredArticle &article, bool areImagesShown = false);
    // Of an article whose page was fetched: what the feed carries instead, or the page's text again. For as long as it is shown.
    void showFeedVersion(bool shown);
    bool isFeedVersionShown() const { return m_isFeedVersion; }
    // For the article that is shown.
    void showImages();
    bool hasMissingImages() const;
    void takeImage(const QString &address, const Result<QByteArray> &bytes);
    // How links are read: where they lead, and what is to be said of them. Without one they are taken as they stand.
    using LinkReader = std::function<LinkView(const QUrl &link, const QString &words)>;
    void setLinkReader(const LinkReader &reader) { m_linkReader = reader; }
    // An empty pane with a quiet line in the middle: why there is nothing.
    void showMessage(const QString &message);
    // Invalid while a message is shown.
    ArticleId articleId() const { return m_shown; }
    const StoredArticle &article() const;
    // The text as it stands in the document, for a screen reader and tests.
    QString shownText() const;

    // A page down; false at the end, so that Space can go on to the next article.
    bool pageDown();
    bool pageUp();
    void startFind();
    // For the article that is shown: opens the line for tags (`known` ones are offered), the field for a note.
    void editTags(const QStringList &known);
    void setKnownTags(const QStringList &known);
    void editNote();
    void finishNote(); // tells of it now
    ArticleBrowser &page() { return *m_page; }

signals:
    void filterWanted(const dateline::QueryTerm &term, bool exclude);
    void searchWanted(const QString &words);
    void linkWanted(const QUrl &link); // http, https or mailto, as the link reader gave it
    void imageWanted(const QString &address, bool mayFetch); // for takeImage(); no longer when another article is shown
    void imagesShown(dateline::ArticleId id);                // by the reader's wish
    void imagesAlwaysWanted(dateline::SourceId source);
    void tagsEdited(dateline::ArticleId id, const dateline::TagChange &change);
    void noteEdited(dateline::ArticleId id, const QString &note);
    void editingEnded(); // the keys are meant for reading again
    // About to be shown: whoever can do more adds it now.
    void targetMenuOpening(QMenu *menu, const dateline::QueryTerm &term);
    void pageMenuOpening(QMenu *menu);

private:
    void endEditing();
    StoredArticle shownVersion() const;
    void showTargetMenu(const MarkTarget &target, const QPoint &position);
    void showPageMenu(const QPoint &position);
    void showAddress(const QUrl &link, const QString &words);
    void addLinkActions(QMenu &menu, const QPoint &place);
    LinkView read(const QUrl &link, const QString &words = {}) const;
    void placeAddress();
    void resizeEvent(QResizeEvent *event) override;

    const Theme &m_theme;
    QStackedLayout *m_pages;
    QLabel *m_message;
    ArticleBrowser *m_page;
    FindBar *m_find;
    TagBar *m_tags;
    NoteBar *m_note;
    QLabel *m_address;
    LinkReader m_linkReader;
    ArticleId m_shown;
    StoredArticle m_article; // as it is; the page may have the feed's version of it
    bool m_isFeedVersion = false;
};

} // namespace dateline
