#include "ui/dialogs/login_dialog.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

namespace dateline {

LoginDialog::LoginDialog(const Theme &theme, const Source &source, bool isKept, QWidget *parent)
    : Sheet(theme, tr("Log in"),
            tr("“%1” asks for a name and a password. They are sent to %2 only, and forgotten when Dateline is closed, unless your system keeps them.")
                .arg(source.title, QUrl(source.url).host()),
            parent)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_keeps(new QCheckBox(tr("&Keep in the system's keyring")))
{
    m_user->setMaxLength(500);
    m_password->setMaxLength(2000);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    form().addRow(tr("&Name"), m_user);
    form().addRow(tr("&Password"), m_password);
    m_keeps->setChecked(isKept);
    m_keeps->setToolTip(tr("Where your system keeps passwords, locked with your own. Dateline never writes them into a file."));
    form().addRow(QString(), m_keeps);
    if (QUrl(source.url).scheme() == QLatin1String("http")) {
        auto *warning = new QLabel(tr("The feed's address begins with http, so that others on the way can read the password."));
        warning->setWordWrap(true);
        warning->setStyleSheet(QStringLiteral("color: %1").arg(theme.colors().warning.name()));
        content().addWidget(warning);
    }
    addButtons(tr("Log in"));
    m_user->setFocus();
}

void LoginDialog::accept()
{
    if (m_user->text().isEmpty()) {
        setProblem(tr("Give the name."));
        m_user->setFocus();
        return;
    }
    emit loginGiven({m_user->text(), m_password->text()}, m_keeps->isChecked());
    QDialog::accept();
}

} // namespace dateline
