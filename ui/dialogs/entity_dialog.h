// EntityDialog: asks what a person, organisation or place really is: another one that is known, another name, another kind.
#pragma once

#include "base/correction.h"
#include "ui/dialogs/sheet.h"

class QComboBox;
class QLineEdit;
class QStringListModel;

namespace dateline {

class EntityDialog final : public Sheet {
    Q_OBJECT
public:
    EntityDialog(const Theme &theme, const EntityName &entity, QWidget *parent);

    // What is offered while the reader types; may come late. A name that is chosen brings its kind along.
    void setKnown(const QList<EntityName> &known);
    void accept() override;

signals:
    void entityNamed(const dateline::EntityName &instead);

private:
    void takeKindOf(const QString &name);

    EntityName m_entity;
    QList<EntityName> m_known;
    QStringListModel *m_names;
    QLineEdit *m_name;
    QComboBox *m_kind;
};

} // namespace dateline
