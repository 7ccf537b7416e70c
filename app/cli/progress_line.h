// ProgressLine: how far something long is, on one line of standard error, where that is a terminal.
#pragma once

#include "library/library.h"

namespace dateline {

class ProgressLine final {
public:
    // Follows the library until destroyed, and wipes its line then.
    explicit ProgressLine(Library &library);
    // Of what is shown by show(), from one thread.
    ProgressLine() = default;
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    // Does nothing where standard error is no terminal.
    void show(const Progress &progress);

private:
    QMetaObject::Connection m_connection;
    bool m_isShown = false;
};

} // namespace dateline
