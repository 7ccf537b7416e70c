#include "store/byte_stream.h"

#include <utility>

namespace dateline {

QString textFromUtf8(QByteArrayView utf8)
{
    constexpr QByteArrayView mark("\xef\xbb\xbf");
    qsizetype marks = 0;
    for (; utf8.startsWith(mark); utf8 = utf8.sliced(mark.size()))
        ++marks;
    return marks == 0 ? QString::fromUtf8(utf8) : QString(QString(marks, QChar(0xfeff)) + QString::fromUtf8(utf8));
}

void ByteWriter::number(quint64 value)
{
    while (value >= 0x80) {
        m_bytes += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    m_bytes += static_cast<char>(value);
}

void ByteWriter::signedNumber(qint64 value)
{
    const quint64 bits = static_cast<quint64>(value);
    number((bits << 1) ^ (value < 0 ? ~quint64(0) : 0));
}

void ByteWriter::text(QStringView value)
{
    const QByteArray utf8 = value.toUtf8();
    number(static_cast<quint64>(utf8.size()));
    m_bytes += utf8;
}

void ByteWriter::texts(const QStringList &values)
{
    number(static_cast<quint64>(values.size()));
    for (const QString &value : values)
        text(value);
}

void ByteWriter::blob(QByteArrayView value)
{
    number(static_cast<quint64>(value.size()));
    m_bytes += value;
}

quint64 ByteReader::number()
{
    quint64 value = 0;
    for (int shift = 0; shift < 64 && m_next != m_end; shift += 7) {
        const auto byte = static_cast<unsigned char>(*m_next++);
        value |= static_cast<quint64>(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    m_good = false;
    m_next = m_end;
    return 0;
}

qint64 ByteReader::signedNumber()
{
    const quint64 bits = number();
    return static_cast<qint64>((bits >> 1) ^ (~(bits & 1) + 1));
}

// A number of bytes, then these.
QByteArrayView ByteReader::sized()
{
    const quint64 size = number();
    if (size > static_cast<quint64>(m_end - m_next)) {
        m_good = false;
        m_next = m_end;
        return {};
    }
    const QByteArrayView value(m_next, static_cast<qsizetype>(size));
    m_next += size;
    return value;
}

QString ByteReader::text()
{
    return textFromUtf8(sized());
}

QByteArray ByteReader::rest()
{
    const char *begin = std::exchange(m_next, m_end);
    return m_good ? QByteArray(begin, m_end - begin) : QByteArray();
}

QByteArray ByteReader::blob()
{
    return sized().toByteArray();
}

QStringList ByteReader::texts()
{
    QStringList values;
    for (qsizetype left = count(); left > 0; --left)
        values += text();
    return values;
}

qsizetype ByteReader::count()
{
    const quint64 value = number();
    if (value > static_cast<quint64>(m_end - m_next)) { // every entry takes a byte at least
        m_good = false;
        m_next = m_end;
        return 0;
    }
    return static_cast<qsizetype>(value);
}

} // namespace dateline
