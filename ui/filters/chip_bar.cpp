#include "ui/filters/chip_bar.h"

#include "items/chip_model.h"
#include "items/query_view.h"
#include "ui/filters/chip_button.h"
#include "ui/filters/flow_layout.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace dateline {

ChipBar::ChipBar(const Theme &theme, QueryView &view, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_view(view)
    , m_model(new ChipModel(this))
    , m_flow(new FlowLayout(this, Theme::unit + 2))
    , m_clear(new QToolButton(this))
    , m_save(new QToolButton(this))
{
    m_flow->setContentsMargins(3 * Theme::unit, Theme::unit, 3 * Theme::unit, 2 * Theme::unit);
    m_clear->setText(tr("Clear all"));
    m_save->setText(tr("Save filter…"));
    for (QToolButton *button : {m_clear, m_save}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setCursor(Qt::PointingHandCursor);
        m_flow->addWidget(button);
    }
    setAccessibleName(tr("Filter"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_clear, &QToolButton::clicked, this, [this] { m_view.setQuery({}); });
    connect(m_save, &QToolButton::clicked, this, [this] { emit saveRequested(m_view.query()); });
    connect(&view, &QueryView::queryChanged, this, &ChipBar::refresh);
    connect(&theme, &Theme::changed, this, &ChipBar::refreshFonts);
    refreshFonts();
    refresh();
}

void ChipBar::refreshFonts()
{
    for (QToolButton *button : {m_clear, m_save})
        button->setFont(m_theme.smallFont());
    for (ChipButton *chip : std::as_const(m_chips))
        chip->updateGeometry();
    update();
}

void ChipBar::refresh()
{
    m_model->setQuery(m_view.query());
    const int count = m_model->rowCount();
    while (m_chips.size() > count) {
        ChipButton *chip = m_chips.takeLast();
        chip->hide();
        chip->deleteLater();
        m_flow->removeWidget(chip);
    }
    while (m_chips.size() < count)
        makeChip();
    for (int row = 0; row < count; ++row) {
        const QModelIndex index = m_model->index(row);
        m_chips.at(row)->show(index.data().toString(), index.data(ChipModel::TextRole).toString(),
                              index.data(ChipModel::NegatedRole).toBool(), index.data(ChipModel::CanTurnRole).toBool());
    }
    setVisible(count > 0);
    updateGeometry();
}

void ChipBar::makeChip()
{
    auto *chip = new ChipButton(m_theme, this);
    m_flow->insertWidget(int(m_chips.size()), chip);
    m_chips += chip;
    const auto rowOf = [this, chip] { return int(m_chips.indexOf(chip)); };
    connect(chip, &ChipButton::removed, this, [this, rowOf] { removeChip(rowOf()); });
    connect(chip, &ChipButton::turned, this, [this, rowOf] { m_view.setQuery(m_model->turned(rowOf())); });
    connect(chip, &ChipButton::moved, this, [this, rowOf](int step) { moveFocus(rowOf() + step); });
    QWidget::setTabOrder(m_chips.size() > 1 ? m_chips.at(m_chips.size() - 2) : static_cast<QWidget *>(this), chip);
    QWidget::setTabOrder(chip, m_clear);
    QWidget::setTabOrder(m_clear, m_save);
    chip->QWidget::show();
}

// The focus stays among the chips: on what took the removed one's place, or the last.
void ChipBar::removeChip(int row)
{
    const bool hadFocus = m_chips.at(row)->hasFocus();
    m_view.setQuery(m_model->without(row));
    if (hadFocus && !m_chips.isEmpty())
        moveFocus(std::min<int>(row, int(m_chips.size()) - 1));
}

void ChipBar::moveFocus(int row)
{
    if (row >= 0 && row < m_chips.size())
        m_chips.at(row)->setFocus(Qt::TabFocusReason);
}

} // namespace dateline
