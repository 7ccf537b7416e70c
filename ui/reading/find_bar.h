// FindBar: finds words in the article shown. Hidden until asked for; Escape closes it.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTextEdit;
class QToolButton;

namespace dateline {

class FindBar final : public QWidget {
    Q_OBJECT
public:
    // `page` outlives the bar.
    FindBar(const Theme &theme, QTextEdit &page, QWidget *parent = nullptr);

    // Shows the bar with the page's selected words, and takes the focus.
    void start();
    void findNext();
    void findPrevious();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool backward, bool fromStart = false);
    void renewIcons();

    const Theme &m_theme;
    QTextEdit &m_page;
    QLineEdit *m_words;
    QLabel *m_answer;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
};

} // namespace dateline
