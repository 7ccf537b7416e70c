// LineChunks: a stream cut at line ends into chunks that are digested apart. Memory: one chunk, or the longest line allowed.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

class QIODevice;

namespace dateline {

// Appends the next bytes, at most `most`, and gives how many: 0 at the end, -1 where the device fails.
qint64 readSome(QIODevice &device, qsizetype most, QByteArray &bytes);

class LineChunks final {
public:
    struct Chunk {
        QByteArray bytes;   // whole lines
        int firstLine = 1;
        QString problem;    // of a line before it that was left out
    };

    // `beginning` was read from `device` already.
    LineChunks(QIODevice &device, const QByteArray &beginning) : m_device(device), m_buffer(beginning) {}

    // Nothing at the end, and where the device fails: then the line that it broke off in is left out.
    std::optional<Chunk> next();
    bool hasFailed() const { return m_hasFailed; }
    int line() const { return m_line; } // that comes next

private:
    bool readMore();
    void skipLongLine(Chunk &chunk);

    QIODevice &m_device;
    QByteArray m_buffer;
    int m_line = 1;
    bool m_hasFailed = false;
};

} // namespace dateline
