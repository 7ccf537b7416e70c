// PlainTipDelegate: a row of a table whose tips are plain text, wrapped, whatever somebody wrote into a title. Main thread only.
#pragma once

#include <QStyledItemDelegate>

namespace dateline {

class PlainTipDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;
};

} // namespace dateline
