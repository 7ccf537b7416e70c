// File format: https://www.sqlite.org/fileformat2.html, sections 1.3 (head), 1.5 (free pages), 4 (write-ahead log).
//
// SQLite uses a log up to its first frame with a wrong sum. Here a damaged frame is passed over alone: each sum starts from the one that
// is written in the frame before, so that later frames can still be verified.
#include "store/page_file.h"

#include <QtEndian>


namespace dateline {
namespace {

constexpr int HeadBytes = 100;
constexpr int LogHeadBytes = 32, FrameHeadBytes = 24;
constexpr quint32 LogMagic = 0x377f0682; // the lowest bit: sums are of big-endian words
constexpr int UsualPageSize = 8192;      // connection.cpp
constexpr quint32 MostFreeTrunks = 1'000'000;

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromBigEndian<quint32>(bytes.constData() + at) : 0;
}

bool isPageSize(int size)
{
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

// The write-ahead log's checksum over pairs of 32-bit words, going on from an earlier one.
struct LogSum {
    quint32 first = 0, second = 0;

    void add(const char *bytes, qsizetype size, bool isBigEndian)
    {
        const auto word = [&](qsizetype at) {
            return isBigEndian ? qFromBigEndian<quint32>(bytes + at) : qFromLittleEndian<quint32>(bytes + at);
        };
        for (qsizetype at = 0; at + 8 <= size; at += 8) {
            first += word(at) + second;
            second += word(at + 4) + first;
        }
    }
    bool operator==(const LogSum &) const = default;
};

LogSum sumAt(const QByteArray &bytes, qsizetype at)
{
    return {number(bytes, at), number(bytes, at + 4)};
}

} // namespace

PageFile::PageFile(const QString &database, Log log) : m_file(database), m_log(database + QStringLiteral("-wal"))
{
    if (!m_file.open(QIODevice::ReadOnly))
        return;
    findPageSize();
    m_count = static_cast<quint32>((m_file.size() + m_pageSize - 1) / m_pageSize);
    if (m_log.open(QIODevice::ReadOnly))
        readLog(log);
}

// How many pages of some begin like one of a tree.
int PageFile::score(int pageSize)
{
    constexpr qint64 looked = 500;
    const qint64 pages = m_file.size() / pageSize;
    const qint64 step = qMax<qint64>(1, pages / looked);
    int found = 0;
    for (qint64 page = 1; page < pages; page += step) {
        char head[8] = {};
        if (!m_file.seek(page * pageSize) || m_file.read(head, sizeof head) != sizeof head)
            continue;
        const int cells = qFromBigEndian<quint16>(head + 3);
        const int start = qFromBigEndian<quint16>(head + 5);
        const bool isTree = head[0] == 2 || head[0] == 5 || head[0] == 10 || head[0] == 13;
        found += isTree && cells > 0 && cells < pageSize / 4 && start >= 8 + 2 * cells && start < pageSize ? 1 : 0;
    }
    return found;
}

void PageFile::findPageSize()
{
    const QByteArray head = m_file.peek(HeadBytes);
    const int told = head.size() < 18 ? 0 : qFromBigEndian<quint16>(head.constData() + 16);
    m_pageSize = told == 1 ? 65536 : told;
    const bool isWhole = head.startsWith("SQLite format 3") && isPageSize(m_pageSize);
    if (isWhole && (m_pageSize == UsualPageSize || m_file.size() % m_pageSize == 0))
        return;
    m_pageSize = UsualPageSize;
    int best = score(m_pageSize);
    for (int size = 512; size <= 65536; size *= 2) {
        if (const int other = score(size); other > 2 * best) { // a half or a double of the right size finds fewer
            m_pageSize = size;
            best = other;
        }
    }
}

void PageFile::readLog(Log log)
{
    const QByteArray head = m_log.read(LogHeadBytes);
    if (head.size() < LogHeadBytes)
        return;
    const bool isBigEndian = (number(head, 0) & ~1u) == LogMagic && (number(head, 0) & 1) == 1;
    LogSum sum;
    sum.add(head.constData(), LogHeadBytes - 8, isBigEndian);
    const bool isHeadWhole = sum == sumAt(head, 24);
    if (isHeadWhole && number(head, 8) != static_cast<quint32>(m_pageSize) && isPageSize(static_cast<int>(number(head, 8)))) {
        m_pageSize = static_cast<int>(number(head, 8)); // the log tells it where the file's head is lost
        m_count = static_cast<quint32>((m_file.size() + m_pageSize - 1) / m_pageSize);
    }
    m_isLogDamaged = !isHeadWhole;
    if (m_isLogDamaged && log == Log::UntilDamage)
        return;
    QByteArray salts = isHeadWhole ? head.mid(16, 8) : QByteArray();
    bool isSumKnown = isHeadWhole;
    QHash<quint32, qint64> unfinished; // of a change whose end hasn't come yet
    quint32 unfinishedCount = 0;
    for (qint64 at = LogHeadBytes;; at += FrameHeadBytes + m_pageSize) {
        const QByteArray frame = m_log.seek(at) ? m_log.read(FrameHeadBytes + m_pageSize) : QByteArray();
        if (frame.size() < FrameHeadBytes + m_pageSize)
            break;
        if (salts.isEmpty())
            salts = frame.mid(8, 8);
        const bool isOfThisLog = frame.mid(8, 8) == salts;
        sum.add(frame.constData(), 8, isBigEndian);
        sum.add(frame.constData() + FrameHeadBytes, m_pageSize, isBigEndian);
        const bool isWhole = isOfThisLog && (sum == sumAt(frame, 16) || !isSumKnown);
        sum = sumAt(frame, 16);
        isSumKnown = true;
        if (!isOfThisLog)
            break; // what follows is left from an earlier round of the log
        m_isLogDamaged = m_isLogDamaged || !isWhole;
        if (!isWhole && log == Log::UntilDamage)
            break;
        if (!isWhole || number(frame, 0) == 0)
            continue;
        unfinished.insert(number(frame, 0), at + FrameHeadBytes);
        unfinishedCount = number(frame, 4);
        if (unfinishedCount == 0)
            continue;
        m_logged.insert(unfinished);
        m_count = qMax(m_count, unfinishedCount);
        unfinished.clear();
    }
}

QByteArray PageFile::read(QFile &file, qint64 at)
{
    QByteArray bytes = file.seek(at) ? file.read(m_pageSize) : QByteArray();
    if (!bytes.isEmpty() && bytes.size() < m_pageSize)
        bytes.append(m_pageSize - bytes.size(), '\0');
    return bytes;
}

QByteArray PageFile::page(quint32 number)
{
    if (number == 0 || number > m_count)
        return {};
    const auto logged = m_logged.constFind(number);
    return logged == m_logged.constEnd() ? read(m_file, static_cast<qint64>(number - 1) * m_pageSize) : read(m_log, *logged);
}

quint32 PageFile::headNumber(int offset)
{
    return number(page(1), offset);
}

const QSet<quint32> &PageFile::freePages()
{
    if (std::exchange(m_knowsFree, true))
        return m_free;
    quint32 trunk = headNumber(32);
    for (quint32 trunks = 0; trunk != 0 && trunk <= m_count && !m_free.contains(trunk) && trunks < MostFreeTrunks; ++trunks) {
        const QByteArray bytes = page(trunk);
        const quint32 leaves = number(bytes, 4);
        // A tree's page would be taken for a list of free ones where the head is damaged.
        if (leaves > static_cast<quint32>(m_pageSize) / 4 - 2)
            break;
        m_free.insert(trunk);
        for (quint32 i = 0; i < leaves; ++i) {
            if (const quint32 leaf = number(bytes, 8 + 4 * static_cast<qsizetype>(i)); leaf != 0 && leaf <= m_count)
                m_free.insert(leaf);
        }
        trunk = number(bytes, 0);
    }
    return m_free;
}

// The third page is the root of a tree, and no page leads to it.
bool PageFile::hasPointerMaps()
{
    if (!m_hasPointerMaps)
        m_hasPointerMaps = page(2).startsWith(QByteArrayView("\1\0\0\0\0", 5));
    return *m_hasPointerMaps;
}

// Five bytes for each of the pages that follow, up to the next such page.
bool PageFile::isPointerMap(quint32 number)
{
    return hasPointerMaps() && number >= 2 && (number - 2) % (static_cast<quint32>(m_pageSize) / 5 + 1) == 0;
}

} // namespace dateline
