// HelpSheet: every action with its keys, made from the actions themselves.
#pragma once

#include "ui/dialogs/sheet.h"

#include <QAction>

class QGridLayout;

namespace dateline {

struct HelpGroup {
    QString name;
    QList<QAction *> actions;
};

class HelpSheet final : public Sheet {
    Q_OBJECT
public:
    HelpSheet(const Theme &theme, const QList<HelpGroup> &groups, QWidget *parent);

private:
    QWidget *group(const HelpGroup &group) const;
};

} // namespace dateline
