#include "ui/dialogs/found_feed_delegate.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace dateline {
namespace {

constexpr int unit = Theme::unit;
constexpr int boxSize = 4 * unit;

QString translated(const char *text)
{
    return QCoreApplication::translate("FoundFeeds", text);
}

QString languageName(const QString &code)
{
    const QLocale::Language language = QLocale(QString(code).replace(u'-', u'_')).language();
    return language == QLocale::C ? code : QLocale::languageToString(language);
}

QString bodyText(FeedBody body)
{
    switch (body) {
    case FeedBody::Headlines: return translated("headlines only");
    case FeedBody::Teasers: return translated("teasers");
    case FeedBody::FullText: return translated("full text");
    }
    Q_UNREACHABLE();
}

} // namespace

QString factsOf(const TriedFeed &feed)
{
    QStringList facts{feed.items == 1 ? translated("1 article") : QCoreApplication::translate("FoundFeeds", "%Ln articles", nullptr, feed.items)};
    if (feed.newest.isValid())
        facts += translated("newest %1").arg(QLocale().toString(feed.newest.toLocalTime(), QLocale::ShortFormat));
    if (!feed.language.isEmpty())
        facts += languageName(feed.language);
    if (feed.items > 0)
        facts += bodyText(feed.body);
    if (feed.isComments)
        facts += translated("readers' comments");
    if (feed.problems > 0)
        facts += translated("can be read in part only");
    return facts.join(QStringLiteral(" · "));
}

QSize FoundFeedDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int height = QFontMetrics(m_theme.listTitleFont(true)).height() + 2 * QFontMetrics(m_theme.smallFont()).height() + 5 * unit;
    return {option.rect.width(), height};
}

void FoundFeedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF back = QRectF(option.rect).adjusted(2.5, 1.5, -2.5, -1.5);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(option.state.testFlag(QStyle::State_HasFocus) ? QPen(colors.accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(isSelected ? colors.selection : colors.hover);
        painter->drawRoundedRect(back, Theme::radius, Theme::radius);
    }
    const bool isEnabled = index.flags().testFlag(Qt::ItemIsUserCheckable);
    const QRect row = option.rect.adjusted(3 * unit, 2 * unit, -3 * unit, -2 * unit);
    const bool isTicked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QRectF box = QRectF(QStyle::visualRect(option.direction, option.rect, QRect(row.left(), row.top() + unit / 2, boxSize, boxSize))).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setPen(QPen(isEnabled && isTicked ? colors.accent : colors.faintText, 1));
    painter->setBrush(!isTicked ? QBrush(colors.surface) : isEnabled ? QBrush(colors.accent) : QBrush(colors.border));
    painter->drawRoundedRect(box, 3, 3);
    if (isTicked) {
        painter->setPen(QPen(isEnabled ? colors.accentText : colors.secondaryText, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&box](double x, double y) { return QPointF(box.left() + box.width() * x, box.top() + box.height() * y); };
        painter->drawPolyline(QPolygonF{at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)});
    }
    int top = row.top();
    const auto line = [&](const QString &text, const QFont &font, const QColor &color) {
        const QFontMetrics metrics(font);
        const QRect place(row.left() + boxSize + 3 * unit, top, row.width() - boxSize - 3 * unit, metrics.height());
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(QStyle::visualRect(option.direction, option.rect, place), QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter),
                          metrics.elidedText(text, Qt::ElideRight, place.width()));
        top += metrics.height() + unit / 2;
    };
    line(index.data(Qt::DisplayRole).toString(), m_theme.listTitleFont(true), isEnabled ? colors.text : colors.faintText);
    line(index.data(FactsRole).toString(), m_theme.smallFont(), colors.secondaryText);
    line(index.data(AddressRole).toString(), m_theme.smallFont(), colors.faintText);
    painter->restore();
}

bool FoundFeedDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &, const QModelIndex &index)
{
    const bool isClick = event->type() == QEvent::MouseButtonRelease;
    const bool isSpace = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if ((!isClick && !isSpace) || !index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    const bool isTicked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace dateline
