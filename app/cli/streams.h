// Streams: where a command's words go: this process's own standard output and error, or those of a client that handed the command over.
#pragma once

#include <QByteArrayView>

namespace dateline {

// What a command has to know of the terminal that it may write to.
struct TerminalShape {
    bool hasOutput = false; // standard output is a terminal
    bool hasErrors = false; // standard error is one
    int width = 80;         // columns; at least 40
};

class Streams {
public:
    enum class Written : quint8 { All, ReaderGone, Failed };

    explicit Streams(const TerminalShape &terminal) : m_terminal(terminal) {}
    virtual ~Streams() = default;
    Streams(const Streams &) = delete;
    Streams &operator=(const Streams &) = delete;

    virtual Written writeOutput(QByteArrayView bytes) = 0;
    virtual void writeErrors(QByteArrayView bytes) = 0;
    // True where the reader has much to catch up with, so that what will be out of date then needn't be written.
    virtual bool isBehind() const { return false; }
    const TerminalShape &terminal() const { return m_terminal; }

private:
    TerminalShape m_terminal;
};

// This process's own. Writing blocks where the reader is slow.
class ProcessStreams final : public Streams {
public:
    ProcessStreams();
    Written writeOutput(QByteArrayView bytes) override;
    void writeErrors(QByteArrayView bytes) override;
};

} // namespace dateline
