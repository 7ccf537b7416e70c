// Input: a fuzzer's bytes taken apart into the small values that a target needs. Past the end all are 0 and empty.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <algorithm>

namespace dateline::fuzz {

class Input final {
public:
    explicit Input(QByteArrayView bytes) : m_left(bytes) {}

    bool isEmpty() const { return m_left.isEmpty(); }

    quint8 byte()
    {
        const QByteArrayView one = take(1);
        return one.isEmpty() ? quint8(0) : static_cast<quint8>(one[0]);
    }

    // Little-endian, of `size` bytes.
    quint64 number(int size)
    {
        quint64 value = 0;
        for (int i = 0; i < size; ++i)
            value |= quint64(byte()) << (8 * i);
        return value;
    }

    int below(int limit) { return static_cast<int>(number(limit > 256 ? 4 : 1) % static_cast<quint64>(limit)); }

    // As many bytes as the first one says, at most 255.
    QByteArrayView shortBytes() { return take(byte()); }
    QString shortText() { return QString::fromUtf8(shortBytes()); }
    QByteArrayView rest() { return take(m_left.size()); }

    // Up to `end`, which is passed over.
    QByteArrayView until(char end)
    {
        const auto found = std::find(m_left.begin(), m_left.end(), end);
        const QByteArrayView head = take(found - m_left.begin());
        take(1);
        return head;
    }

private:
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView head = m_left.first(std::min(size, m_left.size()));
        m_left = m_left.sliced(head.size());
        return head;
    }

    QByteArrayView m_left;
};

} // namespace dateline::fuzz
