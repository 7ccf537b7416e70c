// TrackingDialog: what is cut from links: the list that the program comes with, to be read, and the reader's own names, to be written.
#pragma once

#include "base/link_view.h"
#include "ui/dialogs/sheet.h"

class QCheckBox;
class QPlainTextEdit;

namespace dateline {

class TrackingDialog final : public Sheet {
    Q_OBJECT
public:
    // `cut` is the program's list, one line each.
    TrackingDialog(const Theme &theme, const LinkCleaning &cleaning, const QStringList &cut, QWidget *parent);

    void accept() override;

signals:
    void cleaningChosen(const dateline::LinkCleaning &cleaning);

private:
    QCheckBox *m_isOn;
    QPlainTextEdit *m_own;
};

} // namespace dateline
