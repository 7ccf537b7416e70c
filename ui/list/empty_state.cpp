#include "ui/list/empty_state.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace dateline {

EmptyState EmptyState::nothingMatches()
{
    return {QStringLiteral("filter"), EmptyStateView::tr("Nothing matches"),
            EmptyStateView::tr("No article holds all parts of this filter. Remove one of its chips, widen the days, or start over."),
            {{QStringLiteral("clear-filters"), EmptyStateView::tr("Clear all filters")}}};
}

EmptyState EmptyState::firstRun()
{
    return {QStringLiteral("dateline"), EmptyStateView::tr("Nothing here yet"),
            EmptyStateView::tr("Choose newspapers from around the world, add a feed by its address, bring in files that you saved, or look around in the sample edition first."),
            {{QStringLiteral("import-sample"), EmptyStateView::tr("Open the sample edition")},
             {QStringLiteral("catalogue"), EmptyStateView::tr("Choose newspapers by country…")},
             {QStringLiteral("add-feed"), EmptyStateView::tr("Add a feed…")},
             {QStringLiteral("import"), EmptyStateView::tr("Import files…")}}};
}

EmptyState EmptyState::allRead()
{
    return {QStringLiteral("mark-read"), EmptyStateView::tr("All read"), EmptyStateView::tr("There is no unread article here."),
            {{QStringLiteral("show-all"), EmptyStateView::tr("Show all articles")}}};
}

EmptyState EmptyState::noBookmarks()
{
    return {QStringLiteral("star"), EmptyStateView::tr("No bookmarks yet"),
            EmptyStateView::tr("Click the star of an article, or press S, to keep it here."),
            {{QStringLiteral("show-all"), EmptyStateView::tr("Show all articles")}}};
}

EmptyState EmptyState::loading()
{
    return {};
}

EmptyStateView::EmptyStateView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(8 * Theme::unit, 8 * Theme::unit, 8 * Theme::unit, 8 * Theme::unit);
    m_layout->setSpacing(2 * Theme::unit);
    connect(&theme, &Theme::changed, this, &EmptyStateView::refresh);
}

QString EmptyStateView::title() const
{
    return m_state.title;
}

void EmptyStateView::setState(const EmptyState &state)
{
    m_state = state;
    refresh();
}

void EmptyStateView::refresh()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const auto addLabel = [this](const QString &text, const QFont &font, const QColor &color) {
        auto *label = new QLabel(text, this);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setFont(font);
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
        m_layout->addWidget(label);
        return label;
    };
    m_layout->addStretch(2);
    if (!m_state.icon.isEmpty()) {
        QLabel *icon = addLabel({}, font(), {});
        icon->setPixmap(m_theme.icon(m_state.icon, m_theme.colors().faintText).pixmap(QSize(36, 36), devicePixelRatioF()));
    }
    QFont heading = m_theme.listTitleFont(true);
    heading.setPointSizeF(heading.pointSizeF() * 1.25);
    addLabel(m_state.title, heading, m_theme.colors().text);
    addLabel(m_state.text, m_theme.interfaceFont(), m_theme.colors().secondaryText);
    m_layout->addSpacing(2 * Theme::unit);
    QWidget *before = parentWidget() ? parentWidget()->focusProxy() : nullptr; // the list: Tab comes here from it
    for (qsizetype i = 0; i < m_state.actions.size(); ++i) {
        const EmptyAction &action = m_state.actions.at(i);
        auto *button = new QPushButton(action.label, this);
        button->setObjectName(action.name);
        button->setFlat(i > 0);
        button->setAutoDefault(true); // Return presses it, as in a dialog
        connect(button, &QPushButton::clicked, this, [this, name = action.name] { emit actionTriggered(name); });
        m_layout->addWidget(button, 0, Qt::AlignHCenter);
        setTabOrder(before, button);
        before = button;
    }
    m_layout->addStretch(3);
}

} // namespace dateline
