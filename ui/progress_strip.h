// ProgressStrip: how far an import or refresh is, in one quiet line with a way to stop it. Hidden while nothing runs. Main thread only.
#pragma once

#include "library/library.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace dateline {

class ProgressStrip final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressStrip(const Theme &theme, QWidget *parent = nullptr);

    void showProgress(const Progress &progress);
    void finish();
    QString text() const;

signals:
    void cancelled();

private:
    void renewColors();

    const Theme &m_theme;
    QLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
};

} // namespace dateline
