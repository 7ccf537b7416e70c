// Sheet: the common frame of our dialogs: a heading, a line of explanation, the fields, and the buttons below. Never blocks: shown
// with open(), deletes itself when closed, and tells its outcome by signals of the dialog above it. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace dateline {

class Sheet : public QDialog {
    Q_OBJECT
public:
    Sheet(const Theme &theme, const QString &title, const QString &explanation, QWidget *parent);

protected:
    const Theme &theme() const { return m_theme; }
    // Between explanation and buttons.
    QVBoxLayout &content() { return *m_content; }
    // Fields with labels, added to the content.
    QFormLayout &form();
    // A button that does it, by the name of what it does, and Cancel.
    void addButtons(const QString &doIt);
    void addCloseButton();
    QDialogButtonBox &buttons() { return *m_buttons; }
    // What is wrong with what was entered, in the colour of errors; empty: nothing.
    void setProblem(const QString &problem);
    // Grows to what the texts need, which wrap; call it when something was shown that wasn't there.
    void fit();
    void showEvent(QShowEvent *event) override;

private:
    const Theme &m_theme;
    QVBoxLayout *m_content;
    QFormLayout *m_form = nullptr;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace dateline
