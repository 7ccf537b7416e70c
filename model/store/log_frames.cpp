// File format: https://www.sqlite.org/fileformat2.html, section 4 (write-ahead log).
#include "store/log_frames.h"

#include <QtEndian>

namespace dateline {
namespace {

constexpr quint32 LogMagic = 0x377f0682; // the lowest bit: sums are of big-endian words

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

template <class Word>
void addWords(LogSum &sum, const char *bytes, qsizetype size, Word word)
{
    quint32 first = sum.first, second = sum.second;
    for (qsizetype at = 0; at + 8 <= size; at += 8) {
        first += word(bytes + at) + second;
        second += word(bytes + at + 4) + first;
    }
    sum = {first, second};
}

} // namespace

bool isPageSize(int size)
{
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

void LogSum::add(const char *bytes, qsizetype size, bool isBigEndian)
{
    if (isBigEndian)
        addWords(*this, bytes, size, [](const char *at) { return qFromBigEndian<quint32>(at); });
    else
        addWords(*this, bytes, size, [](const char *at) { return qFromLittleEndian<quint32>(at); });
}

LogFrames::LogFrames(QFile &log, int pageSize) : m_log(log), m_pageSize(pageSize)
{
    const QByteArray head = m_log.seek(0) ? m_log.read(HeadBytes) : QByteArray();
    m_hasHead = head.size() == HeadBytes;
    if (!m_hasHead)
        return;
    m_isBigEndian = number(head, 0) == (LogMagic | 1u);
    m_computed.add(head.constData(), HeadBytes - 8, m_isBigEndian);
    m_before = {number(head, 24), number(head, 28)};
    const int told = static_cast<int>(number(head, 8));
    m_isHeadWhole = (number(head, 0) & ~1u) == LogMagic && m_computed == m_before && isPageSize(told);
    if (m_isHeadWhole) {
        m_pageSize = told;
        m_salts = head.mid(16, 8);
    } else {
        m_isWholeBefore = false;
        m_isBigEndian = Q_BYTE_ORDER == Q_BIG_ENDIAN; // a log hardly ever comes from another kind of machine
    }
    m_frame.resize(FrameHeadBytes + m_pageSize);
}

std::optional<LogFrames::Frame> LogFrames::next()
{
    const qint64 at = HeadBytes + m_number * m_frame.size();
    if (!m_hasHead || !m_log.seek(at) || m_log.read(m_frame.data(), m_frame.size()) != m_frame.size())
        return std::nullopt;
    Frame frame{++m_number, number(m_frame, 0), number(m_frame, 4), false, false, at + FrameHeadBytes};
    const QByteArrayView salts(m_frame.constData() + 8, 8);
    if (m_salts.isEmpty())
        m_salts = salts.toByteArray();
    frame.isOfThisLog = salts == m_salts;
    const LogSum written{number(m_frame, 16), number(m_frame, 20)};
    const auto goneOnFrom = [&](LogSum sum) {
        sum.add(m_frame.constData(), 8, m_isBigEndian);
        sum.add(m_frame.constData() + FrameHeadBytes, m_pageSize, m_isBigEndian);
        return sum;
    };
    const LogSum before = m_computed;
    m_computed = frame.isOfThisLog ? goneOnFrom(m_before) : written;
    frame.isWhole = frame.isOfThisLog && m_computed == written;
    // Of a frame (or the head) that isn't whole, either the sum that is written in it is right, or all the rest of it.
    if (frame.isOfThisLog && !frame.isWhole && !m_isWholeBefore && goneOnFrom(before) == written) {
        frame.isWhole = true;
        m_computed = written;
    }
    m_isWholeBefore = frame.isWhole;
    m_before = written;
    return frame;
}

} // namespace dateline
