// SourceDelegate: paints one row of the tree of sources: chevron of a folder, icon, name, and the count at the far end; a warning
// where a source can't be fetched. Headings of sections are painted as labels. Main thread only.
#pragma once

#include <QStyledItemDelegate>

namespace dateline {

class Theme;

class SourceDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    // `theme` must outlive the delegate.
    explicit SourceDelegate(const Theme &theme, QObject *parent = nullptr);

    // Where the chevron of a row that can be opened is, in the row's own rectangle.
    static QRect chevronRect(const QRect &row, int depth, Qt::LayoutDirection direction);
    // Where its icon is, or the warning in its place.
    static QRect iconRect(const QRect &row, int depth, Qt::LayoutDirection direction);
    // How deep a row is drawn; rows below a section stand as high as those beside it.
    static int depthOf(const QModelIndex &index);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    int paintCount(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, int end) const;

    const Theme &m_theme;
};

} // namespace dateline
