#include "ui/reading/note_bar.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace dateline {
namespace {

constexpr int shownLines = 5;

} // namespace

NoteBar::NoteBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::unit * 3, Theme::unit * 2, Theme::unit * 3, Theme::unit * 2);
    column->setSpacing(Theme::unit);
    auto *hint = new QLabel(tr("Your note: Escape or Ctrl+Return when done"), this);
    hint->setFont(theme.smallFont());
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setBuddy(m_text);
    m_text->setObjectName(QStringLiteral("note"));
    m_text->setAccessibleName(tr("Note"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(shownLines * QFontMetrics(theme.interfaceFont()).lineSpacing() + Theme::unit * 4);
    m_text->installEventFilter(this);
    setFocusProxy(m_text);
    column->addWidget(hint);
    column->addWidget(m_text);
    hide();
}

void NoteBar::start(const QString &note)
{
    m_present = note;
    m_text->setPlainText(note);
    m_text->moveCursor(QTextCursor::End);
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void NoteBar::finish()
{
    if (isHidden())
        return;
    hide();
    const QString note = m_text->toPlainText().trimmed();
    if (note != m_present.trimmed())
        emit edited(note);
    emit closed();
}

bool NoteBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (isReturn && (key->modifiers() & Qt::ControlModifier))) {
            finish();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dateline
