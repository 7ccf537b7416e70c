#include "ui/dialogs/plain_tip_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace dateline {

bool PlainTipDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(Qt::ToolTipRole).toString().toHtmlEscaped();
    text.replace(u'\n', QStringLiteral("<br>"));
    QToolTip::showText(event->globalPos(), text.isEmpty() ? QString() : QStringLiteral("<p>") + text + QStringLiteral("</p>"), view->viewport(), view->visualRect(index));
    return true;
}

} // namespace dateline
