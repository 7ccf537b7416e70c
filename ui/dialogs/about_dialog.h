// AboutDialog: what this is, its version and licence.
#pragma once

#include "ui/dialogs/sheet.h"

namespace dateline {

class AboutDialog final : public Sheet {
    Q_OBJECT
public:
    AboutDialog(const Theme &theme, const QString &profileFolder, QWidget *parent);
};

} // namespace dateline
