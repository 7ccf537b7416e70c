#include "ui/reading/chip_object.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextDocument>

namespace dateline {
namespace {

constexpr int LabelProperty = QTextFormat::UserProperty + 1;
constexpr int DotProperty = QTextFormat::UserProperty + 2;
constexpr qreal gap = 6;       // to the next chip
constexpr qreal padding = 9;
constexpr qreal dotSize = 7;
constexpr qreal longestLabel = 420;

} // namespace

ChipObject::ChipObject(const Theme &theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
}

QTextCharFormat ChipObject::chip(const QString &label, const QColor &dot)
{
    QTextCharFormat format;
    format.setObjectType(objectType);
    format.setProperty(LabelProperty, label);
    if (dot.isValid())
        format.setProperty(DotProperty, dot);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    return format;
}

QFont ChipObject::font() const
{
    return m_theme.smallFont();
}

QSizeF ChipObject::intrinsicSize(QTextDocument *document, int, const QTextFormat &format)
{
    const QFontMetricsF metrics(font());
    const qreal mark = format.hasProperty(DotProperty) ? dotSize + 6 : 0;
    const qreal most = std::min(longestLabel, document->pageSize().width() * 0.8);
    const qreal label = std::min(metrics.horizontalAdvance(format.stringProperty(LabelProperty)), std::max(most, 60.0));
    return {label + mark + 2 * padding + gap, metrics.height() + 10};
}

void ChipObject::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int, const QTextFormat &format)
{
    const QRectF box = rect.adjusted(0.5, 2.5, -gap - 0.5, -2.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.colors().border, 1));
    painter->setBrush(m_theme.colors().raised);
    painter->drawRoundedRect(box, box.height() / 2, box.height() / 2);
    qreal x = box.left() + padding;
    if (format.hasProperty(DotProperty)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(format.property(DotProperty).value<QColor>());
        painter->drawEllipse(QRectF(x, box.center().y() - dotSize / 2, dotSize, dotSize));
        x += dotSize + 6;
    }
    const QRectF labelBox(x, box.top(), box.right() - padding - x + 1, box.height());
    painter->setFont(font());
    painter->setPen(m_theme.colors().text);
    const QString label = QFontMetricsF(font()).elidedText(format.stringProperty(LabelProperty), Qt::ElideRight, labelBox.width() + 1);
    painter->drawText(labelBox, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, label);
    painter->restore();
}

} // namespace dateline
