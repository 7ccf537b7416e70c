// LoginDialog: name and password for a feed whose server asks for them. Main thread only.
#pragma once

#include "base/feed.h"
#include "base/login.h"
#include "ui/dialogs/sheet.h"

class QCheckBox;
class QLineEdit;

namespace dateline {

class LoginDialog final : public Sheet {
    Q_OBJECT
public:
    // `isKept`: one for this feed lies in the keyring already.
    LoginDialog(const Theme &theme, const Source &source, bool isKept, QWidget *parent);

    void accept() override;

signals:
    void loginGiven(const dateline::Login &login, bool keeps);

private:
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_keeps;
};

} // namespace dateline
