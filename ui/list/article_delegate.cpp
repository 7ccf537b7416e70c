// One row, from the leading edge: the unread mark, then the title's two lines and the line of facts; the star at the far end.
// A title that needs one line only leaves its second to the first words of the text.
#include "ui/list/article_delegate.h"

#include "base/topics.h"
#include "items/article_model.h"
#include "items/query_labels.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int verticalPadding = 2 * unit + 2;
constexpr int leadingGutter = 6 * unit;  // holds the unread mark
constexpr int trailingPadding = 4 * unit;
constexpr int dotSize = 7;
constexpr int cachedTitles = 256;
constexpr int pillsAtMost = 3;

// Cut at the last word that leaves room for an ellipsis; within a word only where it is a long one.
QString shortenedByWords(const QString &text, const QFontMetricsF &metrics, double width)
{
    QString shortened = metrics.elidedText(text, Qt::ElideRight, width);
    const QChar ellipsis(0x2026);
    if (shortened == text || !shortened.endsWith(ellipsis))
        return shortened;
    shortened.chop(1);
    const bool cutsWord = shortened.size() < text.size() && !text.at(shortened.size()).isSpace();
    const qsizetype space = shortened.lastIndexOf(u' ');
    if (cutsWord && space > shortened.size() * 3 / 5)
        shortened.truncate(space);
    while (!shortened.isEmpty() && (shortened.back().isSpace() || shortened.back() == u','))
        shortened.chop(1);
    return shortened + ellipsis;
}

QFont pillFont(const Theme &theme)
{
    QFont font = theme.smallFont();
    font.setPointSizeF(font.pointSizeF() * 0.86);
    font.setWeight(QFont::Medium);
    font.setLetterSpacing(QFont::PercentageSpacing, 104);
    return font;
}

// As much of "Conflict, war and peace" as there is room for: up to the comma, the first word, or nothing.
QString topicWords(const QString &id, const QFontMetrics &metrics, int room)
{
    const QString label = topicLabel(id);
    for (const QChar end : {QChar(u','), QChar(u' ')}) {
        const QString words = label.section(end, 0, 0);
        if (metrics.horizontalAdvance(words) <= room)
            return words;
    }
    return {};
}

QPainterPath starPath(const QRectF &box)
{
    constexpr double degree = 3.14159265358979 / 180;
    QPainterPath path;
    for (int point = 0; point < 10; ++point) {
        const double radius = (point % 2 ? 0.21 : 0.5) * box.width();
        const double angle = (point * 36 - 90) * degree;
        const QPointF at = box.center() + QPointF(radius * std::cos(angle), radius * std::sin(angle) + box.width() * 0.03);
        point == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    path.closeSubpath();
    return path;
}

QRect mirrored(const QRect &rect, const QRect &row, Qt::LayoutDirection direction)
{
    return QStyle::visualRect(direction, row, rect);
}

} // namespace

ArticleDelegate::ArticleDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_titles(cachedTitles)
{
}

int ArticleDelegate::rowHeight() const
{
    const int titleLine = QFontMetrics(m_theme.listTitleFont(true)).height();
    return 2 * verticalPadding + 2 * titleLine + unit + QFontMetrics(m_theme.smallFont()).height();
}

QSize ArticleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), rowHeight()};
}

void ArticleDelegate::forgetLayouts()
{
    m_titles.clear();
}

ArticleDelegate::Geometry ArticleDelegate::geometryOf(const QRect &row, Qt::LayoutDirection direction) const
{
    const int titleLine = QFontMetrics(m_theme.listTitleFont(true)).height();
    const int metaLine = QFontMetrics(m_theme.smallFont()).height();
    const int starSize = titleLine;
    const QRect inner = row.adjusted(leadingGutter, verticalPadding, -trailingPadding, -verticalPadding);
    Geometry g;
    g.row = row;
    g.direction = direction;
    g.title = mirrored(QRect(inner.left(), inner.top(), inner.width() - starSize - unit, 2 * titleLine), row, direction);
    g.meta = mirrored(QRect(inner.left(), inner.top() + 2 * titleLine + unit, inner.width(), metaLine), row, direction);
    g.star = mirrored(QRect(inner.right() + 1 - starSize, inner.top(), starSize, starSize), row, direction);
    g.dot = mirrored(QRect(row.left() + (leadingGutter - dotSize) / 2, inner.top() + (titleLine - dotSize) / 2 + 1, dotSize, dotSize), row, direction);
    return g;
}

