#include "ui/dialogs/filter_dialog.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace dateline {

FilterDialog::FilterDialog(const Theme &theme, const SavedFilter &filter, QWidget *parent)
    : Sheet(theme, filter.id.isValid() ? tr("Rename the filter") : tr("Save the filter"),
            tr("A saved filter stands in the side bar and always shows what matches at the time."), parent)
    , m_filter(filter)
    , m_name(new QLineEdit(filter.name))
{
    m_name->setMaxLength(200);
    m_name->setAccessibleName(tr("Name"));
    auto *query = new QLabel(filter.query);
    query->setTextFormat(Qt::PlainText);
    query->setWordWrap(true);
    query->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form().addRow(tr("Name"), m_name);
    form().addRow(tr("Filter"), query);
    addButtons(tr("Save"));
    m_name->selectAll();
    m_name->setFocus();
}

void FilterDialog::accept()
{
    m_filter.name = m_name->text().simplified();
    if (m_filter.name.isEmpty()) {
        setProblem(tr("Give the filter a name."));
        m_name->setFocus();
        return;
    }
    emit filterNamed(m_filter);
    QDialog::accept();
}

} // namespace dateline
