// Standard output and standard error of a command.
#pragma once

#include "base/result.h"
#include "cli/exit_code.h"
#include "cli/streams.h"

#include <QByteArray>
#include <QString>

namespace dateline {

// Standard output is buffered. Once its reader has gone (`| head`) everything more is dropped quietly, and isClosed() says so, so
// that long work can end.
class Output final {
public:
    // `streams` outlives it.
    explicit Output(Streams &streams) : m_streams(streams) {}
    ~Output() { flush(); }
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    void write(QByteArrayView bytes);
    void line(const QString &text); // in UTF-8, with a line end
    void heading(const QString &text); // a line, bold on a terminal
    void flush();
    bool isClosed() const { return m_isClosed; }
    bool hasFailed() const { return m_hasFailed; } // not by a reader that went, but e.g. by a full disk

    // One line on standard error: "dateline: MESSAGE".
    void complain(const QString &message);
    // The message, and its detail where there is no better word for people.
    void complain(const Error &error);
    // Complains, and gives the exit code that the kind of error asks for.
    ExitCode failedWith(const Error &error);
    // A note that is no failure ("3 feeds subscribed"); on standard error, so that standard output stays the answer's.
    void remark(const QString &message);

    const TerminalShape &terminal() const { return m_streams.terminal(); }
    // Columns for text that is read: the terminal's, but at most 100.
    int textWidth() const { return qMin(terminal().width, 100); }
    Streams &streams() { return m_streams; }

private:
    Streams &m_streams;
    QByteArray m_buffer;
    bool m_isClosed = false;
    bool m_hasFailed = false;
};

} // namespace dateline
