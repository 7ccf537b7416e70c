// FilterDialog: asks for the name under which the present filter is kept.
#pragma once

#include "base/feed.h"
#include "ui/dialogs/sheet.h"

class QLineEdit;

namespace dateline {

class FilterDialog final : public Sheet {
    Q_OBJECT
public:
    // `filter` with an id is renamed, without one it is new.
    FilterDialog(const Theme &theme, const SavedFilter &filter, QWidget *parent);

    void accept() override;

signals:
    void filterNamed(const dateline::SavedFilter &filter);

private:
    SavedFilter m_filter;
    QLineEdit *m_name;
};

} // namespace dateline
