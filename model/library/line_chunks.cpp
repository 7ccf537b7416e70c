#include "library/line_chunks.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype chunkSize = 128 * 1024;
constexpr qsizetype maximumLine = 32 * 1024 * 1024;

} // namespace

qint64 readSome(QIODevice &device, qsizetype most, QByteArray &bytes)
{
    const qsizetype before = bytes.size();
    bytes.resize(before + most);
    const qint64 size = device.read(bytes.data() + before, most);
    bytes.truncate(before + qMax<qint64>(0, size));
    return size;
}

bool LineChunks::readMore()
{
    const qint64 size = readSome(m_device, chunkSize, m_buffer);
    m_hasFailed = m_hasFailed || size < 0;
    return size > 0;
}

std::optional<LineChunks::Chunk> LineChunks::next()
{
    Chunk chunk;
    chunk.firstLine = m_line;
    bool isEnd = m_buffer.size() < chunkSize && !readMore();
    qsizetype cut = m_buffer.lastIndexOf('\n', std::min(chunkSize, m_buffer.size()) - 1);
    if (cut < 0)
        cut = m_buffer.indexOf('\n');
    while (cut < 0 && !isEnd) {
        if (m_buffer.size() > maximumLine) {
            skipLongLine(chunk);
            return chunk;
        }
        const qsizetype searched = m_buffer.size();
        isEnd = !readMore();
        cut = m_buffer.indexOf('\n', searched);
    }
    if (m_buffer.isEmpty() || (cut < 0 && m_hasFailed))
        return std::nullopt;
    const qsizetype size = cut < 0 ? m_buffer.size() : cut + 1;
    chunk.bytes = m_buffer.first(size);
    m_buffer.remove(0, size);
    m_line += static_cast<int>(chunk.bytes.count('\n'));
    return chunk;
}

void LineChunks::skipLongLine(Chunk &chunk)
{
    chunk.problem = QCoreApplication::translate("Intake", "line %1: The line is longer than 32 MiB; it was left out.").arg(m_line);
    qsizetype newline = -1;
    do {
        m_buffer.clear();
        if (!readMore())
            return;
        newline = m_buffer.indexOf('\n');
    } while (newline < 0);
    m_buffer.remove(0, newline + 1);
    ++m_line;
}

} // namespace dateline
