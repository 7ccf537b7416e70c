// ProgressLine: how far something long is, on one line of standard error, where that is a terminal.
#pragma once

#include "cli/output.h"
#include "library/library.h"

namespace dateline {

class ProgressLine final {
public:
    // Follows the library until destroyed, and wipes its line then. Both outlive it.
    ProgressLine(Library &library, Output &output);
    // Of what is shown by show(), from one thread.
    explicit ProgressLine(Output &output);
    ~ProgressLine();
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    // Does nothing where standard error is no terminal.
    void show(const Progress &progress);

private:
    Streams &m_streams;
    QMetaObject::Connection m_connection;
    bool m_isShown = false;
};

} // namespace dateline