QRect ArticleDelegate::starRect(const QRect &row, Qt::LayoutDirection direction) const
{
    return geometryOf(row, direction).star.adjusted(-unit, -unit, unit, unit);
}

void ArticleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBackground(painter, option);
    const Geometry geometry = geometryOf(option.rect, option.direction);
    const QVariant value = index.data(ArticleModel::HeadRole);
    if (!value.isValid()) {
        paintPlaceholder(painter, geometry);
        painter->restore();
        return;
    }
    const ArticleHead head = value.value<ArticleHead>();
    if (!head.read) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.colors().unread);
        painter->drawEllipse(geometry.dot);
    }
    paintTitle(painter, geometry, head);
    paintMeta(painter, geometry, head);
    if (head.bookmarked || option.state.testFlag(QStyle::State_MouseOver))
        paintStar(painter, geometry, head.bookmarked);
    painter->restore();
}

void ArticleDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option) const
{
    const ThemeColors &colors = m_theme.colors();
    const QRectF row(option.rect);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected)
        painter->fillRect(row, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(row, colors.hover);
    if (isSelected || option.state.testFlag(QStyle::State_HasFocus)) {
        const QRect edge = mirrored(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), option.rect, option.direction);
        if (option.state.testFlag(QStyle::State_HasFocus))
            painter->fillRect(edge, colors.accent);
    }
    const double hair = 1.0 / painter->device()->devicePixelRatioF();
    const QRect text = mirrored(option.rect.adjusted(leadingGutter, 0, 0, 0), option.rect, option.direction);
    painter->fillRect(QRectF(text.left(), row.bottom() - hair, text.width(), hair), colors.border);
}

void ArticleDelegate::paintPlaceholder(QPainter *painter, const Geometry &g) const
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.colors().hover);
    const int line = g.title.height() / 2;
    const auto bar = [&](const QRect &within, int top, int height, double share) {
        const QRect whole(within.left(), within.top() + top, int(within.width() * share), height);
        painter->drawRoundedRect(mirrored(whole, within, g.direction), 3, 3);
    };
    bar(g.title, 3, line - 7, 0.9);
    bar(g.title, line + 3, line - 7, 0.55);
    bar(g.meta, 3, g.meta.height() - 6, 0.35);
}

void ArticleDelegate::paintTitle(QPainter *painter, const Geometry &g, const ArticleHead &head) const
{
    const TitleLayout *title = titleLayout(head, g.title.width(), g.direction);
    painter->setPen(head.read ? m_theme.colors().secondaryText : m_theme.colors().text);
    title->layout.draw(painter, g.title.topLeft());
}

const ArticleDelegate::TitleLayout *ArticleDelegate::titleLayout(const ArticleHead &head, int width, Qt::LayoutDirection direction) const
{
    const TitleLayout *known = m_titles.object(head.id.value);
    if (known && known->title == head.title && known->snippet == head.snippet && known->width == width && known->isUnread == !head.read
        && known->direction == direction)
        return known;
    auto made = laidOut(head, width, direction);
    const TitleLayout *title = made.get();
    m_titles.insert(head.id.value, made.release());
    return title;
}

std::unique_ptr<ArticleDelegate::TitleLayout> ArticleDelegate::laidOut(const ArticleHead &head, int width, Qt::LayoutDirection direction) const
{
    const QFont font = m_theme.listTitleFont(!head.read);
    const QFontMetricsF metrics(font);
    const QString text = head.title.isEmpty() ? head.snippet : head.title;
    auto made = std::make_unique<TitleLayout>();
    made->title = head.title;
    made->snippet = head.snippet;
    made->width = width;
    made->isUnread = !head.read;
    made->direction = direction;
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment((direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);

    QTextLayout probe(text, font);
    probe.setTextOption(option);
    probe.beginLayout();
    QTextLine first = probe.createLine();
    if (first.isValid())
        first.setLineWidth(width);
    probe.endLayout();
    const qsizetype firstLength = first.isValid() ? first.textLength() : 0;

    QTextLayout &layout = made->layout;
    const bool hasOneLine = firstLength >= text.size();
    const QString below = hasOneLine && !head.title.isEmpty() ? head.snippet : text.sliced(firstLength);
    const QFont belowFont = hasOneLine ? m_theme.smallFont() : font;
    layout.setFont(font);
    layout.setTextOption(option);
    layout.setText(text.first(firstLength).trimmed() + QChar(QChar::LineSeparator)
                   + shortenedByWords(below, hasOneLine ? QFontMetricsF(belowFont) : metrics, width));
    if (hasOneLine) {
        QTextLayout::FormatRange snippet{int(text.first(firstLength).trimmed().size()), int(layout.text().size()), {}};
        snippet.format.setFont(belowFont);
        snippet.format.setForeground(m_theme.colors().secondaryText);
        layout.setFormats({snippet});
    }
    layout.setCacheEnabled(true);
    layout.beginLayout();
    for (int row = 0; row < 2; ++row) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition(QPointF(0, row * std::ceil(metrics.height())));
    }
    layout.endLayout();
    return made;
}

