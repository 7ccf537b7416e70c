#include "ui/dialogs/country_dialog.h"

#include "base/countries.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>

namespace dateline {

CountryDialog::CountryDialog(const Theme &theme, const QString &articleTitle, QWidget *parent)
    : Sheet(theme, tr("Which country is it about?"), articleTitle, parent)
    , m_name(new QLineEdit)
{
    QStringList names;
    for (const QString &code : countryCodes())
        names += countryName(code);
    names.sort(Qt::CaseInsensitive);
    auto *completer = new QCompleter(names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->popup()->setObjectName(QStringLiteral("completions")); // for the style sheet
    m_name->setCompleter(completer);
    m_name->setAccessibleName(tr("Country"));
    form().addRow(tr("Country"), m_name);
    addButtons(tr("Add"));
    m_name->setFocus();
}

void CountryDialog::accept()
{
    const auto code = countryFromName(m_name->text().simplified());
    if (!code) {
        setProblem(tr("No country is called so."));
        m_name->setFocus();
        return;
    }
    emit countryChosen(*code);
    QDialog::accept();
}

} // namespace dateline
