// ArticleListView: the middle pane's list. Every row is equally high, so that a place is a multiplication and a million rows cost
// no more to lay out than ten. Keeps the current article, the selection and the scroll position by article when the model is
// reset. Main thread only.
//
// Keys: Up/Down, J/K next and previous, Home/End, Page Up/Down, Enter opens, S or B bookmarks, M marks read/unread; Space is handed on
// (spacePressed), because the reading view pages first. With other letters nothing is searched: rows may not be loaded.
#pragma once

#include "base/article.h"
#include "ui/list/empty_state.h"

#include <QListView>

namespace dateline {

class ArticleDelegate;
class ArticleModel;
class Theme;

class ArticleListView final : public QListView {
    Q_OBJECT
public:
    // `theme` must outlive the view.
    explicit ArticleListView(const Theme &theme, QWidget *parent = nullptr);

    // The model must be an ArticleModel; it isn't owned.
    void setModel(QAbstractItemModel *model) override;
    ArticleModel *articleModel() const { return m_articles; }

    ArticleId currentId() const;             // invalid where nothing is current
    void setCurrentId(ArticleId id);         // scrolls to it; nothing where it isn't listed
    QList<ArticleId> selectedIds() const;    // in the list's order
    bool goToNext();                         // false at the end
    bool goToPrevious();

    // What stands there while there are no rows.
    void setEmptyState(const EmptyState &state);
    EmptyStateView *emptyStateView() const { return m_empty; }

    void doItemsLayout() override;
    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void keyboardSearch(const QString &search) override;
    int rowHeight() const { return m_rowHeight; }

signals:
    void currentArticleChanged(dateline::ArticleId id); // invalid: none
    void opened(dateline::ArticleId id);                // Enter or double click
    void bookmarkToggled(dateline::ArticleId id, bool bookmarked);
    void readToggled(dateline::ArticleId id, bool read);
    void menuRequested(const QPoint &globalPosition, const QList<dateline::ArticleId> &ids);
    void spacePressed(Qt::KeyboardModifiers modifiers);
    void emptyActionTriggered(const QString &name);     // of the empty state

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    QSize viewportSizeHint() const override;

protected slots:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;

private:
    struct Place {          // what is kept over a reset
        ArticleId current;
        QList<ArticleId> selected;
        ArticleId top;
        int offset = 0;     // of the top row above the viewport's edge
    };
    struct Anchor {         // what is kept over an insertion or removal
        QPersistentModelIndex index;
        int offset = 0;
    };
    void rememberPlace();
    void restorePlace();
    void rememberAnchor();
    void restoreAnchor();
    void refreshRowHeight();
    void refreshEmptyState();
    void announceCurrent();
    bool goBy(int step);
    bool pressLetter(int key);
    bool pressStar(QMouseEvent *event);
    void toggleRead();
    void toggleBookmark(const QModelIndex &index);
    void setHoveredRow(int row);

    const Theme &m_theme;
    ArticleDelegate *m_delegate;
    EmptyStateView *m_empty;
    ArticleModel *m_articles = nullptr;
    int m_rowHeight = 1;
    Place m_place;
    Anchor m_anchor;
    ArticleId m_announced;
    bool m_pressedStar = false;
    QPersistentModelIndex m_hovered;
};

} // namespace dateline
