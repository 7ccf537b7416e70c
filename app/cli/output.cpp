#include "cli/output.h"

#include <utility>

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
    const bool isBold = terminal().hasOutput;
    if (isBold)
        write("\x1b[1m");
    write(printable(text));
    write(isBold ? "\x1b[0m\n" : "\n");
}

void Output::flush()
{
    const QByteArray bytes = std::exchange(m_buffer, {});
    if (m_isClosed || bytes.isEmpty())
        return;
    const Streams::Written written = m_streams.writeOutput(bytes);
    m_isClosed = written != Streams::Written::All;
    m_hasFailed = written == Streams::Written::Failed;
}

void Output::complain(const QString &message)
{
    m_streams.writeErrors(QByteArray("dateline: " + printable(message) + '\n'));
}

void Output::complain(const Error &error)
{
    complain(error.message.isEmpty() ? error.detail : error.message);
}

ExitCode Output::failedWith(const Error &error)
{
    complain(error);
    switch (error.kind) {
    case ErrorKind::Usage: return ExitUsage;
    case ErrorKind::Locked:
    case ErrorKind::Corrupt:
    case ErrorKind::TooNew: return ExitProfile;
    case ErrorKind::Input:
    case ErrorKind::NotFound:
    case ErrorKind::Unreadable:
    case ErrorKind::Full:
    case ErrorKind::Network:
    case ErrorKind::Unreachable:
    case ErrorKind::Offline:
    case ErrorKind::Portal:
    case ErrorKind::Cancelled: break;
    }
    return ExitPartly;
}

void Output::remark(const QString &message)
{
    m_streams.writeErrors(QByteArray(printable(message) + '\n'));
}

} // namespace dateline
