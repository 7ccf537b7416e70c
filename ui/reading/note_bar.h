// NoteBar: where the reader writes a note on an article. What was written is kept whichever way it is closed. Main thread.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace dateline {

class NoteBar final : public QWidget {
    Q_OBJECT
public:
    explicit NoteBar(const Theme &theme, QWidget *parent = nullptr);

    void start(const QString &note);
    // Closes, and tells the note where it was changed.
    void finish();

signals:
    void edited(const QString &note); // blanks around it taken off; empty: there is none any more
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPlainTextEdit *m_text;
    QString m_present;
};

} // namespace dateline
