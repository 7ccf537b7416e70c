// ArticleBrowser: the page of the reading view: a text browser with a measured column that never loads anything, from no address and
// no file; images come by ArticleImages, which asks others for them. It tells what is clicked and where the pointer is; it decides nothing.
#pragma once

#include "ui/reading/article_images.h"
#include "ui/reading/page_writer.h"

#include <QBasicTimer>
#include <QTextBrowser>

namespace dateline {

class ArticleBrowser final : public QTextBrowser {
    Q_OBJECT
public:
    explicit ArticleBrowser(const Theme &theme, QWidget *parent = nullptr);
    ~ArticleBrowser() override;

    // Shows the first screen at once, the rest while the window is idle.
    void showArticle(const StoredArticle &article, bool areImagesShown);
    void showNothing();
    // Lays the same article out again (colours, type), at about the same place.
    void renew();
    // The same article as it is now, at about the same place.
    void renewAs(const StoredArticle &article, bool areImagesShown);
    // Of what is shown from now on (PageWriter).
    void setFeedVersionShown(bool shown) { m_writer.setFeedVersionShown(shown); }
    bool isWhole() const { return !m_isWriting; }
    const PageWriter &writer() const { return m_writer; }
    ArticleImages &images() { return m_images; }
    // The link at a point of the viewport, an image's too; invalid where there is none. And the image there, or -1.
    QUrl linkAt(const QPoint &point) const;
    int imageAt(const QPoint &point) const;

    // One page down or up, less two lines; false where there is nothing more.
    bool page(int direction);
    // Nothing from outside is ever loaded, whatever an article asks for.
    QVariant loadResource(int type, const QUrl &name) override;

signals:
    void targetActivated(const dateline::MarkTarget &target, Qt::KeyboardModifiers modifiers);
    void targetMenuWanted(const dateline::MarkTarget &target, const QPoint &globalPosition);
    void pageMenuWanted(const QPoint &globalPosition);
    void linkActivated(const QUrl &link);
    void otherVersionWanted(); // the page's or the feed's
    void linkHovered(const QUrl &link, const QString &words); // by pointer or key; an invalid one: none any more
    void imagesWanted(bool always);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;
    bool focusNextPrevChild(bool next) override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void write(const StoredArticle &article, bool areImagesShown, bool isSame);
    void goOnWriting(qsizetype characters);
    qsizetype charactersAScreen() const;
    void setMeasure();
    void activate(const QUrl &anchor);
    const MarkTarget *targetOf(const QString &anchor) const;
    void goTo(qint32 offset);
    int imageOf(const QString &anchor) const;
    QUrl linkOf(const QString &anchor) const;
    QString wordsOf(const QString &anchor) const;
    QString imageTip(int index) const;
    void layOutImage(int index);

    const Theme &m_theme;
    ArticleImages m_images;
    PageWriter m_writer;
    QBasicTimer m_writing;
    bool m_isWriting = false;
    bool m_isSeen = false;    // its first screen is painted: the rest doesn't come before it
    double m_wantedPlace = 0; // to scroll to, as a share of the whole, when renewed
};

} // namespace dateline
