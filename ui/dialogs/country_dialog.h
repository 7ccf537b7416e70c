// CountryDialog: asks for a country that an article is about.
#pragma once

#include "ui/dialogs/sheet.h"

class QLineEdit;

namespace dateline {

class CountryDialog final : public Sheet {
    Q_OBJECT
public:
    CountryDialog(const Theme &theme, const QString &articleTitle, QWidget *parent);

    void accept() override;

signals:
    void countryChosen(const QString &code);

private:
    QLineEdit *m_name;
};

} // namespace dateline
