#include "ui/filters/completion_popup.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace dateline {
namespace {

constexpr int hintRole = Qt::UserRole;
constexpr int unit = Theme::unit;

// The label, and the hint at the far end.
class CompletionDelegate final : public QStyledItemDelegate {
public:
    CompletionDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {40 * unit, QFontMetrics(m_theme.interfaceFont()).height() + 2 * unit};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        const bool isMarked = option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(isMarked ? colors.selection : QColor(Qt::transparent));
        painter->drawRoundedRect(option.rect, 4, 4);
        const QRect text = option.rect.adjusted(2 * unit, 0, -2 * unit, 0);
        const QString hint = index.data(hintRole).toString();
        const QFontMetrics small(m_theme.smallFont());
        const int hintWidth = small.horizontalAdvance(hint) + 1;
        painter->setFont(m_theme.smallFont());
        painter->setPen(colors.secondaryText);
        painter->drawText(QStyle::visualRect(option.direction, option.rect, QRect(text.right() + 1 - hintWidth, text.top(), hintWidth, text.height())), Qt::AlignCenter, hint);
        painter->setFont(m_theme.interfaceFont());
        painter->setPen(colors.text);
        const QRect label = QStyle::visualRect(option.direction, option.rect, text.adjusted(0, 0, -hintWidth - 2 * unit, 0));
        const QString shown = QFontMetrics(m_theme.interfaceFont()).elidedText(index.data().toString(), Qt::ElideRight, label.width());
        painter->drawText(label, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)), shown);
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

CompletionPopup::CompletionPopup(const Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setItemDelegate(new CompletionDelegate(theme, this));
    setFocusPolicy(Qt::NoFocus);
    setObjectName(QStringLiteral("completions"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setAccessibleName(tr("Completions"));
    setUniformItemSizes(true);
    hide();
    connect(this, &QListWidget::itemClicked, this, [this] {
        if (const auto completion = current())
            emit chosen(*completion);
    });
}

void CompletionPopup::setCompletions(const QList<QueryCompletion> &completions)
{
    // The one place where a colour goes by style sheet: the application's own takes the frame off every scroll area.
    const ThemeColors &colors = m_theme.colors();
    setStyleSheet(QStringLiteral("#completions { background: %1; border: 1px solid %2; border-radius: 6px; padding: 3px; }").arg(colors.raised.name(), colors.border.name()));
    m_completions = completions;
    clear();
    for (const QueryCompletion &completion : completions) {
        auto *item = new QListWidgetItem(completion.label, this);
        item->setData(hintRole, completion.hint);
        item->setData(Qt::AccessibleTextRole, QString(completion.label + QStringLiteral(", ") + completion.hint));
    }
    setCurrentRow(-1);
    setVisible(!completions.isEmpty());
}

std::optional<QueryCompletion> CompletionPopup::current() const
{
    return currentRow() >= 0 ? std::optional(m_completions.value(currentRow())) : std::nullopt;
}

void CompletionPopup::step(int by)
{
    const int places = count() + 1; // "none" among them
    setCurrentRow((currentRow() + 1 + by + places) % places - 1);
}

QSize CompletionPopup::sizeHint() const
{
    return {90 * unit, count() * (QFontMetrics(m_theme.interfaceFont()).height() + 2 * unit) + 8};
}

} // namespace dateline
