#include "store/gzip_file.h"

#include <QFile>

#include <utility>

#include <zlib.h>

namespace dateline {
namespace {

constexpr qsizetype LongestLine = 64 * 1024 * 1024;
constexpr unsigned ChunkBytes = 16 * 1024; // where a file is damaged, zlib gives nothing of the piece in which that is

} // namespace

GzipFile::GzipFile(const QString &path, Use use)
    : m_file(::gzopen(QFile::encodeName(path).constData(), use == Use::Writing ? "wbe4" : "rbe"))
{
    m_isGood = m_file != nullptr;
}

GzipFile::~GzipFile()
{
    close();
}

void GzipFile::write(const QByteArray &line)
{
    m_isGood = m_isGood && ::gzwrite(m_file, line.constData(), static_cast<unsigned>(line.size())) == line.size() && ::gzputc(m_file, '\n') == '\n';
}

bool GzipFile::close()
{
    if (m_file != nullptr)
        m_isGood = ::gzclose(std::exchange(m_file, nullptr)) == Z_OK && m_isGood;
    return m_isGood;
}

std::optional<QByteArray> GzipFile::line()
{
    for (qsizetype looked = m_next; m_isGood;) {
        if (const qsizetype end = m_buffer.indexOf('\n', looked); end >= 0) {
            const QByteArray found = m_buffer.mid(m_next, end - m_next);
            m_next = end + 1;
            return found;
        }
        m_buffer.remove(0, std::exchange(m_next, 0));
        looked = m_buffer.size();
        if (m_buffer.size() > LongestLine)
            return std::nullopt;
        m_buffer.resize(looked + ChunkBytes);
        const int read = ::gzread(m_file, m_buffer.data() + looked, ChunkBytes);
        m_buffer.resize(looked + qMax(read, 0));
        if (read <= 0)
            m_isGood = false;
    }
    return std::nullopt;
}

} // namespace dateline
