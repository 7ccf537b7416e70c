#include "ui/dialogs/tracking_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace dateline {

TrackingDialog::TrackingDialog(const Theme &theme, const LinkCleaning &cleaning, const QStringList &cut, QWidget *parent)
    : Sheet(theme, tr("What is cut from links"),
            tr("Parameters that only tell a site where you come from, and pages that only pass you on. They are cut when a link is shown, opened or "
               "copied; what is stored stays as it came."), parent)
    , m_isOn(new QCheckBox(tr("Cut them")))
    , m_own(new QPlainTextEdit(cleaning.own))
{
    m_isOn->setChecked(cleaning.isOn);
    auto *listed = new QPlainTextEdit(cut.join(u'\n'));
    listed->setReadOnly(true);
    listed->setMinimumHeight(200);
    listed->setAccessibleName(tr("What is cut"));
    m_own->setPlaceholderText(tr("ref\nsource_*"));
    m_own->setTabChangesFocus(true);
    m_own->setFixedHeight(76);
    auto *label = new QLabel(tr("Your own, one a line; a * at the end stands for anything:"));
    label->setBuddy(m_own);
    content().addWidget(m_isOn);
    content().addWidget(listed, 1);
    content().addWidget(label);
    content().addWidget(m_own);
    addButtons(tr("Save"));
}

void TrackingDialog::accept()
{
    emit cleaningChosen({m_isOn->isChecked(), m_own->toPlainText().trimmed()});
    QDialog::accept();
}

} // namespace dateline
