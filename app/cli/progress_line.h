// ProgressLine: how far an import or refresh is, on one line of standard error, where that is a terminal.
#pragma once

#include "library/library.h"

namespace dateline {

class ProgressLine final {
public:
    // Follows the library until destroyed, and wipes its line then.
    explicit ProgressLine(Library &library);
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

private:
    void show(const Progress &progress);

    QMetaObject::Connection m_connection;
    bool m_isShown = false;
};

} // namespace dateline
