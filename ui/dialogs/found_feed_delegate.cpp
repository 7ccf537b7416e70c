#include "ui/dialogs/found_feed_delegate.h"

#include <QApplication>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

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
    QStyleOptionViewItem box(option);
    box.rect = QStyle::visualRect(option.direction, option.rect, QRect(row.left(), row.top() + unit / 2, boxSize, boxSize));
    box.state.setFlag(QStyle::State_Selected, false);
    box.state.setFlag(QStyle::State_HasFocus, false);
    box.state.setFlag(QStyle::State_Enabled, isEnabled);
    box.state.setFlag(index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
    QApplication::style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
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
