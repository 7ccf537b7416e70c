// NoticeBar: a word at the lower edge of the window that never stops anybody: what was done, with a way back; or what went wrong and what
// to do. It goes by itself, but not while the pointer is on it. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <chrono>
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

    // Goes after some seconds. A mere word doesn't displace a warning that nobody can have read yet.
    void tell(const QString &text, const QString &button = {}, const Deed &deed = {});
    // Goes after half a minute, or when something is done with success.
    void warn(const QString &text, const QString &button = {}, const Deed &deed = {});
    QString text() const;
    bool isError() const { return m_isError; }
    void press(); // the button
    // How long what is shown stays when nobody touches it.
    std::chrono::milliseconds stay() const { return m_stay; }

signals:
    void shownChanged(bool isShown);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void show(const QString &text, const QString &button, const Deed &deed, std::chrono::milliseconds stay);
    void place();

    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_button;
    QToolButton *m_close;
    QTimer m_goes;
    QDeadlineTimer m_unread; // a warning has only just come
    std::chrono::milliseconds m_stay{0};
    Deed m_deed;
    bool m_isError = false;
};

} // namespace dateline
