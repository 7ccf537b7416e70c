#include "ui/pane_header.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace dateline {

PaneHeader::PaneHeader(const Theme &theme, QPalette::ColorRole background, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_background(background)
    , m_row(new QHBoxLayout(this))
{
    setFixedHeight(height);
    m_row->setContentsMargins(Theme::unit * 3, 0, Theme::unit * 3, 0);
    m_row->setSpacing(Theme::unit / 2);
}

QToolButton *PaneHeader::addButton(QAction &action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(20, 20));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action.toolTip());
    m_row->addWidget(button);
    return button;
}

void PaneHeader::addWidget(QWidget *widget, int stretch)
{
    m_row->addWidget(widget, stretch);
}

void PaneHeader::addStretch()
{
    m_row->addStretch();
}

void PaneHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(m_background));
    painter.fillRect(0, QWidget::height() - 1, width(), 1, m_theme.colors().border);
}

} // namespace dateline
