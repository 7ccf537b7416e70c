#include "ui/plain_keys.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTreeView>

namespace dateline {
namespace {

bool isForTyping(const QWidget &widget)
{
    if (const auto *text = qobject_cast<const QTextEdit *>(&widget))
        return !text->isReadOnly();
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        return !text->isReadOnly();
    return qobject_cast<const QLineEdit *>(&widget) || qobject_cast<const QAbstractSpinBox *>(&widget)
        || qobject_cast<const QComboBox *>(&widget);
}

bool isPlain(const QKeyEvent &key)
{
    return !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) && (key.key() < Qt::Key_F1 || key.key() > Qt::Key_F35);
}

// The link that Tab has reached in a page is what Return is for.
bool hasLinkInFocus(const QWidget &page)
{
    const auto *browser = qobject_cast<const QTextBrowser *>(&page);
    return browser && browser->textCursor().hasSelection() && browser->textCursor().charFormat().isAnchor();
}

} // namespace

PlainKeys::PlainKeys(QWidget &window, const QWidget &list, const QWidget &page, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_list(list)
    , m_page(page)
{
    qApp->installEventFilter(this);
}

bool PlainKeys::belongsTo(const QWidget &focus, const QKeyEvent &key) const
{
    if (!isPlain(key))
        return false;
    if (isForTyping(focus)) // Escape leaves a field before it closes anything else
        return true;
    const bool isReturn = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (!isReturn && key.key() != Qt::Key_Space)
        return false;
    if (&focus == &m_list || &focus == &m_window)
        return false;
    if (&focus == &m_page)
        return isReturn && hasLinkInFocus(focus);
    // In the tree of sources Return chooses, while Space goes on reading.
    return isReturn || !qobject_cast<const QTreeView *>(&focus);
}

bool PlainKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->window() == &m_window && belongsTo(*widget, *static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace dateline
