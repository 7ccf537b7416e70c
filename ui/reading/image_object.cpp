#include "ui/reading/image_object.h"

#include <QFontMetricsF>
#include <QIcon>
#include <QPainter>
#include <QTextDocument>
#include <QTextFrame>

namespace dateline {
namespace {

constexpr int IndexProperty = QTextFormat::UserProperty + 11;
constexpr int InsetProperty = QTextFormat::UserProperty + 12;
constexpr int ColumnsProperty = QTextFormat::UserProperty + 13;
constexpr qreal padding = 9;
constexpr qreal iconSize = 18;
constexpr qreal longestLabel = 420;
constexpr qreal cellPadding = 14;
constexpr qreal narrowest = 40;

qreal availableWidth(const QTextDocument &document, const QTextFormat &format)
{
    const QTextFrameFormat root = document.rootFrame()->frameFormat();
    const qreal column = document.textWidth() - root.leftMargin() - root.rightMargin() - format.doubleProperty(InsetProperty);
    const int columns = std::max(1, format.intProperty(ColumnsProperty));
    return std::max(narrowest, columns == 1 ? column : column / columns - cellPadding);
}

} // namespace

ImageObject::ImageObject(const Theme &theme, ArticleImages &images, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_images(images)
{
}

QTextCharFormat ImageObject::format(int index, const Place &place)
{
    QTextCharFormat format;
    format.setObjectType(objectType);
    format.setProperty(IndexProperty, index);
    format.setProperty(InsetProperty, place.inset);
    format.setProperty(ColumnsProperty, place.columns);
    return format;
}

int ImageObject::indexOf(const QTextFormat &format)
{
    return format.hasProperty(IndexProperty) ? format.intProperty(IndexProperty) : -1;
}

QString ImageObject::label(int index) const
{
    const QString description = m_images.image(index).description;
    return description.isEmpty() ? tr("Image") : description;
}

QSizeF ImageObject::intrinsicSize(QTextDocument *document, int, const QTextFormat &format)
{
    const int index = indexOf(format);
    if (index < 0 || index >= m_images.count())
        return {0, 0};
    const qreal available = availableWidth(*document, format);
    if (const QSizeF size = m_images.shownSize(index, available); size.isValid())
        return size;
    const QFontMetricsF metrics(m_theme.smallFont());
    if (m_images.isWordSized(index)) // an emoji: what it says stands for it
        return {std::min(metrics.horizontalAdvance(label(index)), longestLabel), metrics.ascent()};
    const qreal most = std::min(longestLabel, available - iconSize - 8 - 2 * padding);
    return {std::min(metrics.horizontalAdvance(label(index)), std::max(most, 10.0)) + iconSize + 8 + 2 * padding, metrics.height() + 16};
}

void ImageObject::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int, const QTextFormat &format)
{
    const int index = indexOf(format);
    if (index < 0 || index >= m_images.count() || rect.isEmpty())
        return;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool isLine = !m_images.shownSize(index, availableWidth(*document, format)).isValid();
    const QImage pixels = m_images.pixels(index, static_cast<int>(rect.width() * painter->device()->devicePixelRatioF()));
    if (pixels.isNull())
        drawBox(*painter, rect, index, isLine);
    else
        drawImage(*painter, rect, pixels);
    painter->restore();
}

void ImageObject::drawImage(QPainter &painter, const QRectF &rect, const QImage &pixels) const
{
    const qreal radius = std::min<qreal>(Theme::radius, rect.height() / 8);
    painter.setPen(Qt::NoPen);
    if (pixels.hasAlphaChannel() && m_theme.isDark()) { // drawings on nothing are made for paper
        painter.setBrush(QColor(0xf2, 0xf1, 0xee));
        painter.drawRoundedRect(rect, radius, radius);
    }
    QBrush brush(pixels);
    QTransform place = QTransform::fromTranslate(rect.left(), rect.top());
    place.scale(rect.width() / pixels.width(), rect.height() / pixels.height());
    brush.setTransform(place);
    painter.setBrush(brush);
    painter.drawRoundedRect(rect, radius, radius);
    QColor edge = m_theme.colors().text; // where the image ends as the page goes on
    edge.setAlpha(m_theme.isDark() ? 30 : 22);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(Qt::NoBrush);
    if (rect.height() > 40)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void ImageObject::drawBox(QPainter &painter, const QRectF &rect, int index, bool isLine) const
{
    if (isLine && m_images.isWordSized(index)) {
        painter.setFont(m_theme.smallFont());
        painter.setPen(m_theme.colors().secondaryText);
        painter.drawText(rect.bottomLeft(), QFontMetricsF(m_theme.smallFont()).elidedText(label(index), Qt::ElideRight, rect.width() + 1));
        return;
    }
    const QRectF box = rect.adjusted(0.5, isLine ? 2.5 : 0.5, -0.5, isLine ? -2.5 : -0.5);
    painter.setPen(QPen(m_theme.colors().border, 1));
    painter.setBrush(m_theme.colors().raised);
    painter.drawRoundedRect(box, Theme::radius, Theme::radius);
    if (box.height() < iconSize || box.width() < iconSize + 2 * padding)
        return;
    const QFontMetricsF metrics(m_theme.smallFont());
    const qreal room = box.width() - iconSize - 8 - 2 * padding;
    const QString text = metrics.elidedText(label(index), Qt::ElideRight, room + 1);
    const qreal x = isLine ? box.left() + padding : box.center().x() - (iconSize + 8 + metrics.horizontalAdvance(text)) / 2;
    const QRectF mark(x, box.center().y() - iconSize / 2, iconSize, iconSize);
    const bool isFailed = m_images.state(index) == ArticleImages::State::Failed;
    m_theme.icon(isFailed ? QStringLiteral("warning") : QStringLiteral("image"), m_theme.colors().faintText).paint(&painter, mark.toRect());
    painter.setFont(m_theme.smallFont());
    painter.setPen(isFailed ? m_theme.colors().faintText : m_theme.colors().secondaryText);
    painter.drawText(QRectF(mark.right() + 8, box.top(), room + 1, box.height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
}

} // namespace dateline
