// ReadingView: the right pane: one article in a measured column, a bar to find words in it, and a line that shows where a link
// leads. Main thread; the public face of ui/reading. It asks for nothing and stores nothing: it is handed articles, and tells what
// the reader wants.
#pragma once

#include "base/article.h"
#include "base/query.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

class QLabel;
class QStackedLayout;

namespace dateline {

class ArticleBrowser;
class FindBar;
struct MarkTarget;

class ReadingView final : public QWidget {
    Q_OBJECT
public:
    // `theme` outlives the view.
    explicit ReadingView(const Theme &theme, QWidget *parent = nullptr);

    void showArticle(const StoredArticle &article);
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
    ArticleBrowser &page() { return *m_page; }

signals:
    void filterWanted(const dateline::QueryTerm &term, bool exclude);
    void searchWanted(const QString &words);
    void linkWanted(const QUrl &link); // http, https or mailto

private:
    void showTargetMenu(const MarkTarget &target, const QPoint &position);
    void showPageMenu(const QPoint &position);
    void showAddress(const QString &address);
    void placeAddress();
    void resizeEvent(QResizeEvent *event) override;

    const Theme &m_theme;
    QStackedLayout *m_pages;
    QLabel *m_message;
    ArticleBrowser *m_page;
    FindBar *m_find;
    QLabel *m_address;
    ArticleId m_shown;
};

} // namespace dateline
