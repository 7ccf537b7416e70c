#include "ui/filters/chip_button.h"

#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int widestLabel = 80 * unit;

} // namespace

ChipButton::ChipButton(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ChipButton::show(const QString &label, const QString &text, bool isNegated, bool canTurn)
{
    m_label = label;
    m_isNegated = isNegated;
    m_canTurn = canTurn;
    setToolTip(text);
    setAccessibleName(label);
    setAccessibleDescription(tr("Part of the filter. Delete removes it."));
    updateGeometry();
    update();
}

QFont ChipButton::chipFont() const
{
    QFont font = m_theme.smallFont();
    font.setWeight(QFont::Medium);
    return font;
}

QSize ChipButton::sizeHint() const
{
    const QFontMetrics metrics(chipFont());
    const int height = metrics.height() + 2 * unit;
    return {std::min(metrics.horizontalAdvance(m_label), widestLabel) + 3 * unit + height, height};
}

QSize ChipButton::minimumSizeHint() const
{
    return sizeHint();
}

QRect ChipButton::crossRect() const
{
    const QRect place(width() - height(), 0, height(), height());
    return QStyle::visualRect(layoutDirection(), rect(), place);
}

void ChipButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor edge = m_isNegated ? colors.error : colors.accent;
    edge.setAlphaF(hasFocus() ? 1.0F : 0.45F);
    QPen pen(edge, hasFocus() ? 1.5 : 1.0);
    if (m_isNegated && !hasFocus())
        pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(m_isNegated ? colors.surface : colors.selection);
    const QRectF body = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);

    const QFont font = chipFont();
    painter.setFont(font);
    painter.setPen(m_isNegated ? colors.error : colors.text);
    const QRect text = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(3 * unit, 0, -height(), 0));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine, QFontMetrics(font).elidedText(m_label, Qt::ElideRight, text.width() + 1));

    const QPointF center = QRectF(crossRect()).center() + QPointF(layoutDirection() == Qt::RightToLeft ? 1 : -1, 0);
    if (m_isCrossHovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.hover);
        painter.drawEllipse(center, height() * 0.34, height() * 0.34);
    }
    const double arm = height() * 0.14;
    painter.setPen(QPen(m_isCrossHovered ? colors.text : colors.secondaryText, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(center + QPointF(-arm, -arm), center + QPointF(arm, arm));
    painter.drawLine(center + QPointF(-arm, arm), center + QPointF(arm, -arm));
}

void ChipButton::mousePressEvent(QMouseEvent *event)
{
    m_isCrossPressed = event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint());
}

void ChipButton::mouseMoveEvent(QMouseEvent *event)
{
    const bool isHovered = crossRect().contains(event->position().toPoint());
    if (isHovered != m_isCrossHovered) {
        m_isCrossHovered = isHovered;
        update();
    }
}

void ChipButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_isCrossPressed, false) && crossRect().contains(event->position().toPoint()))
        emit removed();
}

void ChipButton::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !crossRect().contains(event->position().toPoint()))
        turn();
}

void ChipButton::turn()
{
    if (m_canTurn)
        emit turned();
}

void ChipButton::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_canTurn)
        menu->addAction(m_isNegated ? tr("Include instead") : tr("Exclude instead"), this, &ChipButton::turned);
    menu->addAction(tr("Remove"), this, &ChipButton::removed);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(rect().bottomLeft()) : event->globalPos());
}

void ChipButton::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace: emit removed(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: turn(); break;
    case Qt::Key_Left: emit moved(-forward); break;
    case Qt::Key_Right: emit moved(forward); break;
    default: QWidget::keyPressEvent(event);
    }
}

void ChipButton::enterEvent(QEnterEvent *)
{
    update();
}

void ChipButton::leaveEvent(QEvent *)
{
    m_isCrossHovered = false;
    update();
}

} // namespace dateline
