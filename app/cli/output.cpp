#include "cli/output.h"

#include "cli/terminal.h"

#include <cerrno>
#include <cstdio>

#include <unistd.h>

namespace dateline {

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

// What comes from files may hold control characters that steer a terminal.
QByteArray printable(const QString &text)
{
    QString clean = text;
    for (QChar &c : clean) {
        if (c != u'\n' && c != u'\t' && (c.category() == QChar::Other_Control))
            c = QChar(0xFFFD);
    }
    return clean.toUtf8();
}

} // namespace

void Output::write(QByteArrayView bytes)
{
    if (m_isClosed)
        return;
    m_buffer.append(bytes.data(), bytes.size());
    if (m_buffer.size() >= bufferSize)
        flush();
}

void Output::line(const QString &text)
{
    write(printable(text));
    write("\n");
}

void Output::heading(const QString &text)
{
    const bool isBold = outputIsTerminal();
    if (isBold)
        write("\x1b[1m");
    write(printable(text));
    write(isBold ? "\x1b[0m\n" : "\n");
}

void Output::flush()
{
    const char *next = m_buffer.constData();
    qsizetype left = m_isClosed ? 0 : m_buffer.size();
    while (left > 0) {
        const ssize_t written = ::write(STDOUT_FILENO, next, static_cast<size_t>(left));
        if (written < 0) {
            if (errno == EINTR)
                continue;
            m_isClosed = true;
            m_hasFailed = errno != EPIPE;
            break;
        }
        next += written;
        left -= written;
    }
    m_buffer.clear();
}

void complain(const QString &message)
{
    const QByteArray line = "dateline: " + printable(message) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void complain(const Error &error)
{
    complain(error.message.isEmpty() ? error.detail : error.message);
}

void remark(const QString &message)
{
    const QByteArray line = printable(message) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

} // namespace dateline
