// PaneHeader: the strip on top of a pane: as high as its neighbours', with quiet buttons for actions. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace dateline {

class PaneHeader final : public QWidget {
    Q_OBJECT
public:
    static constexpr int height = Theme::unit * 13;

    explicit PaneHeader(const Theme &theme, QPalette::ColorRole background, QWidget *parent = nullptr);

    QToolButton *addButton(QAction &action);
    void addWidget(QWidget *widget, int stretch = 0);
    void addStretch();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QPalette::ColorRole m_background;
    QHBoxLayout *m_row;
};

} // namespace dateline