// Facts at the far end first, so that the source's name is shortened and not they.
void ArticleDelegate::paintMeta(QPainter *painter, const Geometry &g, const ArticleHead &head) const
{
    const ThemeColors &colors = m_theme.colors();
    const QFont font = m_theme.smallFont();
    const QFontMetrics metrics(font);
    painter->setFont(font);
    int end = g.meta.right() + 1; // in reading order; mirrored where painted
    if (!head.topic.isEmpty()) {
        const QString words = topicWords(head.topic, metrics, g.meta.width() / 5);
        const int width = metrics.horizontalAdvance(words);
        end -= width;
        painter->setPen(colors.secondaryText);
        painter->drawText(mirrored(QRect(end, g.meta.top(), width + 1, g.meta.height()), g.meta, g.direction), Qt::AlignVCenter, words);
        end -= dotSize + unit;
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.topicColor(head.topic));
        painter->drawEllipse(mirrored(QRect(end, g.meta.top() + (g.meta.height() - dotSize) / 2, dotSize, dotSize), g.meta, g.direction));
        end -= 2 * unit;
    }
    end = paintCountries(painter, g, head, end);
    painter->setFont(font);
    const QDateTime now = m_now.isValid() ? m_now : QDateTime::currentDateTimeUtc();
    const QString age = shortAge(head.published, now);
    const QString rest = age.isEmpty() ? QString() : QStringLiteral("  ·  ") + age;
    const int room = end - g.meta.left() - 2 * unit - metrics.horizontalAdvance(rest);
    const QString source = metrics.elidedText(head.sourceTitle, Qt::ElideRight, std::max(0, room));
    const QRect text(g.meta.left(), g.meta.top(), std::max(0, end - g.meta.left()), g.meta.height());
    painter->setPen(colors.secondaryText);
    // The separator belongs to the row's direction, whatever script the source's name is in.
    const QChar mark(g.direction == Qt::RightToLeft ? 0x200F : 0x200E);
    painter->drawText(mirrored(text, g.meta, g.direction), Qt::AlignVCenter | (g.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute,
                      QString(mark + source + mark + rest));
}

int ArticleDelegate::paintCountries(QPainter *painter, const Geometry &g, const ArticleHead &head, int end) const
{
    const ThemeColors &colors = m_theme.colors();
    const QFont font = pillFont(m_theme);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    const qsizetype shown = std::min<qsizetype>(pillsAtMost, head.countries.size());
    for (qsizetype i = shown - 1; i >= 0; --i) {
        const int width = metrics.horizontalAdvance(head.countries.at(i)) + 2 * unit + 1;
        if (end - width < g.meta.left() + g.meta.width() / 2)
            continue;
        end -= width;
        const int height = metrics.height() + 1;
        const QRectF pill = mirrored(QRect(end, g.meta.top() + (g.meta.height() - height) / 2, width, height), g.meta, g.direction);
        painter->setPen(QPen(colors.border, 1));
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter->setPen(colors.secondaryText);
        painter->drawText(pill, Qt::AlignCenter, head.countries.at(i));
        end -= unit;
    }
    return shown > 0 ? end - unit : end;
}

void ArticleDelegate::paintStar(QPainter *painter, const Geometry &g, bool isBookmarked) const
{
    const double size = g.star.height() * 0.86;
    const QPointF center = QRectF(g.star).center();
    const QPainterPath path = starPath(QRectF(center.x() - size / 2, center.y() - size / 2, size, size));
    const QColor color = isBookmarked ? m_theme.colors().bookmark : m_theme.colors().faintText;
    painter->setPen(QPen(color, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(isBookmarked ? QBrush(color) : Qt::NoBrush);
    painter->drawPath(path);
}

} // namespace dateline
