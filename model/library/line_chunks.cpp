#include "library/line_chunks.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype chunkSize = 128 * 1024;
constexpr qsizetype maximumLine = 32 * 1024 * 1024;

} // namespace

bool LineChunks::readMore()
{
    const QByteArray more = m_device.read(chunkSize);
    m_buffer += more;
    return !more.isEmpty();
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
    if (m_buffer.isEmpty())
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
