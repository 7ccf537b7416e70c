// LineChunks: a stream cut at line ends into chunks that are digested apart. Memory: one chunk, or the longest line allowed.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

class QIODevice;

namespace dateline {

class LineChunks final {
public:
    struct Chunk {
        QByteArray bytes;   // whole lines
        int firstLine = 1;
        QString problem;    // of a line before it that was left out
    };

    // `beginning` was read from `device` already.
    LineChunks(QIODevice &device, const QByteArray &beginning) : m_device(device), m_buffer(beginning) {}

    std::optional<Chunk> next();

private:
    bool readMore();
    void skipLongLine(Chunk &chunk);

    QIODevice &m_device;
    QByteArray m_buffer;
    int m_line = 1;
};

} // namespace dateline
