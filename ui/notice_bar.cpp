#include "ui/notice_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <chrono>

namespace dateline {

using namespace std::chrono_literals;

NoticeBar::NoticeBar(const Theme &theme, QWidget &parent)
    : QWidget(&parent)
    , m_theme(theme)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_button(new QPushButton)
    , m_close(new QToolButton)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::unit * 4, Theme::unit * 2, Theme::unit * 2, Theme::unit * 2);
    row->setSpacing(Theme::unit * 2);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_button->setFlat(true);
    m_close->setToolTip(tr("Close (Escape)"));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    row->addWidget(m_close);
    m_goes.setSingleShot(true);
    connect(&m_goes, &QTimer::timeout, this, &QWidget::hide);
    connect(m_button, &QPushButton::clicked, this, &NoticeBar::press);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    parent.installEventFilter(this);
    hide();
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::tell(const QString &text, const QString &button, const Deed &deed)
{
    if (!isHidden() && m_isError && button.isEmpty() && !m_unread.hasExpired())
        return;
    m_isError = false;
    show(text, button, deed, button.isEmpty() ? 4s : 10s);
}

void NoticeBar::warn(const QString &text, const QString &button, const Deed &deed)
{
    m_isError = true;
    m_unread.setRemainingTime(5s);
    show(text, button, deed, 30s);
}

void NoticeBar::press()
{
    const Deed deed = m_deed;
    hide();
    if (deed)
        deed();
}

void NoticeBar::show(const QString &text, const QString &button, const Deed &deed, std::chrono::milliseconds stay)
{
    m_stay = stay;
    m_deed = deed;
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_button->setStyleSheet(QStringLiteral("QPushButton { color: %1; font-weight: 600; }").arg(m_theme.colors().accent.name()));
    m_icon->setVisible(m_isError);
    if (m_isError)
        m_icon->setPixmap(m_theme.icon(QStringLiteral("warning"), m_theme.colors().error).pixmap(18, 18));
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
    setAccessibleName(text);
    place();
    QWidget::show();
    raise();
    if (!underMouse())
        m_goes.start(m_stay);
}

void NoticeBar::place()
{
    const QWidget *parent = parentWidget();
    const int widest = std::min(720, parent->width() - Theme::unit * 12);
    // As wide as one line needs, up to that.
    const int wanted = fontMetrics().horizontalAdvance(m_text->text()) + 72 + (m_isError ? 28 : 0)
        + (m_button->text().isEmpty() ? 0 : m_button->sizeHint().width() + Theme::unit * 2);
    const int width = std::clamp(wanted, std::min(240, widest), std::max(widest, 1));
    const int height = std::max(layout()->heightForWidth(width), layout()->sizeHint().height());
    setGeometry((parent->width() - width) / 2, parent->height() - height - Theme::unit * 6, width, height);
}

void NoticeBar::enterEvent(QEnterEvent *)
{
    m_goes.stop();
}

void NoticeBar::leaveEvent(QEvent *)
{
    m_goes.start(m_stay);
}

void NoticeBar::showEvent(QShowEvent *)
{
    emit shownChanged(true);
}

void NoticeBar::hideEvent(QHideEvent *)
{
    m_goes.stop();
    emit shownChanged(false);
}

bool NoticeBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    return QWidget::eventFilter(watched, event);
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_isError ? m_theme.colors().error : m_theme.colors().border, 1));
    painter.setBrush(m_theme.colors().raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius + 2, Theme::radius + 2);
}

} // namespace dateline
