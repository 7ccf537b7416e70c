// FacetList: the values of one facet as a list as high as its rows. Main thread only.
#pragma once

#include "base/answer.h"

#include <QListView>

namespace dateline {

class FacetDelegate;
class FacetModel;
class Theme;

class FacetList final : public QListView {
    Q_OBJECT
public:
    // Both must outlive the list.
    FacetList(const Theme &theme, FacetModel &model, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; } // a name can be cut
    void keyboardSearch(const QString &) override {} // letters are the window's shortcuts

signals:
    void picked(int row, bool isExclusion); // a click, or Space; with Shift it excludes
    void menuRequested(int row, const QPoint &globalPosition);
    void left(int direction); // the arrow went past the first (-1) or last (1) row

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    FacetDelegate *m_delegate;
    QPersistentModelIndex m_pressed;
};

} // namespace dateline
