#include "ui/dialogs/entity_dialog.h"

#include "ui/dialogs/correction_words.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>

namespace dateline {

EntityDialog::EntityDialog(const Theme &theme, const EntityName &entity, QWidget *parent)
    : Sheet(theme, tr("What is “%1”?").arg(entity.name),
            tr("Type another name, or choose somebody or something that is known already: then both are one. "
               "It holds for all articles, also for later ones, and can be taken back."),
            parent)
    , m_entity(entity)
    , m_names(new QStringListModel(this))
    , m_name(new QLineEdit(entity.name))
    , m_kind(new QComboBox)
{
    m_name->setMaxLength(200);
    m_name->setAccessibleName(tr("Name"));
    m_kind->setAccessibleName(tr("Kind"));
    for (EntityKind kind : {EntityKind::Person, EntityKind::Organisation, EntityKind::Place})
        m_kind->addItem(kindLabel(kind), static_cast<int>(kind));
    m_kind->setCurrentIndex(static_cast<int>(entity.kind));
    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->popup()->setObjectName(QStringLiteral("completions")); // for the style sheet
    m_name->setCompleter(completer);
    connect(completer, QOverload<const QString &>::of(&QCompleter::activated), this, &EntityDialog::takeKindOf);
    form().addRow(tr("Name"), m_name);
    form().addRow(tr("Kind"), m_kind);
    addButtons(tr("Correct"));
    m_name->selectAll();
    m_name->setFocus();
}

void EntityDialog::setKnown(const QList<EntityName> &known)
{
    m_known = known;
    QStringList names;
    for (const EntityName &entity : known)
        names += entity.name;
    names.removeDuplicates();
    m_names->setStringList(names);
}

void EntityDialog::takeKindOf(const QString &name)
{
    const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const EntityName &entity) { return entity.name == name; });
    if (found != m_known.end())
        m_kind->setCurrentIndex(static_cast<int>(found->kind));
}

void EntityDialog::accept()
{
    const EntityName instead{static_cast<EntityKind>(m_kind->currentData().toInt()), m_name->text().simplified()};
    if (instead.name.isEmpty() || instead == m_entity) {
        setProblem(instead.name.isEmpty() ? tr("Give it a name.") : tr("That is what it is called already."));
        m_name->setFocus();
        return;
    }
    emit entityNamed(instead);
    QDialog::accept();
}

} // namespace dateline
