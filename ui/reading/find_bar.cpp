#include "ui/reading/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTextDocument>
#include <QTextEdit>
#include <QToolButton>

namespace dateline {

FindBar::FindBar(const Theme &theme, QTextEdit &page, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_page(page)
    , m_words(new QLineEdit(this))
    , m_answer(new QLabel(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::unit * 3, Theme::unit * 2, Theme::unit * 2, Theme::unit * 2);
    row->setSpacing(Theme::unit);
    m_words->setPlaceholderText(tr("Find in this article"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_previous->setToolTip(tr("Previous (Shift+Return)"));
    m_next->setToolTip(tr("Next (Return)"));
    m_close->setToolTip(tr("Close (Escape)"));
    row->addWidget(m_words, 1);
    row->addWidget(m_answer);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);
    connect(m_words, &QLineEdit::textEdited, this, [this] { find(false, true); });
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_close, &QToolButton::clicked, this, [this] { hide(); emit closed(); });
    connect(&theme, &Theme::changed, this, &FindBar::renewIcons);
    renewIcons();
    hide();
}

void FindBar::renewIcons()
{
    m_previous->setIcon(m_theme.icon(QStringLiteral("chevron-left")));
    m_next->setIcon(m_theme.icon(QStringLiteral("chevron-right")));
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
}

void FindBar::start()
{
    show();
    const QString selected = m_page.textCursor().selectedText();
    if (!selected.isEmpty() && selected.size() < 100)
        m_words->setText(selected);
    m_words->selectAll();
    m_words->setFocus();
}

void FindBar::findNext()
{
    find(false);
}

void FindBar::findPrevious()
{
    find(true);
}

void FindBar::find(bool backward, bool fromStart)
{
    const QString words = m_words->text();
    m_answer->clear();
    if (words.isEmpty())
        return;
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    QTextCursor from = m_page.textCursor();
    if (fromStart)
        from.setPosition(from.selectionStart());
    QTextCursor found = m_page.document()->find(words, from, flags);
    if (found.isNull()) { // round the end
        from.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        found = m_page.document()->find(words, from, flags);
    }
    if (found.isNull())
        m_answer->setText(tr("Not found"));
    else
        m_page.setTextCursor(found);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        m_page.setFocus();
        emit closed();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        find(event->modifiers() & Qt::ShiftModifier);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace dateline
