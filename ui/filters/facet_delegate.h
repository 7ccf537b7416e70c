// FacetDelegate: paints one value of a facet: its mark (a topic's dot, a country's code, a box), its name, its count, and a bar for
// its share. Included values are ticked, excluded ones struck through. Main thread only.
#pragma once

#include "base/answer.h"

#include <QStyledItemDelegate>

namespace dateline {

class Theme;

class FacetDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    // `theme` must outlive the delegate.
    FacetDelegate(const Theme &theme, Facet facet, QObject *parent = nullptr);

    int rowHeight() const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QColor barColor(const QModelIndex &index) const;
    int markWidth() const;
    void paintBar(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintMark(QPainter *painter, const QRect &place, const QModelIndex &index, bool isHovered) const;
    void paintPicked(QPainter *painter, const QRect &place, bool isIncluded) const;
    void paintText(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index, int start) const;

    const Theme &m_theme;
    Facet m_facet;
};

} // namespace dateline
