// LoginDialog: name and password for a feed whose server asks for them. Main thread only.
#pragma once

#include "base/feed.h"
#include "ui/dialogs/sheet.h"

class QLineEdit;

namespace dateline {

class LoginDialog final : public Sheet {
    Q_OBJECT
public:
    LoginDialog(const Theme &theme, const Source &source, QWidget *parent);

    void accept() override;

signals:
    void loginGiven(const QString &user, const QString &password);

private:
    QLineEdit *m_user;
    QLineEdit *m_password;
};

} // namespace dateline
