#include "analysis/model_file.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>
#include <cstring>

namespace dateline {

static_assert(Q_BYTE_ORDER == Q_LITTLE_ENDIAN, "model files are used in place");

namespace {

constexpr qsizetype HeadSize = 16;
constexpr qsizetype EntrySize = 16;
constexpr qsizetype MagicSize = 8;

// A checksum that reads eight bytes at a time: damage is to be seen, not an attacker, and start-up must not wait for it.
quint32 checksum(QByteArrayView bytes)
{
    std::array<quint64, 4> lanes{1, 2, 3, 4};
    qsizetype at = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        for (size_t lane = 0; lane < 4; ++lane) {
            quint64 word;
            std::memcpy(&word, bytes.data() + at + qsizetype(lane) * 8, 8);
            lanes[lane] = (lanes[lane] ^ word) * 0x9e3779b97f4a7c15ULL;
            lanes[lane] ^= lanes[lane] >> 29;
        }
    }
    quint64 sum = quint64(bytes.size());
    for (; at < bytes.size(); ++at)
        sum = (sum ^ quint8(bytes[at])) * 0x100000001b3ULL;
    for (const quint64 lane : lanes)
        sum = (sum ^ lane) * 0xff51afd7ed558ccdULL;
    return quint32(sum ^ (sum >> 32));
}

quint64 numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<quint64>(bytes.data() + at);
}

} // namespace

tl::unexpected<Error> ModelFile::damaged(const QString &name, const QString &detail)
{
    return failure(ErrorKind::Corrupt,
                   QCoreApplication::translate("Analysis", "The file “%1”, which the analysis of articles needs, is missing "
                                                           "or damaged. Install Dateline again.").arg(name), detail);
}

Result<ModelFile> ModelFile::open(QByteArrayView bytes, QByteArrayView magic, size_t sections, const QString &name)
{
    const qsizetype bodies = HeadSize + EntrySize * qsizetype(sections);
    if (bytes.size() < bodies || bytes.first(MagicSize) != magic)
        return damaged(name, QStringLiteral("wrong magic or too short"));
    if (qFromLittleEndian<quint32>(bytes.data() + MagicSize) != sections)
        return damaged(name, QStringLiteral("wrong number of sections"));
    if (qFromLittleEndian<quint32>(bytes.data() + MagicSize + 4) != checksum(bytes.sliced(HeadSize)))
        return damaged(name, QStringLiteral("wrong checksum"));
    ModelFile file;
    if (reinterpret_cast<quintptr>(bytes.data()) % alignof(quint64) != 0) {
        file.m_copy = std::make_shared<std::vector<quint64>>(size_t(bytes.size()) / 8 + 1);
        std::memcpy(file.m_copy->data(), bytes.data(), size_t(bytes.size()));
        bytes = QByteArrayView(reinterpret_cast<const char *>(file.m_copy->data()), bytes.size());
    }
    for (size_t number = 0; number < sections; ++number) {
        const qsizetype entry = HeadSize + EntrySize * qsizetype(number);
        const quint64 offset = numberAt(bytes, entry);
        const quint64 size = numberAt(bytes, entry + 8);
        const quint64 all = quint64(bytes.size());
        if (offset % 8 != 0 || offset > all || size > all - offset)
            return damaged(name, QStringLiteral("a section lies outside"));
        file.m_sections.push_back(bytes.sliced(qsizetype(offset), qsizetype(size)));
    }
    return file;
}

QByteArray modelFile(QByteArrayView magic, const QList<QByteArray> &sections)
{
    QByteArray entries, bodies;
    const qsizetype start = HeadSize + EntrySize * sections.size();
    for (const QByteArray &section : sections) {
        bodies.append((8 - (start + bodies.size()) % 8) % 8, '\0');
        const quint64 entry[2] = {qToLittleEndian(quint64(start + bodies.size())), qToLittleEndian(quint64(section.size()))};
        entries.append(reinterpret_cast<const char *>(entry), EntrySize);
        bodies.append(section);
    }
    const quint32 head[2] = {qToLittleEndian(quint32(sections.size())), qToLittleEndian(checksum(QByteArray(entries + bodies)))};
    QByteArray file = magic.toByteArray();
    file.append(reinterpret_cast<const char *>(head), sizeof head);
    return file + entries + bodies;
}

} // namespace dateline
