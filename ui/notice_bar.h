// NoticeBar: a word at the lower edge of the window that never stops anybody: what was done, with a way back; or what went wrong and what
// to do, which stays until it is closed. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace dateline {

class NoticeBar final : public QWidget {
    Q_OBJECT
public:
    using Deed = std::function<void()>;

    // Floats over `parent`.
    NoticeBar(const Theme &theme, QWidget &parent);

    // Goes by itself after some seconds.
    void tell(const QString &text, const QString &button = {}, const Deed &deed = {});
    // Stays; a mere word doesn't displace it.
    void warn(const QString &text, const QString &button = {}, const Deed &deed = {});
    QString text() const;
    bool isError() const { return m_isError; }
    void press(); // the button

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void show(const QString &text, const QString &button, const Deed &deed, bool isError);
    void place();

    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QToolButton *m_close;
    QTimer m_goes;
    Deed m_deed;
    bool m_isError = false;
};

} // namespace dateline
