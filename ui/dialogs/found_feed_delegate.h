// FoundFeedDelegate: a row of a feed that was found: a box to tick, its title, and what it holds. Main thread only.
#pragma once

#include "base/discovery.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace dateline {

// "24 items, newest 11/09/2025 14:03 · English · full text".
QString factsOf(const TriedFeed &feed);

class FoundFeedDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int FactsRole = Qt::UserRole + 1;   // a line of text
    static constexpr int AddressRole = Qt::UserRole + 2; // shown beneath

    explicit FoundFeedDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    // A click anywhere on the row ticks it, as Space does.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    const Theme &m_theme;
};

} // namespace dateline
