// PlainKeys: keeps the window's one-letter keys out of where people type, and Space and Return with the control that has the focus.
// An event filter on the application. Main thread only.
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace dateline {

class PlainKeys final : public QObject {
    Q_OBJECT
public:
    // For what happens inside `window`. `list` and `page` are the two widgets for which Space and Return are the window's.
    PlainKeys(QWidget &window, const QWidget &list, const QWidget &page, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool belongsTo(const QWidget &focus, const QKeyEvent &key) const;

    QWidget &m_window;
    const QWidget &m_list;
    const QWidget &m_page;
};

} // namespace dateline
