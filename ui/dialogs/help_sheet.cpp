#include "ui/dialogs/help_sheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace dateline {
namespace {

QString plainName(const QAction &action)
{
    QString name = action.text();
    return name.remove(u'&').remove(QStringLiteral("…"));
}

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &key : action.shortcuts())
        keys.append(key.toString(QKeySequence::NativeText));
    return keys.join(QStringLiteral("   "));
}

} // namespace

HelpSheet::HelpSheet(const Theme &theme, const QList<HelpGroup> &groups, QWidget *parent)
    : Sheet(theme, tr("Keyboard"), {}, parent)
{
    auto *page = new QWidget;
    auto *columns = new QHBoxLayout(page);
    columns->setContentsMargins(0, 0, Theme::unit * 3, 0);
    columns->setSpacing(Theme::unit * 10);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    for (QVBoxLayout *column : {left, right}) {
        column->setSpacing(Theme::unit * 4);
        columns->addLayout(column, 1);
    }
    // Filled so that both columns end at about the same height.
    qsizetype leftRows = 0, rightRows = 0;
    for (const HelpGroup &each : groups) {
        const bool goesLeft = leftRows <= rightRows;
        (goesLeft ? left : right)->addWidget(group(each));
        (goesLeft ? leftRows : rightRows) += each.actions.size() + 2;
    }
    left->addStretch();
    right->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    page->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    content().addWidget(scroll, 1);
    addCloseButton();
    resize(880, 720);
}

QWidget *HelpSheet::group(const HelpGroup &group) const
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(Theme::unit + 2);
    grid->setHorizontalSpacing(Theme::unit * 4);
    grid->setColumnStretch(0, 1);
    QString name = group.name;
    auto *heading = new QLabel(name.remove(u'&'));
    heading->setFont(theme().labelFont());
    heading->setStyleSheet(QStringLiteral("color: %1").arg(theme().colors().accent.name()));
    grid->addWidget(heading, 0, 0);
    int row = 1;
    for (const QAction *action : group.actions) {
        auto *keys = new QLabel(keysOf(*action));
        keys->setStyleSheet(QStringLiteral("color: %1").arg(theme().colors().secondaryText.name()));
        keys->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(new QLabel(plainName(*action)), row, 0);
        grid->addWidget(keys, row, 1);
        ++row;
    }
    return box;
}

} // namespace dateline
