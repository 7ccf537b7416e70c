// AddressDialog: asks for the address of a feed or page.
#pragma once

#include "ui/dialogs/sheet.h"

#include <QUrl>

class QLabel;
class QLineEdit;

namespace dateline {

// The http or https address that a person meant: blanks around it and a missing "https://" are put right; invalid where there is none.
QUrl addressFromPerson(const QString &text);

class AddressDialog final : public Sheet {
    Q_OBJECT
public:
    // `suggestion` stands in the field to begin with.
    AddressDialog(const Theme &theme, const QString &suggestion, QWidget *parent);

    // Tells the address and waits, with what was typed kept, for finish() or fail().
    void accept() override;
    void finish(); // it was added: closes
    void fail(const QString &why);

signals:
    void addressChosen(const QUrl &address);

private:
    void setWaiting(bool isWaiting);

    QLineEdit *m_address;
    QLabel *m_waiting;
};

} // namespace dateline
