// File format: https://www.sqlite.org/fileformat2.html, sections 1.3 (head), 1.5 (free pages), 4 (write-ahead log).
//
// SQLite uses a log up to its first frame with a wrong sum. Here a damaged frame is passed over alone.
#include "store/page_file.h"

#include "store/log_frames.h"

#include <QtEndian>

namespace dateline {
namespace {

constexpr int HeadBytes = 100;
constexpr int UsualPageSize = 8192;      // connection.cpp
constexpr quint32 MostFreeTrunks = 1'000'000;

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromBigEndian<quint32>(bytes.constData() + at) : 0;
}

} // namespace

PageFile::PageFile(const QString &database, Log log) : m_file(database), m_log(database + QStringLiteral("-wal"))
{
    if (m_file.open(QIODevice::ReadOnly))
        findPageSize();
    else
        m_pageSize = UsualPageSize;
    m_count = static_cast<quint32>((m_file.size() + m_pageSize - 1) / m_pageSize);
    if (m_log.open(QIODevice::ReadOnly))
        readLog(log);
}

int PageFile::pageSizeOf(const QString &database)
{
    QFile file(database);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.read(HeadBytes) : QByteArray();
    const int told = head.size() < 18 ? 0 : qFromBigEndian<quint16>(head.constData() + 16);
    return told == 1 ? 65536 : isPageSize(told) ? told : UsualPageSize;
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
    LogFrames frames(m_log, m_pageSize);
    if (!frames.hasHead())
        return;
    if (frames.pageSize() != m_pageSize) {
        m_pageSize = frames.pageSize(); // the log tells it where the file's head is lost
        m_count = static_cast<quint32>((m_file.size() + m_pageSize - 1) / m_pageSize);
    }
    m_isLogDamaged = !frames.isHeadWhole();
    if (m_isLogDamaged && log == Log::UntilDamage)
        return;
    QHash<quint32, qint64> unfinished; // of a change whose end hasn't come yet
    bool isInterrupted = false;
    while (const std::optional<LogFrames::Frame> frame = frames.next()) {
        if (!frame->isWhole && log == Log::UntilDamage) {
            m_isLogDamaged = m_isLogDamaged || frame->isOfThisLog;
            break;
        }
        if (!frame->isOfThisLog) { // left from an earlier round of the log; or damaged, where others follow
            isInterrupted = true;
            continue;
        }
        m_isLogDamaged = m_isLogDamaged || !frame->isWhole || isInterrupted;
        if (!frame->isWhole || frame->page == 0)
            continue;
        unfinished.insert(frame->page, frame->at);
        if (!frame->endsChange())
            continue;
        m_logged.insert(unfinished);
        m_count = qMax(m_count, frame->pagesAfter);
        unfinished.clear();
    }
}

bool PageFile::isLogInFile()
{
    for (auto logged = m_logged.cbegin(); logged != m_logged.cend(); ++logged) {
        if (read(m_log, *logged) != read(m_file, static_cast<qint64>(logged.key() - 1) * m_pageSize))
            return false;
    }
    return true;
}

QByteArray PageFile::read(QFile &file, qint64 at)
{
    QByteArray bytes = file.isOpen() && file.seek(at) ? file.read(m_pageSize) : QByteArray();
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
