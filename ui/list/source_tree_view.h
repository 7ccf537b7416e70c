// SourceTreeView: the left pane: smart views, saved filters and sources as a tree with icons, unread counts and a warning where
// a source can't be fetched. Shows a SourceModel, edits the window's one query. Main thread only.
#pragma once

#include "base/ids.h"
#include "items/source_model.h"

#include <QTreeView>

namespace dateline {

class QueryView;
class Theme;

class SourceTreeView final : public QTreeView {
    Q_OBJECT
public:
    // All must outlive the view.
    SourceTreeView(const Theme &theme, SourceModel &model, QueryView &view, QWidget *parent = nullptr);

    QSize sizeHint() const override;

signals:
    // A menu for a saved filter, source or folder; the index's roles tell which.
    void menuRequested(const QPoint &globalPosition, const QModelIndex &index);
    void deletePressed(const QModelIndex &index);
    void healthWanted(dateline::SourceId id); // the warning of a broken source was clicked

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyboardSearch(const QString &search) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void chooseRow(const QModelIndex &index);
    void showQuery();
    void openSections(const QModelIndex &parent, int first, int last);

    const Theme &m_theme;
    SourceModel &m_sources;
    QueryView &m_view;
};

} // namespace dateline
