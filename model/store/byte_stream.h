// ByteWriter and ByteReader: the small numbers and strings that blobs are made of.
//
// number: LEB128, 7 bits a byte, least significant first. signed: zigzag, then number. text: number of bytes, then UTF-8.
// blob: number of bytes, then the bytes.
// A reader never reads past its end: after damage isGood() is false and everything read is 0 or empty.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace dateline {

// UTF-8 to text, all of it: QString::fromUtf8() leaves out a byte order mark at the start, and offsets into the text would be wrong.
QString textFromUtf8(QByteArrayView utf8);

class ByteWriter final {
public:
    void number(quint64 value);
    void signedNumber(qint64 value);
    void text(QStringView value);
    void texts(const QStringList &values);
    void blob(QByteArrayView value);
    const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

class ByteReader final {
public:
    explicit ByteReader(QByteArrayView bytes) : m_next(bytes.begin()), m_end(bytes.end()) {}

    quint64 number();
    qint64 signedNumber();
    QString text();
    QStringList texts();
    QByteArray blob();
    QByteArray rest(); // all that is left
    // How many entries a list can hold at most, so that a damaged count can't ask for all memory.
    qsizetype count();
    bool isGood() const { return m_good; }
    bool atEnd() const { return m_next == m_end; }

private:
    QByteArrayView sized();

    const char *m_next;
    const char *m_end;
    bool m_good = true;
};

} // namespace dateline
