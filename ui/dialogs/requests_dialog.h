// RequestsDialog: every kind of request that the program can make: when, what it says, and how to do without. README's section "Every request
// that Dateline makes" says the same.
#pragma once

#include "ui/dialogs/sheet.h"

namespace dateline {

class RequestsDialog final : public Sheet {
    Q_OBJECT
public:
    RequestsDialog(const Theme &theme, QWidget *parent);
};

} // namespace dateline
