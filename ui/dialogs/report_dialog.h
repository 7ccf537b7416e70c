// ReportDialog: what an import or refresh could not do, one line a failure, with what to do about it; can be copied.
#pragma once

#include "base/result.h"
#include "ui/dialogs/sheet.h"

namespace dateline {

class ReportDialog final : public Sheet {
    Q_OBJECT
public:
    ReportDialog(const Theme &theme, const QString &title, const QString &summary, const QList<Error> &failures, QWidget *parent);
};

// The failures as text to be sent to somebody: message and detail.
QString reportText(const QList<Error> &failures);

} // namespace dateline
